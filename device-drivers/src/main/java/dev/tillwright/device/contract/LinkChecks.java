package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The cable comes out and goes in; nothing leaks, and no secret is told. */
final class LinkChecks {
  private LinkChecks() {}

  static <B extends DeviceBench<D>, D extends Device> void add(Checks<Scene<B, D>> kit) {
    kit.addUnless(
            Scene.needs(Trouble.UNPLUGGED),
            "unplugged_isSaid",
            "a device that is not there is not open, and its errors say why and what to do",
            LinkChecks::unplugged)
        .addUnless(
            Scene.needs(Trouble.SILENT, Trouble.UNPLUGGED),
            "unplugMidCall_givesOneOutcome",
            "a call under way when the cable comes out ends once, without success",
            LinkChecks::midCall)
        .addUnless(
            Scene.needs(Trouble.UNPLUGGED),
            "replugged_worksAgain",
            "the same driver works again once the device is back",
            LinkChecks::replugged)
        .addUnless(
            scene ->
                scene.bench().secrets().isEmpty()
                    ? Optional.of("the bench names no secrets")
                    : Optional.empty(),
            "secrets_areToldNowhere",
            "no text, event, exception or log holds card data or a PIN",
            LinkChecks::secrets);
  }

  private static <B extends DeviceBench<D>, D extends Device> void unplugged(Scene<B, D> scene) {
    scene.bench().begin(Trouble.UNPLUGGED);
    Duration limit = scene.bench().shortDeadline();
    DeviceException failure =
        scene.fails("open of an unplugged device", limit, () -> scene.device().open(limit));
    Expect.that(failure.fault() != Fault.CLOSED, "an unplugged device is not a closed one");
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    Expect.that(
        message.contains(failure.fault().advice()), "an error says what a person can do about it");
    scene.fails("a probe of an unplugged device", limit, () -> scene.device().probe(limit));
    Expect.that(scene.device().state() != DeviceState.OPEN, "an unplugged device is said open");
    Expect.that(!scene.device().health().ready(), "an unplugged device is said ready");
    Expect.that(scene.device().health().lastFault().isPresent(), "its health tells no fault");
    scene.bench().end();
    scene.works("plugged in");
  }

  private static void midCall(Scene<?, ?> scene) throws InterruptedException {
    scene.works("before");
    List<DeviceEvent> told = new CopyOnWriteArrayList<>();
    scene.device().subscribe(told::add);
    scene.bench().begin(Trouble.SILENT);
    CompletableFuture<Deed> call = scene.begun(scene.bench().slack());
    scene.underWay();
    scene.bench().begin(Trouble.UNPLUGGED);
    Deed deed = scene.ended(call, scene.bench().slack(), "a call whose cable came out");
    Expect.that(deed != Deed.DONE, "a device whose cable came out was said to have done it");
    scene.bench().end();
    scene.works("plugged in again");
    scene.device().close();
    scene.until(
        "closing was told",
        () ->
            told.stream()
                .anyMatch(
                    event ->
                        event instanceof DeviceEvent.StateChanged change
                            && change.to() == DeviceState.CLOSED));
    long lost =
        told.stream()
            .filter(
                event ->
                    event instanceof DeviceEvent.StateChanged change
                        && change.to() == DeviceState.LOST)
            .count();
    Expect.that(lost <= 1, "one loss was told " + lost + " times");
  }

  private static void replugged(Scene<?, ?> scene) {
    for (int i = 0; i < 3; i++) {
      scene.works("plugged in");
      scene.bench().begin(Trouble.UNPLUGGED);
      Deed deed = scene.attempt(scene.bench().shortDeadline());
      Expect.that(deed != Deed.DONE && deed != Deed.TOLD, "unplugged, the usual call is " + deed);
      scene.bench().end();
    }
    scene.works("plugged in at last");
    Expect.equal(scene.device().state(), DeviceState.OPEN, "the state after it came back");
  }

  private static void secrets(Scene<?, ?> scene) {
    scene.device().subscribe(event -> scene.hear("an event", event));
    scene.works("while all is listened to");
    for (Trouble trouble : List.of(Trouble.GARBLED, Trouble.SILENT, Trouble.UNPLUGGED)) {
      if (scene.bench().can(trouble)) {
        scene.bench().begin(trouble);
        scene.attempt(scene.bench().shortDeadline());
        scene.bench().end();
      }
    }
    scene.works("after troubles");
    scene.device().close();
    scene.expectNoSecret();
  }
}
