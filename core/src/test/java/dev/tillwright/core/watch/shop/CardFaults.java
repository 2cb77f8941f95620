package dev.tillwright.core.watch.shop;

import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.DeviceEvent.Kind;
import dev.tillwright.core.watch.HostLine;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What goes wrong with card payments at one till, and who should say so. */
final class CardFaults {
  /** What goes wrong with a payment. */
  enum Fault {
    REPLY_LOST,
    REVERSAL_FORGOTTEN,
    SENT_TWICE,
    NEVER_FORWARDED,
    MISSING_AT_HOST,
    AMOUNT_CHANGED,
    WRITTEN_NOWHERE,
    REQUEST_LOST,
    REFUND_TO_OTHER
  }

  private final CardDesk desk;
  private final Lane lane;
  private final World world;
  private final Random random;
  private final double rate;

  CardFaults(CardDesk desk, Lane lane, World world, Random random, double rate) {
    this.desk = desk;
    this.lane = lane;
    this.world = world;
    this.random = random;
    this.rate = rate;
  }

  /** Whether something goes wrong this time. */
  @Nullable Fault any() {
    for (Fault fault : Fault.values()) {
      if (lane.happens(rate)) {
        return fault;
      }
    }
    return null;
  }

  void happens(Fault fault, Instant at, String operator, String token, long amount) {
    switch (fault) {
      case REPLY_LOST -> replyLost(at, operator, token, amount);
      case REVERSAL_FORGOTTEN -> reversalForgotten(at, operator, token, amount);
      case SENT_TWICE -> sentTwice(at, operator, token, amount);
      case NEVER_FORWARDED -> neverForwarded(at, operator, token, amount);
      case MISSING_AT_HOST -> missingAtHost(at, operator, token, amount);
      case AMOUNT_CHANGED -> amountChanged(at, operator, token, amount);
      case WRITTEN_NOWHERE -> writtenNowhere(at, token, amount);
      case REQUEST_LOST -> requestLost(at, operator, token, amount);
      case REFUND_TO_OTHER -> refundToOther(at, operator, token, amount);
    }
  }

  private void replyLost(Instant at, String operator, String token, long amount) {
    String sale = desk.begin(at, operator);
    PaymentKey key =
        desk.intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    desk.settle(at.plusSeconds(9), HostLine.Kind.CAPTURE, key, token, amount);
    if (random.nextBoolean()) { // or the till died before it could even write that
      desk.event(at.plusSeconds(24), new AttemptEvent.OutcomeLost(key, "TIMEOUT"));
    }
    must("reply lost", key, Detector.S1, Detector.S11);
  }

  private void reversalForgotten(Instant at, String operator, String token, long amount) {
    String sale = desk.begin(at, operator);
    PaymentKey key =
        desk.intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    desk.settle(at.plusSeconds(9), HostLine.Kind.CAPTURE, key, token, amount);
    desk.event(at.plusSeconds(24), new AttemptEvent.OutcomeLost(key, "TIMEOUT"));
    desk.event(at.plusSeconds(25), new AttemptEvent.ReversalDecided(key, "TIMEOUT"));
    if (random.nextBoolean()) { // acknowledged, and not done
      desk.event(at.plusSeconds(60), new AttemptEvent.Reversed(key));
      must("reversal forgotten", key, Detector.S2);
    } else {
      must("reversal forgotten", key, Detector.S2, Detector.S11);
    }
  }

