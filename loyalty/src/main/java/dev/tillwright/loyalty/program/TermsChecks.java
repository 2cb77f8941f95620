package dev.tillwright.loyalty.program;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Whether points can ever be spent. */
final class TermsChecks {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

  /** A leap year is among them. */
  private static final int FOUR_YEARS_OF_DAYS = 1_461;

  private final Program program;

  TermsChecks(Program program) {
    this.program = program;
  }

  Optional<Finding> run() {
    // What the newest sale moves on may outlast the wait.
    return program
        .terms()
        .expiry()
        .filter(expiry -> expiry.basis() == Expiry.Basis.EARNED && neverFree(expiry))
        .map(
            expiry ->
                new Finding(Finding.Kind.DEAD_DATES, "", "", "points end before they are free"));
  }

  private boolean neverFree(Expiry expiry) {
    for (int day = 0; day < FOUR_YEARS_OF_DAYS; day++) {
      ZonedDateTime earned = FIRST.plusDays(day).atTime(12, 0).atZone(program.zone());
      if (earned
          .plus(program.terms().pending())
          .toInstant()
          .isBefore(expiry.of(earned.toInstant(), program.zone()))) {
        return false;
      }
    }
    return true;
  }
}
