package dev.tillwright.core.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by time (RFC 6238, on RFC 4226). The MAC is the Java platform's.
 *
 * <p><b>Guarantee.</b> All steps within the drift are computed and compared whatever the code is,
 * so the time that a check takes says nothing about it.
 *
 * @param algorithm of the Java platform: {@code HmacSHA1}, {@code HmacSHA256} or {@code HmacSHA512}
 * @param digits 6 to 8
 * @param seconds of one step, 15 to 120
 * @param drift how many steps a code may be early or late, 0 to 2
 */
public record Totp(String algorithm, int digits, int seconds, int drift) {
  /** What authenticator programs take: SHA-1, six digits, thirty seconds; one step of drift. */
  public static final Totp USUAL = new Totp("HmacSHA1", 6, 30, 1);

  private static final int[] POWERS = {1_000_000, 10_000_000, 100_000_000};

  public Totp {
    Objects.requireNonNull(algorithm, "algorithm");
    boolean known = algorithm.matches("HmacSHA(1|256|512)");
    if (!known || digits < 6 || digits > 8 || seconds < 15 || seconds > 120) {
      throw new IllegalArgumentException("not a kind of one-time code");
    }
    if (drift < 0 || drift > 2) {
      throw new IllegalArgumentException("a drift is 0 to 2 steps");
    }
  }

  /** How many bytes a seed has: as many as the hash (RFC 4226, section 4, R6). */
  int seedLength() {
    return switch (algorithm) {
      case "HmacSHA1" -> 20;
      case "HmacSHA256" -> 32;
      default -> 64;
    };
  }

  long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), seconds);
  }

  /** The code of one step. */
  char[] code(byte[] seed, long step) {
    byte[] mac = new byte[0];
    try {
      Mac hmac = Mac.getInstance(algorithm);
      hmac.init(new SecretKeySpec(seed, algorithm));
      mac = hmac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java platform lacks a MAC that it must have");
    }
    int offset = mac[mac.length - 1] & 0xf; // RFC 4226, section 5.3
    int truncated = ByteBuffer.wrap(mac).getInt(offset) & 0x7fffffff;
    int number = truncated % POWERS[digits - 6];
    char[] code = new char[digits];
    for (int i = digits - 1; i >= 0; i--) {
      code[i] = (char) ('0' + number % 10);
      number /= 10;
    }
    return code;
  }

  /** The step whose code this is, within the drift; empty for none. */
  OptionalLong matching(byte[] seed, Instant now, char[] given) {
    long middle = step(now);
    long found = Long.MIN_VALUE;
    byte[] asked = ascii(given);
    for (long step = middle - drift; step <= middle + drift; step++) {
      char[] code = code(seed, step);
      byte[] right = ascii(code);
      if (MessageDigest.isEqual(right, asked)) {
        found = step;
      }
      Arrays.fill(code, '\0');
      Arrays.fill(right, (byte) 0);
    }
    Arrays.fill(asked, (byte) 0);
    return found == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(found);
  }

  private static byte[] ascii(char[] text) {
    byte[] bytes = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      bytes[i] = text[i] < 128 ? (byte) text[i] : 0;
    }
    return bytes;
  }
}
