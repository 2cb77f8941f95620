package dev.tillwright.core.host.wallet;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Fields of a form, in the order of their names, as Alipay signs and sends them. */
final class Form {
  private static final int MAX_FIELDS = 100;

  private Form() {}

  /** Name, equals sign, value, with ampersands between; empty values and these names left out. */
  static String toSign(Map<String, String> fields, Set<String> without) {
    return new TreeMap<>(fields)
        .entrySet().stream()
            .filter(each -> !each.getValue().isEmpty() && !without.contains(each.getKey()))
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
  }

  static String encode(Map<String, String> fields) {
    return new TreeMap<>(fields)
        .entrySet().stream()
            .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Reads a form.
   *
   * @throws IllegalArgumentException when it is none, or a name stands twice
   */
  static Map<String, String> decode(String text) {
    Map<String, String> fields = new TreeMap<>();
    for (String each : text.split("&", MAX_FIELDS + 1)) {
      int at = each.indexOf('=');
      if (at < 1 || fields.size() == MAX_FIELDS) {
        throw new IllegalArgumentException("not a form");
      }
      String name = URLDecoder.decode(each.substring(0, at), StandardCharsets.UTF_8);
      String value = URLDecoder.decode(each.substring(at + 1), StandardCharsets.UTF_8);
      if (fields.put(name, value) != null) {
        throw new IllegalArgumentException("a field stands twice");
      }
    }
    return fields;
  }
}
