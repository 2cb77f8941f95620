package dev.tillwright.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads one JSON object strictly: a missing field, a wrong type or a name said twice is an error
 * that gives the JSON pointer (RFC 6901) and never the value. Immutable.
 *
 * <p>Bounds: 32 levels deep, texts of at most one million characters, 16 million characters in all.
 */
public final class JsonIn {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_TEXT = 1_000_000;
  private static final int MAX_DOCUMENT = 16_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxDocumentLength(MAX_DOCUMENT)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;
  private final String pointer;

  private JsonIn(JsonNode node, String pointer) {
    this.node = node;
    this.pointer = pointer;
  }

  /**
   * Reads the text of one object.
   *
   * @throws JsonException when the text is not one JSON object within the bounds
   */
  public static JsonIn parse(String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw notJson(e.getLocation());
    }
    if (node == null || !node.isObject()) {
      throw new JsonException("", "an object was expected");
    }
    return new JsonIn(node, "");
  }

  private static JsonException notJson(JsonLocation where) {
    // The parser's own message may quote the document: only its position is kept.
    String place =
        where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    return new JsonException("", "not well-formed JSON, or beyond a bound" + place);
  }

  /** Where this object stands in its document; empty for the whole. */
  public String pointer() {
    return pointer;
  }

  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** A text that must be there. */
  public String text(String name) {
    JsonNode value = need(name);
    if (!value.isTextual()) {
      throw wrong(name, "a text was expected");
    }
    return value.textValue();
  }

  public Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A whole number that must be there and fit 64 bits. */
  public long number(String name) {
    JsonNode value = need(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number was expected");
    }
    return value.longValue();
  }

  public OptionalLong optionalNumber(String name) {
    return has(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
  }

  /** A number, or a text that is one: exact, never a double. */
  public BigDecimal decimal(String name) {
    JsonNode value = need(name);
    if (value.isNumber()) {
      return value.decimalValue();
    }
    try {
      return new BigDecimal(text(name));
    } catch (NumberFormatException e) {
      throw wrong(name, "a decimal was expected");
    }
  }

  public boolean truth(String name) {
    JsonNode value = need(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false was expected");
    }
    return value.booleanValue();
  }

  /** An object that must be there. */
  public JsonIn object(String name) {
    JsonNode value = need(name);
    if (!value.isObject()) {
      throw wrong(name, "an object was expected");
    }
    return new JsonIn(value, at(name));
  }

  public Optional<JsonIn> optionalObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** A list of objects; a missing field is an empty list. */
  public List<JsonIn> objects(String name) {
    return list(
        name,
        (item, where) -> {
          if (!item.isObject()) {
            throw new JsonException(where, "an object was expected");
          }
          return new JsonIn(item, where);
        });
  }

  /** A list of texts; a missing field is an empty list. */
  public List<String> texts(String name) {
    return list(
        name,
        (item, where) -> {
          if (!item.isTextual()) {
            throw new JsonException(where, "a text was expected");
          }
          return item.textValue();
        });
  }

  /** A list of whole numbers; a missing field is an empty list. */
  public List<Long> numbers(String name) {
    return list(
        name,
        (item, where) -> {
          if (!item.isIntegralNumber() || !item.canConvertToLong()) {
            throw new JsonException(where, "a whole number was expected");
          }
          return item.longValue();
        });
  }

  /** The names of all fields, in the order of the document. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      names.add(field.getKey());
    }
    return names;
  }

  /** Refuses any field that is not named here. */
  public JsonIn only(String... names) {
    Set<String> known = new HashSet<>(Arrays.asList(names));
    for (String name : names()) {
      if (!known.contains(name)) {
        throw wrong(name, "unknown field");
      }
    }
    return this;
  }

  /** An error about a field of this object, for checks that only the caller can make. */
  public JsonException wrong(String name, String what) {
    return new JsonException(at(name), what);
  }

  private <T> List<T> list(String name, BiFunction<JsonNode, String, T> read) {
    if (!has(name)) {
      return List.of();
    }
    JsonNode value = need(name);
    if (!value.isArray()) {
      throw wrong(name, "a list was expected");
    }
    List<T> items = new ArrayList<>(value.size());
    int index = 0;
    for (Iterator<JsonNode> each = value.elements(); each.hasNext(); index++) {
      items.add(read.apply(each.next(), at(name) + "/" + index));
    }
    return items;
  }

  private JsonNode need(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw wrong(name, "missing");
    }
    return value;
  }

  private String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
