package dev.tillwright.device.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that cannot be ended, each on a thread that may be left behind. */
@Timeout(60)
class CallThreadTest {
  @Test
  void afterItsDeadline_noCallIsBegun_andTheNextOneIs() {
    CallThread calls = CallThread.start("printer");
    AtomicBoolean begun = new AtomicBoolean();
    Deadline over = Deadline.after(Duration.ofNanos(1));
    while (!over.passed()) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(
            () ->
                calls.call(
                    Phase.WRITE,
                    over,
                    () -> {
                      begun.set(true);
                      return 1;
                    }))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
    assertThat(calls.answers()).isTrue();
    assertThat(calls.<Integer>call(Phase.WRITE, Deadline.after(Duration.ofSeconds(20)), () -> 2))
        .isEqualTo(2);
    assertThat(begun).isFalse();
    calls.close(() -> {});
  }

  @Test
  void oneThatHangs_leavesThreadsToOthers() {
    List<CallThread> hanging = new ArrayList<>();
    for (int i = 0; i < CallThread.MOST_OF_ONE; i++) {
      hanging.add(CallThread.start("a service that hangs"));
    }
    assertThatThrownBy(() -> CallThread.start("a service that hangs"))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUSY));
    CallThread other = CallThread.start("another");
    assertThat(other.<Integer>call(Phase.READ, Deadline.after(Duration.ofSeconds(20)), () -> 1))
        .isEqualTo(1);
    other.close(() -> {});
    hanging.forEach(each -> each.close(() -> {}));
    CallThread.start("a service that hangs").close(() -> {});
  }

  @Test
  void letGoWhileItIsAsked_everyCallEndsOrSaysSo() throws InterruptedException {
    for (int round = 0; round < 500; round++) {
      CallThread calls = CallThread.start("reader");
      Thread closer = new Thread(() -> calls.close(() -> {}));
      AtomicReference<Throwable> other = new AtomicReference<>();
      Thread asker =
          new Thread(
              () -> {
                try {
                  while (true) {
                    calls.call(Phase.READ, Deadline.after(Duration.ofSeconds(20)), () -> 1);
                  }
                } catch (DeviceException e) {
                  assertThat(e.fault()).isEqualTo(Fault.LOST);
                }
              });
      asker.setUncaughtExceptionHandler((thread, e) -> other.set(e));
      asker.start();
      closer.start();
      closer.join();
      asker.join();
      assertThat(other.get()).isNull();
    }
  }
}
