package dev.tillwright.device.msr;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;

/** Reads one track's characters, sentinels left out. Bounded by the lengths of ISO/IEC 7813. */
final class TrackParser {
  private static final int MAX_PAN = 19;
  private static final int MAX_NAME = 26;
  private static final char[] NONE = {};

  private final int track;
  private final CharSequence text;
  private final int base;
  private final char separator;
  private int at;

  /**
   * A parser.
   *
   * @param track 1 or 2
   * @param text without sentinels
   * @param base where the text stands in what the reader sent, for messages
   */
  TrackParser(int track, CharSequence text, int base) {
    this.track = track;
    this.text = text;
    this.base = base;
    this.separator = track == 1 ? '^' : '=';
  }

  Track parse() {
    if (track == 1) {
      // Format code B is the one for payment cards.
      expect('B', "format code B");
    }
    char[] pan = pan();
    char[] name = NONE;
    boolean done = false;
    try {
      if (track == 1) {
        name = name();
      }
      Optional<YearMonth> expiry = expiry();
      Optional<String> service = service();
      char[] rest = rest();
      done = true;
      return new Track(track, pan, name, expiry, service, rest);
    } finally {
      if (!done) {
        Arrays.fill(pan, '0');
        Arrays.fill(name, ' ');
      }
    }
  }

  private char[] pan() {
    int start = at;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    int length = at - start;
    if (length < 1 || length > MAX_PAN) {
      throw wrong("a number of 1 to 19 digits was expected");
    }
    expect(separator, "a separator");
    char[] pan = new char[length];
    for (int i = 0; i < length; i++) {
      pan[i] = text.charAt(start + i);
    }
    return pan;
  }

  private char[] name() {
    int start = at;
    while (at < text.length() && text.charAt(at) != separator) {
      char c = text.charAt(at);
      // Lower case is outside the set of track 1, but readers that send keystrokes may give it.
      if (c < 0x20 || c > 0x7A || c == '%' || c == '?') {
        throw wrong("a character outside the set of track 1");
      }
      at++;
    }
    if (at - start > MAX_NAME + 2) {
      throw wrong("a name of at most 26 characters was expected");
    }
    expect(separator, "a separator");
    char[] name = new char[at - 1 - start];
    for (int i = 0; i < name.length; i++) {
      name[i] = text.charAt(start + i);
    }
    return name;
  }

  private Optional<YearMonth> expiry() {
    if (absent()) {
      return Optional.empty();
    }
    int year = 2000 + twoDigits();
    int month = twoDigits();
    if (month < 1 || month > 12) {
      throw wrong("a month of 01 to 12 was expected");
    }
    return Optional.of(YearMonth.of(year, month));
  }

  private Optional<String> service() {
    if (absent()) {
      return Optional.empty();
    }
    if (at + 3 > text.length()) {
      throw wrong("a service code of three digits was expected");
    }
    StringBuilder code = new StringBuilder(3);
    for (int i = 0; i < 3; i++) {
      if (!digit(text.charAt(at))) {
        throw wrong("a digit was expected");
      }
      code.append(text.charAt(at++));
    }
    return Optional.of(code.toString());
  }

  /** A separator in place of a field says that the card has none. */
  private boolean absent() {
    if (at < text.length() && text.charAt(at) == separator) {
      at++;
      return true;
    }
    return false;
  }

  private char[] rest() {
    char[] rest = new char[text.length() - at];
    for (int i = 0; i < rest.length; i++, at++) {
      char c = text.charAt(at);
      boolean known = track == 1 ? c >= 0x20 && c <= 0x7A : digit(c) || c == '=';
      if (!known) {
        Arrays.fill(rest, '0');
        throw wrong("a character outside the set of track " + track);
      }
      rest[i] = c;
    }
    return rest;
  }

  private int twoDigits() {
    if (at + 2 > text.length() || !digit(text.charAt(at)) || !digit(text.charAt(at + 1))) {
      throw wrong("two digits were expected");
    }
    int value = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    at += 2;
    return value;
  }

  private void expect(char c, String what) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw wrong(what + " was expected");
    }
    at++;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private TrackFormatException wrong(String what) {
    return new TrackFormatException(track, base + at, what);
  }
}
