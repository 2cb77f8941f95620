package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row E13: quiet hours by the wall clock where the member lives. */
class QuietHoursTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final List<ZoneId> ZONES =
      List.of(
          LONDON,
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"), // half an hour of summer time
          ZoneId.of("America/Havana"), // put forward at midnight: that day has no midnight
          ZoneId.of("Asia/Kathmandu"));

  private static LocalTime at(String time) {
    return LocalTime.parse(time);
  }

  private static Instant instant(String text) {
    return Instant.parse(text);
  }

  @Test
  void edges_belongToTheDay() {
    QuietHours night = QuietHours.nightly(at("21:00"), at("08:00"));
    assertThat(night.at(instant("2026-01-10T20:59:59.999Z"), LONDON)).isFalse();
    assertThat(night.at(instant("2026-01-10T21:00:00Z"), LONDON)).isTrue();
    assertThat(night.at(instant("2026-01-11T07:59:59.999Z"), LONDON)).isTrue();
    assertThat(night.at(instant("2026-01-11T08:00:00Z"), LONDON)).isFalse();
    // The same instant, where it is summer time and where it is another day.
    assertThat(night.at(instant("2026-07-10T20:30:00Z"), LONDON)).isTrue();
    assertThat(night.at(instant("2026-07-10T20:30:00Z"), ZoneId.of("America/New_York"))).isFalse();
  }

  @Test
  void nightThatEndsInTheHourThatIsLeftOut_endsAtItsEnd() {
    QuietHours night = QuietHours.nightly(at("21:00"), at("01:30"));
    Instant forward = instant("2026-03-29T01:00:00Z"); // 01:00 becomes 02:00
    assertThat(night.at(forward.minusMillis(1), LONDON)).isTrue();
    assertThat(night.at(forward, LONDON)).isFalse();
    assertThat(night.over(instant("2026-03-28T23:00:00Z"), LONDON)).contains(forward);
  }

  @Test
  void hourThatComesTwice_isQuietBothTimes() {
    QuietHours night = QuietHours.nightly(at("21:00"), at("01:30"));
    Instant back = instant("2026-10-25T01:00:00Z"); // 02:00 becomes 01:00
    assertThat(night.at(back.minus(Duration.ofMinutes(15)), LONDON)).isFalse();
    assertThat(night.at(back, LONDON)).isTrue();
    assertThat(night.over(back, LONDON)).contains(back.plus(Duration.ofMinutes(30)));
  }

  @Test
  void restDays_areQuietFromMidnightToMidnight() {
    QuietHours sunday = new QuietHours(at("00:00"), at("00:00"), Set.of(DayOfWeek.SUNDAY));
    assertThat(sunday.at(instant("2026-03-07T23:59:59Z"), LONDON)).isFalse();
    assertThat(sunday.at(instant("2026-03-08T00:00:00Z"), LONDON)).isTrue();
    assertThat(sunday.over(instant("2026-03-08T10:00:00Z"), LONDON))
        .contains(instant("2026-03-09T00:00:00Z"));
    assertThatThrownBy(
            () -> new QuietHours(at("00:00"), at("00:00"), EnumSet.allOf(DayOfWeek.class)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Minute by minute from there on: clocks of our days change at whole minutes. */
  @Test
  void end_isTheOneThatGoingMinuteByMinuteFinds() {
    long seed = System.nanoTime();
    System.out.println("QuietHoursTest seed " + seed);
    Random random = new Random(seed);
    Instant start = instant("2026-01-01T00:00:00Z");
    for (int round = 0; round < 400; round++) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      Set<DayOfWeek> rest = EnumSet.noneOf(DayOfWeek.class);
      while (random.nextInt(3) == 0 && rest.size() < 6) {
        rest.add(DayOfWeek.of(1 + random.nextInt(7)));
      }
      QuietHours hours =
          new QuietHours(
              LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
              LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
              rest.size() == 7 ? Set.of() : rest);
      Instant from = near(random, zone, start);
      Instant naive = from;
      while (hours.at(naive, zone) && naive.isBefore(from.plus(Duration.ofDays(9)))) {
        naive = naive.plus(Duration.ofMinutes(1));
      }
      Optional<Instant> over = hours.over(from, zone);
      assertThat(over).as(seed + ": " + hours + " " + zone + " " + from).contains(naive);
    }
  }

  /** Half of them in the two days before clocks change. */
  private static Instant near(Random random, ZoneId zone, Instant start) {
    Instant any = start.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 365)));
    var change = zone.getRules().nextTransition(any);
    return change == null || random.nextBoolean()
        ? any
        : change.getInstant().minus(Duration.ofMinutes(random.nextInt(60 * 48)));
  }
}
