package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a rule's time ever comes. */
final class TimeChecks {
  private static final int LONG_ENOUGH_DAYS = 8;

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
    return form.stream().allMatch(each -> tooShort(withDates(always, each), each))
        ? found(Finding.Kind.WINDOW_NEVER_OCCURS, "its window does not occur within its time")
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

  private Optional<Finding> found(Finding.Kind kind, String reason) {
    return Optional.of(new Finding(kind, rule.id(), "", reason));
  }
}
