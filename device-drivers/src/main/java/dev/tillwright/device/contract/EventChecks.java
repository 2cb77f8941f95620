package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceEvent.StateChanged;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What listeners hear, and what they cannot break. */
final class EventChecks {
  private EventChecks() {}

  static <B extends DeviceBench<D>, D extends Device> void add(Checks<Scene<B, D>> kit) {
    kit.add(
            "events_comeInOrder",
            "each change of state begins where the one before it ended, and the last is closed",
            EventChecks::order)
        .add(
            "noEvent_afterClosed",
            "nothing is told after the event that says closed, and that one is told once",
            EventChecks::afterClosed)
        .add(
            "closedSubscription_hearsNothing",
            "a listener that left hears no more",
            EventChecks::left)
        .add(
            "slowListener_blocksNothing",
            "the device works while a listener hangs",
            EventChecks::slow)
        .add(
            "throwingListener_harmsNobody",
            "when a listener throws, the others hear all the same",
            EventChecks::throwing);
  }

  private static List<DeviceEvent> listen(Scene<?, ?> scene) {
    List<DeviceEvent> told = new CopyOnWriteArrayList<>();
    scene
        .device()
        .subscribe(
            event -> {
              scene.hear("an event", event);
              told.add(event);
            });
    return told;
  }

  private static boolean saysClosed(DeviceEvent event) {
    return event instanceof StateChanged change && change.to() == DeviceState.CLOSED;
  }

  private static void order(Scene<?, ?> scene) throws InterruptedException {
    List<DeviceEvent> told = listen(scene);
    scene.works("while a listener listens");
    if (scene.bench().can(Trouble.UNPLUGGED)) {
      scene.bench().begin(Trouble.UNPLUGGED);
      scene.attempt(scene.bench().shortDeadline());
      scene.bench().end();
      scene.works("plugged in again");
    }
    scene.device().close();
    scene.until(
        "a listener was told of the end", () -> told.stream().anyMatch(EventChecks::saysClosed));
    DeviceState state = DeviceState.NEW;
    for (DeviceEvent event : told) {
      Expect.equal(event.device(), scene.device().id(), "the device of an event");
      if (event instanceof StateChanged change) {
        Expect.equal(change.from(), state, "where a change of state begins");
        Expect.that(change.to() != change.from(), "a change of state changes nothing");
        state = change.to();
      }
    }
    Expect.equal(state, DeviceState.CLOSED, "the state that the last event tells");
    Expect.that(told.size() > 1, "opening was not told");
  }

  private static void afterClosed(Scene<?, ?> scene) throws InterruptedException {
    List<DeviceEvent> told = listen(scene);
    scene.works("while a listener listens");
    scene.device().close();
    scene.until("closing was told", () -> told.stream().anyMatch(EventChecks::saysClosed));
    scene.attempt(scene.bench().shortDeadline());
    scene.device().close();
    scene.underWay();
    Expect.that(
        saysClosed(told.get(told.size() - 1)), "an event came after the one that says closed");
    Expect.equal(
        told.stream().filter(EventChecks::saysClosed).count(), 1L, "how often closed was told");
  }

  private static void left(Scene<?, ?> scene) throws InterruptedException {
    List<DeviceEvent> gone = new CopyOnWriteArrayList<>();
    Subscription subscription = scene.device().subscribe(gone::add);
    List<DeviceEvent> told = listen(scene);
    subscription.close();
    subscription.close();
    scene.works("after a listener left");
    scene.device().close();
    scene.until("closing was told", () -> told.stream().anyMatch(EventChecks::saysClosed));
    Expect.that(gone.isEmpty(), "a listener that left was told of something");
  }

  private static void slow(Scene<?, ?> scene) throws InterruptedException {
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    scene
        .device()
        .subscribe(
            event -> {
              inside.countDown();
              try {
                free.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      hangs(scene, "the call that a listener hangs in");
      scene.until("the listener was called", () -> inside.getCount() == 0);
      hangs(scene, "a call while a listener hangs");
      scene.timed(scene.bench().slack(), scene.device()::close);
    } finally {
      free.countDown();
    }
  }

  private static void hangs(Scene<?, ?> scene, String what) throws InterruptedException {
    Deed deed = scene.ended(scene.begun(scene.bench().deadline()), scene.bench().slack(), what);
    Expect.that(deed == Deed.DONE || deed == Deed.TOLD, what + " is " + deed);
  }

  private static void throwing(Scene<?, ?> scene) throws InterruptedException {
    scene
        .device()
        .subscribe(
            event -> {
              throw new IllegalStateException("a listener of the contract kit throws");
            });
    List<DeviceEvent> told = listen(scene);
    scene.works("with a listener that throws");
    scene.device().close();
    scene.until("closing was told", () -> told.stream().anyMatch(EventChecks::saysClosed));
    Expect.that(told.size() > 1, "a listener that throws took the events of another one");
  }
}
