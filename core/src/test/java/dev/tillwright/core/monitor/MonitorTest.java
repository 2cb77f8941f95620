package dev.tillwright.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MonitorTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2025-03-03T12:00:00Z"), ZoneOffset.UTC);

  /** What is handed over waits here until it is run. */
  private final Deque<Runnable> later = new ArrayDeque<>();

  private final Monitor monitor = new Monitor(NOON, later::add);
  private final List<String> heard = new ArrayList<>();

  private final MonitorListener ear =
      new MonitorListener() {
        @Override
        public void raised(Alarm alarm) {
          heard.add("raised " + alarm.code());
        }

        @Override
        public void cleared(Alarm alarm) {
          heard.add("cleared " + alarm.code());
        }

        @Override
        public void looked(Reading reading) {
          heard.add("looked " + reading.gauges());
        }
      };

  private void run() {
    for (Runnable next = later.poll(); next != null; next = later.poll()) {
      next.run();
    }
  }

  @Test
  void aGaugeAboutItsBound_raisesOnce_andClearsOnceItIsWellBack() {
    AtomicLong queue = new AtomicLong();
    monitor.gauge("till.queue", queue::get);
    monitor.threshold(new Threshold("till.queue", 10, 4, "till.queueLong", "open another till"));
    monitor.listen(
        new MonitorListener() {
          @Override
          public void raised(Alarm alarm) {
            ear.raised(alarm);
          }

          @Override
          public void cleared(Alarm alarm) {
            ear.cleared(alarm);
          }
        });
    for (long value : new long[] {9, 10, 12, 9, 10, 5, 11, 4, 3, 9, 10}) {
      queue.set(value);
      monitor.look();
    }
    run();
    assertThat(heard)
        .containsExactly(
            "raised till.queueLong", "cleared till.queueLong", "raised till.queueLong");
    assertThat(monitor.standing()).extracting(Alarm::subject).containsExactly("till.queue");
  }

  @Test
  void aGaugeOfWhichTooLittleIsBad_isWatchedTheOtherWay() {
    AtomicLong paper = new AtomicLong(900);
    monitor.gauge("printer.paper", paper::get);
    monitor.threshold(new Threshold("printer.paper", 300, 500, "printer.low", "have a roll ready"));
    monitor.look();
    assertThat(monitor.standing()).isEmpty();
    paper.set(300);
    monitor.look();
    paper.set(499);
    monitor.look();
    assertThat(monitor.standing()).hasSize(1);
    paper.set(500);
    monitor.look();
    assertThat(monitor.standing()).isEmpty();
  }

  @Test
  void aGaugeThatFails_isLeftOut_andItsAlarmStands() {
    AtomicLong value = new AtomicLong(5);
    monitor.gauge(
        "a.fails",
        () -> {
          if (value.get() == 0) {
            throw new IllegalStateException("closed");
          }
          return value.get();
        });
    monitor.gauge("b.works", () -> 7);
    monitor.threshold(new Threshold("a.fails", 5, 1, "a.much", "look"));
    monitor.look();
    value.set(0);
    assertThat(monitor.look().gauges()).containsOnlyKeys("b.works");
    assertThat(monitor.standing()).hasSize(1);
  }

  @Test
  void aListenerThatThrows_isCalledAgain_andOthersHearAll() {
    monitor.onAlarm(
        alarm -> {
          throw new IllegalStateException("pager is down");
        });
    monitor.listen(ear);
    monitor.raise("a.one", "x", "look");
    monitor.raise("a.one", "x", "look");
    monitor.raise("a.two", "x", "look");
    monitor.clear("a.one", "x");
    monitor.clear("a.one", "x");
    run();
    assertThat(heard).containsExactly("raised a.one", "raised a.two", "cleared a.one");
  }

  @Test
  void aListenerThatHangs_holdsUpNobody_andLosesWhatIsAboveItsBound() throws Exception {
    Monitor real = new Monitor(NOON);
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    real.onAlarm(
        alarm -> {
          reached.countDown();
          try {
            hangs.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    real.onAlarm(alarm -> other.countDown());
    try {
      real.raise("a.first", "x", "look");
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < Monitor.MAX_WAITING + 5; i++) {
        real.look(); // comes back although one listener never does
      }
      assertThat(real.reading().count("monitor.dropped", "")).isGreaterThanOrEqualTo(5);
    } finally {
      hangs.countDown();
    }
  }

  @Test
  void anExecutorThatRefuses_costsTheMessage_notTheCaller() {
    boolean[] refuses = {true};
    Monitor picky =
        new Monitor(
            NOON,
            task -> {
              if (refuses[0]) {
                throw new java.util.concurrent.RejectedExecutionException("full");
              }
              task.run();
            });
    picky.listen(ear);
    picky.raise("a.one", "x", "look");
    refuses[0] = false;
    picky.raise("a.two", "x", "look");
    assertThat(heard).containsExactly("raised a.one", "raised a.two");
  }

  @Test
  void labels_areFew_andNeverData() {
    monitor.counter("till.sales", "SALE").count();
    monitor.counter("till.sales", "SALE").count(2);
    monitor.counter("till.sales", "4111111111111111").count();
    monitor.counter("till.sales", "total-12500").count();
    monitor.counter("till.sales", "Ann Smith").count();
    assertThat(monitor.reading().count("till.sales", "SALE")).isEqualTo(3);
    assertThat(monitor.reading().count("till.sales", "other")).isEqualTo(3);
    for (int i = 0; i < 1_000; i++) {
      monitor.counter("till.many", "kind-" + i).count();
    }
    assertThat(monitor.reading().counts())
        .filteredOn(count -> count.name().equals("till.many"))
        .hasSizeLessThanOrEqualTo(33)
        .extracting(Reading.Count::value)
        .satisfies(all -> assertThat(all.stream().mapToLong(it -> it).sum()).isEqualTo(1_000));
    assertThatThrownBy(() -> monitor.counter("Ann Smith"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> monitor.counter("till.sales").count(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAndListeners_areBounded() {
    for (int i = 0; i < 256; i++) {
      monitor.counter("a.c" + i);
      monitor.gauge("a.g" + i, () -> 1);
    }
    monitor.counter("a.more").count(3); // a sale that counts must not fail
    monitor.gauge("a.more", () -> 1);
    assertThat(monitor.reading().count("monitor.overflow", "")).isGreaterThanOrEqualTo(4);
    assertThat(monitor.names()).hasSize(256).doesNotContain("a.more");
    for (int i = 0; i < Monitor.MAX_LISTENERS; i++) {
      monitor.listen(ear);
    }
    assertThatThrownBy(() -> monitor.listen(ear)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aThresholdWithoutHysteresis_isRefused() {
    assertThatThrownBy(() -> new Threshold("a.b", 5, 5, "a.c", "look"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
