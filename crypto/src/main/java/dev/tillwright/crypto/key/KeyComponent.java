package dev.tillwright.crypto.key;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One person's part of a key: by itself it tells nothing of the key. The XOR of all is the key.
 *
 * @param secret the part; wiped by {@link #close}
 * @param kcv its own check value, six hex digits of the ECB style or ten of CMAC; shown in clear,
 *     so that a mistake in typing is found before the ceremony ends
 */
public record KeyComponent(SecretBytes secret, String kcv) implements AutoCloseable {
  public KeyComponent {
    Objects.requireNonNull(secret, "secret");
    if (!kcv.matches("[0-9A-F]{6}|[0-9A-F]{10}")) {
      throw new IllegalArgumentException(
          "a check value is six or ten upper-case hexadecimal digits");
    }
  }

  /**
   * A part as it was typed: hexadecimal digits of either case, with blanks between them.
   *
   * @param hex at most 256 characters; stays the caller's to wipe
   * @throws IllegalArgumentException naming the position, not the character
   */
  public static KeyComponent parse(char[] hex, String kcv) {
    if (hex.length > 256) {
      throw new IllegalArgumentException("a component has at most 256 characters");
    }
    byte[] nibbles = new byte[hex.length];
    byte[] bytes = new byte[0];
    try {
      int count = 0;
      for (int at = 0; at < hex.length; at++) {
        if (hex[at] != ' ') {
          if (!HexFormat.isHexDigit(hex[at])) {
            throw new IllegalArgumentException(
                "the character at position " + at + " is not hexadecimal");
          }
          nibbles[count++] = (byte) HexFormat.fromHexDigit(hex[at]);
        }
      }
      if (count == 0 || count % 2 != 0) {
        throw new IllegalArgumentException("a component has an even number of digits");
      }
      bytes = new byte[count / 2];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
      }
      return new KeyComponent(SecretBytes.copyOf(bytes), kcv);
    } finally {
      Arrays.fill(nibbles, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The digits, for the caller to print in an envelope and wipe. */
  public char[] hex(SecretAccess access) {
    byte[] bytes = secret.reveal(access);
    char[] hex = new char[bytes.length * 2];
    for (int i = 0; i < bytes.length; i++) {
      hex[2 * i] = HexFormat.of().withUpperCase().toHighHexDigit(bytes[i]);
      hex[2 * i + 1] = HexFormat.of().withUpperCase().toLowHexDigit(bytes[i]);
    }
    Arrays.fill(bytes, (byte) 0);
    return hex;
  }

  /** Wipes the part. */
  @Override
  public void close() {
    secret.close();
  }
}
