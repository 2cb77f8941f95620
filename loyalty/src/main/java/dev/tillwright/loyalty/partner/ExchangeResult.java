package dev.tillwright.loyalty.partner;

import java.util.Objects;
import java.util.function.Function;

/** What an exchange came to. */
public sealed interface ExchangeResult {

  /**
   * Both sides moved, now or before.
   *
   * @param exchange its figures
   */
  record Done(Exchange exchange) implements ExchangeResult {
    public Done {
      Objects.requireNonNull(exchange, "exchange");
    }
  }

  /**
   * Neither side moved, and neither will.
   *
   * @param reason stable and dotted: {@code points.short}, {@code rate.least}, {@code
   *     partner.most}, {@code exchange.stopped}, or the partner's
   */
  record Refused(String reason) implements ExchangeResult {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The partner cannot be asked now. It may be done or not: say so, and call {@link
   * PartnerDesk#resume} later.
   *
   * @param exchange its figures
   */
  record Unknown(Exchange exchange) implements ExchangeResult {
    public Unknown {
      Objects.requireNonNull(exchange, "exchange");
    }
  }

  /** The key was used for another exchange; nothing was done. */
  record Conflict() implements ExchangeResult {}

  /** One answer of four. */
  default <T> T match(
      Function<Done, T> done,
      Function<Refused, T> refused,
      Function<Unknown, T> unknown,
      Function<Conflict, T> conflict) {
    if (this instanceof Done it) {
      return done.apply(it);
    }
    if (this instanceof Refused it) {
      return refused.apply(it);
    }
    return this instanceof Unknown it ? unknown.apply(it) : conflict.apply((Conflict) this);
  }
}
