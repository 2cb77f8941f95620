package dev.tillwright.core.sale;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Spoils payloads at a place, with the plain JSON library. */
final class Payloads {
  private static final JsonMapper JSON = new JsonMapper();

  private Payloads() {}

  /** The pointers to all fields, at any depth. */
  static List<String> fields(String payload) {
    List<String> pointers = new ArrayList<>();
    collect(tree(payload), "", pointers);
    return pointers;
  }

  private static void collect(JsonNode node, String at, List<String> pointers) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      pointers.add(at + "/" + field.getKey());
      collect(field.getValue(), at + "/" + field.getKey(), pointers);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at + "/" + i, pointers);
    }
  }

  static String without(String payload, String pointer) {
    JsonNode tree = tree(payload);
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) tree.at(at.head())).remove(at.last().getMatchingProperty());
    return tree.toString();
  }

  /** With this JSON text in the place of a field or a list's element. */
  static String with(String payload, String pointer, String value) {
    JsonNode tree = tree(payload);
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode parent = tree.at(at.head());
    if (parent instanceof ArrayNode list) {
      list.set(at.last().getMatchingIndex(), tree(value));
    } else {
      ((ObjectNode) parent).set(at.last().getMatchingProperty(), tree(value));
    }
    return tree.toString();
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
