package dev.tillwright.core.host;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A simulated host, a link to it and requests to send. */
final class HostBench implements AutoCloseable {
  static final String PAN = "4111111111111111";
  static final Currency GBP = Currency.getInstance("GBP");
  static final Duration LONG = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(120);
  static final Instant AT = Instant.parse("2026-07-14T21:30:05Z");
  static final ZoneId LONDON = ZoneId.of("Europe/London");

  final HostSimulator simulator;
  final List<LateAnswer> late = Collections.synchronizedList(new ArrayList<>());
  final Iso8583Host host;

  HostBench() {
    this(HostSimulator.start(0));
  }

  HostBench(HostSimulator simulator) {
    this.simulator = simulator;
    this.host = Iso8583Host.connect(config(simulator.address()).build());
    host.onLateAnswer(late::add);
  }

  static Iso8583Config.Builder config(InetSocketAddress address) {
    return Iso8583Config.builder(address, new KnownCards(), "T1", "SHOP 1")
        .zone(LONDON)
        .connectDeadline(Duration.ofSeconds(2))
        .backOff(Duration.ofMillis(50));
  }

  static PaymentKey key(long seq) {
    return new PaymentKey("till-01", 3, seq);
  }

  static Money gbp(long minor) {
    return Money.ofMinor(minor, GBP);
  }

  static AuthorizationRequest purchase(long seq, long minor) {
    return AuthorizationRequest.purchase(key(seq), Charge.of(gbp(minor)), card(), AT);
  }

  static RefundRequest refund(long seq, long original, long minor) {
    return new RefundRequest(key(seq), key(original), gbp(minor), card(), AT, false);
  }

  static ReversalRequest reversal(AuthorizationRequest of, boolean repeat) {
    return new ReversalRequest(
        of.key(),
        AttemptKind.PURCHASE,
        of.charge(),
        of.card(),
        of.at(),
        ReversalRequest.Cause.REVERSAL,
        repeat);
  }

  static ProtectedCard card() {
    return new ProtectedCard(
        new CardToken("tok"), new MaskedPan("************1111"), "k1", EntryMode.CHIP);
  }

  /** Waits for something that another thread does; fails after ten seconds. */
  static void eventually(BooleanSupplier happened) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not happen");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    host.close();
    simulator.close();
  }

  /** Knows one test card. */
  static final class KnownCards implements CardProtector {
    @Override
    public ProtectedCard protect(CardRead card) {
      return card();
    }

    @Override
    public Card reveal(CardToken token, SecretAccess access) {
      if (!token.value().equals("tok")) {
        throw new TillwrightException("card.unknown", false, "no such token");
      }
      return new Card(Pan.of(PAN), YearMonth.of(2030, 12));
    }
  }
}
