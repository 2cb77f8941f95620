package dev.tillwright.core.iso8583;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dialect as far as it is read: later words win over those of the dialect it extends. A field is
 * a notation of the standard and a name ({@code "n..19 primary account number"}); dots count the
 * digits of the length. How it is written is looked up by field, then by type with {@code ..} if
 * variable, then by type. Fields within a field stand under a bitmap of their own, or in order when
 * their bitmap is {@code none}.
 */
final class SpecDraft {
  private static final Pattern NOTATION =
      Pattern.compile("([a-z+]+)(\\.{2,6})?([0-9]{1,6})(?: (.{1,80}))?");
  private static final int MAX_DEPTH = 3;

  private final Map<Integer, String> notations = new TreeMap<>();
  private final Map<String, String> wire = new HashMap<>();
  private final Map<Integer, String> fieldWire = new HashMap<>();
  private final Map<Integer, String> fieldLengths = new HashMap<>();
  private final Map<Integer, SpecDraft> nested = new HashMap<>();
  private final int depth;
  private String name = "";
  private int edition;
  private String mti = "";
  private String bitmap = "";
  private String lengths = "";
  private @Nullable JsonIn source;

  SpecDraft() {
    this(0);
  }

  private SpecDraft(int depth) {
    this.depth = depth;
  }

  SpecDraft add(JsonIn in) {
    in.only(
        "name",
        "source",
        "extends",
        "edition",
        "mti",
        "bitmap",
        "lengths",
        "wire",
        "fields",
        "fieldWire",
        "fieldLengths",
        "nested");
    source = in;
    name = in.text("name");
    edition = in.has("edition") ? (int) Math.min(9999, in.number("edition")) : edition;
    mti = in.optionalText("mti").orElse(mti);
    bitmap = in.optionalText("bitmap").orElse(bitmap);
    lengths = in.optionalText("lengths").orElse(lengths);
    in.optionalObject("wire").ifPresent(it -> it.names().forEach(k -> wire.put(k, it.text(k))));
    in.optionalObject("fields").ifPresent(this::fields);
    in.optionalObject("fieldWire").ifPresent(it -> numbered(it, fieldWire));
    in.optionalObject("fieldLengths").ifPresent(it -> numbered(it, fieldLengths));
    in.optionalObject("nested").ifPresent(this::nested);
    return this;
  }

  void fields(JsonIn table) {
    numbered(table, notations);
  }

  private void nested(JsonIn table) {
    for (String key : table.names()) {
      if (depth >= MAX_DEPTH) {
        throw table.wrong(key, "fields within fields go three deep");
      }
      SpecDraft inner = new SpecDraft(depth + 1);
      inner.edition = edition;
      inner.wire.putAll(wire);
      inner.lengths = lengths;
      inner.bitmap = bitmap;
      nested.put(number(table, key), inner.add(table.object(key)));
    }
  }

  private void numbered(JsonIn table, Map<Integer, String> into) {
    for (String key : table.names()) {
      into.put(number(table, key), table.text(key));
    }
  }

  private int number(JsonIn table, String key) {
    int first = depth == 0 ? 2 : 1;
    if (!key.matches("[0-9]{1,3}")
        || Integer.parseInt(key) < first
        || Integer.parseInt(key) > MessageSpec.MAX_FIELD) {
      throw table.wrong(
          key, "a field number from " + first + " to " + MessageSpec.MAX_FIELD + " was expected");
    }
    return Integer.parseInt(key);
  }

  MessageSpec toSpec() {
    Encoding mtiForm = encoding("mti", mti);
    if (!mtiForm.text()) {
      throw wrong("mti", "a way to write text was expected");
    }
    return new MessageSpec(name, edition, mtiForm, toFields());
  }

