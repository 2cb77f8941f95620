package dev.tillwright.core.payment.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentKey;

/** What holds whatever the line does. */
final class LineChecks {
  /** The line may have gone down under a connection that still looked fine. */
  private static final int TRIES = 20;

  private LineChecks() {}

  static void add(Checks<Scene> kit) {
    kit.addUnless(
            Scene.needs(Trouble.UNREACHABLE),
            "lineDown_isUnreachable_andNothingMoves",
            "without a connection nothing is sent, the host says so, and goes on when it is back",
            LineChecks::down)
        .addUnless(
            Scene.needs(Trouble.REQUEST_LOST),
            "lostRequest_isUnknown_withinTheDeadline",
            "whoever gets no answer is told so in time, and never that nothing was sent",
            scene -> unknown(scene, Trouble.REQUEST_LOST, 0))
        .addUnless(
            Scene.needs(Trouble.REPLY_LOST),
            "lostAnswer_isUnknown_neverUnreachable",
            "money whose answer was lost has moved, and nobody says it was not sent",
            scene -> unknown(scene, Trouble.REPLY_LOST, 1_510))
        .addUnless(
            Scene.needs(Trouble.REPLY_BROKEN),
            "brokenAnswer_isUnknown",
            "half an answer is no answer",
            scene -> unknown(scene, Trouble.REPLY_BROKEN, 1_510))
        .addUnless(
            Scene.needs(Trouble.REPLY_GARBLED),
            "garbledAnswer_isUnknown",
            "an answer that cannot be read is neither yes nor no",
            scene -> unknown(scene, Trouble.REPLY_GARBLED, 1_510))
        .addUnless(
            Scene.needs(Trouble.REPLY_TO_OTHER),
            "answerToAnother_isNobodys",
            "an answer that names another payment is not taken for one's own",
            scene -> unknown(scene, Trouble.REPLY_TO_OTHER, 1_510))
        .addUnless(
            Scene.needs(Trouble.REPLY_LATE),
            "lateAnswer_neverReachesAnother",
            "an answer that comes too late is not given to whoever asks next",
            LineChecks::late)
        .addUnless(
            Scene.needs(Trouble.REPLY_TWICE),
            "answerThatComesTwice_countsOnce",
            "the second of two answers is not given to whoever asks next",
            LineChecks::twice);
  }

  private static void down(Scene scene) {
    PaymentKey before = scene.key();
    scene.expectApproved(scene.purchase(before, 1_500), 1_500, "a purchase");
    scene.bench().next(Trouble.UNREACHABLE);
    boolean said = false;
    for (int i = 0; i < TRIES && !said; i++) {
      PaymentKey key = scene.key();
      HostReply reply = scene.purchase(key, 1_501);
      said = reply instanceof HostReply.Unreachable;
      Expect.that(
          said || reply instanceof HostReply.Unknown,
          "a purchase without a connection was answered");
      scene.expectMoved(key, 0, "a purchase without a connection");
    }
    Expect.that(said, "the host never says that it is out of reach");
    scene.bench().calm();
    for (int i = 0; i < TRIES; i++) {
      if (scene.purchase(scene.key(), 1_502) instanceof HostReply.Approved) {
        scene.expectNextIsFine();
        return;
      }
    }
    Expect.that(false, "the host did not come back with the line");
  }

  private static void unknown(Scene scene, Trouble trouble, long moved) {
    PaymentKey key = scene.key();
    scene.trouble(trouble);
    HostReply reply = scene.askInVain(scene.asking(Manner.PURCHASE, key, 1_510));
    Expect.isA(reply, HostReply.Unknown.class, "the answer");
    scene.expectMoved(key, moved, "the purchase");
    scene.expectNextIsFine();
    scene.expectNextIsFine();
  }

  private static void late(Scene scene) {
    PaymentKey key = scene.key();
    scene.trouble(Trouble.REPLY_LATE);
    HostReply reply = scene.askInVain(scene.asking(Manner.PURCHASE, key, 1_520));
    Expect.isA(reply, HostReply.Unknown.class, "the answer");
    scene.expectNextIsFine();
    scene.bench().arrive();
    scene.expectNextIsFine();
    scene.expectMoved(key, 1_520, "the purchase whose answer came late");
  }

  private static void twice(Scene scene) {
    PaymentKey key = scene.key();
    scene.trouble(Trouble.REPLY_TWICE);
    scene.expectApproved(scene.purchase(key, 1_530), 1_530, "a purchase answered twice");
    scene.expectNextIsFine();
    scene.bench().arrive();
    scene.expectNextIsFine();
    scene.expectMoved(key, 1_530, "a purchase answered twice");
  }
}
