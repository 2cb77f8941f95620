package dev.tillwright.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import dev.tillwright.core.watch.Silence.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Instant MONDAY = Instant.parse("2025-03-03T00:00:00Z");
  private static final OpeningHours HOURS =
      new OpeningHours(ZoneOffset.UTC, LocalTime.of(8, 0), LocalTime.of(20, 0));
  private static final Instant LAST = MONDAY.plus(Duration.ofHours(48 + 12));
  private static final Instant NOW = LAST.plus(Duration.ofHours(4));

  private final Silence silence = new Silence(HOURS, 1_000);
  private final JournalFacts facts = new JournalFacts();
  private final Random random = new Random(7);

  /** Sells about every five minutes for two and a half days, until noon on Wednesday. */
  private void rhythm(Kind kind, String terminal, String subject) {
    for (int day = 0; day < 3; day++) {
      Instant opens = MONDAY.plus(Duration.ofHours(24L * day + 8));
      Instant until = day == 2 ? LAST : opens.plus(Duration.ofHours(12));
      for (Instant at = opens; at.isBefore(until); at = at.plusSeconds(200 + random.nextInt(200))) {
        silence.active(kind, terminal, subject, at);
      }
    }
  }

  private Finding only(Inputs in, List<Finding> known) {
    List<Finding> quiet = silence.quiet(in, known);
    assertThat(quiet).hasSize(1);
    return quiet.get(0);
  }

  private Inputs in() {
    return Inputs.at(NOW, facts);
  }

  private static DeviceEvent event(DeviceEvent.Kind kind) {
    return new DeviceEvent("till-1", "pinpad-1", kind, LAST.plusSeconds(30), "", 0);
  }

  private Inputs last(DeviceEvent.Kind kind) {
    return in().devices(List.of(event(kind)), Set.of("till-1"));
  }

  private void written(String terminal, long seq, String kind, String payload) {
    facts.apply(new Entry(terminal, 1, seq, LAST, kind, payload, "0", "0"));
  }

  @Test
  void whoSellsAtHisRhythm_isNotQuiet_noMatterHowLongTheNight() {
    rhythm(Kind.TERMINAL, "till-1", "till-1");
    assertThat(silence.quiet(Inputs.at(LAST.plusSeconds(900), facts), List.of())).isEmpty();
    Silence overnight = new Silence(HOURS, 10);
    for (int i = 0; i < 60; i++) {
      overnight.active(Kind.TERMINAL, "t", "t", MONDAY.plus(Duration.ofMinutes(14 * 60 + 6L * i)));
    }
    Instant morning = MONDAY.plus(Duration.ofHours(32)).plusSeconds(600);
    assertThat(overnight.quiet(Inputs.at(morning, facts), List.of())).isEmpty();
  }

  @Test
  void whatIsQuiet_isFoundOnceUnderOneId_withWhenItWasLastSeen() {
    rhythm(Kind.TERMINAL, "till-1", "till-1");
    Finding quiet = only(in(), List.of());
    assertThat(quiet.cause()).isEqualTo(Cause.ABSENCE);
    assertThat(quiet.severity()).isEqualTo(Severity.LOW);
    assertThat(only(Inputs.at(NOW.plusSeconds(60), facts), List.of()).id()).isEqualTo(quiet.id());
    assertThat(quiet.evidence()).isNotEmpty();
  }

  @Test
  void theReason_isReadFromWhatStandsBeside() {
    rhythm(Kind.TERMINAL, "till-1", "till-1");
    assertThat(only(last(DeviceEvent.Kind.FAULT), List.of()).cause()).isEqualTo(Cause.DEVICE);
    assertThat(only(last(DeviceEvent.Kind.PIN_ASKED), List.of()).cause())
        .isEqualTo(Cause.UNFINISHED_STEP);
    assertThat(only(last(DeviceEvent.Kind.SIGNATURE_ASKED), List.of()).cause())
        .isEqualTo(Cause.UNFINISHED_STEP);
    assertThat(only(last(DeviceEvent.Kind.CARD_OUT), List.of()).cause()).isEqualTo(Cause.ABSENCE);
    Inputs unheard = in().shipped(List.of(new HighWater("till-1", 9, LAST.minusSeconds(20))));
    assertThat(only(unheard, List.of()).cause()).isEqualTo(Cause.NETWORK);
    Inputs heard = in().shipped(List.of(new HighWater("till-1", 9, NOW)));
    assertThat(only(heard, List.of()).cause()).isEqualTo(Cause.ABSENCE);
    Finding skim =
        Finding.of(
            Detector.S10,
            "till-1",
            "till-1.1.7",
            LAST,
            new Verdict(Severity.HIGH, Cause.FRAUD, "taken back", Action.ASK_OPERATOR),
            List.of(Evidence.entry("till-1", 7)));
    Finding quiet = only(in(), List.of(skim));
    assertThat(quiet.cause()).isEqualTo(Cause.FRAUD);
    assertThat(quiet.evidence()).contains(Evidence.entry("till-1", 7));
  }

  @Test
  void aTillWithNobodyAtIt_orOfAnotherVersion_saysSo() {
    rhythm(Kind.TERMINAL, "till-1", "till-1");
    written("till-1", 1, "operator.loggedOff", "{\"operator\":\"ann\",\"session\":1}");
    assertThat(only(in(), List.of()).cause()).isEqualTo(Cause.OPERATOR);
    written("till-1", 2, "till.opened", "{\"version\":\"1.0\"}");
    written("till-2", 1, "till.opened", "{\"version\":\"1.1\"}");
    written("till-3", 1, "till.opened", "{\"version\":\"1.1\"}");
    assertThat(only(in(), List.of()).cause()).isEqualTo(Cause.STALE_VERSION);
  }

  @Test
  void cardsOperatorsAndDevices_haveRhythmsOfTheirOwn() {
    rhythm(Kind.DEVICE, "till-1", "pinpad-1");
    rhythm(Kind.OPERATOR, "till-1", "ann");
    for (int visit = 0; visit < 31; visit++) { // a customer of each other day
      silence.active(Kind.CARD, "till-1", "tok-1", MONDAY.minus(Duration.ofDays(60 - 2L * visit)));
    }
    assertThat(silence.quiet(in(), List.of()))
        .extracting(Finding::subject)
        .hasSize(2)
        .allMatch(it -> it.startsWith("DEVICE pinpad-1") || it.startsWith("OPERATOR ann"));
    Inputs weeks = Inputs.at(MONDAY.plus(Duration.ofDays(10)), facts);
    assertThat(silence.quiet(weeks, List.of()))
        .extracting(Finding::subject)
        .anyMatch(it -> it.startsWith("CARD tok-1"));
  }

  @Test
  void fewDeeds_makeNoRhythm_andMemoryIsBounded() {
    Silence small = new Silence(HOURS, 5);
    for (int i = 0; i < 9; i++) {
      small.active(Kind.OPERATOR, "t", "new", MONDAY.plus(Duration.ofMinutes(500 + i)));
    }
    assertThat(small.quiet(in(), List.of())).isEmpty();
    for (int who = 0; who < 100; who++) {
      for (int i = 0; i < 30; i++) {
        small.active(Kind.CARD, "t", "tok-" + who, MONDAY.plus(Duration.ofMinutes(500 + i)));
      }
    }
    assertThat(small.quiet(in(), List.of())).hasSize(5);
  }

  @Test
  void openTime_isThatOfTheZone() {
    OpeningHours london =
        new OpeningHours(ZoneId.of("Europe/London"), LocalTime.of(9, 0), LocalTime.of(17, 0));
    Instant summer = Instant.parse("2025-07-01T06:00:00Z");
    assertThat(london.between(summer, summer.plus(Duration.ofHours(3))))
        .isEqualTo(Duration.ofHours(1));
    assertThat(london.between(summer, summer.plus(Duration.ofDays(7))))
        .isEqualTo(Duration.ofHours(56));
    assertThat(london.between(summer, summer.minusSeconds(1))).isZero();
  }
}
