package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.till.Announcer.Announcement;
import dev.tillwright.core.till.Announcer.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Payments are said aloud when they are in the books, and no sale waits for it. */
@Timeout(60)
class AnnouncerTest {
  @TempDir Path folder;
  private final BlockingQueue<Announcement> said = new LinkedBlockingQueue<>();

  private Announcement next() throws InterruptedException {
    return Objects.requireNonNull(said.poll(20, TimeUnit.SECONDS), "nothing was said");
  }

  private static String key(CompletedSale sale) {
    return Objects.requireNonNull(sale.tenders().get(0).payment());
  }

  private static CompletedSale paid(Bench bench) {
    return Bench.finished(bench.payByCard(bench.pens(1)));
  }

  @Test
  void aPayment_isSaid_whenItsOutcomeIsInTheBooks() throws InterruptedException {
    List<String> outcomes = new ArrayList<>();
    Bench[] bench = new Bench[1];
    Announcer announcer =
        (announcement, deadline) -> {
          for (Entry entry : bench[0].entries()) {
            if (entry.kind().equals("payment.approved")
                && entry.payload().contains("\"" + announcement.id() + "\"")) {
              outcomes.add(announcement.id());
            }
          }
          said.add(announcement);
          return Said.SAID;
        };
    bench[0] = new Bench(folder, builder -> builder.announcer(announcer, Locale.UK));
    try (Bench it = bench[0]) {
      CompletedSale sale = paid(it);
      assertThat(next()).isEqualTo(new Announcement(key(sale), pounds("12.50"), Locale.UK, false));
      assertThat(outcomes).containsExactly(key(sale));
    }
  }

  @Test
  void whatMovedNothing_orNotYet_isNotSaid() throws InterruptedException {
    try (Bench bench = new Bench(folder, builder -> builder.announcer(this::say))) {
      bench.host.limit(1_000);
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Declined.class);
      bench.host.limit(100_000);
      bench.cash(bench.pens(1));
      CompletedSale sale = paid(bench);
      bench.till.payOut(
          bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1)));
      bench.host.close();
      assertThat(paid(bench)).as("taken offline").isNotNull();
      assertThat(next().id()).isEqualTo(key(sale));
      assertThat(said.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  private Said say(Announcement announcement) {
    said.add(announcement);
    return Said.SAID;
  }

  private Said say(Announcement announcement, Duration deadline) {
    return say(announcement);
  }

  @Test
  void anAnnouncerThatHangs_holdsUpNoSale_andTheOldestAreLeftOut() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Announcer hangs =
        (announcement, deadline) -> {
          begun.countDown();
          awaited(stuck);
          return say(announcement);
        };
    try (Bench bench = new Bench(folder, builder -> builder.announcer(hangs))) {
      CompletedSale first = paid(bench);
      begun.await();
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < Speaker.WAITING + 3; i++) {
        keys.add(key(paid(bench)));
      }
      assertThat(said).isEmpty();
      stuck.countDown();
      assertThat(next().id()).isEqualTo(key(first));
      for (String key : keys.subList(3, keys.size())) {
        assertThat(next().id()).isEqualTo(key);
      }
      assertThat(bench.till.monitor().look().count("announcer.outcome", "dropped")).isEqualTo(3);
    }
  }

  @Test
  void aTillClosesInTime_withAnAnnouncerThatHangs() {
    CountDownLatch stuck = new CountDownLatch(1);
    Bench bench = new Bench(folder, builder -> builder.announcer((any, deadline) -> hung(stuck)));
    try (bench) {
      paid(bench);
    } finally {
      stuck.countDown();
    }
  }

  private static Said hung(CountDownLatch stuck) {
    awaited(stuck);
    return Said.UNKNOWN;
  }

  /** As a vendor's native call: an interrupt does not end it. */
  private static void awaited(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }

  @Test
  void anAnnouncerThatFails_isAnAlarm_untilItSpeaks() throws InterruptedException {
    boolean[] works = {false};
    Announcer fails =
        (announcement, deadline) -> {
          say(announcement);
          if (!works[0]) {
            throw new IllegalStateException("no sound");
          }
          return Said.SAID;
        };
    try (Bench bench = new Bench(folder, builder -> builder.announcer(fails))) {
      for (int i = 0; i < 4; i++) {
        paid(bench);
        next();
      }
      // The fourth was begun after the third was counted.
      assertThat(bench.till.monitor().standing())
          .extracting(Alarm::code)
          .containsExactly("announcer.silent");
      works[0] = true;
      paid(bench);
      paid(bench);
      next();
      next();
      assertThat(bench.till.monitor().standing()).isEmpty();
    }
  }

  @Test
  void whatIsAskedForAgain_isMarked_andOnlyWhatArrived() throws InterruptedException {
    try (Bench bench = new Bench(folder, builder -> builder.announcer(this::say))) {
      CompletedSale sale = paid(bench);
      next();
      PaymentKey key = PaymentKey.parse(key(sale));
      assertThat(bench.till.announceAgain(bench.manager, key)).isTrue();
      Announcement again = next();
      assertThat(again.repeated()).isTrue();
      assertThat(again.id()).startsWith(key + "/");
      assertThat(again.amount()).isEqualTo(pounds("12.50"));
      assertThat(again.toString()).doesNotContain("12.50");
      bench.host.limit(1_000);
      Outcome declined = bench.payByCard(bench.pens(1));
      assertThat(declined).isInstanceOf(Outcome.Declined.class);
      PaymentKey other = new PaymentKey(key.terminal(), key.epoch(), key.seq() + 1);
      assertThat(bench.till.announceAgain(bench.manager, other)).isFalse();
    }
  }

  @Test
  void whatComesTooLate_isNotSaid() throws InterruptedException {
    TestClock clock = new TestClock("2025-03-03T10:15:30Z");
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Announcer slow =
        (announcement, deadline) -> {
          begun.countDown();
          awaited(stuck);
          return say(announcement);
        };
    try (Bench bench = new Bench(folder, builder -> builder.clock(clock).announcer(slow))) {
      CompletedSale first = paid(bench);
      begun.await();
      paid(bench);
      clock.move(Speaker.FRESH.plusSeconds(1));
      CompletedSale third = paid(bench);
      stuck.countDown();
      assertThat(next().id()).isEqualTo(key(first));
      assertThat(next().id()).isEqualTo(key(third));
      assertThat(bench.till.monitor().look().count("announcer.outcome", "late")).isEqualTo(1);
    }
  }
}
