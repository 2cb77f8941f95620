package dev.tillwright.examples.conformance;

import dev.tillwright.core.tlv.DataObjectList;
import dev.tillwright.core.tlv.TlvFormatException;
import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.device.emv.AnswerToReset;
import dev.tillwright.device.emv.ApduFormatException;
import dev.tillwright.device.emv.CvmList;
import java.util.List;

/** {@code tlv.json}: BER-TLV, lists of tags and lengths, and what else chip cards say. */
final class TlvVectors implements VectorKind {
  /** What rows of this file have, and no other file's. */
  private static final List<String> KEYS = List.of("tags", "dol", "atr", "cvmList");

  @Override
  public String name() {
    return "tlv";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("rows")
        && file.rows("rows").stream().anyMatch(row -> KEYS.stream().anyMatch(row::has));
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("rows").forEach(row -> report.check(row, () -> check(row)));
  }

  private static void check(Row row) {
    if (row.has("hex")) {
      objects(row);
    } else if (row.has("dol")) {
      list(row);
    } else if (row.has("atr")) {
      answerToReset(row);
    } else if (row.has("cvmList")) {
      cvmList(row);
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

  /** Whoever is no answer to reset at all is not accepted either. */
  private static void answerToReset(Row row) {
    byte[] bytes = row.hex("atr");
    AnswerToReset atr;
    try {
      atr = AnswerToReset.parse(bytes);
    } catch (ApduFormatException e) {
      if (row.has("t") || !row.has("emv") || row.truth("emv")) {
        throw e;
      }
      return;
    }
    if (row.has("emv")) {
      Row.same("emv", row.truth("emv"), atr.isAcceptedByEmv());
    }
    if (row.has("t")) {
      Row.same("t", row.values("t"), atr.protocols().stream().map(String::valueOf).toList());
    }
  }

  private static void cvmList(Row row) {
    byte[] bytes = row.hex("cvmList");
    if (row.has("error")) {
      Row.refused(ApduFormatException.class, () -> CvmList.parse(bytes));
      return;
    }
    CvmList list = CvmList.parse(bytes);
    if (row.has("x")) {
      Row.same("x", row.number("x"), list.x());
    }
    if (row.has("y")) {
      Row.same("y", row.number("y"), list.y());
    }
    Row.same("rules", row.values("rules"), list.rules().stream().map(CvmList.Rule::hex).toList());
  }
}
