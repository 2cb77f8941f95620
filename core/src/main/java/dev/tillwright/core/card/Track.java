package dev.tillwright.core.card;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.CharBuffer;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands on one magnetic track, without sentinels and check character (ISO/IEC 7813 for tracks
 * 1 and 2, ISO/IEC 4909 for track 3). It may prove one authorization and must not be kept after it,
 * so there is no way to store it.
 *
 * <p><b>Guarantees.</b> Its characters are read only with a {@link SecretAccess}. It prints which
 * track it is only, is refused by Java serialization and by Jackson, compares in constant time and
 * is wiped by {@link #close}. Any number of threads. <b>Not promised:</b> as {@link Pan}.
 */
public final class Track implements AutoCloseable {
  private final Kind kind;
  private final transient Hidden text;

  private Track(Kind kind, byte[] text) {
    this.kind = kind;
    this.text = new Hidden(text);
  }

  /** Which track, with what may stand on it. */
  public enum Kind {
    /** 76 characters of the 64-character set, {@code 0x20} to {@code 0x5F}; {@code ^} separates. */
    ONE(76, '^'),
    /** 37 digits and {@code =}. */
    TWO(37, '='),
    /** 104 digits and {@code =}. */
    THREE(104, '=');

    private final int longest;
    private final char separator;

    Kind(int longest, char separator) {
      this.longest = longest;
      this.separator = separator;
    }

    private boolean allows(char c) {
      return this == ONE ? c >= 0x20 && c <= 0x5f : Digits.digit(c) || c == separator;
    }
  }

  /**
   * Reads a track; the caller still owns, and should wipe, what it passed.
   *
   * @throws IllegalArgumentException naming the position, never the data, when it is too long or
   *     has a character that may not stand on it
   */
  public static Track of(Kind kind, CharSequence text) {
    Objects.requireNonNull(kind, "kind");
    if (text.length() == 0 || text.length() > kind.longest) {
      throw new IllegalArgumentException(
          "this track has 1 to " + kind.longest + " characters without its sentinels");
    }
    return new Track(
        kind,
        Digits.read(
            text, "characters of its own set on this track", (position, c) -> kind.allows(c)));
  }

  /** Which track. */
  public Kind kind() {
    return kind;
  }

  /** How many characters; works after {@link #close}. */
  public int length() {
    return text.length();
  }

  /**
   * A copy of the characters in ASCII, for the caller to wipe.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public byte[] reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return text.copy("the track");
  }

  /**
   * The card that tracks 1 (format B) and 2 name, for the caller to close; none when they name no
   * number with a valid check digit, or no expiry, and none of track 3. Years are 2000 to 2099.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public Optional<Card> card() {
    byte[] copy = text.copy("the track");
    char[] chars = new char[copy.length];
    try {
      for (int i = 0; i < copy.length; i++) {
        chars[i] = (char) copy[i];
      }
      return card(chars);
    } finally {
      Arrays.fill(copy, (byte) 0);
      Arrays.fill(chars, '\0');
    }
  }

  private Optional<Card> card(char[] chars) {
    int from = kind == Kind.ONE ? 1 : 0;
    boolean known = kind != Kind.THREE && (from == 0 || chars[0] == 'B');
    int end = known ? separator(chars, from) : -1;
    int expiry = end < 0 || kind == Kind.TWO ? end : separator(chars, end + 1);
    if (expiry < 0) {
      return Optional.empty();
    }
    int year = pair(chars, expiry + 1);
    int month = pair(chars, expiry + 3);
    if (year < 0 || month < 1 || month > 12) {
      return Optional.empty();
    }
    try {
      Pan pan = Pan.of(CharBuffer.wrap(chars, from, end - from));
      return Optional.of(new Card(pan, YearMonth.of(2000 + year, month)));
    } catch (IllegalArgumentException notANumber) {
      return Optional.empty();
    }
  }

  private int separator(char[] chars, int from) {
    for (int i = from; i < chars.length; i++) {
      if (chars[i] == kind.separator) {
        return i;
      }
    }
    return -1;
  }

  private static int pair(char[] chars, int at) {
    boolean there = at + 1 < chars.length && Digits.digit(chars[at]) && Digits.digit(chars[at + 1]);
    return there ? (chars[at] - '0') * 10 + chars[at + 1] - '0' : -1;
  }

  /** Wipes the characters. May be called again. */
  @Override
  public void close() {
    text.wipe();
  }

  /** Compares in constant time for one length; a wiped track equals nothing but itself. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Track that && kind == that.kind && text.same(that.text);
  }

  /** The same for all tracks, so that it tells nothing. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "Track[" + kind + ", hidden]";
  }

  @JsonValue
  Object refuseJson() {
    return Hidden.refuse("a track");
  }
}