  private Fields toFields() {
    boolean inOrder = depth > 0 && bitmap.equals("none");
    if (!inOrder && notations.containsKey(1)) {
      throw wrong("fields", "field 1 is the bitmap, unless there is none");
    }
    if (depth > 0 && !inOrder && notations.keySet().stream().anyMatch(it -> it > 64)) {
      throw wrong("fields", "the one bitmap within a field reaches to 64");
    }
    Encoding form =
        switch (bitmap) {
          case "binary" -> Encoding.RAW;
          case "hex" -> Encoding.HEX;
          default -> {
            if (!inOrder) {
              throw wrong("bitmap", "binary or hex was expected; or none within a field");
            }
            yield null;
          }
        };
    List<FieldSpec> fields = new ArrayList<>();
    notations.forEach((number, notation) -> fields.add(field(number, notation)));
    return new Fields(form, depth == 0, fields);
  }

  private FieldSpec field(int number, String notation) {
    Matcher parts = NOTATION.matcher(notation);
    FieldType type = parts.matches() ? FieldType.ofNotation(parts.group(1)) : null;
    if (type == null) {
      throw wrong("fields", "field " + number + " is not a notation such as n..19 or b8");
    }
    int size = Integer.parseInt(parts.group(3)) + (type == FieldType.SIGNED ? 1 : 0);
    boolean variable = parts.group(2) != null;
    if (size < 1 || !variable && size > MessageSpec.MAX_BYTES) {
      throw wrong("fields", "the size of field " + number + " is beyond that of a message");
    }
    LengthPrefix prefix =
        parts.group(2) == null ? null : prefix(number, parts.group(2).length(), size);
    String named = parts.group(4) == null ? "" : parts.group(4);
    if (type == FieldType.NESTED) {
      SpecDraft inner = nested.get(number);
      if (inner == null) {
        throw wrong("nested", "field " + number + " needs its fields");
      }
      return new FieldSpec(
          number, named, type, Encoding.RAW, Padding.NONE, prefix, size, inner.toFields());
    }
    String[] style = style(number, type, prefix != null).split(" ", 2);
    Encoding encoding = encoding("wire", style[0]);
    if (encoding.text() == (type == FieldType.BINARY)) {
      throw wrong("wire", "field " + number + " cannot be written so");
    }
    Padding padding =
        style.length == 1
            ? Padding.NONE
            : word("wire", style[1], Padding.values(), it -> spoken(it.name()));
    return new FieldSpec(number, named, type, encoding, padding, prefix, size, null);
  }

  private String style(int number, FieldType type, boolean variable) {
    String byField = fieldWire.get(number);
    if (byField != null) {
      return byField;
    }
    String byType = wire.get(type.wireName() + (variable ? ".." : ""));
    if (byType == null) {
      byType = wire.get(type.wireName());
    }
    if (byType == null) {
      throw wrong("wire", "nothing is said of " + type.wireName());
    }
    return byType;
  }

  private LengthPrefix prefix(int number, int digits, int size) {
    String[] words = fieldLengths.getOrDefault(number, lengths).split(" ", 2);
    if (words.length == 2 && !words[1].equals("bytes")) {
      throw wrong("fieldLengths", "only bytes may follow");
    }
    LengthPrefix prefix =
        new LengthPrefix(
            digits,
            word("lengths", words[0], LengthPrefix.Form.values(), it -> spoken(it.name())),
            words.length == 2);
    if (size > prefix.largest()) {
      throw wrong("fields", "field " + number + " may be longer than its length can say");
    }
    return prefix;
  }

  private Encoding encoding(String where, String word) {
    return word(where, word, Encoding.values(), it -> spoken(it.name()));
  }

  private <T> T word(String where, String word, T[] all, Function<T, String> spoken) {
    for (T each : all) {
      if (spoken.apply(each).equals(word)) {
        return each;
      }
    }
    throw wrong(where, "not one of the known words");
  }

  private static String spoken(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private JsonException wrong(String where, String what) {
    if (source == null) {
      throw new IllegalStateException("a dialect without a text");
    }
    return source.wrong(where, what);
  }
}
