package dev.tillwright.examples.award;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tillwright.examples.ExampleException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A value in a JSON file, with its place for messages. */
final class Node {
  private static final long MAX_BYTES = 64L << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode json;
  private final String file;
  private final String pointer;

  private Node(JsonNode json, String file, String pointer) {
    this.json = json;
    this.file = file;
    this.pointer = pointer;
  }

  /** The whole file, at most 64 MiB. */
  static Node read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ExampleException("sales file " + file + ": larger than 64 MiB");
      }
      return new Node(JSON.readTree(Files.readAllBytes(file)), file.toString(), "");
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw new ExampleException(
          "sales file "
              + file
              + ": not JSON"
              + (where == null
                  ? ""
                  : " at line " + where.getLineNr() + ", column " + where.getColumnNr()));
    } catch (IOException e) {
      throw new ExampleException("sales file " + file + " cannot be read");
    }
  }

  /** What to say when this value cannot be. */
  ExampleException wrong(String what) {
    String place = pointer.isEmpty() ? "/" : pointer;
    return new ExampleException("sales file " + file + ": " + place + ": " + what);
  }

  /** Whether the field is there and is not null. */
  boolean has(String name) {
    return json.hasNonNull(name);
  }

  /** Whether the field is there and is null. */
  boolean hasNull(String name) {
    return json.has(name) && json.get(name).isNull();
  }

  Node at(String name) {
    if (!json.hasNonNull(name)) {
      throw wrong("the field " + name + " is missing");
    }
    return new Node(
        json.get(name), file, pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
  }

  /** The first of these names that is there; the names say the same. */
  Node either(String... names) {
    for (String name : names) {
      if (has(name)) {
        return at(name);
      }
    }
    throw wrong("the field " + names[0] + " is missing");
  }

  boolean hasEither(String... names) {
    for (String name : names) {
      if (has(name)) {
        return true;
      }
    }
    return false;
  }

  /** Refuses other fields than these. */
  Node only(Set<String> names) {
    if (!json.isObject()) {
      throw wrong("an object was expected");
    }
    for (String name : names()) {
      if (!names.contains(name)) {
        throw at(name).wrong("unknown field");
      }
    }
    return this;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean isObject() {
    return json.isObject();
  }

  boolean isList() {
    return json.isArray();
  }

  boolean isText() {
    return json.isTextual();
  }

  List<Node> list() {
    if (!json.isArray()) {
      throw wrong("a list was expected");
    }
    List<Node> nodes = new ArrayList<>(json.size());
    for (JsonNode each : json) {
      nodes.add(new Node(each, file, pointer + "/" + nodes.size()));
    }
    return nodes;
  }

  boolean isNull() {
    return json.isNull();
  }

  String text() {
    if (!json.isTextual()) {
      throw wrong("a text was expected");
    }
    return json.textValue();
  }

  boolean truth() {
    if (!json.isBoolean()) {
      throw wrong("true or false was expected");
    }
    return json.booleanValue();
  }

  /** An exact decimal, as a text or a number. */
  BigDecimal decimal() {
    try {
      if (json.isNumber() || json.isTextual()) {
        BigDecimal value = json.isNumber() ? json.decimalValue() : new BigDecimal(json.textValue());
        if (Math.abs((long) value.scale()) <= 18 && value.precision() <= 18) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // told below, as for a value of another type
    }
    throw wrong("a decimal was expected");
  }

  /** A whole number from 0 to a million millions. */
  long whole() {
    BigDecimal value = decimal();
    if (value.signum() < 0
        || value.stripTrailingZeros().scale() > 0
        || value.compareTo(BigDecimal.valueOf(1_000_000_000_000L)) > 0) {
      throw wrong("a whole number from 0 to a million millions was expected");
    }
    return value.longValueExact();
  }

  /** The same as JSON text. */
  String raw() {
    return json.toString();
  }
}
