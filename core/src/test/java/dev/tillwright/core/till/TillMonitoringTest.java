package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Reading;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TillMonitoringTest {
  @TempDir Path folder;

  @Test
  void salesAndPayments_areCounted_andWhatWaitsIsSeen() {
    try (Bench bench = new Bench(folder)) {
      bench.cash(bench.pens(1));
      bench.payByCard(bench.pens(1));
      bench.host.close();
      bench.payByCard(bench.pens(1)); // taken offline, finished all the same
      Reading reading = bench.till.monitor().look();
      assertThat(reading.count("till.sales", "SALE")).isEqualTo(3);
      assertThat(reading.count("payment.outcome", "taken")).isEqualTo(1);
      assertThat(reading.count("payment.outcome", "offline")).isEqualTo(1);
      assertThat(reading.count("payment.state", "CAPTURED")).isEqualTo(1);
      assertThat(reading.gauges())
          .containsEntry("payment.waiting", 1L)
          .containsEntry("payment.unknown", 0L)
          .containsEntry("journal.head", bench.till.journal().headSeq())
          .containsKeys("journal.behind", "journal.behind.sales", "payment.oldestWaitingSeconds");
    }
  }

  /** A view that never gets beyond its first entry. */
  private static final class Stuck implements Follower {
    @Override
    public String name() {
      return "stuck";
    }

    @Override
    public List<Migration> migrations() {
      return List.of();
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      if (entry.kind().startsWith("sale.")) {
        throw new IllegalStateException("cannot");
      }
    }

    @Override
    public void reset(Tx tx) {}
  }

  @Test
  void aViewThatFails_isSeen_andSalesGoOn() {
    try (Bench bench = new Bench(folder, builder -> builder.follower(new Stuck()))) {
      bench.cash(bench.pens(1));
      for (int i = 0; i < 4; i++) {
        try {
          bench
              .till
              .journal()
              .awaitFollower(
                  "stuck", bench.till.journal().headSeq(), java.time.Duration.ofMillis(400));
        } catch (dev.tillwright.core.TillwrightException behind) {
          assertThat(behind.code()).isEqualTo("journal.behind");
        }
      }
      Reading reading = bench.till.monitor().look();
      assertThat(reading.gauges().get("journal.behind.stuck")).isPositive();
      assertThat(reading.gauges()).containsEntry("journal.failing", 1L);
      assertThat(bench.till.monitor().standing())
          .extracting(Alarm::code)
          .containsExactly("journal.failing");
      assertThat(bench.cash(bench.pens(2)).total()).isEqualTo(pounds("25.00"));
    }
  }

  @Test
  void aListenerThatNeverComesBack_doesNotStopTheTill() {
    CountDownLatch never = new CountDownLatch(1);
    try (Bench bench = new Bench(folder)) {
      bench
          .till
          .monitor()
          .onAlarm(
              alarm -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      bench.till.monitor().raise("test.alarm", "x", "look");
      assertThat(bench.cash(bench.pens(1))).isNotNull();
      bench.till.monitor().raise("test.other", "x", "look");
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Approved.class);
    } finally {
      never.countDown();
    }
  }

  @Test
  void theFlightRecorder_hasWhatHappened_andNoCard() throws Exception {
    Path file = folder.resolve("till.jfr");
    try (Recording recording = new Recording()) {
      recording.setName("till");
      recording.start();
      try (Bench bench = new Bench(folder)) {
        bench.payByCard(bench.pens(1));
        bench.till.journal().awaitFollowers(java.time.Duration.ofSeconds(10));
      }
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> ours = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().startsWith("tillwright.")) {
        ours.add(event);
      }
    }
    assertThat(ours)
        .extracting(event -> event.getEventType().getName())
        .contains(
            "tillwright.JournalAppend",
            "tillwright.FollowerMoved",
            "tillwright.PaymentMoved",
            "tillwright.HostAnswer",
            "tillwright.SaleFinished");
    assertThat(ours)
        .filteredOn(event -> event.getEventType().getName().equals("tillwright.PaymentMoved"))
        .extracting(event -> event.getString("from") + " " + event.getString("to"))
        .contains("SENDING CAPTURED");
    assertThat(ours.toString()).doesNotContain("411111").doesNotContain("1250");
  }
}
