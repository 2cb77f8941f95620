package dev.tillwright.examples.conformance;

import dev.tillwright.core.iso8583.IsoFormatException;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.tlv.TlvObjects;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** {@code iso8583.json}: messages as bytes and as fields, both ways, and bytes to refuse. */
final class Iso8583Vectors implements VectorKind {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Override
  public String name() {
    return "iso8583";
  }

  @Override
  public boolean looksLike(Row file) {
    return List.of("messages", "must_reject").stream()
        .anyMatch(
            list ->
                file.isList(list) && file.rows(list).stream().anyMatch(row -> row.has("dialect")));
  }

  @Override
  public void run(VectorFile file, Report report) {
    for (Row row : file.rows("messages")) {
      report.check(row, () -> message(row, spec(file, row)));
    }
    for (Row row : file.rows("must_reject")) {
      report.check(
          row,
          () -> {
            MessageSpec spec = spec(file, row);
            byte[] raw = row.hex("raw_hex");
            Row.refused(IsoFormatException.class, () -> spec.unpack(raw));
          });
    }
  }

  /** A dialect must be one of ours, and described by the file when the file describes any. */
  private static MessageSpec spec(VectorFile file, Row row) {
    String dialect = row.oneOf("dialect", MessageSpec.names());
    boolean described =
        file.root().optionalObject("dialects").map(all -> all.has(dialect)).orElse(true);
    if (!described) {
      throw RowFailure.notUnderstood("a dialect that the file does not describe");
    }
    return MessageSpec.named(dialect);
  }

  private static void message(Row row, MessageSpec spec) {
    byte[] raw = row.hex("raw_hex");
    Row fields = row.object("fields");
    IsoMessage read = spec.unpack(raw);
    if (!fields.text("0").matches("[0-9]{4}")) {
      throw RowFailure.notUnderstood("field 0 is not a message type");
    }
    IsoMessage expected = build(fields, IsoMessage.of(fields.text("0")));
    if (!read.equals(expected)) {
      throw RowFailure.differs(difference(read, expected));
    }
    Row.same("raw_hex", raw, spec.pack(expected));
    if (row.has("field55_tlv")) {
      chip(row, read);
    }
  }

  private static IsoMessage build(Row fields, IsoMessage.Builder message) {
    for (String key : fields.keys()) {
      if (key.equals("0")) {
        continue;
      }
      int number = number(key);
      if (fields.isText(key)) {
        message.set(number, fields.text(key));
      } else if (fields.object(key).has("hex")) {
        message.set(number, fields.object(key).hex("hex"));
      } else {
        message.set(number, build(fields.object(key), IsoMessage.within()));
      }
    }
    return message.build();
  }

  private static int number(String key) {
    if (!key.matches("[0-9]{1,3}") || Integer.parseInt(key) < 2 || Integer.parseInt(key) > 128) {
      throw RowFailure.notUnderstood("a field number is 2 to 128");
    }
    return Integer.parseInt(key);
  }

  private static String difference(IsoMessage read, IsoMessage expected) {
    if (!read.mti().equals(expected.mti())) {
      return "field 0";
    }
    if (!read.numbers().equals(expected.numbers())) {
      return "the set of fields";
    }
    return read.numbers().stream()
        .filter(it -> !read.field(it).equals(expected.field(it)))
        .map(it -> "field " + it)
        .findFirst()
        .orElse("the kind of a field");
  }

  private static void chip(Row row, IsoMessage read) {
    List<String> expected =
        row.rows("field55_tlv").stream()
            .map(each -> each.text("tag") + " " + HEX.formatHex(each.hex("value")))
            .toList();
    TlvObjects objects = TlvObjects.parse(read.bytes(55).orElse(new byte[0]));
    List<String> actual =
        objects.objects().stream()
            .map(each -> each.tag() + " " + HEX.formatHex(each.value()))
            .collect(Collectors.toList());
    Row.same("field55_tlv", expected, actual);
    Row.same("field 55", read.bytes(55).orElse(new byte[0]), objects.toBytes());
  }
}