  /** A key that was never used before for what is sent again: the host cannot know it. */
  private void sentTwice(Instant at, String operator, String token, long amount) {
    String sale = desk.begin(at, operator);
    PaymentKey first =
        desk.intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    desk.settle(at.plusSeconds(9), HostLine.Kind.CAPTURE, first, token, amount);
    desk.event(at.plusSeconds(10), desk.approved(first, null));
    PaymentKey second =
        desk.intend(at.plusSeconds(20), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    desk.settle(at.plusSeconds(21), HostLine.Kind.CAPTURE, second, token, amount);
    desk.approve(at.plusSeconds(22), second, null);
    desk.finish(at.plusSeconds(23), sale, operator, amount);
    must("sent twice", second, Detector.S3);
    world.may("sent twice", Detector.S9, lane.terminal(), "counter"); // shown once, written twice
  }

  private void neverForwarded(Instant at, String operator, String token, long amount) {
    String sale = desk.begin(at, operator);
    PaymentKey key =
        desk.intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    desk.event(at.plusSeconds(9), new AttemptEvent.Stored(key, true));
    lane.approvalShown(at.plusSeconds(10), sale);
    desk.finish(at.plusSeconds(11), sale, operator, amount);
    must("never forwarded", key, Detector.S4, Detector.S11);
  }

  private void missingAtHost(Instant at, String operator, String token, long amount) {
    String sale = desk.begin(at, operator);
    PaymentKey key =
        desk.intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    desk.reference();
    desk.approve(at.plusSeconds(10), key, null);
    desk.finish(at.plusSeconds(11), sale, operator, amount);
    must("missing at the host", key, Detector.S5);
  }

  private void amountChanged(Instant at, String operator, String token, long amount) {
    String sale = desk.begin(at, operator);
    PaymentKey key =
        desk.intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    desk.settle(
        at.plusSeconds(9), HostLine.Kind.CAPTURE, key, token, amount + 1 + random.nextInt(500));
    desk.approve(at.plusSeconds(10), key, null);
    desk.finish(at.plusSeconds(11), sale, operator, amount);
    must("amount changed", key, Detector.S6);
  }

  /** The customer paid and has a slip; the books lost it, or never had it. */
  private void writtenNowhere(Instant at, String token, long amount) {
    String sale = lane.newSale();
    lane.device(at, Kind.CARD_IN, sale);
    PaymentKey key = desk.nextKey();
    desk.settle(at.plusSeconds(9), HostLine.Kind.CAPTURE, key, token, amount);
    lane.approvalShown(at.plusSeconds(10), sale);
    lane.device(at.plusSeconds(14), Kind.RECEIPT_PRINTED, sale);
    String near =
        desk.hostGivesKeys ? key.toString() : "line " + desk.lines + " of " + lane.terminal();
    world.must("written nowhere", Detector.S1, lane.terminal(), near);
    world.must("written nowhere", Detector.S7, lane.terminal(), near);
    world.truth.add(
        new Label(
            "written nowhere",
            Detector.S9,
            lane.terminal(),
            "",
            false,
            lane.clock(at.minusSeconds(20))));
  }

  private void requestLost(Instant at, String operator, String token, long amount) {
    String sale = desk.begin(at, operator);
    PaymentKey key =
        desk.intend(at.plusSeconds(8), sale, token, amount, null, AttemptKind.PURCHASE, 0);
    must("request lost", key, Detector.S11);
  }

  private void refundToOther(Instant at, String operator, String token, long amount) {
    PaymentKey purchase = desk.plain(at, operator, token, amount);
    String sale = desk.begin(at.plusSeconds(100), operator);
    boolean linked = random.nextBoolean();
    String other = "tok-" + (CardDesk.CARDS + random.nextInt(5));
    PaymentKey key =
        desk.intend(
            at.plusSeconds(108),
            sale,
            other,
            amount,
            linked ? purchase : null,
            AttemptKind.REFUND,
            0);
    desk.settle(at.plusSeconds(109), HostLine.Kind.REFUND, key, other, amount);
    desk.approve(at.plusSeconds(110), key, null);
    desk.finish(at.plusSeconds(111), sale, operator, amount);
    must("refund to another card", key, Detector.S12);
  }

  private void must(String fault, PaymentKey key, Detector... detectors) {
    for (Detector detector : detectors) {
      world.must(fault, detector, lane.terminal(), key.toString());
    }
  }
}
