package dev.tillwright.core.payment.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentKey;

/** What a host that knows a key again promises. */
final class RepeatChecks {
  private RepeatChecks() {}

  static void add(Checks<Scene> kit) {
    var known = Scene.needs(HostCapability.DEDUPLICATION);
    kit.addUnless(
            known,
            "repeat_movesNothing",
            "a repeat gives the first answer and moves nothing",
            RepeatChecks::repeat)
        .addUnless(
            known,
            "repeatedForward_movesNothing",
            "what was sent online and lost may be forwarded with its key and still moves once",
            RepeatChecks::forwarded)
        .addUnless(
            known,
            "sameKeyForAnotherAmount_movesNothing",
            "a key that comes again with another amount is not approved",
            RepeatChecks::otherAmount)
        .addUnless(
            Scene.both(known, Scene.needs(Trouble.REPLY_LOST)),
            "repeatAfterLostAnswer_givesTheFirstAnswer",
            "a repeat after a lost answer says what became of the first, which moved once",
            RepeatChecks::afterLoss)
        .addUnless(
            Scene.both(known, Scene.needs(Trouble.REQUEST_LOST)),
            "repeatAfterLostRequest_movesOnce",
            "a repeat of what never arrived moves the money",
            RepeatChecks::afterLostRequest);
  }

  private static void repeat(Scene scene) {
    PaymentKey key = scene.key();
    AuthorizationRequest request = scene.asking(Manner.PURCHASE, key, 900);
    HostReply first = scene.ask(request);
    scene.expectApproved(first, 900, "a purchase");
    for (int i = 0; i < 3; i++) {
      Expect.equal(scene.ask(request.repeated()), first, "the answer to a repeat");
    }
    scene.expectMoved(key, 900, "a purchase sent four times");
  }

  private static void forwarded(Scene scene) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.purchase(key, 910), 910, "a purchase");
    AuthorizationRequest again = scene.asking(Manner.FORWARD, key, 910).repeated();
    scene.expectApproved(scene.ask(again), 910, "the forward of a purchase that had arrived");
    scene.expectMoved(key, 910, "a purchase that was forwarded too");
  }

  private static void otherAmount(Scene scene) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.purchase(key, 920), 920, "a purchase");
    HostReply other = scene.purchase(key, 930);
    Expect.that(
        !(other instanceof HostReply.Approved), "a known key was approved for another amount");
    scene.expectMoved(key, 920, "a key that came with two amounts");
  }

  private static void afterLoss(Scene scene) {
    PaymentKey key = scene.key();
    AuthorizationRequest request = scene.asking(Manner.PURCHASE, key, 940);
    scene.trouble(Trouble.REPLY_LOST);
    Expect.isA(scene.askInVain(request), HostReply.Unknown.class, "a purchase without answer");
    scene.expectApproved(scene.ask(request.repeated()), 940, "its repeat");
    scene.expectMoved(key, 940, "a purchase that was repeated");
  }

  private static void afterLostRequest(Scene scene) {
    PaymentKey key = scene.key();
    AuthorizationRequest request = scene.asking(Manner.PURCHASE, key, 950);
    scene.trouble(Trouble.REQUEST_LOST);
    Expect.isA(scene.askInVain(request), HostReply.Unknown.class, "a purchase that got lost");
    scene.expectMoved(key, 0, "a purchase that got lost");
    scene.expectApproved(scene.ask(request.repeated()), 950, "its repeat");
    scene.expectMoved(key, 950, "a purchase that was repeated");
  }
}
