package dev.tillwright.core.payment.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest.Cause;
import java.util.Optional;

/** What a host that reverses promises. */
final class ReversalChecks {
  private ReversalChecks() {}

  static void add(Checks<Scene> kit) {
    var able = Scene.needs(HostCapability.REVERSAL);
    kit.addUnless(
            able,
            "reversal_takesBack",
            "an approved purchase that is reversed is not charged",
            scene -> undone(scene, Cause.REVERSAL))
        .addUnless(
            able,
            "void_takesBack",
            "an approved purchase that the shop gives up is not charged",
            scene -> undone(scene, Cause.VOID))
        .addUnless(
            able,
            "reversalRepeated_takesBackOnce",
            "a reversal may be repeated: it is acknowledged and takes back no more",
            ReversalChecks::repeated)
        .addUnless(
            able,
            "reversalOfTheUnknown_isAcknowledged",
            "the reversal of what never arrived is acknowledged",
            ReversalChecks::unknown)
        .addUnless(
            able,
            "reversalFirst_keepsItsOriginalFromCounting",
            "an original that comes after its reversal never moves anything",
            ReversalChecks::first)
        .addUnless(
            able,
            "reversal_leavesOthersAlone",
            "a reversal undoes its original and nothing else",
            ReversalChecks::others)
        .addUnless(
            Scene.both(able, ReversalChecks::keepsRefunds),
            "reversalOfARefund_takesTheMoneyAgain",
            "a refund that is reversed was not given",
            ReversalChecks::refund)
        .addUnless(
            Scene.both(able, Scene.needs(Trouble.REPLY_LOST)),
            "reversalAfterLostAnswer_takesBack",
            "a purchase whose answer was lost can be reversed",
            ReversalChecks::afterLoss)
        .addUnless(
            Scene.both(able, Scene.needs(Trouble.REQUEST_LOST)),
            "reversalWithoutAnswer_isNotAcknowledged",
            "a reversal that nobody answered is not acknowledged",
            ReversalChecks::unanswered);
  }

  private static Optional<String> keepsRefunds(Scene scene) {
    return scene.can(HostCapability.AT_PHONE)
        ? Optional.of("a wallet never takes back what it gave back")
        : Optional.empty();
  }

  private static void acknowledged(Scene scene, PaymentKey key, long minor, boolean repeat) {
    Expect.equal(
        scene.reverse(AttemptKind.PURCHASE, key, minor, repeat),
        ReversalReply.ACKNOWLEDGED,
        "the answer to a reversal");
  }

  private static void undone(Scene scene, Cause cause) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.purchase(key, 1_010), 1_010, "a purchase");
    ReversalReply reply =
        scene.reverse(AttemptKind.PURCHASE, key, 1_010, cause, false, scene.bench().deadline());
    Expect.equal(reply, ReversalReply.ACKNOWLEDGED, "the answer");
    scene.expectMoved(key, 0, "a purchase that was undone");
  }

  private static void repeated(Scene scene) {
    PaymentKey other = scene.key();
    scene.expectApproved(scene.purchase(other, 1_020), 1_020, "another purchase");
    PaymentKey key = scene.key();
    scene.expectApproved(scene.purchase(key, 1_020), 1_020, "a purchase");
    for (int i = 0; i < 3; i++) {
      acknowledged(scene, key, 1_020, i > 0);
    }
    scene.expectMoved(key, 0, "a purchase that was reversed three times");
    scene.expectMoved(other, 1_020, "another purchase of the same amount");
  }

  private static void unknown(Scene scene) {
    PaymentKey key = scene.key();
    acknowledged(scene, key, 1_030, false);
    scene.expectMoved(key, 0, "what never arrived");
  }

  private static void first(Scene scene) {
    PaymentKey key = scene.key();
    acknowledged(scene, key, 1_040, false);
    HostReply late = scene.purchase(key, 1_040);
    Expect.that(
        !(late instanceof HostReply.Approved), "an original after its reversal was approved");
    scene.expectMoved(key, 0, "an original after its reversal");
  }

  private static void others(Scene scene) {
    PaymentKey one = scene.key();
    PaymentKey two = scene.key();
    scene.expectApproved(scene.purchase(one, 1_050), 1_050, "a purchase");
    scene.expectApproved(scene.purchase(two, 1_050), 1_050, "its twin");
    acknowledged(scene, two, 1_050, false);
    scene.expectMoved(one, 1_050, "the purchase that was not reversed");
    scene.expectMoved(two, 0, "its twin that was");
  }

  private static void refund(Scene scene) {
    PaymentKey purchase = scene.key();
    PaymentKey refund = scene.key();
    scene.expectApproved(scene.purchase(purchase, 1_060), 1_060, "a purchase");
    scene.expectApproved(scene.refund(refund, purchase, 1_060, false), 1_060, "its refund");
    Expect.equal(
        scene.reverse(AttemptKind.REFUND, refund, 1_060, false),
        ReversalReply.ACKNOWLEDGED,
        "the answer to the reversal of a refund");
    scene.expectMoved(refund, 0, "a refund that was reversed");
    scene.expectMoved(purchase, 1_060, "its purchase");
  }

  private static void afterLoss(Scene scene) {
    PaymentKey key = scene.key();
    AuthorizationRequest request = scene.asking(Manner.PURCHASE, key, 1_070);
    scene.trouble(Trouble.REPLY_LOST);
    Expect.isA(scene.askInVain(request), HostReply.Unknown.class, "a purchase without answer");
    acknowledged(scene, key, 1_070, false);
    scene.expectMoved(key, 0, "a purchase that was reversed");
  }

  private static void unanswered(Scene scene) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.purchase(key, 1_080), 1_080, "a purchase");
    scene.trouble(Trouble.REQUEST_LOST);
    ReversalReply reply =
        scene.reverse(
            AttemptKind.PURCHASE, key, 1_080, Cause.REVERSAL, false, scene.bench().shortDeadline());
    Expect.equal(reply, ReversalReply.UNACKNOWLEDGED, "a reversal without answer");
    acknowledged(scene, key, 1_080, true);
    scene.expectMoved(key, 0, "a purchase that was reversed at last");
  }
}
