package dev.tillwright.device.scanner;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * GS1 Digital Link URIs (GS1 Digital Link standard: URI syntax 1.4): a web address in which the
 * number of an item stands, such as {@code https://id.gs1.org/01/09506000134352/10/A1?17=301231}.
 *
 * <p>Compressed links are not read. A GTIN of 8, 12 or 13 digits is filled up to 14, as the
 * standard asks.
 */
public final class DigitalLink {
  private static final int MOST_CHARACTERS = 2_000;
  private static final int GTIN = 14;

  private DigitalLink() {}

  /** Whether a text looks like one: a web address with the key of an item in its path. */
  public static boolean looksSo(String text) {
    return text.length() <= MOST_CHARACTERS
        && text.matches("(?i)https?://[^/?#]+/.*")
        && text.matches(
            ".*/(00|01|gtin|253|255|401|402|414|417|8003|8004|8006|8010|8017|8018)/[^/?#]+.*");
  }

  /**
   * Reads one.
   *
   * @throws Gs1Exception when it is none, or a value in it is wrong
   */
  public static ElementStrings parse(String text) {
    if (!looksSo(text)) {
      throw new Gs1Exception(0, "", "not a GS1 Digital Link");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new Gs1Exception(Math.max(0, e.getIndex()), "", "not a web address");
    }
    Map<String, String> values = new LinkedHashMap<>();
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    path(values, path.split("/", -1), text);
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    for (String pair : query.split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      // What is not a number is the link's own, not GS1's.
      if (equals > 0 && CheckDigits.areDigits(pair.substring(0, equals))) {
        put(values, pair.substring(0, equals), pair.substring(equals + 1), text);
      }
    }
    return ElementStrings.of(values);
  }

  private static void path(Map<String, String> values, String[] segments, String text) {
    boolean begun = false;
    for (int at = 1; at + 1 < segments.length; at++) {
      String name = segments[at].equals("gtin") ? "01" : segments[at];
      boolean known = CheckDigits.areDigits(name) && ApplicationIdentifier.named(name) != null;
      if (known && (begun || isKey(name))) {
        put(values, name, segments[++at], text);
        begun = true;
      } else if (begun) {
        throw new Gs1Exception(text.indexOf(segments[at]), "", "not an application identifier");
      }
    }
    if (!begun) {
      throw new Gs1Exception(0, "", "no GS1 key stands in the path");
    }
  }

  private static boolean isKey(String ai) {
    return switch (ai) {
      case "00",
          "01",
          "253",
          "255",
          "401",
          "402",
          "414",
          "417",
          "8003",
          "8004",
          "8006",
          "8010",
          "8017",
          "8018" ->
          true;
      default -> false;
    };
  }

  private static void put(Map<String, String> values, String name, String raw, String text) {
    int at = Math.max(0, text.indexOf(raw));
    ApplicationIdentifier ai = ApplicationIdentifier.named(name);
    if (ai == null) {
      throw new Gs1Exception(at, "", "an application identifier is not known");
    }
    String value = decoded(raw, at, name);
    if (name.equals("01")
        && (value.length() == 8 || value.length() == 12 || value.length() == 13)) {
      value = "0".repeat(GTIN - value.length()) + value;
    }
    ElementStrings.put(values, ai, value, at);
  }

  /** Percent-encoding undone (RFC 3986, section 2.1). */
  private static String decoded(String raw, int at, String ai) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0x7e) {
        throw new Gs1Exception(at + i, ai, "a character may not be there");
      }
      if (c != '%') {
        bytes.put((byte) c);
        continue;
      }
      int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
      if (high < 0 || low < 0) {
        throw new Gs1Exception(at + i, ai, "a percent sign stands without its two digits");
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new Gs1Exception(at, ai, "its value is not UTF-8");
    }
  }
}
