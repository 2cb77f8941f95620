package dev.tillwright.core.qr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fields one after the other: an id of two digits, a length of two digits that counts characters,
 * the value (EMVCo Merchant-Presented Mode v1.1, 3.2). Fields that nobody knows and ids that stand
 * twice are kept as they came.
 *
 * @param list in their order, at most {@value #MAX_FIELDS}
 */
public record QrFields(List<QrField> list) {
  /** How many fields may stand at one level. */
  public static final int MAX_FIELDS = 100;

  public QrFields {
    list = List.copyOf(list);
    if (list.size() > MAX_FIELDS) {
      throw new IllegalArgumentException("more than " + MAX_FIELDS + " fields");
    }
  }

  /** Id, value, id, value: {@code of("00", "CN.SHOP", "01", "12345")}. */
  public static QrFields of(String... idsAndValues) {
    if (idsAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("each id has a value");
    }
    List<QrField> fields = new ArrayList<>();
    for (int at = 0; at < idsAndValues.length; at += 2) {
      fields.add(new QrField(idsAndValues[at], idsAndValues[at + 1]));
    }
    return new QrFields(fields);
  }

  /**
   * Reads fields to the end of the text.
   *
   * @throws QrFormatException when it is none, or does not end with a field
   */
  public static QrFields parse(String text) {
    return parse(text, "", 0);
  }

  /**
   * @param path of the field around it; empty at the top
   * @param from where the text begins in the whole code
   */
  static QrFields parse(String text, String path, int from) {
    List<QrField> fields = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (fields.size() == MAX_FIELDS) {
        throw new QrFormatException(path, from + at, "more than " + MAX_FIELDS + " fields");
      }
      if (text.length() - at < 4 || !QrField.isDigits(text.substring(at, at + 4))) {
        throw new QrFormatException(path, from + at, "an id and a length are four digits");
      }
      String id = text.substring(at, at + 2);
      String place = path.isEmpty() ? id : path + "." + id;
      int length = Integer.parseInt(text.substring(at + 2, at + 4));
      int begins = at + 4;
      if (length == 0) {
        throw new QrFormatException(place, from + at + 2, "a value has at least one character");
      }
      if (length > text.codePointCount(begins, text.length())) {
        throw new QrFormatException(place, from + begins, "the code ends within the value");
      }
      at = text.offsetByCodePoints(begins, length);
      fields.add(new QrField(id, text.substring(begins, at)));
    }
    return new QrFields(fields);
  }

  /** The first of this id. */
  public Optional<String> value(String id) {
    return list.stream().filter(field -> field.id().equals(id)).map(QrField::value).findFirst();
  }

  /** The fields of the first template of this id. */
  public Optional<QrFields> template(String id) {
    return value(id).map(text -> parse(text, id, 0));
  }

  /** As they are written in a code. */
  public String text() {
    StringBuilder out = new StringBuilder();
    list.forEach(field -> field.writeTo(out));
    return out.toString();
  }
}
