package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.Pan;
import java.io.ByteArrayOutputStream;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;

/**
 * What is sealed, version 1: the expiry as {@code YYYYMM}, zeros when there is none, and the
 * number, in ASCII, filled with zero bytes to 32, so that a record does not tell the number's
 * length. In clear until closed.
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
    return of(digits, expiry.getYear() * 100 + expiry.getMonthValue());
  }

  /** A number alone; copies the digits. */
  static CardContent ofNumber(byte[] digits) {
    return of(digits, 0);
  }

  private static CardContent of(byte[] digits, int expiry) {
    byte[] bytes = new byte[SIZE];
    int yearMonth = expiry;
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
  static byte[] context(TokenDomain domain, Token token, String key) {
    return parts("tillwright.card." + VERSION, domain.name(), token.value(), key);
  }

  /** What the keyed index is made of, for the caller to wipe. Each form has tokens of its own. */
  static byte[] indexed(TokenDomain domain, TokenForm form, byte[] digits) {
    return form.kind() == TokenForm.Kind.CARD
        ? joined(parts("tillwright.index.1", domain.name(), ""), digits)
        : joined(parts("tillwright.index.2", domain.name(), form.toString(), ""), digits);
  }

  /** What a fingerprint is made of, for the caller to wipe. */
  static byte[] fingerprinted(TokenDomain domain, byte[] digits) {
    return joined(parts("tillwright.fingerprint.1", domain.name(), ""), digits);
  }

  private static byte[] joined(byte[] before, byte[] digits) {
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
    YearMonth expiry;
    try {
      int yearMonth = 0;
      for (int i = 0; i < EXPIRY; i++) {
        yearMonth = yearMonth * 10 + (bytes[i] - '0');
      }
      expiry = YearMonth.of(yearMonth / 100, yearMonth % 100);
    } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not the expiry of a card");
    }
    return new Card(pan(), expiry);
  }

  /**
   * The number, for the caller to close.
   *
   * @throws IllegalArgumentException without data when these bytes hold none
   */
  Pan pan() {
    char[] digits = new char[numberLength()];
    try {
      for (int i = 0; i < digits.length; i++) {
        digits[i] = (char) (bytes[EXPIRY + i] & 0xff);
      }
      return Pan.of(CharBuffer.wrap(digits));
    } finally {
      Arrays.fill(digits, '\0');
    }
  }

  /** A copy of the number's digits in ASCII, for the caller to wipe. */
  byte[] digits() {
    return Arrays.copyOfRange(bytes, EXPIRY, EXPIRY + numberLength());
  }

  private int numberLength() {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("not the size of a sealed card");
    }
    int end = EXPIRY;
    while (end < SIZE && bytes[end] != 0) {
      end++;
    }
    return end - EXPIRY;
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
