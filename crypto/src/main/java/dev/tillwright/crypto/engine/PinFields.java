package dev.tillwright.crypto.engine;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The clear fields of PIN blocks (ISO 9564-1:2017 clause 9), in nibbles. A PIN and an account
 * number are ASCII digits. Results are the caller's to wipe.
 */
final class PinFields {
  private static final int SHORT = 16;
  private static final int LONG = 32;
  private static final int MIN_PIN = 4;
  private static final int MAX_PIN = 12;
  private static final int ACCOUNT_DIGITS = 12;

  private PinFields() {}

  /** The PIN field: control, length, digits, filler; 16 nibbles, of format 4 32. */
  static byte[] pin(int format, byte[] pin, SecureRandom random) {
    byte[] field = new byte[format == 4 ? LONG : SHORT];
    field[0] = (byte) format;
    field[1] = (byte) pin.length;
    for (int i = 2; i < SHORT; i++) {
      int digit = i - 2;
      field[i] = digit < pin.length ? (byte) (pin[digit] - '0') : filler(format, random);
    }
    if (format == 4) {
      byte[] fill = new byte[8];
      random.nextBytes(fill);
      byte[] nibbles = nibbles(fill);
      System.arraycopy(nibbles, 0, field, SHORT, SHORT);
      Arrays.fill(fill, (byte) 0);
      Arrays.fill(nibbles, (byte) 0);
    }
    return field;
  }

  private static byte filler(int format, SecureRandom random) {
    return switch (format) {
      case 1 -> (byte) random.nextInt(16);
      case 3 -> (byte) (10 + random.nextInt(6));
      case 4 -> 0xA;
      default -> 0xF;
    };
  }

  /**
   * The digits of a PIN field, or nothing when any part is not as {@link #pin} makes it. Every part
   * is looked at, whatever was wrong before: how long it takes does not tell what was wrong.
   */
  static Optional<byte[]> digits(int format, byte[] field) {
    int length = field[1];
    int wrong = field[0] ^ format | below(length, MIN_PIN) | below(MAX_PIN, length);
    byte[] room = new byte[SHORT - 2];
    for (int i = 2; i < SHORT; i++) {
      int digit = i - 2;
      int asPin = below(9, field[i]);
      int asFiller =
          switch (format) {
            case 1 -> 0;
            case 3 -> below(field[i], 10);
            case 4 -> field[i] ^ 0xA;
            default -> field[i] ^ 0xF;
          };
      int inPin = -below(digit, length);
      wrong |= inPin & asPin | ~inPin & asFiller;
      room[digit] = (byte) ('0' + field[i]);
    }
    Optional<byte[]> digits =
        wrong == 0 ? Optional.of(Arrays.copyOf(room, length)) : Optional.empty();
    Arrays.fill(room, (byte) 0);
    return digits;
  }

  /** 1 when a is less than b, else 0; without a branch. */
  private static int below(int a, int b) {
    return (a - b) >>> 31;
  }

  /** What formats 0 and 3 add: the twelve digits before the check digit, to the right. */
  static byte[] account(byte[] account) {
    byte[] field = new byte[SHORT];
    for (int i = 0; i < ACCOUNT_DIGITS && i < account.length - 1; i++) {
      field[SHORT - 1 - i] = (byte) (account[account.length - 2 - i] - '0');
    }
    return field;
  }

  /** What format 4 adds: how many digits there are above 12, all digits, zeros. */
  static byte[] longAccount(byte[] account) {
    byte[] field = new byte[LONG];
    int above = Math.max(0, account.length - ACCOUNT_DIGITS);
    int zeros = Math.max(0, ACCOUNT_DIGITS - account.length);
    field[0] = (byte) above;
    for (int i = 0; i < account.length; i++) {
      field[1 + zeros + i] = (byte) (account[i] - '0');
    }
    return field;
  }

  static byte[] nibbles(byte[] bytes) {
    byte[] nibbles = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      nibbles[2 * i] = (byte) (bytes[i] >> 4 & 0xF);
      nibbles[2 * i + 1] = (byte) (bytes[i] & 0xF);
    }
    return nibbles;
  }

  /** Two nibbles a byte; wipes the nibbles. */
  static byte[] packed(byte[] nibbles) {
    byte[] bytes = new byte[nibbles.length / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
    }
    Arrays.fill(nibbles, (byte) 0);
    return bytes;
  }
}
