package dev.tillwright.device.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeviceLoopTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Instant NOW = Instant.parse("2026-11-24T11:42:00Z");

  private final CountDownLatch stuck = new CountDownLatch(1);
  private final AtomicInteger aborts = new AtomicInteger();
  private final DeviceLoop loop =
      new DeviceLoop("front", Clock.fixed(NOW, ZoneOffset.UTC), null, aborts::incrementAndGet);

  @AfterEach
  void close() {
    stuck.countDown();
    loop.close();
  }

  private boolean hang(Deadline deadline) {
    boolean freed = false;
    while (!freed) {
      try {
        freed = stuck.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        // As a native call: deaf to interrupts.
        freed = stuck.getCount() == 0;
      }
    }
    return true;
  }

  private static void assertFault(Fault fault, boolean known, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DeviceException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e.outcomeKnown()).isEqualTo(known);
              assertThat(e.code()).isEqualTo(fault.code());
              assertThat(e.getMessage()).endsWith(fault.advice());
              assertThat(e.retryable()).isEqualTo(fault.retryable() && known);
            });
  }

  @Test
  void workRunsOneAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(8);
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          CompletableFuture.supplyAsync(
              () -> {
                meet(together);
                return loop.call(
                    Phase.WRITE,
                    AMPLE,
                    deadline -> {
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      Thread.yield();
                      return inside.decrementAndGet();
                    });
              },
              task -> new Thread(task).start()));
    }
    calls.forEach(CompletableFuture::join);
    assertThat(most).hasValue(1);
    assertThat(loop.health().counters()).containsEntry("calls", 8L);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stuckWork_isAborted_andTheCallerComesBack() {
    assertFault(Fault.TIMEOUT, false, () -> loop.call(Phase.WRITE, SHORT, this::hang));
    assertThat(aborts).hasValue(1);
    assertThat(loop.state()).isEqualTo(DeviceState.LOST);
    assertThat(loop.health().lastFault()).contains(Fault.TIMEOUT);
    // The next call never begins, and its caller knows that.
    assertFault(Fault.TIMEOUT, true, () -> loop.call(Phase.WRITE, SHORT, deadline -> 1));
  }

  @Test
  void workThatAbortFrees_wasLate_notLost() {
    DeviceLoop freed = new DeviceLoop("x", Clock.systemUTC(), null, stuck::countDown);
    assertFault(
        Fault.TIMEOUT,
        true,
        () ->
            freed.call(
                Phase.READ,
                SHORT,
                deadline -> {
                  hang(deadline);
                  throw DeviceException.of(Fault.LOST, Phase.READ, "closed");
                }));
    freed.close();
  }

  @Test
  void aFullQueue_refuses() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<?> first =
        CompletableFuture.runAsync(
            () ->
                loop.call(
                    Phase.WRITE,
                    AMPLE,
                    deadline -> {
                      begun.countDown();
                      return hang(deadline);
                    }));
    begun.await();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < DeviceLoop.WAITING; i++) {
      Thread thread = new Thread(() -> loop.call(Phase.WRITE, AMPLE, deadline -> 1));
      thread.setDaemon(true);
      thread.start();
      waiting.add(thread);
    }
    while (waiting.stream().anyMatch(t -> t.getState() != Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    assertFault(Fault.BUSY, true, () -> loop.call(Phase.WRITE, SHORT, deadline -> 1));
    stuck.countDown();
    first.get(20, TimeUnit.SECONDS);
    for (Thread thread : waiting) {
      thread.join(20_000);
    }
  }

  @Test
  void anInterruptedCaller_comesBack() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> loop.call(Phase.WRITE, AMPLE, this::hang))
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void errorsOfTheDriver_reachTheCaller() {
    assertThatThrownBy(
            () ->
                loop.call(
                    Phase.WRITE,
                    AMPLE,
                    deadline -> {
                      throw new IllegalStateException("driver");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                loop.call(
                    Phase.WRITE,
                    AMPLE,
                    deadline -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void closing_isFinal_bounded_andTheLastEvent() throws Exception {
    LinkedBlockingQueue<DeviceEvent> heard = new LinkedBlockingQueue<>();
    loop.subscribe(heard::add);
    loop.moved(DeviceState.OPEN);
    CompletableFuture<?> stuckCall =
        CompletableFuture.runAsync(() -> loop.call(Phase.WRITE, AMPLE, this::hang));
    loop.close();
    loop.close();
    loop.moved(DeviceState.OPEN);
    loop.conditions(Set.of(Condition.PAPER_OUT));
    assertThat(heard.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new DeviceEvent.StateChanged("front", NOW, DeviceState.NEW, DeviceState.OPEN));
    assertThat(heard.poll(20, TimeUnit.SECONDS))
        .isEqualTo(
            new DeviceEvent.StateChanged("front", NOW, DeviceState.OPEN, DeviceState.CLOSED));
    assertThat(heard).isEmpty();
    assertFault(Fault.CLOSED, true, () -> loop.call(Phase.WRITE, AMPLE, deadline -> 1));
    assertFault(Fault.CLOSED, true, () -> loop.claim(AMPLE));
    assertThat(loop.health().state()).isEqualTo(DeviceState.CLOSED);
    stuck.countDown();
    stuckCall.handle((ok, e) -> ok).get(20, TimeUnit.SECONDS);
  }

  @Test
  void conditions_areToldWhenTheyComeAndGo() throws Exception {
    LinkedBlockingQueue<DeviceEvent> heard = new LinkedBlockingQueue<>();
    Subscription subscription = loop.subscribe(heard::add);
    loop.conditions(Set.of(Condition.PAPER_LOW));
    loop.conditions(Set.of(Condition.PAPER_LOW));
    loop.conditions(Set.of());
    assertThat(heard.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new DeviceEvent.ConditionChanged("front", NOW, Condition.PAPER_LOW, true));
    assertThat(heard.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new DeviceEvent.ConditionChanged("front", NOW, Condition.PAPER_LOW, false));
    subscription.close();
    loop.conditions(Set.of(Condition.COVER_OPEN));
    loop.publish(new DeviceEvent.Overflowed("front", NOW, 1));
    assertThat(heard).isEmpty();
  }

  @Test
  void aSlowListener_losesTheNewerEvents_isTold_andHoldsUpNobody() throws Exception {
    LinkedBlockingQueue<DeviceEvent> heard = new LinkedBlockingQueue<>();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    loop.subscribe(
        event -> {
          first.countDown();
          await(go);
          heard.add(event);
          throw new IllegalStateException("a listener's fault");
        });
    loop.publish(new DeviceEvent.Overflowed("front", NOW, -1));
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < EventQueue.CAPACITY + 5; i++) {
      loop.publish(new DeviceEvent.Overflowed("front", NOW, -1));
    }
    assertThat(loop.<Integer>call(Phase.WRITE, AMPLE, deadline -> 7)).isEqualTo(7);
    go.countDown();
    for (int i = 0; i <= EventQueue.CAPACITY; i++) {
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(heard.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new DeviceEvent.Overflowed("front", NOW, 5));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aClaim_isOneThreads_nests_andWaitsForOthersInside() {
    Claim outer = loop.claim(AMPLE);
    Claim inner = loop.claim(AMPLE);
    inner.close();
    CompletableFuture<Claim> other =
        CompletableFuture.supplyAsync(() -> loop.claim(SHORT)).exceptionally(e -> null);
    assertThat(other.join()).isNull();
    assertThat(loop.health().lastFault()).contains(Fault.CLAIMED);
    CompletableFuture<Claim> patient = CompletableFuture.supplyAsync(() -> loop.claim(AMPLE));
    outer.close();
    patient.join().close();
    assertThat(loop.<Integer>call(Phase.WRITE, AMPLE, deadline -> 1)).isEqualTo(1);
  }

  @Test
  void whatIsConnectedWhileTheDeviceCloses_isAbortedToo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> open = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                loop.call(
                    Phase.CONNECT,
                    AMPLE,
                    deadline -> {
                      begun.countDown();
                      while (aborts.get() == 0) {
                        Thread.onSpinWait(); // closing aborted, and there was nothing yet
                      }
                      return 1;
                    });
              } finally {
                open.complete(aborts.get());
              }
            });
    caller.start();
    begun.await();
    loop.close();
    assertThat(open.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    caller.join();
  }

  @Test
  void whatComesForNobody_isClosed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    Thread caller =
        new Thread(
            () -> {
              try {
                loop.<AutoCloseable>call(
                    Phase.READ,
                    AMPLE,
                    deadline -> {
                      begun.countDown();
                      hang(deadline);
                      return closed::countDown;
                    });
              } catch (DeviceException e) {
                told.set(e.fault() == Fault.CANCELLED ? 1 : 2);
              }
            });
    caller.start();
    begun.await();
    caller.interrupt();
    caller.join();
    assertThat(told).hasValue(1);
    assertThat(closed.getCount()).isOne();
    stuck.countDown();
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closing_endsWhoWaitsForAClaim() throws Exception {
    Claim held = loop.claim(AMPLE);
    List<CompletableFuture<Fault>> waiting = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Runnable call :
        List.<Runnable>of(
            () -> loop.call(Phase.WRITE, AMPLE, deadline -> 1), () -> loop.claim(AMPLE))) {
      CompletableFuture<Fault> fault = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  call.run();
                } catch (DeviceException e) {
                  fault.complete(e.fault());
                }
              });
      thread.start();
      threads.add(thread);
      waiting.add(fault);
    }
    while (threads.stream().anyMatch(t -> t.getState() != Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    loop.close();
    for (CompletableFuture<Fault> fault : waiting) {
      assertThat(fault.get(5, TimeUnit.SECONDS)).isEqualTo(Fault.CLOSED);
    }
    held.close();
  }

  @Test
  void aDeviceOnItsCable_doesNotWaitForTheClaim() throws Exception {
    CompletableFuture<Integer> beside;
    try (Claim held = loop.claim(AMPLE)) {
      assertThat(held).isNotNull();
      beside =
          CompletableFuture.supplyAsync(
              () -> loop.<Integer>callBeside(Phase.WRITE, AMPLE, deadline -> 7));
      assertThat(beside.get(20, TimeUnit.SECONDS)).isEqualTo(7);
    }
    loop.close();
    assertFault(Fault.CLOSED, true, () -> loop.callBeside(Phase.WRITE, AMPLE, deadline -> 1));
  }

  @Test
  void aListenerThatThrowsAnError_isToldTheNextEvent() throws Exception {
    LinkedBlockingQueue<DeviceEvent> heard = new LinkedBlockingQueue<>();
    loop.subscribe(
        event -> {
          heard.add(event);
          throw new NoClassDefFoundError("of a listener");
        });
    loop.conditions(Set.of(Condition.PAPER_LOW));
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
    loop.conditions(Set.of());
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void deadlines_areBounded() {
    assertThatThrownBy(() -> Deadline.after(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)).passed()).isFalse();
    Deadline soon = Deadline.after(Duration.ofHours(1)).within(Duration.ofNanos(1));
    while (!soon.passed()) {
      Thread.onSpinWait();
    }
    assertThat(soon.millis()).isZero();
  }

  @Test
  void descriptors_areChecked() {
    DeviceDescriptor front =
        DeviceDescriptor.of("front", DeviceKind.RECEIPT_PRINTER, "TCP://10.0.0.1:9100")
            .with("profile", "generic-58");
    assertThat(front.scheme()).isEqualTo("tcp");
    assertThat(front.setting("profile")).contains("generic-58");
    assertThatThrownBy(() -> DeviceDescriptor.of("", DeviceKind.SCALE, "tcp://x:1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DeviceDescriptor.of("x", DeviceKind.SCALE, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
