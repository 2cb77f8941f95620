package dev.tillwright.device.emv;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.Track;
import dev.tillwright.core.tlv.TlvObjects;
import java.nio.CharBuffer;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;

/** Number, expiry and track of a card out of its data objects. Wipes what it unpacks. */
final class CardFacts {
  private static final int PAD = 0xF;
  private static final int SEPARATOR = 0xD;

  private CardFacts() {}

  /** Track 2 as the chip has it (57), else as a contactless stripe (9F6B). */
  static Optional<Track> track2(TlvObjects objects) {
    return objects
        .value(EmvTag.TRACK_2)
        .or(() -> objects.value(EmvTag.TRACK_2_MSD))
        .flatMap(value -> digits(value, true))
        .flatMap(CardFacts::track);
  }

  private static Optional<Track> track(char[] text) {
    try {
      return Optional.of(Track.of(Track.Kind.TWO, CharBuffer.wrap(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  /**
   * The card by its number (5A) and expiry (5F24), else by its track.
   *
   * @throws ApduFormatException when number and track are those of two cards
   */
  static Optional<Card> card(TlvObjects objects) {
    Optional<Card> byTrack = track2(objects).flatMap(CardFacts::card);
    Optional<Card> byNumber = byNumber(objects);
    if (byNumber.isEmpty()) {
      return byTrack;
    }
    try {
      if (byTrack.isPresent() && !byTrack.get().pan().equals(byNumber.get().pan())) {
        byNumber.get().close();
        throw new ApduFormatException("records", 0, "5A and 57 name two cards");
      }
      return byNumber;
    } finally {
      byTrack.ifPresent(Card::close);
    }
  }

  private static Optional<Card> card(Track track) {
    try (track) {
      return track.card();
    }
  }

  private static Optional<Card> byNumber(TlvObjects objects) {
    Optional<YearMonth> expiry = objects.value(EmvTag.EXPIRY).flatMap(CardFacts::month);
    Optional<char[]> digits = objects.value(EmvTag.PAN).flatMap(value -> digits(value, false));
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    try {
      return expiry.isEmpty()
          ? Optional.empty()
          : Optional.of(new Card(Pan.of(CharBuffer.wrap(digits.get())), expiry.get()));
    } catch (IllegalArgumentException notANumber) {
      return Optional.empty();
    } finally {
      Arrays.fill(digits.get(), '\0');
    }
  }

  /** Half bytes as digits; F only fills, at the end. Nothing when there is something else. */
  private static Optional<char[]> digits(byte[] packed, boolean track) {
    char[] text = new char[packed.length * 2];
    int length = 0;
    boolean ended = false;
    boolean good = true;
    for (int i = 0; i < text.length; i++) {
      int half = packed[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xF;
      if (half == PAD) {
        ended = true;
      } else if (ended || half > 9 && !(track && half == SEPARATOR)) {
        good = false;
      } else {
        text[length++] = half == SEPARATOR ? '=' : (char) ('0' + half);
      }
    }
    Arrays.fill(packed, (byte) 0);
    char[] exact = Arrays.copyOf(text, good ? length : 0);
    Arrays.fill(text, '\0');
    return exact.length == 0 ? Optional.empty() : Optional.of(exact);
  }

  /** Year and month of three bytes of digits; the day is the month's last. */
  private static Optional<YearMonth> month(byte[] value) {
    if (value.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(YearMonth.of(2000 + pair(value[0]), pair(value[1])));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int pair(byte digits) {
    int high = digits >> 4 & 0xF;
    int low = digits & 0xF;
    if (high > 9 || low > 9) {
      throw new DateTimeException("a half byte is no digit");
    }
    return high * 10 + low;
  }
}
