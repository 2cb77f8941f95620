package dev.tillwright.core.payment.contract;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.StatusReply;
import java.util.Optional;

/** What a host that can be asked promises. */
final class StatusChecks {
  private StatusChecks() {}

  static void add(Checks<Scene> kit) {
    var able = Scene.needs(HostCapability.STATUS_QUERY);
    kit.addUnless(
            able,
            "statusOfAnApproval_saysHowMuch",
            "a query about what was approved gives the same answer, and moves nothing",
            StatusChecks::approved)
        .addUnless(
            able,
            "statusOfTheUnknown_isNotFound",
            "a query about what never arrived does not find it, or refuses it for good",
            StatusChecks::unknown)
        .addUnless(
            Scene.both(able, StatusChecks::noPoorCard),
            "statusOfADecline_isADecline",
            "a query about what was declined says so",
            StatusChecks::declined)
        .addUnless(
            Scene.both(able, Scene.needs(HostCapability.REVERSAL)),
            "statusOfWhatWasReversed_isNotApproved",
            "a query about what was undone never says that the money moved",
            StatusChecks::reversed)
        .addUnless(
            Scene.both(able, Scene.needs(Trouble.REPLY_LOST)),
            "statusAfterLostAnswer_saysWhatBecameOfIt",
            "a query finds a purchase whose answer was lost",
            StatusChecks::afterLoss)
        .addUnless(
            Scene.both(able, Scene.needs(Trouble.REQUEST_LOST)),
            "statusWithoutAnswer_saysNothing",
            "a query that nobody answered is unanswered, neither a decline nor not found",
            StatusChecks::unanswered);
  }

  private static Optional<String> noPoorCard(Scene scene) {
    return scene.bench().cardWorth(scene.money(500)).isPresent()
        ? Optional.empty()
        : Optional.of("the bench has no card with little on it");
  }

  private static void expectApproved(Scene scene, PaymentKey key, HostReply first, long minor) {
    StatusReply.Approved found =
        Expect.isA(scene.status(key, minor), StatusReply.Approved.class, "the status");
    scene.expectApproved(found.reply(), minor, "a status");
    if (first instanceof HostReply.Approved approved) {
      Expect.equal(
          found.reply().authorizationCode(),
          approved.authorizationCode(),
          "the authorization code of a status");
    }
    scene.expectMoved(key, minor, "a purchase that was asked about");
  }

  private static void approved(Scene scene) {
    PaymentKey key = scene.key();
    HostReply first = scene.purchase(key, 1_110);
    scene.expectApproved(first, 1_110, "a purchase");
    expectApproved(scene, key, first, 1_110);
    expectApproved(scene, key, first, 1_110);
  }

  private static void unknown(Scene scene) {
    PaymentKey key = scene.key();
    StatusReply nothing = scene.status(key, 1_120);
    if (nothing instanceof StatusReply.Declined) {
      // Said for good, as terminals do: what comes late must not count.
      Expect.that(
          !(scene.purchase(key, 1_120) instanceof HostReply.Approved),
          "a key was declined and then approved");
      scene.expectMoved(key, 0, "a key that was declined before it came");
      return;
    }
    Expect.isA(nothing, StatusReply.NotFound.class, "the status of nothing");
    scene.expectApproved(
        scene.purchase(key, 1_120), 1_120, "a purchase that was asked about first");
    scene.expectMoved(key, 1_120, "a purchase that was asked about first");
  }

  private static void declined(Scene scene) {
    PaymentKey key = scene.key();
    ProtectedCard poor = scene.bench().cardWorth(scene.money(500)).orElseThrow();
    scene.ask(scene.asking(Manner.PURCHASE, key, 501, poor, false));
    Expect.isA(scene.status(key, 501), StatusReply.Declined.class, "the status of a decline");
  }

  private static void reversed(Scene scene) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.purchase(key, 1_130), 1_130, "a purchase");
    scene.reverse(AttemptKind.PURCHASE, key, 1_130, false);
    Expect.that(
        !(scene.status(key, 1_130) instanceof StatusReply.Approved),
        "what was reversed is said to be approved");
  }

  private static void afterLoss(Scene scene) {
    PaymentKey key = scene.key();
    scene.trouble(Trouble.REPLY_LOST);
    HostReply lost = scene.askInVain(scene.asking(Manner.PURCHASE, key, 1_140));
    Expect.isA(lost, HostReply.Unknown.class, "a purchase without answer");
    expectApproved(scene, key, lost, 1_140);
  }

  private static void unanswered(Scene scene) {
    PaymentKey key = scene.key();
    HostReply first = scene.purchase(key, 1_150);
    scene.expectApproved(first, 1_150, "a purchase");
    scene.trouble(Trouble.REQUEST_LOST);
    StatusReply reply =
        scene.status(AttemptKind.PURCHASE, key, 1_150, scene.bench().shortDeadline());
    Expect.isA(reply, StatusReply.Unanswered.class, "a status that nobody answered");
    expectApproved(scene, key, first, 1_150);
  }
}
