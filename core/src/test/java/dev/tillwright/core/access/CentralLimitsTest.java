package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.SharedLimits.Answer;
import dev.tillwright.core.access.SharedLimits.Capped;
import dev.tillwright.core.access.SharedLimits.Counted;
import dev.tillwright.core.access.SharedLimits.Question;
import dev.tillwright.core.access.SharedLimits.Unreached;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A18: questions at the store of shared limits, without a till around them. */
class CentralLimitsTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2025-03-03T12:00:00Z");
  private static final Limit LIMIT =
      Limit.of("day", Limit.Per.MEMBER, pounds("100.00"), Duration.ofDays(1));

  @TempDir Path dir;
  private Database store;

  @BeforeEach
  void open() {
    store = Database.sqlite(dir.resolve("central.db"));
    List<Migration> tables = Limits.shared(new TestIndex(), Clock.systemUTC()).migrations();
    store.migrate("follower.sharedlimits", tables);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Money pounds(String text) {
    return Money.parse(text, GBP);
  }

  private static Question question(String sale, Instant at, String amount, String moved) {
    SharedLimits.Own own =
        new SharedLimits.Own() {
          @Override
          public Money here() {
            return pounds(moved);
          }

          @Override
          public Optional<Money> moved(SaleId any) {
            return Optional.of(pounds("0.00"));
          }
        };
    return new Question(LIMIT, "member m-1", SaleId.parse(sale), at, pounds(amount), false, own);
  }

  private static Answer before(String amount) {
    return new Counted(pounds(amount));
  }

  @Test
  void sameTender_askedAgain_takesItsRoomOnce_andTwoTicketsOfATillSeeEachOther() {
    CentralLimits limits = CentralLimits.at(() -> store, new TestIndex()).build();
    Question first = question("till-01.1.1", NOON, "80.00", "0.00");
    assertThat(limits.ask(first, SOON)).isEqualTo(before("0.00"));
    assertThat(limits.ask(first, SOON)).isEqualTo(before("0.00"));
    assertThat(limits.ask(question("till-01.1.2", NOON, "20.01", "0.00"), SOON))
        .isEqualTo(before("80.00"));
    assertThat(limits.ask(question("till-02.1.1", NOON, "20.00", "0.00"), SOON))
        .as("what was above took no room")
        .isEqualTo(before("80.00"));
    assertThat(limits.ask(question("till-02.1.2", NOON, "0.01", "0.00"), SOON))
        .isEqualTo(before("100.00"));
    // Less on the same sale gives the rest back.
    limits.ask(question("till-01.1.1", NOON, "30.00", "0.00"), SOON);
    assertThat(limits.ask(question("till-02.1.2", NOON, "50.01", "0.00"), SOON))
        .isEqualTo(before("50.00"));
  }

  @Test
  void reservation_lapsesToTheMillisecond_andNothingNamesTheMember() {
    CentralLimits limits =
        CentralLimits.at(() -> store, new TestIndex()).lapse(Duration.ofMinutes(10)).build();
    limits.ask(question("till-01.1.1", NOON, "80.00", "0.00"), SOON);
    Instant lapse = NOON.plus(Duration.ofMinutes(10));
    assertThat(limits.ask(question("till-02.1.1", lapse.minusMillis(1), "90.00", "0.00"), SOON))
        .isEqualTo(before("80.00"));
    assertThat(limits.ask(question("till-02.1.1", lapse, "90.00", "0.00"), SOON))
        .isEqualTo(before("0.00"));
    List<String> subjects =
        store.read(tx -> tx.list("select subject from shared_reserved", row -> row.text(1)));
    assertThat(subjects).isNotEmpty().allMatch(it -> it.matches("[0-9a-f]{64}"));
  }

  @Test
  void storeThatHangs_isAnsweredWithoutByTheDeadline_andIsLeftAloneForAWhile() {
    CountDownLatch hangs = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    CentralLimits limits =
        CentralLimits.at(
                () -> {
                  asked.incrementAndGet();
                  try {
                    hangs.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return store;
                },
                new TestIndex())
            .rest(Duration.ofMinutes(10))
            .build();
    Question any = question("till-01.1.1", NOON, "80.00", "0.00");
    assertThat(limits.ask(any, Duration.ofMillis(50))).isEqualTo(new Unreached());
    assertThat(limits.ask(any, SOON)).isEqualTo(new Unreached());
    assertThat(asked).as("not asked while it rests").hasValue(1);
    hangs.countDown();
  }

  @Test
  void storeThatFails_capsATillAtItsPart_roundedDown() {
    CentralLimits limits =
        CentralLimits.at(
                () -> {
                  throw new IllegalStateException("nobody is there");
                },
                new TestIndex())
            .capped(3)
            .rest(Duration.ZERO)
            .build();
    assertThat(limits.ask(question("till-01.1.1", NOON, "80.00", "0.00"), SOON))
        .isEqualTo(new Capped(pounds("33.33")));
  }
}
