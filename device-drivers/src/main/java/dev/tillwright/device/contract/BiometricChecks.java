package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.BiometricVerifier.Identified;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.spi.BiometricVerifier.Verdict;
import dev.tillwright.device.spi.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What holds of a biometric reader. */
final class BiometricChecks {
  private BiometricChecks() {}

  static Deed act(BiometricBench bench, BiometricVerifier reader, Duration limit) {
    bench.comes();
    return switch (reader.verify(bench.known(), limit)) {
      case MATCH -> Deed.DONE;
      case NO_MATCH, NOBODY, UNUSABLE, NO_TEMPLATE -> Deed.NOT_DONE;
    };
  }

  static void add(Checks<Scene<BiometricBench, BiometricVerifier>> kit) {
    kit.add(
            "knownPerson_matches_andStrangerDoesNot",
            "the person of the template matches, and nobody else",
            BiometricChecks::verdicts)
        .add(
            "nobody_isNoMatch",
            "when nobody comes the verdict is nobody, in time",
            BiometricChecks::nobody)
        .add(
            "unknownTemplate_isNoTemplate",
            "a handle the device does not know matches nobody",
            BiometricChecks::unknown)
        .add(
            "identify_namesTheTemplate_asDeclared",
            "the known person's template is named and a stranger's none; else it is unsupported",
            BiometricChecks::identified)
        .add("cancel_endsTheWait", "cancel from another thread ends it", BiometricChecks::cancelled)
        .add(
            "enrolAndForget_asDeclared",
            "a new template matches until it is forgotten; without enrolment it is unsupported",
            BiometricChecks::enrolled);
  }

  private static Verdict verify(
      Scene<BiometricBench, BiometricVerifier> scene, TemplateHandle handle) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().verify(handle, limit));
  }

  private static void verdicts(Scene<BiometricBench, BiometricVerifier> scene) {
    TemplateHandle known = scene.bench().known();
    scene.bench().comes();
    Expect.equal(verify(scene, known), Verdict.MATCH, "the verdict on the known person");
    scene.bench().strangerComes();
    Expect.equal(verify(scene, known), Verdict.NO_MATCH, "the verdict on a stranger");
    scene.bench().comes();
    Expect.equal(verify(scene, known), Verdict.MATCH, "the verdict on the known person again");
  }

  private static void nobody(Scene<BiometricBench, BiometricVerifier> scene) {
    scene.works("before");
    Duration limit = scene.bench().shortDeadline();
    TemplateHandle known = scene.bench().known();
    Verdict verdict = scene.timed(limit, () -> scene.device().verify(known, limit));
    Expect.equal(verdict, Verdict.NOBODY, "the verdict on nobody");
    scene.works("after nobody came");
  }

  private static void unknown(Scene<BiometricBench, BiometricVerifier> scene) {
    scene.bench().comes();
    Expect.equal(
        verify(scene, new TemplateHandle("no-such-template")),
        Verdict.NO_TEMPLATE,
        "the verdict with a handle of nothing");
  }

  private static void identified(Scene<BiometricBench, BiometricVerifier> scene) {
    Duration limit = scene.bench().deadline();
    BiometricVerifier reader = scene.device();
    TemplateHandle known = scene.bench().known();
    scene.bench().comes();
    if (!reader.capabilities().identifies()) {
      scene.fails("identification", limit, () -> reader.identify(limit), Fault.UNSUPPORTED);
      return;
    }
    Expect.equal(
        scene.timed(limit, () -> reader.identify(limit)),
        Identified.as(known),
        "whom it found in the known person");
    scene.bench().strangerComes();
    Expect.equal(
        scene.timed(limit, () -> reader.identify(limit)),
        Identified.nobody(Verdict.NO_MATCH),
        "whom it found in a stranger");
    Duration little = scene.bench().shortDeadline();
    Expect.equal(
        scene.timed(little, () -> reader.identify(little)),
        Identified.nobody(Verdict.NOBODY),
        "whom it found when nobody came");
    scene.works("after nobody came");
  }

  private static void cancelled(Scene<BiometricBench, BiometricVerifier> scene)
      throws InterruptedException {
    scene.works("before");
    TemplateHandle known = scene.bench().known();
    CompletableFuture<Verdict> waiting = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            waiting.complete(scene.device().verify(known, scene.bench().deadline()));
          } catch (Throwable e) {
            waiting.completeExceptionally(e);
          }
        });
    scene.underWay();
    scene.device().cancel();
    scene.until("a cancelled wait ended", waiting::isDone);
    StripeChecks.expectCancelled(waiting);
    scene.works("after a cancelled wait");
  }

  private static void enrolled(Scene<BiometricBench, BiometricVerifier> scene) {
    Duration limit = scene.bench().deadline();
    BiometricVerifier reader = scene.device();
    scene.bench().comes();
    if (!reader.capabilities().enrols()) {
      scene.fails("enrolment", limit, () -> reader.enrol(limit), Fault.UNSUPPORTED);
      return;
    }
    TemplateHandle fresh = scene.timed(limit, () -> reader.enrol(limit));
    scene.bench().comes();
    Expect.equal(verify(scene, fresh), Verdict.MATCH, "the verdict on who was enrolled");
    scene.timed(limit, () -> reader.forget(fresh, limit));
    scene.timed(limit, () -> reader.forget(fresh, limit));
    scene.bench().comes();
    Expect.equal(verify(scene, fresh), Verdict.NO_TEMPLATE, "the verdict once it is forgotten");
  }
}
