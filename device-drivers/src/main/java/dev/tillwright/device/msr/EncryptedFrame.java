package dev.tillwright.device.msr;

import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.card.Track;
import dev.tillwright.device.spi.StripeRead;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an encrypting head sends; the wire is described in this package's documentation. Nothing in
 * it is card data in clear, and what looks like it is refused.
 */
final class EncryptedFrame {
  /** Three tracks of 128 bytes as digits, and what stands around them. */
  static final int MAX = 1_024;

  private static final int MAX_TRACK = 128;

  private final CharSequence text;
  private final List<SecretBytes> tracks = new ArrayList<>();
  private final Set<Track.Kind> unread = EnumSet.noneOf(Track.Kind.class);
  private Optional<MaskedPan> masked = Optional.empty();
  private String keySerial = "";
  private int at = 1;
  private int last;

  private EncryptedFrame(CharSequence text) {
    this.text = text;
  }

  /**
   * Reads a frame from {@code !} to {@code ?}.
   *
   * @throws TrackFormatException with the position, without data
   */
  static EncryptedFrame parse(CharSequence text) {
    EncryptedFrame frame = new EncryptedFrame(text);
    boolean done = false;
    try {
      frame.read();
      done = true;
      return frame;
    } finally {
      if (!done) {
        frame.tracks.forEach(SecretBytes::close);
      }
    }
  }

  private void read() {
    masked = masked();
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      char name = next();
      if (next() != ':') {
        throw wrong("a colon was expected");
      }
      if (name == 'K' && keySerial.isEmpty()) {
        keySerial = serial();
      } else if (name >= '1' && name <= '3' && name - '0' > last) {
        last = name - '0';
        track(kind(last));
      } else {
        throw wrong("tracks 1 to 3 in order, or the key, were expected");
      }
    }
    if (at != text.length() - 1 || text.charAt(at) != '?') {
      throw wrong("an end sentinel was expected");
    }
    if (tracks.isEmpty() || keySerial.isEmpty()) {
      throw wrong("a track and its key were expected");
    }
  }

  private static Track.Kind kind(int number) {
    return switch (number) {
      case 1 -> Track.Kind.ONE;
      case 2 -> Track.Kind.TWO;
      default -> Track.Kind.THREE;
    };
  }

  /** Whatever digits the head shows, no more than the last four are kept. */
  private Optional<MaskedPan> masked() {
    int start = at;
    int stars = 0;
    while (at < text.length() && (text.charAt(at) == '*' || isDecimal(text.charAt(at)))) {
      stars += text.charAt(at) == '*' ? 1 : 0;
      at++;
    }
    int length = at - start;
    if (length == 0) {
      return Optional.empty();
    }
    if (length < 12 || length > 19 || stars < 3) {
      throw wrong("a number of 12 to 19 places, masked, was expected");
    }
    StringBuilder shown = new StringBuilder("*".repeat(length - 4));
    boolean tail = true;
    for (int i = at - 4; i < at; i++) {
      tail &= text.charAt(i) != '*';
    }
    shown.append(tail ? text.subSequence(at - 4, at) : "****");
    return Optional.of(new MaskedPan(shown.toString()));
  }

  private void track(Track.Kind kind) {
    int start = at;
    while (at < text.length() && digit(text.charAt(at)) >= 0) {
      at++;
    }
    int digits = at - start;
    if (digits == 0) {
      unread.add(kind);
      return;
    }
    if (digits % 16 != 0 || digits > 2 * MAX_TRACK) {
      throw wrong("whole blocks of eight bytes, at most 128, were expected");
    }
    byte[] bytes = new byte[digits / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte) (digit(text.charAt(start + 2 * i)) << 4 | digit(text.charAt(start + 2 * i + 1)));
    }
    tracks.add(SecretBytes.copyOf(bytes));
  }

  private String serial() {
    int start = at;
    while (at < text.length() && digit(text.charAt(at)) >= 0) {
      at++;
    }
    int digits = at - start;
    if (digits < 16 || digits > 24 || digits % 2 != 0) {
      throw wrong("a key serial number of 8 to 12 bytes was expected");
    }
    return text.subSequence(start, at).toString();
  }

  private char next() {
    if (at >= text.length()) {
      throw wrong("the frame ends too early");
    }
    return text.charAt(at++);
  }

  private static boolean isDecimal(char c) {
    return c >= '0' && c <= '9';
  }

  private static int digit(char c) {
    return isDecimal(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private TrackFormatException wrong(String what) {
    return new TrackFormatException(0, Math.min(at, text.length()), what);
  }

  /** The tracks, for whoever reads the swipe to close. */
  StripeRead.Encrypted encrypted() {
    return new StripeRead.Encrypted(tracks, keySerial, masked);
  }

  Set<Track.Kind> unread() {
    return unread;
  }

  /**
   * What of the key serial number stays the same from swipe to swipe: all but the counter (ANSI
   * X9.24-1: 21 bits of ten bytes; X9.24-3: 32 bits of twelve).
   */
  String keyId() {
    int length = keySerial.length();
    if (length == 24) {
      return keySerial.substring(0, 16);
    }
    int bit = digit(keySerial.charAt(length - 6)) & 0xE;
    return keySerial.substring(0, length - 6) + "0123456789ABCDEF".charAt(bit) + "00000";
  }

  /** The check of a frame: all its characters, exclusive or, as two digits. */
  static String check(CharSequence frame) {
    int sum = 0;
    for (int i = 0; i < frame.length(); i++) {
      sum ^= frame.charAt(i);
    }
    return String.format(java.util.Locale.ROOT, "%02X", sum & 0xFF);
  }
}
