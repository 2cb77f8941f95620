package dev.tillwright.core.iso8583;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message for people. Masking fails closed: of a secret field one sees that it is there, and of a
 * card number that is long enough its last four digits; of bytes one sees how many there are; in
 * what hosts and tills say privately, digits that could be a card number are hidden.
 */
final class Description {
  /** Expiry, extended number, tracks, PIN and its keys, chip data, accounts. */
  private static final Set<Integer> SECRET = Set.of(14, 34, 35, 36, 45, 52, 53, 55, 102, 103);

  /** Fields whose digits the standard names, so that none of them is a card number. */
  private static final Set<Integer> PLAIN = Set.of(4, 5, 6, 12, 30, 90, 95);

  private static final Pattern LONG_DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){11,}");
  private static final int PAN = 2;

  /** Chip data, where there are bytes. */
  static final int CHIP = 55;

  /** What bytes are stars in any case, or codes that may be shown. */
  private static final Set<Integer> NOT_COUNTED =
      Stream.concat(SECRET.stream(), Stream.of(64, 128)).collect(Collectors.toUnmodifiableSet());

  private static final Set<Integer> ALL =
      Stream.concat(SECRET.stream(), Stream.of(PAN)).collect(Collectors.toUnmodifiableSet());
  private static final int MASKABLE = 12;
  private static final int SHOWN = 4;

  private Description() {}

  /** The card number and all that is never shown. */
  static Set<Integer> secrets() {
    return ALL;
  }

  static String of(IsoMessage message) {
    StringBuilder text = new StringBuilder();
    if (!message.mti().isEmpty()) {
      text.append("mti ").append(message.mti());
    }
    append(text, "", message);
    return text.toString().strip();
  }

  private static void append(StringBuilder text, String path, IsoMessage message) {
    for (int number : message.numbers()) {
      byte[] raw = message.raw(number);
      if (raw == null) {
        message.nested(number).ifPresent(inner -> append(text, path + number + ".", inner));
      } else if (path.isEmpty() && number == CHIP && message.isBinary(number)) {
        ChipDescription.append(text, String.valueOf(CHIP), raw);
      } else {
        text.append('\n').append(path).append(number).append(' ');
        // Bytes that are no code may be anything: a PIN block, or a verification value.
        boolean opaque = message.isBinary(number) && !NOT_COUNTED.contains(number);
        text.append(
            opaque ? "(" + raw.length + " bytes)" : shown(path, number, message.text(number)));
      }
    }
  }

  private static String shown(String path, int number, String value) {
    boolean outer = path.isEmpty();
    if (outer && number == PAN) {
      return pan(value);
    }
    if (outer && SECRET.contains(number)) {
      return "****";
    }
    return oneLine(outer && PLAIN.contains(number) ? value : hidden(value));
  }

  private static String pan(String value) {
    int shown = value.length() >= MASKABLE ? SHOWN : 0;
    return "*".repeat(value.length() - shown) + value.substring(value.length() - shown);
  }

  private static String hidden(String value) {
    Matcher digits = LONG_DIGITS.matcher(value);
    return digits.replaceAll(found -> "*".repeat(found.group().length()));
  }

  /** Control characters of a host must not write lines of their own into a log. */
  private static String oneLine(String value) {
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c < ' ' || c >= 0x7f && c < 0xa0 ? '?' : c);
    }
    return text.toString();
  }
}
