package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A claim keeps others out, and only as long as it lasts. */
final class ClaimChecks {
  private ClaimChecks() {}

  static <B extends DeviceBench<D>, D extends Device> void add(Checks<Scene<B, D>> kit) {
    kit.add(
            "claim_isExclusive",
            "while one thread holds the device, another's claim fails as claimed",
            ClaimChecks::exclusive)
        .add(
            "claim_keepsOthersCallsOut",
            "while one thread holds the device, it works for that thread and for no other",
            ClaimChecks::calls)
        .add(
            "claim_closedTwice_releasesOnce",
            "closing a claim again does not release the claim that came after it",
            ClaimChecks::twice);
  }

  private static <B extends DeviceBench<D>, D extends Device> Claim held(Scene<B, D> scene) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().claim(limit));
  }

  /** Tries to claim from another thread: whether it got it. */
  private static boolean other(Scene<?, ?> scene) throws InterruptedException {
    Duration limit = scene.bench().shortDeadline();
    CompletableFuture<Deed> tried = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            scene.device().claim(limit).close();
            tried.complete(Deed.DONE);
          } catch (DeviceException e) {
            if (e.fault() == Fault.CLAIMED) {
              tried.complete(Deed.NOT_DONE);
            } else {
              tried.completeExceptionally(e);
            }
          } catch (Throwable e) {
            tried.completeExceptionally(e);
          }
        });
    Deed deed = scene.ended(tried, limit, "a claim of another thread");
    Expect.that(!tried.isCompletedExceptionally(), "a second claim should fail as CLAIMED");
    return deed == Deed.DONE;
  }

  private static void exclusive(Scene<?, ?> scene) throws InterruptedException {
    try (Claim claim = held(scene)) {
      Expect.that(!other(scene), "two threads hold the device");
      // The holder itself may claim again.
      held(scene).close();
      Expect.that(!other(scene), "an inner claim released the outer one");
      Expect.that(claim != null, "a claim is something");
    }
    Expect.that(other(scene), "a claim that was closed still keeps others out");
  }

  private static void calls(Scene<?, ?> scene) throws InterruptedException {
    try (Claim claim = held(scene)) {
      Expect.that(claim != null, "a claim is something");
      scene.works("for the thread that holds it");
      Duration limit = scene.bench().shortDeadline();
      Deed deed = scene.ended(scene.begun(limit), limit, "a call of another thread");
      Expect.equal(deed, Deed.NOT_DONE, "a call of another thread during the claim");
    }
    Duration limit = scene.bench().deadline();
    Deed deed = scene.ended(scene.begun(limit), limit, "a call of another thread");
    Expect.that(deed == Deed.DONE || deed == Deed.TOLD, "a call after the claim is " + deed);
  }

  private static void twice(Scene<?, ?> scene) throws InterruptedException {
    Claim first = held(scene);
    first.close();
    first.close();
    try (Claim second = held(scene)) {
      Expect.that(second != null, "a claim is something");
      first.close();
      Expect.that(!other(scene), "a claim closed earlier released another one");
    }
  }
}
