package dev.tillwright.crypto.token;

import java.util.Arrays;

/**
 * All tokens of digits for the numbers that share their length and kept digits, counted from 0. In
 * clear until closed: it holds a number.
 */
final class DigitSpace implements AutoCloseable {
  private final TokenForm form;
  private final byte[] digits;

  /** Copies the digits, in ASCII. */
  DigitSpace(TokenForm form, byte[] digits) {
    this.form = form;
    this.digits = digits.clone();
  }

  /** How many tokens there are. */
  long size() {
    return form.luhn().space(form.free(digits.length));
  }

  /** Names the space by what its tokens show. */
  String name() {
    StringBuilder name = new StringBuilder(form.toString()).append('/');
    for (int i = 0; i < digits.length; i++) {
      name.append(i < form.bin() || i >= digits.length - form.last() ? (char) digits[i] : '.');
    }
    return name.toString();
  }

  /** The token of a place in the space. */
  Token token(long slot) {
    return text(digits(slot));
  }

  /** Whether the number itself stands at a place; asked without writing it down. */
  boolean isNumber(long slot) {
    return isNumber(digits(slot));
  }

  /** Whether the number itself would be the token with these encrypted digits. */
  boolean isNumber(int[] numerals) {
    return isNumber(digits(numerals));
  }

  private boolean isNumber(byte[] token) {
    boolean same = Arrays.equals(token, digits);
    Arrays.fill(token, (byte) 0);
    return same;
  }

  private byte[] digits(long slot) {
    byte[] token = digits.clone();
    int free = form.free(token.length);
    long rest = slot;
    int choice = 0;
    if (form.luhn() == Luhn.INVALID) {
      choice = (int) (rest % 9);
      rest /= 9;
    }
    int varied = form.encrypted(token.length);
    for (int i = form.bin() + varied - 1; i >= form.bin(); i--, rest /= 10) {
      token[i] = (byte) ('0' + rest % 10);
    }
    if (varied < free) {
      check(token, form.luhn() == Luhn.INVALID ? 1 + choice : 0);
    }
    return token;
  }

  /** The digits that FF1 encrypts. */
  int[] numerals() {
    int[] numerals = new int[form.encrypted(digits.length)];
    for (int i = 0; i < numerals.length; i++) {
      numerals[i] = digits[form.bin() + i] - '0';
    }
    return numerals;
  }

  /** The token whose encrypted digits these are. */
  Token token(int[] numerals) {
    return text(digits(numerals));
  }

  private byte[] digits(int[] numerals) {
    byte[] token = written(numerals);
    if (form.luhn() != Luhn.ANY) {
      check(token, form.luhn() == Luhn.INVALID ? 1 : 0);
    }
    return token;
  }

  /** The number whose digits, before encryption, these are; for the caller to wipe. */
  byte[] number(int[] numerals) {
    byte[] number = written(numerals);
    if (form.luhn() != Luhn.ANY) {
      check(number, 0);
    }
    return number;
  }

  private byte[] written(int[] numerals) {
    byte[] written = digits.clone();
    for (int i = 0; i < numerals.length; i++) {
      written[form.bin() + i] = (byte) ('0' + numerals[i]);
    }
    return written;
  }

  /** Sets the last digit that varies so that the check digit is right, or off by so much. */
  private void check(byte[] number, int off) {
    int at = number.length - form.last() - 1;
    number[at] = '0';
    int missing = (10 - sum(number) % 10) % 10;
    boolean doubled = (number.length - 1 - at) % 2 == 1;
    int digit = 0;
    while (weighted(digit, doubled) != missing) {
      digit++; // weighting permutes the digits, so one of them fits
    }
    number[at] = (byte) ('0' + (digit + off) % 10);
  }

  private static int sum(byte[] digits) {
    int sum = 0;
    for (int i = 0; i < digits.length; i++) {
      sum += weighted(digits[i] - '0', (digits.length - 1 - i) % 2 == 1);
    }
    return sum;
  }

  private static int weighted(int digit, boolean doubled) {
    int weighted = doubled ? digit * 2 : digit;
    return weighted > 9 ? weighted - 9 : weighted;
  }

  private static Token text(byte[] digits) {
    StringBuilder text = new StringBuilder(digits.length);
    for (byte digit : digits) {
      text.append((char) digit);
    }
    return new Token(text.toString());
  }

  /** Wipes the number. */
  @Override
  public void close() {
    Arrays.fill(digits, (byte) 0);
  }
}
