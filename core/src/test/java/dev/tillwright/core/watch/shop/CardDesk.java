package dev.tillwright.core.watch.shop;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.DeviceEvent.Kind;
import dev.tillwright.core.watch.HostLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Card payments at one till: honest ones of many kinds. */
final class CardDesk {
  static final int CARDS = 300;

  private final Lane lane;
  private final World world;
  private final Random random;
  private final double rate;
  final boolean hostGivesKeys;
  private final List<Later> waiting = new ArrayList<>();
  private final Map<PaymentKey, String> references = new HashMap<>();
  private final Map<PaymentKey, String> sales = new HashMap<>();
  private String lastReference = "";
  private final CardFaults faults;
  private long nextKey;
  long lines;

  /** A payment that was taken offline. */
  private record Later(PaymentKey key, String token, long amount) {}

  CardDesk(Lane lane, World world, Random random, double rate) {
    this.lane = lane;
    this.world = world;
    this.random = random;
    this.rate = rate;
    this.hostGivesKeys = random.nextDouble() < 0.8;
    this.faults = new CardFaults(this, lane, world, random, rate);
  }

  // --- one customer -----------------------------------------------------------------------------

  void customer(Instant at, String operator, int gap) {
    String token = "tok-" + random.nextInt(CARDS);
    long amount = 200 + random.nextInt(9_000);
    if (lane.offline()) {
      offline(at, operator, token, amount);
      return;
    }
    CardFaults.Fault fault = faults.any();
    if (fault != null) {
      faults.happens(fault, at, operator, token, amount);
      return;
    }
    double kind = random.nextDouble();
    if (kind < 0.03) {
      declined(at, operator, token, amount);
    } else if (kind < 0.05) {
      partial(at, operator, token, amount);
    } else if (kind < 0.09) {
      tipped(at, operator, token, amount);
    } else if (kind < 0.11) {
      undone(at, operator, token, amount);
    } else {
      PaymentKey key = plain(at, operator, token, amount);
      if (kind < 0.13 && gap > 200) { // the same again, by the same customer
        plain(at.plusSeconds(60), operator, token, amount);
      } else if (kind < 0.15 && gap > 300) {
        refund(at.plusSeconds(200), operator, token, amount, key);
      } else if (kind < 0.17 && gap > 300) {
        voided(at.plusSeconds(150), operator, token, amount, key);
      }
    }
  }

  // --- what happens honestly --------------------------------------------------------------------

  PaymentKey plain(Instant at, String operator, String token, long amount) {
    String sale = begin(at, operator);
    PaymentKey key = intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    settle(at.plusSeconds(9), HostLine.Kind.CAPTURE, key, token, amount);
    approve(at.plusSeconds(10), key, null);
    finish(at.plusSeconds(11), sale, operator, amount);
    return key;
  }

  private void offline(Instant at, String operator, String token, long amount) {
    String sale = begin(at, operator);
    PaymentKey key = intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    event(at.plusSeconds(9), new AttemptEvent.Stored(key, false));
    lane.approvalShown(at.plusSeconds(10), sale);
    finish(at.plusSeconds(11), sale, operator, amount);
    if (lane.happens(rate * 3)) {
      world.must("never forwarded", Detector.S4, lane.terminal(), key.toString());
      world.must("never forwarded", Detector.S11, lane.terminal(), key.toString());
    } else {
      waiting.add(new Later(key, token, amount));
    }
  }

  /** What waits is sent when the line is back. */
  void forwardBy(Instant at) {
    if (lane.offline()) {
      return;
    }
    Instant next = at;
    for (Later later : waiting) {
      next = next.plusMillis(400);
      event(next, new AttemptEvent.Forwarding(later.key()));
      settle(
          next.plusMillis(100), HostLine.Kind.CAPTURE, later.key(), later.token(), later.amount());
      event(next.plusMillis(200), approved(later.key(), null));
    }
    waiting.clear();
  }

  private void declined(Instant at, String operator, String token, long amount) {
    String sale = begin(at, operator);
    PaymentKey key = intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    event(at.plusSeconds(10), new AttemptEvent.Declined(key, "51", "not enough"));
    lane.device(at.plusSeconds(12), Kind.CARD_OUT, sale);
  }

  private void partial(Instant at, String operator, String token, long amount) {
    String sale = begin(at, operator);
    PaymentKey key = intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    long part = amount / 2;
    settle(at.plusSeconds(9), HostLine.Kind.CAPTURE, key, token, part);
    event(
        at.plusSeconds(10),
        new AttemptEvent.PartiallyApproved(key, money(part), "A1", lastReference));
    lane.approvalShown(at.plusSeconds(10), sale);
    event(at.plusSeconds(11), new AttemptEvent.PartialAccepted(key));
    finish(at.plusSeconds(14), sale, operator, amount);
  }

