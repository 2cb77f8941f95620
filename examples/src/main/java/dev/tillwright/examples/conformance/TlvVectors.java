package dev.tillwright.examples.conformance;

import dev.tillwright.core.tlv.DataObjectList;
import dev.tillwright.core.tlv.TlvFormatException;
import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import java.util.List;
import java.util.function.Predicate;

/** {@code tlv.json}: BER-TLV and lists of tags and lengths. */
final class TlvVectors implements VectorKind {
  /** Row kinds that wait for the chip reader. */
  private static final List<String> NOT_BUILT = List.of("atr", "cvmList");

  @Override
  public String name() {
    return "tlv";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("rows")
        && file.rows("rows").stream().anyMatch(row -> row.has("tags") || row.has("dol"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    Predicate<Row> waits = row -> NOT_BUILT.stream().anyMatch(row::has);
    for (Row row : file.rows("rows")) {
      if (!waits.test(row)) {
        report.check(row, () -> check(row));
      }
    }
    report.notBuilt("atr and cvmList", file.rows("rows").stream().filter(waits).count());
  }

  private static void check(Row row) {
    if (row.has("hex")) {
      objects(row);
    } else if (row.has("dol")) {
      list(row);
    } else {
      throw RowFailure.notUnderstood("an unknown kind of row");
    }
  }

  private static void objects(Row row) {
    byte[] bytes = row.hex("hex");
    if (row.has("error")) {
      Row.refused(TlvFormatException.class, () -> TlvObjects.parse(bytes));
      return;
    }
    TlvObjects read = TlvObjects.parse(bytes);
    Row.same("hex", bytes, read.toBytes());
    Row.same(
        "tags",
        row.values("tags"),
        read.all().stream().map(TlvObject::tag).map(Object::toString).toList());
  }

  private static void list(Row row) {
    byte[] bytes = row.hex("dol");
    if (row.has("error")) {
      Row.refused(TlvFormatException.class, () -> DataObjectList.parse(bytes));
      return;
    }
    List<String> entries =
        DataObjectList.parse(bytes).entries().stream()
            .map(each -> "[\"" + each.tag() + "\"," + each.length() + "]")
            .toList();
    Row.same("entries", row.values("entries"), entries);
  }
}
