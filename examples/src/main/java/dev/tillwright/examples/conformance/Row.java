package dev.tillwright.examples.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An object of a vector file. What is missing or of a wrong type fails the row as not understood.
 */
final class Row {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final JsonNode node;
  private final String place;

  Row(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /** What to call it: its {@code id} or {@code name}, or else its place in the file. */
  String title() {
    for (String key : List.of("id", "name")) {
      if (node.path(key).isTextual()) {
        return node.path(key).textValue();
      }
    }
    return place;
  }

  /** Whether {@code optional} is true: a matter of policy, which fails nothing. */
  boolean isOptional() {
    return node.path("optional").asBoolean(false);
  }

  /** Whether the key is there; also with null. */
  boolean has(String key) {
    return node.has(key);
  }

  boolean isNull(String key) {
    return node.path(key).isNull();
  }

  boolean isText(String key) {
    return node.path(key).isTextual();
  }

  boolean isList(String key) {
    return node.path(key).isArray();
  }

  boolean isObject(String key) {
    return node.path(key).isObject();
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  String text(String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw RowFailure.notUnderstood(key + " is not a text");
    }
    return value.textValue();
  }

  /** A text that must be one of these words. */
  String oneOf(String key, List<String> words) {
    String word = text(key);
    if (!words.contains(word)) {
      throw RowFailure.notUnderstood("an unknown " + key);
    }
    return word;
  }

  /** Hexadecimal digits, which may be none. */
  byte[] hex(String key) {
    return bytes(key, text(key));
  }

  private static byte[] bytes(String key, String hex) {
    try {
      return HEX.parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw RowFailure.notUnderstood(key + " is not hexadecimal");
    }
  }

  /** A whole number of up to 63 bits. */
  long number(String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw RowFailure.notUnderstood(key + " is not a whole number");
    }
    return value.longValue();
  }

  boolean truth(String key) {
    JsonNode value = node.path(key);
    if (!value.isBoolean()) {
      throw RowFailure.notUnderstood(key + " is not true or false");
    }
    return value.booleanValue();
  }

  Row object(String key) {
    JsonNode value = node.path(key);
    if (!value.isObject()) {
      throw RowFailure.notUnderstood(key + " is not an object");
    }
    return new Row(value, place + "/" + key);
  }

  Optional<Row> optionalObject(String key) {
    return has(key) && !isNull(key) ? Optional.of(object(key)) : Optional.empty();
  }

  /** A list of objects; one that is missing has no rows. */
  List<Row> rows(String key) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode each : list(key)) {
      if (!each.isObject()) {
        throw RowFailure.notUnderstood(key + " is not a list of objects");
      }
      rows.add(new Row(each, place + "/" + key + "/" + rows.size()));
    }
    return rows;
  }

  /** A list of texts, numbers and lists of them, each as its JSON text; missing is empty. */
  List<String> values(String key) {
    List<String> values = new ArrayList<>();
    list(key).forEach(each -> values.add(each.isTextual() ? each.textValue() : each.toString()));
    return values;
  }

  private JsonNode list(String key) {
    JsonNode value = node.path(key);
    if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
      throw RowFailure.notUnderstood(key + " is not a list");
    }
    return value;
  }

  /** What the row expects under {@code expect}. */
  Expectation expect() {
    return new Expectation(object("expect"));
  }

  /**
   * The row fails unless both are equal; byte arrays and hexadecimal texts are compared as bytes.
   */
  static void same(String key, Object expected, Object actual) {
    boolean equal =
        actual instanceof byte[] bytes
            ? Arrays.equals(expected instanceof byte[] e ? e : bytes(key, (String) expected), bytes)
            : Objects.equals(expected, actual);
    if (!equal) {
      throw RowFailure.differs(key);
    }
  }

  /** Compares a text of the row when the row has it. */
  void sameIfThere(String key, Object actual) {
    if (has(key)) {
      same(key, text(key), actual);
    }
  }

  /** The row fails unless this throws one of our own typed errors. */
  static void refused(Class<? extends RuntimeException> by, Runnable input) {
    try {
      input.run();
    } catch (RowFailure e) {
      throw e;
    } catch (RuntimeException e) {
      if (by.isInstance(e)) {
        return;
      }
      throw e;
    }
    throw RowFailure.notRefused();
  }
}
