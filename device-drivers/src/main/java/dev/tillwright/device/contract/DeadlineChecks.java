package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.Health;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** No call hangs, whatever the device does. */
final class DeadlineChecks {
  private DeadlineChecks() {}

  static <B extends DeviceBench<D>, D extends Device> void add(Checks<Scene<B, D>> kit) {
    kit.addUnless(
            Scene.needs(Trouble.SILENT),
            "deadline_isKept_whenTheDeviceIsSilent",
            "a call to a silent device ends within its deadline, and is not a success",
            scene -> kept(scene, Trouble.SILENT))
        .addUnless(
            Scene.needs(Trouble.STUCK),
            "deadline_isKept_whenTheDeviceIsStuck",
            "a call to a device that takes no bytes ends within its deadline, without success",
            scene -> kept(scene, Trouble.STUCK))
        .addUnless(
            Scene.needs(Trouble.SILENT),
            "deadline_isKept_behindAnotherCall",
            "a call that waits for another one ends within its own deadline",
            DeadlineChecks::queued)
        .addUnless(
            Scene.needs(Trouble.SILENT),
            "health_neverWaits",
            "health answers at once while a call waits for the device",
            DeadlineChecks::health)
        .addUnless(
            Scene.needs(Trouble.SILENT),
            "afterALateCall_theDeviceWorksAgain",
            "what the deadline cut off leaves the device usable",
            DeadlineChecks::recovers)
        .addUnless(
            Scene.needs(Trouble.GARBLED),
            "garbledAnswer_isNoSuccess",
            "an answer that is no answer is a typed failure or unknown, never a success",
            DeadlineChecks::garbled);
  }

  private static void kept(Scene<?, ?> scene, Trouble trouble) {
    scene.works("before");
    scene.bench().begin(trouble);
    Deed deed = scene.attempt(scene.bench().shortDeadline());
    // A device that cannot say more was told, as far as its driver can see.
    Expect.that(deed != Deed.DONE, "a device that did nothing was said to have done it");
  }

  private static void queued(Scene<?, ?> scene) throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.SILENT);
    Duration limit = scene.bench().shortDeadline();
    CompletableFuture<Deed> first = scene.begun(limit.multipliedBy(4));
    CompletableFuture<Deed> second = scene.begun(limit);
    Expect.that(
        scene.ended(second, limit, "a call behind another one") != Deed.DONE,
        "a silent device was said to have done it");
    scene.ended(first, limit.multipliedBy(4), "the call before it");
  }

  private static void health(Scene<?, ?> scene) throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.SILENT);
    Duration limit = scene.bench().shortDeadline().multipliedBy(3);
    CompletableFuture<Deed> call = scene.begun(scene.bench().slack().multipliedBy(2));
    scene.underWay();
    Health health = scene.timed(Duration.ofMillis(1), scene.device()::health);
    Expect.equal(health.device(), scene.device().id(), "the device of the health");
    scene.device().close();
    scene.ended(call, limit, "the call");
  }

  private static void recovers(Scene<?, ?> scene) {
    scene.works("before");
    scene.bench().begin(Trouble.SILENT);
    scene.attempt(scene.bench().shortDeadline());
    scene.bench().end();
    scene.works("after a silence");
  }

  private static void garbled(Scene<?, ?> scene) {
    scene.works("before");
    scene.bench().begin(Trouble.GARBLED);
    Deed deed = scene.attempt(scene.bench().shortDeadline());
    Expect.that(deed != Deed.DONE, "a garbled answer was taken for a success");
    scene.bench().end();
    scene.works("after garbled answers");
  }
}
