package dev.tillwright.examples.conformance;

import dev.tillwright.device.escpos.StatusByte;
import java.util.Set;
import java.util.TreeSet;

/** {@code escpos-status.json}: what the bits of a printer's answers mean. */
final class EscPosStatusVectors implements VectorKind {
  @Override
  public String name() {
    return "escpos-status";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("rows")
        && file.rows("rows").stream().anyMatch(row -> row.has("n") && row.has("byte"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("rows").forEach(row -> report.check(row, () -> check(row)));
  }

  private static void check(Row row) {
    byte[] value = row.hex("byte");
    int question = Math.toIntExact(row.number("n"));
    if (value.length != 1 || question < 1 || question > 4) {
      throw RowFailure.notUnderstood("n is 1 to 4, and byte is one byte");
    }
    Set<String> flags = new TreeSet<>();
    StatusByte.parse(question, value[0] & 0xFF).forEach(flag -> flags.add(flag.name()));
    Row.same("expect", new TreeSet<>(row.values("expect")), flags);
  }
}
