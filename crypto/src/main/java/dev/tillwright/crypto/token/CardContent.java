package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.Pan;
import dev.tillwright.crypto.key.KeyId;
import java.io.ByteArrayOutputStream;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;

/**
 * What is sealed, version 1: the expiry as {@code YYYYMM} and the number, in ASCII, filled with
 * zero bytes to 32, so that a record does not tell the number's length. In clear until closed.
 */
final class CardContent implements AutoCloseable {
  static final int VERSION = 1;

  private static final int SIZE = 32;
  private static final int EXPIRY = 6;
  private static final int MAX_YEAR = 9999;

  private final byte[] bytes;

  private CardContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies the digits. */
  static CardContent of(byte[] digits, YearMonth expiry) {
    if (expiry.getYear() < 0 || expiry.getYear() > MAX_YEAR) {
      throw new IllegalArgumentException("the year of an expiry has four digits");
    }
    byte[] bytes = new byte[SIZE];
    int yearMonth = expiry.getYear() * 100 + expiry.getMonthValue();
    for (int i = EXPIRY - 1; i >= 0; i--, yearMonth /= 10) {
      bytes[i] = (byte) ('0' + yearMonth % 10);
    }
    System.arraycopy(digits, 0, bytes, EXPIRY, digits.length);
    return new CardContent(bytes);
  }

  /** Takes over what was unsealed. */
  static CardContent unsealed(byte[] bytes) {
    return new CardContent(bytes);
  }

  /** What the ciphertext is bound to: its place and its key. No part may hold a zero byte. */
  static byte[] context(TokenDomain domain, CardToken token, KeyId key) {
    return parts("tillwright.card." + VERSION, domain.name(), token.value(), key.value());
  }

  /** What the keyed index or fingerprint is made of, for the caller to wipe. */
  static byte[] keyed(String label, TokenDomain domain, byte[] digits) {
    byte[] before = parts(label, domain.name(), "");
    byte[] message = Arrays.copyOf(before, before.length + digits.length);
    System.arraycopy(digits, 0, message, before.length, digits.length);
    return message;
  }

  /** The bytes themselves, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  boolean sameAs(CardContent other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** Whether both hold one number, whatever the expiry. */
  boolean sameNumber(CardContent other) {
    byte[] mine = Arrays.copyOfRange(bytes, EXPIRY, bytes.length);
    byte[] theirs = Arrays.copyOfRange(other.bytes, EXPIRY, other.bytes.length);
    boolean same = MessageDigest.isEqual(mine, theirs);
    Arrays.fill(mine, (byte) 0);
    Arrays.fill(theirs, (byte) 0);
    return same;
  }

  /**
   * The card, for the caller to close.
   *
   * @throws IllegalArgumentException without data when these bytes are no card
   */
  Card card() {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("not the size of a sealed card");
    }
    int end = EXPIRY;
    while (end < SIZE && bytes[end] != 0) {
      end++;
    }
    char[] digits = new char[end - EXPIRY];
    try {
      for (int i = 0; i < digits.length; i++) {
        digits[i] = (char) (bytes[EXPIRY + i] & 0xff);
      }
      int yearMonth = 0;
      for (int i = 0; i < EXPIRY; i++) {
        yearMonth = yearMonth * 10 + (bytes[i] - '0');
      }
      YearMonth expiry = YearMonth.of(yearMonth / 100, yearMonth % 100);
      return new Card(Pan.of(CharBuffer.wrap(digits)), expiry);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not the expiry of a card");
    } finally {
      Arrays.fill(digits, '\0');
    }
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "CardContent[hidden]";
  }

  private static byte[] parts(String... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        joined.write(0);
      }
      joined.writeBytes(parts[i].getBytes(US_ASCII));
    }
    return joined.toByteArray();
  }
}
