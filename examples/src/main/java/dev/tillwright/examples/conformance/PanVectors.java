package dev.tillwright.examples.conformance;

import dev.tillwright.core.card.Pan;
import dev.tillwright.crypto.scan.PanMatch;
import dev.tillwright.crypto.scan.PanScanner;
import java.util.List;

/** {@code pan.json}: card numbers that are taken and masked, or refused, or found in a text. */
final class PanVectors implements VectorKind {
  private static final int SHORTEST = 13;
  private static final List<String> BRANDS =
      List.of("visa", "mastercard", "amex", "discover", "diners", "jcb", "unionpay", "maestro");

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
    file.rows("discovery").forEach(row -> report.check(row, () -> discovery(row)));
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
    brand(row);
  }

  /** Compared where the brand is one of ours and the number is long enough to be looked for. */
  private static void brand(Row row) {
    String number = row.text("pan");
    if (row.isText("brand") && BRANDS.contains(row.text("brand")) && number.length() >= SHORTEST) {
      List<String> brands =
          PanScanner.standard().scan(number).stream().map(PanMatch::brand).toList();
      Row.same("brand", List.of(row.text("brand")), brands);
    }
  }

  private static void invalid(Row row) {
    String value = row.text("value");
    Row.refused(IllegalArgumentException.class, () -> Pan.of(value).close());
  }

  private static void discovery(Row row) {
    String text = row.text("text");
    List<String> found =
        PanScanner.standard().scan(text).stream()
            .map(
                match -> {
                  int from = Math.toIntExact(match.offset());
                  return text.substring(from, from + match.length());
                })
            .toList();
    Row.same("panMatches", row.values("panMatches"), found);
  }
}
