package dev.tillwright.core.payment.contract;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.LoadRequest;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.ReversalReply;
import java.util.Optional;

/** What a host promises that puts value on cards. */
final class LoadChecks {
  private LoadChecks() {}

  static void add(Checks<Scene> kit) {
    var able = Scene.both(Scene.needs(HostCapability.LOAD), LoadChecks::noBlankCard);
    kit.addUnless(
            able,
            "activation_putsValueOnce",
            "an activation and its repeats put their amount on the card once, and it can be spent",
            LoadChecks::activation)
        .addUnless(
            able,
            "secondActivation_isDeclined",
            "a card that is active is not activated again",
            LoadChecks::twice)
        .addUnless(
            able,
            "load_addsValue_toActiveCardsAlone",
            "a load adds to what is on a card, and is declined for one that was never activated",
            LoadChecks::load)
        .addUnless(
            able,
            "unload_takesTheValueOff_once",
            "what is taken off again cannot be spent, nor taken off a second time",
            LoadChecks::unload)
        .addUnless(
            able,
            "unloadOfWhatWasSpent_isDeclined",
            "value that was spent is not taken off",
            LoadChecks::spent)
        .addUnless(
            able,
            "reversedActivation_leavesNothing",
            "an activation that is reversed, before or after it came, leaves nothing to spend",
            LoadChecks::reversed);
  }

  private static Optional<String> noBlankCard(Scene scene) {
    return scene.bench().blankCard().isPresent()
        ? Optional.empty()
        : Optional.of("the bench has no card that was never activated");
  }

  private static ProtectedCard blank(Scene scene) {
    return scene.bench().blankCard().orElseThrow();
  }

  private static PaymentKey activated(Scene scene, ProtectedCard card, long minor) {
    PaymentKey key = scene.key();
    HostReply reply = scene.load(scene.loading(AttemptKind.ACTIVATION, key, card, minor));
    scene.expectApproved(reply, minor, "an activation");
    return key;
  }

  private static HostReply spend(Scene scene, ProtectedCard card, long minor) {
    return scene.ask(scene.asking(Manner.PURCHASE, scene.key(), minor, card, false));
  }

  private static void declined(HostReply reply, String what) {
    Expect.isA(reply, HostReply.Declined.class, what);
  }

  private static void activation(Scene scene) {
    ProtectedCard card = blank(scene);
    declined(spend(scene, card, 100), "a purchase with a card that was never activated");
    LoadRequest request = scene.loading(AttemptKind.ACTIVATION, scene.key(), card, 2_000);
    HostReply first = scene.load(request);
    scene.expectApproved(first, 2_000, "an activation");
    Expect.equal(scene.load(request), first, "the answer to its repeat");
    scene.expectMoved(request.key(), 2_000, "an activation that was repeated");
    scene.expectApproved(spend(scene, card, 1_500), 1_500, "a purchase");
    declined(spend(scene, card, 501), "a purchase above the rest");
    scene.expectApproved(spend(scene, card, 500), 500, "a purchase of the rest");
  }

  private static void twice(Scene scene) {
    ProtectedCard card = blank(scene);
    activated(scene, card, 1_000);
    PaymentKey again = scene.key();
    declined(
        scene.load(scene.loading(AttemptKind.ACTIVATION, again, card, 1_000)),
        "a second activation");
    scene.expectMoved(again, 0, "a second activation");
  }

  private static void load(Scene scene) {
    ProtectedCard card = blank(scene);
    PaymentKey early = scene.key();
    declined(
        scene.load(scene.loading(AttemptKind.LOAD, early, card, 700)),
        "the load of a card that was never activated");
    activated(scene, card, 1_000);
    PaymentKey more = scene.key();
    HostReply reply = scene.load(scene.loading(AttemptKind.LOAD, more, card, 700));
    scene.expectApproved(reply, 700, "a load");
    scene.expectApproved(spend(scene, card, 1_700), 1_700, "a purchase of all");
  }

  private static void unload(Scene scene) {
    ProtectedCard card = blank(scene);
    PaymentKey loaded = activated(scene, card, 1_200);
    PaymentKey off = scene.key();
    scene.expectApproved(scene.load(scene.unloading(off, loaded, card, 1_200)), 1_200, "an unload");
    scene.expectMoved(off, 1_200, "an unload");
    declined(spend(scene, card, 1), "a purchase with what was taken off");
    declined(scene.load(scene.unloading(scene.key(), loaded, card, 1_200)), "a second unload");
  }

  private static void spent(Scene scene) {
    ProtectedCard card = blank(scene);
    PaymentKey loaded = activated(scene, card, 1_200);
    scene.expectApproved(spend(scene, card, 1), 1, "a purchase");
    PaymentKey off = scene.key();
    declined(scene.load(scene.unloading(off, loaded, card, 1_200)), "an unload of spent value");
    scene.expectMoved(off, 0, "an unload of spent value");
  }

  private static void reversed(Scene scene) {
    ProtectedCard card = blank(scene);
    PaymentKey key = activated(scene, card, 900);
    Expect.equal(
        scene.reverse(AttemptKind.ACTIVATION, key, 900, false),
        ReversalReply.ACKNOWLEDGED,
        "the answer to the reversal of an activation");
    declined(spend(scene, card, 1), "a purchase with a card whose activation was reversed");
    PaymentKey late = scene.key();
    scene.reverse(AttemptKind.ACTIVATION, late, 900, false);
    declined(
        scene.load(scene.loading(AttemptKind.ACTIVATION, late, blank(scene), 900)),
        "an activation that came after its reversal");
    scene.expectMoved(late, 0, "an activation that came after its reversal");
  }
}
