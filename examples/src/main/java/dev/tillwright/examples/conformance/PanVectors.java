package dev.tillwright.examples.conformance;

import dev.tillwright.core.card.Pan;

/** {@code pan.json}: card numbers that are taken and masked, or refused. */
final class PanVectors implements VectorKind {
  @Override
  public String name() {
    return "pan";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("valid") && file.rows("valid").stream().anyMatch(row -> row.has("pan"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("valid").forEach(row -> report.check(row, () -> valid(row)));
    file.rows("invalid").forEach(row -> report.check(row, () -> invalid(row)));
    report.notBuilt("discovery", file.rows("discovery").size());
  }

  private static void valid(Row row) {
    try (Pan pan = Pan.of(row.text("pan"))) {
      row.sameIfThere("maskedLast4", pan.masked().text());
      if (row.has("length")) {
        Row.same("length", row.number("length"), (long) pan.masked().text().length());
      }
      if (row.has("luhnValid")) {
        Row.same("luhnValid", row.truth("luhnValid"), true);
      }
    }
  }

  private static void invalid(Row row) {
    String value = row.text("value");
    Row.refused(IllegalArgumentException.class, () -> Pan.of(value).close());
  }
}
