package dev.tillwright.core.payment.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest.Cause;
import java.util.Optional;

/** What a host that takes authorized money apart promises. */
final class CaptureChecks {
  private CaptureChecks() {}

  static void add(Checks<Scene> kit) {
    var able = Scene.needs(HostCapability.SEPARATE_CAPTURE);
    var raises = Scene.needs(HostCapability.SEPARATE_CAPTURE, HostCapability.INCREMENT);
    kit.addUnless(
            able,
            "authorization_movesNothing",
            "an authorization alone moves nothing",
            CaptureChecks::authorization)
        .addUnless(
            able, "captures_takeTheirParts", "each capture takes its amount", CaptureChecks::parts)
        .addUnless(
            Scene.both(able, Scene.needs(HostCapability.DEDUPLICATION)),
            "captureRepeated_takesOnce",
            "a capture is repeated until there is an answer, and takes once",
            CaptureChecks::repeated)
        .addUnless(
            able,
            "captureAfterTheLast_takesNothing",
            "after the last capture nothing more is taken",
            CaptureChecks::last)
        .addUnless(
            able,
            "captureOfTheUnknown_takesNothing",
            "a capture of what was never authorized is not approved",
            CaptureChecks::unknown)
        .addUnless(
            Scene.needs(HostCapability.SEPARATE_CAPTURE, HostCapability.REVERSAL),
            "captureOfWhatWasVoided_takesNothing",
            "an authorization that was given up cannot be captured",
            CaptureChecks::voided)
        .addUnless(
            raises,
            "increment_raisesWhatMayBeCaptured",
            "a raised authorization can be captured whole, and raising moves nothing",
            CaptureChecks::raised)
        .addUnless(
            Scene.both(
                Scene.both(raises, Scene.needs(HostCapability.DEDUPLICATION)),
                CaptureChecks::noAuthorizedAmount),
            "incrementRepeated_raisesOnce",
            "a raise is repeated until there is an answer, and raises once",
            CaptureChecks::raisedOnce);
  }

  private static Optional<String> noAuthorizedAmount(Scene scene) {
    return scene.bench().authorizedMinor(scene.key()).isPresent()
        ? Optional.empty()
        : Optional.of("the bench cannot tell what is authorized");
  }

  private static PaymentKey authorized(Scene scene, long minor) {
    PaymentKey key = scene.key();
    scene.expectApproved(scene.authorization(key, minor), minor, "an authorization");
    return key;
  }

  private static void refused(HostReply reply, String what) {
    Expect.that(!(reply instanceof HostReply.Approved), what + " was approved");
  }

  private static void authorization(Scene scene) {
    scene.expectMoved(authorized(scene, 2_000), 0, "an authorization");
  }

  private static void parts(Scene scene) {
    PaymentKey key = authorized(scene, 2_000);
    scene.expectApproved(scene.capture(scene.key(), key, 700, false, false), 700, "a capture");
    scene.expectMoved(key, 700, "an authorization of which 7 was captured");
    scene.expectApproved(scene.capture(scene.key(), key, 300, false, false), 300, "a capture");
    scene.expectMoved(key, 1_000, "an authorization captured twice");
  }

  private static void repeated(Scene scene) {
    PaymentKey key = authorized(scene, 2_000);
    PaymentKey part = scene.key();
    HostReply first = scene.capture(part, key, 800, false, false);
    scene.expectApproved(first, 800, "a capture");
    Expect.equal(scene.capture(part, key, 800, false, true), first, "the answer to its repeat");
    scene.expectMoved(key, 800, "an authorization whose capture was repeated");
  }

  private static void last(Scene scene) {
    PaymentKey key = authorized(scene, 2_000);
    scene.expectApproved(
        scene.capture(scene.key(), key, 500, true, false), 500, "the last capture");
    refused(scene.capture(scene.key(), key, 100, false, false), "a capture after the last");
    scene.expectMoved(key, 500, "an authorization after its last capture");
  }

  private static void unknown(Scene scene) {
    PaymentKey never = scene.key();
    PaymentKey part = scene.key();
    refused(scene.capture(part, never, 100, true, false), "a capture of nothing");
    scene.expectMoved(part, 0, "a capture of nothing");
  }

  private static void voided(Scene scene) {
    PaymentKey key = authorized(scene, 2_000);
    ReversalReply reply =
        scene.reverse(
            AttemptKind.AUTHORIZATION, key, 2_000, Cause.VOID, false, scene.bench().deadline());
    Expect.equal(reply, ReversalReply.ACKNOWLEDGED, "the answer to a void");
    refused(scene.capture(scene.key(), key, 100, true, false), "a capture of what was voided");
    scene.expectMoved(key, 0, "an authorization that was voided");
  }

  private static void raised(Scene scene) {
    PaymentKey key = authorized(scene, 1_000);
    scene.expectApproved(scene.increment(scene.key(), key, 4_000, false), 4_000, "a raise");
    scene.expectMoved(key, 0, "an authorization that was raised");
    scene.expectApproved(
        scene.capture(scene.key(), key, 5_000, true, false), 5_000, "the capture of all");
    scene.expectMoved(key, 5_000, "an authorization raised and captured");
  }

  private static void raisedOnce(Scene scene) {
    PaymentKey key = authorized(scene, 1_000);
    PaymentKey raise = scene.key();
    HostReply first = scene.increment(raise, key, 1_000, false);
    scene.expectApproved(first, 1_000, "a raise");
    Expect.equal(scene.increment(raise, key, 1_000, true), first, "the answer to its repeat");
    Expect.equal(
        scene.bench().authorizedMinor(key).orElseThrow(),
        2_000L,
        "what the books say may be captured of an authorization raised once");
  }
}
