package dev.tillwright.loyalty.program;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Windows of the week, minute by minute. */
final class WeekMinutes {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  private WeekMinutes() {}

  /** Whether windows may be open at once; those of different clocks may always. */
  static boolean meet(List<Condition.LocalWindow> one, List<Condition.LocalWindow> other) {
    List<Condition.LocalWindow> all = new ArrayList<>(one);
    all.addAll(other);
    return meet(all);
  }

  static boolean meet(List<Condition.LocalWindow> windows) {
    Map<ZoneOf, BitSet> open = new EnumMap<>(ZoneOf.class);
    for (Condition.LocalWindow window : windows) {
      open.merge(
          window.zone(),
          minutes(window),
          (a, b) -> {
            BitSet both = (BitSet) a.clone();
            both.and(b);
            return both;
          });
    }
    return open.values().stream().noneMatch(BitSet::isEmpty);
  }

  private static BitSet minutes(Condition.LocalWindow window) {
    BitSet minutes = new BitSet(WEEK);
    int from = window.from().getHour() * 60 + window.from().getMinute();
    int to = window.to().getHour() * 60 + window.to().getMinute();
    // A window within one minute is that minute.
    int length = window.from().isBefore(window.to()) ? Math.max(1, to - from) : DAY + to - from;
    for (DayOfWeek day : window.days()) {
      int start = (day.getValue() - 1) * DAY + from;
      for (int i = 0; i < length; i++) {
        minutes.set((start + i) % WEEK);
      }
    }
    return minutes;
  }

  /** Whether some minute between two times of a zone, at most eight days apart, is in all. */
  static boolean occur(
      List<Condition.LocalWindow> windows, ZoneId zone, LocalDateTime from, LocalDateTime to) {
    var end = WallTime.instant(to, zone);
    for (var at = WallTime.instant(from, zone); at.isBefore(end); at = at.plusSeconds(60)) {
      LocalDateTime local = at.atZone(zone).toLocalDateTime();
      if (windows.stream().allMatch(window -> window.open(local))) {
        return true;
      }
    }
    return false;
  }
}
