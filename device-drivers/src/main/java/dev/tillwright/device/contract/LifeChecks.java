package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Capabilities;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Health;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What holds over a device's life: opened, used, closed. */
final class LifeChecks {
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private LifeChecks() {}

  static <B extends DeviceBench<D>, D extends Device> void add(
      Checks<Scene<B, D>> kit, DeviceKind kind) {
    kit.add(
            "newDevice_isNotTouched",
            "a device that was only made is new, knows its capabilities and says how it is",
            scene -> untouched(scene.device(), kind))
        .add(
            "open_reachesTheDevice_andMayBeRepeated",
            "open makes the device open, and a second open changes nothing",
            LifeChecks::opening)
        .add("use_opensTheDevice", "a device need not be opened before it is used", LifeChecks::use)
        .add(
            "capabilities_areTheSameEachTime",
            "what an open device declares does not change with use",
            LifeChecks::capabilities)
        .add(
            "counters_onlyRise",
            "counters rise with use, from an instant that does not change",
            LifeChecks::counters)
        .add("close_isIdempotent", "closing again does nothing, from any thread", LifeChecks::twice)
        .add(
            "closedDevice_refusesCalls",
            "a closed device refuses every call as closed, and stays closed",
            LifeChecks::refuses)
        .add(
            "health_worksOnAClosedDevice",
            "a closed device still says how it was",
            LifeChecks::closedHealth)
        .addUnless(
            Scene.needs(Trouble.SILENT),
            "close_endsCallsUnderWay",
            "a call that waits when the device is closed ends at once, without success",
            LifeChecks::underWay)
        .addUnless(
            Scene.needs(Trouble.STUCK),
            "close_underAStuckPeer_isBounded",
            "closing takes a second, also when the device takes no more bytes",
            LifeChecks::stuck);
  }

  private static void untouched(Device device, DeviceKind kind) {
    Expect.equal(device.state(), DeviceState.NEW, "the state of a new device");
    Expect.equal(device.kind(), kind, "the kind");
    Expect.that(!device.id().isBlank(), "a device has a name");
    Expect.isA(device.capabilities(), Capabilities.class, "the capabilities before it is opened");
    Health health = device.health();
    Expect.equal(health.state(), DeviceState.NEW, "the health of a new device");
    Expect.equal(health.device(), device.id(), "the device of its health");
  }

  private static <B extends DeviceBench<D>, D extends Device> void opening(Scene<B, D> scene) {
    Duration limit = scene.bench().deadline();
    scene.timed(limit, () -> scene.device().open(limit));
    Expect.equal(scene.device().state(), DeviceState.OPEN, "the state after open");
    scene.timed(limit, () -> scene.device().open(limit));
    Expect.equal(scene.device().state(), DeviceState.OPEN, "the state after a second open");
    Health probed = scene.timed(limit, () -> scene.device().probe(limit));
    Expect.equal(probed.state(), DeviceState.OPEN, "the state that a probe gives");
    scene.works("after open");
  }

  private static void use(Scene<?, ?> scene) {
    scene.works("on a new device");
    scene.works("again");
    Expect.equal(scene.device().state(), DeviceState.OPEN, "the state after use");
  }

  private static <B extends DeviceBench<D>, D extends Device> void capabilities(Scene<B, D> scene) {
    scene.timed(scene.bench().deadline(), () -> scene.device().open(scene.bench().deadline()));
    Capabilities first = scene.device().capabilities();
    scene.works("between two looks");
    Expect.equal(scene.device().capabilities(), first, "what the device declares");
  }

  private static void counters(Scene<?, ?> scene) {
    scene.works("first");
    Health before = scene.device().health();
    scene.works("second");
    Health after = scene.device().health();
    Expect.equal(after.countedSince(), before.countedSince(), "when counting began");
    Expect.that(after.counted("calls") > before.counted("calls"), "a call was not counted");
    for (Map.Entry<String, Long> counter : before.counters().entrySet()) {
      Expect.that(
          after.counted(counter.getKey()) >= counter.getValue(),
          "the counter " + counter.getKey() + " fell");
    }
  }

  private static void twice(Scene<?, ?> scene) throws InterruptedException {
    scene.works("before closing");
    CompletableFuture<Void> other = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            scene.device().close();
            other.complete(null);
          } catch (Throwable e) {
            other.completeExceptionally(e);
          }
        });
    scene.timed(CLOSING, scene.device()::close);
    scene.until("closing from another thread ended", other::isDone);
    Expect.that(!other.isCompletedExceptionally(), "closing from another thread threw");
    scene.timed(CLOSING, scene.device()::close);
    Expect.equal(scene.device().state(), DeviceState.CLOSED, "the state after closing");
  }

  private static <B extends DeviceBench<D>, D extends Device> void refuses(Scene<B, D> scene) {
    scene.works("before closing");
    scene.device().close();
    Duration limit = scene.bench().shortDeadline();
    D device = scene.device();
    scene.fails("open of a closed device", limit, () -> device.open(limit), Fault.CLOSED);
    scene.fails("a claim of a closed device", limit, () -> device.claim(limit), Fault.CLOSED);
    Deed deed = scene.attempt(limit);
    Expect.equal(deed, Deed.NOT_DONE, "a call of a closed device");
    Expect.equal(device.state(), DeviceState.CLOSED, "the state after calls of a closed device");
  }

  private static void closedHealth(Scene<?, ?> scene) {
    scene.works("before closing");
    long calls = scene.device().health().counted("calls");
    scene.device().close();
    Health health = scene.timed(Duration.ofMillis(1), scene.device()::health);
    Expect.equal(health.state(), DeviceState.CLOSED, "the health of a closed device");
    Expect.that(!health.ready(), "a closed device is not ready");
    Expect.that(health.counted("calls") >= calls, "a closed device forgot what it counted");
  }

  private static void underWay(Scene<?, ?> scene) throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.SILENT);
    CompletableFuture<Deed> call = scene.begun(scene.bench().deadline());
    scene.underWay();
    scene.timed(CLOSING, scene.device()::close);
    Deed deed = scene.ended(call, CLOSING, "a call under way when the device was closed");
    Expect.that(deed != Deed.DONE, "a silent device was said to have done it");
  }

  private static void stuck(Scene<?, ?> scene) throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.STUCK);
    CompletableFuture<Deed> call = scene.begun(scene.bench().deadline());
    scene.underWay();
    scene.timed(CLOSING, scene.device()::close);
    Expect.that(
        scene.ended(call, CLOSING, "a call to a stuck device, closed") != Deed.DONE,
        "a stuck device was said to have done it");
  }
}