  private void tipped(Instant at, String operator, String token, long amount) {
    String sale = begin(at, operator);
    PaymentKey key =
        intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.AUTHORIZATION, amount / 5);
    long tip = amount / 10;
    reference();
    approve(at.plusSeconds(10), key, null);
    finish(at.plusSeconds(11), sale, operator, amount);
    Instant later = at.plusSeconds(90);
    event(
        later,
        new AttemptEvent.CaptureDecided(
            key, nextKey(), money(amount + tip), true, lane.clock(later)));
    line(later, HostLine.Kind.CAPTURE, key, token, amount + tip, lastReference);
    event(later.plusSeconds(1), new AttemptEvent.Captured(key));
  }

  /** No answer, so it is undone; the customer pays in cash, or goes. */
  private void undone(Instant at, String operator, String token, long amount) {
    String sale = begin(at, operator);
    PaymentKey key = intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    settle(at.plusSeconds(9), HostLine.Kind.CAPTURE, key, token, amount);
    event(at.plusSeconds(24), new AttemptEvent.OutcomeLost(key, "TIMEOUT"));
    event(at.plusSeconds(25), new AttemptEvent.ReversalDecided(key, "TIMEOUT"));
    line(at.plusSeconds(60), HostLine.Kind.REVERSAL, key, token, amount, lastReference);
    event(at.plusSeconds(61), new AttemptEvent.Reversed(key));
  }

  private void refund(Instant at, String operator, String token, long amount, PaymentKey purchase) {
    String sale = begin(at, operator);
    PaymentKey key =
        intend(at.plusSeconds(8), sale, token, amount, purchase, AttemptKind.REFUND, 0);
    settle(at.plusSeconds(9), HostLine.Kind.REFUND, key, token, amount);
    approve(at.plusSeconds(10), key, null);
    finish(at.plusSeconds(11), sale, operator, amount);
  }

  private void voided(Instant at, String operator, String token, long amount, PaymentKey purchase) {
    String back = begin(at, operator); // the card is there again
    event(at.plusSeconds(5), new AttemptEvent.VoidDecided(purchase, "VOID"));
    line(at.plusSeconds(6), HostLine.Kind.REVERSAL, purchase, token, amount, referenceOf(purchase));
    event(at.plusSeconds(7), new AttemptEvent.Voided(purchase));
    lane.completed(at.plusSeconds(8), back, "VOID", operator, amount, saleOf(purchase));
  }

  // --- its parts --------------------------------------------------------------------------------

  String begin(Instant at, String operator) {
    String sale = lane.newSale();
    lane.opened(at, sale, operator);
    lane.device(at.plusSeconds(3), Kind.CARD_IN, sale);
    lane.device(at.plusSeconds(4), Kind.PIN_ASKED, sale);
    lane.device(at.plusSeconds(6), Kind.PIN_DONE, sale);
    return sale;
  }

  PaymentKey intend(
      Instant at,
      String sale,
      String token,
      long amount,
      @Nullable PaymentKey original,
      AttemptKind kind,
      long tolerance) {
    PaymentKey key = nextKey();
    sales.put(key, sale);
    event(
        at,
        new AttemptEvent.Intended(
            key,
            kind,
            TenderKind.CARD,
            sale,
            original,
            Charge.of(money(amount)),
            money(tolerance),
            new ProtectedCard(
                new CardToken(token), new MaskedPan("************1111"), "k1", EntryMode.CHIP),
            lane.clock(at),
            kind == AttemptKind.PURCHASE,
            true));
    return key;
  }

  PaymentKey nextKey() {
    return new PaymentKey(lane.terminal(), 1, ++nextKey);
  }

  void approve(Instant at, PaymentKey key, @Nullable Money less) {
    event(at, approved(key, less));
    lane.approvalShown(at.plusMillis(300), saleOf(key));
  }

  AttemptEvent approved(PaymentKey key, @Nullable Money less) {
    references.put(key, lastReference);
    return new AttemptEvent.Approved(key, less, "A1", lastReference);
  }

  void finish(Instant at, String sale, String operator, long amount) {
    lane.completed(at, sale, "SALE", operator, amount, null);
    lane.printed(at.plusSeconds(3), sale);
    lane.device(at.plusSeconds(6), Kind.CARD_OUT, sale);
  }

  void event(Instant at, AttemptEvent event) {
    Draft draft = PaymentEntries.draft(event);
    lane.entry(at, draft.kind(), draft.payload());
  }

  void settle(Instant at, HostLine.Kind kind, PaymentKey key, String token, long amount) {
    line(at, kind, key, token, amount, reference());
  }

  String reference() {
    lastReference = "R" + (random.nextInt(900_000) + 100_000) + "x" + nextKey;
    return lastReference;
  }

  private String referenceOf(PaymentKey key) {
    return references.getOrDefault(key, "");
  }

  private String saleOf(PaymentKey key) {
    return sales.getOrDefault(key, "");
  }

  private void line(
      Instant at, HostLine.Kind kind, PaymentKey key, String token, long amount, String reference) {
    lines++;
    world.host.add(
        new HostLine(
            "line " + lines + " of " + lane.terminal(),
            kind,
            lane.terminal(),
            hostGivesKeys ? key.toString() : "",
            reference,
            token,
            money(amount),
            at));
  }

  private static Money money(long minor) {
    return Money.ofMinor(minor, Shop.GBP);
  }
}
