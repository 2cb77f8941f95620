package dev.tillwright.core.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one area of a till is set to, by name. What is long, such as a price list, stands as its
 * digest: whoever keeps the list can show that it was this one.
 *
 * <p><b>Guarantees.</b> Two of equal content have the same {@link #digest}, in whatever order they
 * were put together. Bounded: 256 values, 65,536 characters in all. A name that speaks of a secret
 * is refused; what a value holds is the caller's to know, and is written for ever.
 *
 * @param area whose settings: {@code prices}
 * @param values by name, in the order of the names
 */
public record Settings(String area, SortedMap<String, String> values) {
  static final int MAX_VALUES = 256;
  static final int MAX_VALUE = 4_000;
  static final int MAX_CHARACTERS = 65_536;

  private static final String FORMAT = "tillwright-settings-1";
  private static final Pattern AREA = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9._-]{0,63}");
  private static final Pattern SECRET =
      Pattern.compile(".*(secret|password|passphrase|private-?key|cvv|track-?data).*");

  public Settings {
    if (!isArea(area)) {
      throw new IllegalArgumentException("not the name of an area of settings");
    }
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (values.size() > MAX_VALUES) {
      throw new IllegalArgumentException(area + " has more than " + MAX_VALUES + " settings");
    }
    long characters = 0;
    for (var each : values.entrySet()) {
      check(area, each.getKey(), each.getValue());
      characters += each.getKey().length() + each.getValue().length();
    }
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          area + " has settings of more than " + MAX_CHARACTERS + " characters");
    }
  }

  static boolean isArea(String name) {
    return AREA.matcher(name).matches();
  }

  private static void check(String area, String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(area + " has a setting whose name is not one");
    }
    if (SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      throw new IllegalArgumentException(area + "." + name + " sounds like a secret: not kept");
    }
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException(
          area + "." + name + " is longer than " + MAX_VALUE + " characters: keep its digest");
    }
  }

  /** Nothing is set in an area; also what ends one. */
  public static Settings of(String area) {
    return new Settings(area, new TreeMap<>());
  }

  /** The same and this. */
  public Settings with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Settings(area, more);
  }

  /** The same and this. */
  public Settings with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** The same and this. */
  public Settings with(String name, boolean value) {
    return with(name, Boolean.toString(value));
  }

  /** The same, and SHA-256 of something long. */
  public Settings withDigest(String name, byte[] content) {
    return with(name, "sha256:" + HexFormat.of().formatHex(sha256().digest(content)));
  }

  /** The same, and a text: as it is, or its digest when it is longer than a value may be. */
  public Settings withText(String name, String text) {
    return text.length() <= MAX_VALUE
        ? with(name, text)
        : withDigest(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * SHA-256 over the format's name, the area, and name and value of each setting in the order of
   * the names, each as UTF-8 behind its length as four bytes; 64 hexadecimal digits.
   */
  public String digest() {
    MessageDigest sha = sha256();
    add(sha, FORMAT);
    add(sha, area);
    values.forEach(
        (name, value) -> {
          add(sha, name);
          add(sha, value);
        });
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void add(MessageDigest sha, String field) {
    byte[] text = field.getBytes(StandardCharsets.UTF_8);
    sha.update((byte) (text.length >>> 24));
    sha.update((byte) (text.length >>> 16));
    sha.update((byte) (text.length >>> 8));
    sha.update((byte) text.length);
    sha.update(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
