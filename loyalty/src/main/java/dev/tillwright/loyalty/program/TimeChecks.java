package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a rule's time ever comes. */
final class TimeChecks {
  private static final int LONG_ENOUGH_DAYS = 8;
  private static final LocalDate LEAP_YEAR = LocalDate.of(2000, 1, 1);

  /** In so many years all days come that ever do: a leap year may be left out. */
  private static final int ALL_YEARS = 9;

  private static final int LAST_YEAR = 9_999;

  private final Program program;
  private final Rule rule;
  private final List<Conjunction> form;

  TimeChecks(Program program, Rule rule, List<Conjunction> form) {
    this.program = program;
    this.rule = rule;
    this.form = form;
  }

  Optional<Finding> run() {
    List<Effective> always = List.of(program.effective(), rule.effective());
    if (empty(always)) {
      return found(
          Finding.Kind.DEAD_DATES,
          "its time and the program's have nothing in common, or the clock skips it");
    }
    if (form.stream().allMatch(each -> empty(withDates(always, each)))) {
      return found(Finding.Kind.DEAD_DATES, "its date windows and its time have nothing in common");
    }
    if (form.stream().noneMatch(each -> WeekMinutes.meet(each.windows))) {
      return found(
          Finding.Kind.WINDOW_NEVER_OCCURS, "its windows of the week have nothing in common");
    }
    if (form.stream().allMatch(each -> tooShort(withDates(always, each), each))) {
      return found(Finding.Kind.WINDOW_NEVER_OCCURS, "its window does not occur within its time");
    }
    return form.stream().noneMatch(each -> comes(withDates(always, each), each.daysOfYear))
        ? found(
            Finding.Kind.WINDOW_NEVER_OCCURS, "its days of the year do not come within its time")
        : Optional.empty();
  }

  /** Windows of the program's clock only: other clocks may be anywhere. */
  private static List<Effective> withDates(List<Effective> always, Conjunction conjunction) {
    List<Effective> all = new ArrayList<>(always);
    conjunction.dates.stream()
        .filter(window -> window.zone() == ZoneOf.PROGRAM)
        .map(Condition.DateWindow::effective)
        .forEach(all::add);
    return all;
  }

  private boolean empty(List<Effective> all) {
    Instant from = Instant.MIN;
    Instant to = Instant.MAX;
    for (Effective each : all) {
      Instant start = each.start(program.zone()).orElse(Instant.MIN);
      Instant end = each.end(program.zone()).orElse(Instant.MAX);
      from = start.isAfter(from) ? start : from;
      to = end.isBefore(to) ? end : to;
    }
    return !from.isBefore(to);
  }

  private boolean tooShort(List<Effective> all, Conjunction conjunction) {
    LocalDateTime from = LocalDateTime.MIN;
    LocalDateTime to = LocalDateTime.MAX;
    for (Effective each : all) {
      from = each.from() != null && each.from().isAfter(from) ? each.from() : from;
      to = each.to() != null && each.to().isBefore(to) ? each.to() : to;
    }
    List<Condition.LocalWindow> windows =
        conjunction.windows.stream().filter(w -> w.zone() == ZoneOf.PROGRAM).toList();
    // In a week and a day every window comes that comes at all.
    return !windows.isEmpty()
        && !from.equals(LocalDateTime.MIN)
        && from.plusDays(LONG_ENOUGH_DAYS).isAfter(to)
        && !WeekMinutes.occur(windows, program.zone(), from, to);
  }

  /** Whether there is a day that is one of all of these, by the program's clock. */
  private static boolean comes(List<Effective> all, List<Condition.DayOfYear> daysOfYear) {
    List<Condition.DayOfYear> days =
        daysOfYear.stream().filter(each -> each.zone() == ZoneOf.PROGRAM).toList();
    LocalDate first = LEAP_YEAR;
    LocalDate last = LocalDate.MAX;
    for (Effective each : all) {
      LocalDate from = each.from() == null ? first : each.from().toLocalDate();
      // Midnight is the end of the day before.
      LocalDate to = each.to() == null ? last : each.to().minusNanos(1).toLocalDate();
      first = from.isAfter(first) ? from : first;
      last = to.isBefore(last) ? to : last;
    }
    if (days.isEmpty() || last.isBefore(LEAP_YEAR) || first.getYear() > LAST_YEAR) {
      return true;
    }
    LocalDate end = first.plusYears(ALL_YEARS);
    for (LocalDate day = first; !day.isAfter(last) && day.isBefore(end); day = day.plusDays(1)) {
      LocalDate date = day;
      if (days.stream().allMatch(each -> each.on(date))) {
        return true;
      }
    }
    return false;
  }

  private Optional<Finding> found(Finding.Kind kind, String reason) {
    return Optional.of(new Finding(kind, rule.id(), "", reason));
  }
}
