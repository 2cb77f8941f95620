package dev.tillwright.device.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.contract.TroubledTransport;
import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.escpos.Unencodable;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.Paper;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FailoverGroupTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final Desk front = new Desk("front");
  private final Desk back = new Desk("back");
  private final Hands clock = new Hands();

  /** A printer with a cable that can be troubled. */
  private static final class Desk {
    final VirtualPrinter printer = VirtualPrinter.builder().pictures(false).start();
    final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", printer.port()));
    final ReceiptPrinter driver;

    Desk(String name) {
      driver = EscPosPrinter.builder(name, cable).build();
    }

    long with(String text) {
      return printer.papers().stream().filter(paper -> paper.text().contains(text)).count();
    }

    long unmarked(String text) {
      return printer.papers().stream()
          .map(Paper::text)
          .filter(paper -> paper.contains(text) && !paper.contains("COPY"))
          .count();
    }

    void close() {
      driver.close();
      printer.close();
    }
  }

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-26T09:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private FailoverGroup.Builder builder() {
    return FailoverGroup.of(List.of(front.driver, back.driver)).clock(clock);
  }

  private static ReceiptDocument document(String text) {
    return new ReceiptDocument(List.of(new Text(text, Align.LEFT, Style.NORMAL)));
  }

  private GroupOutcome print(FailoverGroup group, String id) {
    return group.print(id, document("ticket " + id + "."), clock.now, AMPLE);
  }

  @AfterEach
  void close() {
    front.close();
    back.close();
  }

  @Test
  void whatIsWell_printsInOrder() {
    FailoverGroup group = builder().build();
    GroupOutcome outcome = print(group, "a");
    assertThat(outcome.result()).isEqualTo(PrintResult.PRINTED);
    assertThat(outcome.member()).contains("front");
    assertThat(back.printer.papers()).isEmpty();
    group.promote("back");
    assertThat(group.members()).containsExactly("back", "front");
    assertThat(print(group, "b").member()).contains("back");
    assertThat(group.history()).extracting(GroupOutcome::jobId).containsExactly("a", "b");
    assertThatThrownBy(() -> group.promote("side")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDeadMember_isPassedOver_andForAWhileNotEvenAsked() {
    FailoverGroup group = builder().build();
    front.cable.begin(Trouble.UNPLUGGED);
    GroupOutcome first = print(group, "a");
    assertThat(first.result()).isEqualTo(PrintResult.PRINTED);
    assertThat(first.copy()).isFalse();
    assertThat(first.tries())
        .extracting(GroupOutcome.Try::member, GroupOutcome.Try::result)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("front", PrintResult.NOT_PRINTED),
            org.assertj.core.groups.Tuple.tuple("back", PrintResult.PRINTED));
    assertThat(print(group, "b").tries())
        .extracting(GroupOutcome.Try::member)
        .containsExactly("back");
    front.cable.end();
    clock.now = clock.now.plusSeconds(3);
    assertThat(print(group, "c").member()).contains("front");
  }

  @Test
  void aMemberThatLacksACharacter_isWell_andFirstForTheNextJob() {
    try (EscPosPrinter strict =
        EscPosPrinter.builder("strict", front.cable).unencodable(Unencodable.FAIL).build()) {
      FailoverGroup group = FailoverGroup.of(List.of(strict, back.driver)).clock(clock).build();
      GroupOutcome snow = group.print("a", document("snow \u2603"), clock.now, AMPLE);
      assertThat(snow.member()).contains("back");
      assertThat(print(group, "b").member()).contains("strict");
    }
  }

  @Test
  void aClockThatIsSetBack_makesNoLongRest() {
    FailoverGroup group = builder().build();
    front.cable.begin(Trouble.UNPLUGGED);
    assertThat(print(group, "a").member()).contains("back");
    front.cable.end();
    clock.now = clock.now.minus(Duration.ofHours(5));
    assertThat(print(group, "b").member()).contains("front");
  }

  @Test
  void aSilentMember_takesItsShareOfTheDeadline_andNoMore() {
    FailoverGroup group = builder().build();
    front.cable.begin(Trouble.SILENT);
    GroupOutcome outcome = group.print("a", document("silent"), clock.now, Duration.ofSeconds(8));
    assertThat(outcome.result()).isEqualTo(PrintResult.PRINTED);
    assertThat(outcome.member()).contains("back");
  }

  @Test
  void aJobThatMayBeOnPaper_isNotPrintedElsewhere() {
    FailoverGroup group = builder().build();
    front.cable.begin(Trouble.BREAKS_MID_JOB);
    GroupOutcome outcome = print(group, "a");
    assertThat(outcome.result()).isEqualTo(PrintResult.UNKNOWN);
    assertThat(outcome.member()).isEmpty();
    assertThat(print(group, "a").result()).isEqualTo(PrintResult.UNKNOWN);
    assertThat(back.printer.papers()).isEmpty();
    assertThat(group.outcome("a")).contains(outcome);
    assertThat(group.outcome("z")).isEmpty();
  }

  @Test
  void whatIsFoundOutLater_isKept_andWhatIsOnNoPaperIsPrintedAgain() {
    FailoverGroup group = builder().build();
    EscPosPrinter first = (EscPosPrinter) front.driver;
    for (boolean seen : List.of(true, false)) {
      String id = seen ? "seen" : "lost";
      front.cable.begin(Trouble.BREAKS_MID_JOB);
      assertThat(print(group, id).result()).isEqualTo(PrintResult.UNKNOWN);
      front.cable.end();
      first.settle(id, seen, AMPLE);
      group.settle(id, seen);
      clock.now = clock.now.plusSeconds(300);
      assertThat(print(group, id).result()).isEqualTo(PrintResult.PRINTED);
      group.settle(id, !seen); // what is known stays
      assertThat(group.outcome(id).orElseThrow().member()).contains("front");
      assertThat(print(group, "after " + id).member()).as("all is well").contains("front");
    }
    assertThat(front.with("ticket lost.")).isEqualTo(1);
    assertThat(front.with("ticket seen.")).isZero();
    group.settle("never", true);
    assertThat(group.outcome("never")).isEmpty();
  }

  @Test
  void aJobThatMayBeOnPaper_isPrintedElsewhereAsACopy_whenThatIsWanted() {
    FailoverGroup group = builder().copies(CopyMark.of("COPY")).build();
    front.cable.begin(Trouble.REPLY_LOST);
    GroupOutcome outcome = print(group, "a");
    assertThat(outcome.result()).isEqualTo(PrintResult.PRINTED);
    assertThat(outcome.copy()).isTrue();
    assertThat(outcome.member()).contains("back");
    assertThat(back.with("ticket a.")).isOne();
    assertThat(back.unmarked("ticket a.")).isZero();
  }

  @Test
  void aJobOfLastNight_isNotPrintedThisMorning() {
    FailoverGroup group = builder().oldest(Duration.ofHours(1)).build();
    Instant night = clock.now.minus(Duration.ofHours(9));
    GroupOutcome outcome = group.print("a", document("night"), night, AMPLE);
    assertThat(outcome.result()).isEqualTo(PrintResult.NOT_PRINTED);
    assertThat(outcome.expired()).isTrue();
    assertThat(front.printer.papers()).isEmpty();
    assertThat(back.printer.papers()).isEmpty();
  }

  @Test
  void whenNobodyPrints_theSameJobMayComeAgain() {
    FailoverGroup group = builder().build();
    front.cable.begin(Trouble.UNPLUGGED);
    back.cable.begin(Trouble.UNPLUGGED);
    GroupOutcome outcome = print(group, "a");
    assertThat(outcome.result()).isEqualTo(PrintResult.NOT_PRINTED);
    assertThat(outcome.expired()).isFalse();
    front.cable.end();
    // Both rest, and are asked all the same: there is nobody else.
    assertThat(print(group, "a").member()).contains("front");
    assertThat(group.history()).hasSize(1);
  }

  @Test
  void oneJob_fromManyThreads_isOnOnePaper() {
    FailoverGroup group = builder().build();
    List<CompletableFuture<GroupOutcome>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          CompletableFuture.supplyAsync(() -> print(group, "a"), task -> new Thread(task).start()));
    }
    calls.forEach(call -> assertThat(call.join().result()).isEqualTo(PrintResult.PRINTED));
    assertThat(front.with("ticket a.") + back.with("ticket a.")).isOne();
  }

  @Test
  void inAStorm_noJobIsOnTwoPapersWithoutAMark() {
    long seed = System.nanoTime();
    System.out.println("FailoverGroupTest seed " + seed);
    Random random = new Random(seed);
    FailoverGroup group = builder().copies(CopyMark.of("COPY")).build();
    Trouble[] troubles = {Trouble.UNPLUGGED, Trouble.BREAKS_MID_JOB, Trouble.REPLY_LOST};
    int printed = 0;
    for (int i = 0; i < 60; i++) {
      Desk troubled = random.nextBoolean() ? front : back;
      if (random.nextInt(2) == 0) {
        troubled.cable.begin(troubles[random.nextInt(troubles.length)]);
      }
      String id = "j" + i;
      GroupOutcome outcome = print(group, id);
      if (random.nextInt(3) == 0) {
        GroupOutcome again = print(group, id);
        if (outcome.result() != PrintResult.NOT_PRINTED) {
          assertThat(again).isEqualTo(outcome);
        }
        outcome = again;
      }
      troubled.cable.end();
      clock.now = clock.now.plusSeconds(random.nextInt(90));
      String text = "ticket " + id + ".";
      long unmarked = front.unmarked(text) + back.unmarked(text);
      assertThat(unmarked).as("unmarked papers of %s, seed %s", id, seed).isLessThanOrEqualTo(1);
      if (outcome.result() == PrintResult.NOT_PRINTED) {
        assertThat(front.with(text) + back.with(text)).as("seed %s", seed).isZero();
      } else if (outcome.result() == PrintResult.PRINTED) {
        printed++;
        Desk by = outcome.member().orElseThrow().equals("front") ? front : back;
        assertThat(by.with(text)).as("paper of %s, seed %s", id, seed).isOne();
      }
    }
    assertThat(printed).isGreaterThan(20);
  }

  @Test
  void aGroup_hasPrintersOfDifferentNames() {
    assertThatThrownBy(() -> FailoverGroup.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FailoverGroup.of(List.of(front.driver, front.driver)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
