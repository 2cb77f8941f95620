package dev.tillwright.examples.conformance;

import dev.tillwright.device.scanner.Barcode;
import dev.tillwright.device.scanner.ElementStrings;
import dev.tillwright.device.scanner.Gs1Exception;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code barcodes.json}: what scanners send for codes, and what the codes say. */
final class BarcodeVectors implements VectorKind {
  @Override
  public String name() {
    return "barcodes";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("scans");
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("scans").forEach(row -> report.check(row, () -> check(row)));
  }

  private static void check(Row row) {
    Barcode code = Barcode.parse(row.hex("hex"));
    Expectation expect = row.expect();
    expect
        .text("aim", () -> code.aimId().isEmpty() ? null : code.aimId())
        .text("symbology", () -> code.symbology().label())
        .text("gtin", () -> code.gtin().orElse(null))
        .text("upcA", () -> code.upcA().orElse(null))
        .truth("checkOk", () -> code.checkDigit().orElse(false))
        .text("netKg", () -> text(code.elements().netKilograms()))
        .text("amount", () -> text(code.elements().amount()))
        .text("currency", () -> code.elements().currency().orElse(null));
    if (expect.has("error")) {
      Row.refused(Gs1Exception.class, code::elements);
    }
    if (expect.has("ai")) {
      elements(row.object("expect").object("ai"), code.elements());
    }
    expect.end();
  }

  private static void elements(Row wanted, ElementStrings found) {
    Row.same("ai", wanted.keys().size(), found.values().size());
    for (String ai : wanted.keys()) {
      Row.same(ai, wanted.text(ai), Objects.requireNonNullElse(found.values().get(ai), ""));
    }
  }

  private static @Nullable String text(Optional<BigDecimal> value) {
    return value.map(BigDecimal::toPlainString).orElse(null);
  }
}
