package dev.tillwright.examples.conformance;

import dev.tillwright.device.virtual.DisplayScreen;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code display.json}: bytes for a customer display, and what is then to be seen on it. */
final class DisplayVectors implements VectorKind {
  @Override
  public String name() {
    return "display";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("cases")
        && file.rows("cases").stream().anyMatch(row -> row.has("hex") && row.has("screen"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("cases").forEach(row -> report.check(row, () -> check(row)));
  }

  private static void check(Row row) {
    List<String> wanted = row.values("screen");
    if (wanted.isEmpty()) {
      throw RowFailure.notUnderstood("screen has no rows");
    }
    DisplayScreen screen =
        new DisplayScreen(wanted.size(), wanted.get(0).length(), StandardCharsets.US_ASCII);
    screen.accept(row.hex("hex"));
    Row.same("screen", wanted, screen.rows());
  }
}
