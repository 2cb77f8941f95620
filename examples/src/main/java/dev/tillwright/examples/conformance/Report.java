package dev.tillwright.examples.conformance;

import dev.tillwright.core.TillwrightException;
import java.util.ArrayList;
import java.util.List;

/** What became of the rows of one file. */
final class Report {
  private static final int MAX_LINES = 100;

  private final List<String> lines = new ArrayList<>();
  private long passed;
  private long failed;

  /** The check of one row: returns when the row holds. */
  @FunctionalInterface
  interface Check {
    void run() throws Exception;
  }

  /** Runs a row. One that is optional is told apart and counts as neither. */
  void check(Row row, Check check) {
    String failure = failureOf(check);
    if (row.isOptional()) {
      tell("optional row " + row.title() + ": " + (failure == null ? "passed" : "skipped"));
    } else if (failure == null) {
      passed++;
    } else {
      failed++;
      tell("row " + row.title() + ": " + failure);
    }
  }

  private static @org.jspecify.annotations.Nullable String failureOf(Check check) {
    try {
      check.run();
      return null;
    } catch (RowFailure | TillwrightException e) {
      return e.getMessage();
    } catch (Exception e) {
      // Its own text may hold the row's data.
      StackTraceElement[] trace = e.getStackTrace();
      return e.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
  }

  /** Rows of a list or kind for which nothing is built yet: told, counted as neither. */
  void notBuilt(String what, long rows) {
    if (rows > 0) {
      tell(rows + " rows of " + what + ": not built yet");
    }
  }

  /** The file itself cannot be read as its kind. */
  void broken(String why) {
    failed++;
    tell(why);
  }

  private void tell(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
    } else if (lines.size() == MAX_LINES) {
      lines.add("(and more)");
    }
  }

  long passed() {
    return passed;
  }

  long failed() {
    return failed;
  }

  /** What there is to say beside the counts, one line each. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
