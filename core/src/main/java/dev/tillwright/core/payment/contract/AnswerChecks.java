package dev.tillwright.core.payment.contract;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentKey;
import java.util.Optional;

/** What answers mean. */
final class AnswerChecks {
  private AnswerChecks() {}

  static void add(Checks<Scene> kit) {
    kit.add(
            "purchase_isApproved_andMovesItsAmount",
            "an approved purchase moves its amount, once, under its key",
            AnswerChecks::purchase)
        .add("keys_areSentUnchanged", "keys that look alike stay different", AnswerChecks::keys)
        .add(
            "forward_isTakenOnce",
            "a payment that was taken offline moves its amount",
            AnswerChecks::forward)
        .addUnless(
            Scene.needs(HostCapability.CONVERSION),
            "conversion_movesTheTotal",
            "what a card is charged in its own currency moves the total, and is answered with it",
            AnswerChecks::conversion)
        .addUnless(
            AnswerChecks::noPoorCard,
            "decline_movesNothing",
            "what was declined moves nothing, and the decline has a code",
            AnswerChecks::decline)
        .addUnless(
            Scene.both(Scene.needs(HostCapability.PARTIAL_APPROVAL), AnswerChecks::noPoorCard),
            "partialApproval_movesWhatItSays",
            "an approval of less moves what it says, and only where it is welcome",
            AnswerChecks::partial);
  }

  private static Optional<String> noPoorCard(Scene scene) {
    return scene.bench().cardWorth(scene.money(500)).isPresent()
        ? Optional.empty()
        : Optional.of("the bench has no card with little on it");
  }

  private static ProtectedCard poorCard(Scene scene) {
    return scene.bench().cardWorth(scene.money(500)).orElseThrow();
  }

  private static void purchase(Scene scene) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.purchase(key, 1_250), 1_250, "a purchase");
    scene.expectMoved(key, 1_250, "a purchase");
  }

  private static void keys(Scene scene) {
    PaymentKey one = scene.key();
    PaymentKey two = scene.key();
    PaymentKey large = new PaymentKey(one.terminal(), one.epoch(), one.seq() + 999_999);
    PaymentKey next = new PaymentKey(one.terminal(), one.epoch() + 1, one.seq());
    long minor = 301;
    for (PaymentKey key : new PaymentKey[] {one, two, large, next}) {
      scene.expectApproved(scene.purchase(key, minor), minor, "a purchase");
      minor++;
    }
    scene.expectMoved(one, 301, "the first key");
    scene.expectMoved(two, 302, "the second key");
    scene.expectMoved(large, 303, "a key nearly a million later");
    scene.expectMoved(next, 304, "the first key's number in the next epoch");
  }

  private static void forward(Scene scene) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.ask(scene.asking(Manner.FORWARD, key, 640)), 640, "a forward");
    scene.expectMoved(key, 640, "a forward");
  }

  private static void conversion(Scene scene) {
    PaymentKey key = scene.key();
    HostReply reply = scene.ask(scene.converting(key, 700, 1_400));
    scene.expectApproved(reply, 700, "a purchase with a conversion");
    scene.expectMoved(key, 700, "a purchase with a conversion");
  }

  private static void decline(Scene scene) {
    PaymentKey key = scene.key();
    HostReply reply = scene.ask(scene.asking(Manner.PURCHASE, key, 501, poorCard(scene), false));
    HostReply.Declined declined =
        Expect.isA(reply, HostReply.Declined.class, "a purchase above what the card is worth");
    Expect.that(!declined.code().isBlank(), "a decline has no code");
    Expect.that(!declined.reason().isBlank(), "a decline has no reason");
    scene.expectMoved(key, 0, "a declined purchase");
  }

  private static void partial(Scene scene) {
    PaymentKey key = scene.key();
    HostReply reply = scene.ask(scene.asking(Manner.PURCHASE, key, 800, poorCard(scene), true));
    scene.expectApproved(reply, 500, "a partial approval");
    scene.expectMoved(key, 500, "a partial approval");
    HostReply whole =
        scene.ask(scene.asking(Manner.PURCHASE, scene.key(), 800, poorCard(scene), false));
    Expect.isA(whole, HostReply.Declined.class, "the same where less is not welcome");
  }
}
