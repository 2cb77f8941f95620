package dev.tillwright.loyalty.partner;

import dev.tillwright.core.TillwrightException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Asks a partner until an exchange has an end, or nobody knows. It remembers nothing: each step
 * follows from what the partner says of the key.
 */
final class PartnerCourse {
  private static final int STEPS = 10;

  private final Exchange exchange;
  private final PointsPartner partner;
  private final Until until;
  private String reason = "";

  PartnerCourse(Exchange exchange, PointsPartner partner, Until until) {
    this.exchange = exchange;
    this.partner = partner;
    this.until = until;
  }

  /** Why the partner refused. */
  String reason() {
    return reason.isEmpty() ? "partner.refused" : reason;
  }

  /** An exchange that the partner has not seen: forwards. */
  PartnerState begin() {
    return run(PartnerState.ABSENT, false);
  }

  /** An exchange that the partner may have seen: forwards. */
  PartnerState goOn() {
    return run(PartnerState.UNKNOWN, false);
  }

  /**
   * An exchange whose customer is gone: what is not final is ended, where the partner can refuse a
   * request that comes later still.
   */
  PartnerState stop() {
    return run(PartnerState.UNKNOWN, partner.capabilities().endsUnseen());
  }

  private PartnerState run(PartnerState from, boolean back) {
    PartnerState state = from;
    for (int step = 0; step < STEPS && !ended(state) && !until.over(); step++) {
      state = next(state, back);
    }
    return ended(state) ? state : PartnerState.UNKNOWN;
  }

  private static boolean ended(PartnerState state) {
    return switch (state) {
      case UNKNOWN, ABSENT, HELD -> false;
      case CAPTURED, CREDITED, RELEASED, REFUSED -> true;
    };
  }

  private PartnerState next(PartnerState state, boolean back) {
    if (state == PartnerState.UNKNOWN) {
      return query();
    }
    if (back) {
      return release("exchange.stopped");
    }
    if (state == PartnerState.HELD) {
      return capture();
    }
    PartnerRequest request =
        new PartnerRequest(exchange.partnerKey(), exchange.order().account(), exchange.theirs());
    boolean out = exchange.order().direction() == ExchangeOrder.Direction.OUT;
    return ask(left -> out ? partner.credit(request, left) : partner.hold(request, left))
        .match(
            () -> out ? PartnerState.CREDITED : PartnerState.HELD,
            refused -> {
              reason = refused.reason();
              return PartnerState.REFUSED;
            },
            () -> PartnerState.UNKNOWN);
  }

  private PartnerState capture() {
    return ask(left -> partner.capture(exchange.partnerKey(), left))
        .match(
            () -> PartnerState.CAPTURED,
            // A hold that is not captured may still stand: it is freed before anybody is told.
            refused -> release(refused.reason()),
            () -> PartnerState.UNKNOWN);
  }

  private PartnerState release(String why) {
    return ask(left -> partner.release(exchange.partnerKey(), left))
        .match(
            () -> {
              reason = why;
              return PartnerState.RELEASED;
            },
            // It was done meanwhile, or cannot be ended: the partner says which.
            refused -> PartnerState.UNKNOWN,
            () -> PartnerState.UNKNOWN);
  }

  private PartnerState query() {
    try {
      return partner.query(exchange.partnerKey(), until.left());
    } catch (TillwrightException e) {
      return PartnerState.UNKNOWN;
    }
  }

  /** A partner that breaks its contract and throws has not answered. */
  private PartnerReply ask(Function<Duration, PartnerReply> call) {
    try {
      return call.apply(until.left());
    } catch (TillwrightException e) {
      return new PartnerReply.Unknown();
    }
  }
}
