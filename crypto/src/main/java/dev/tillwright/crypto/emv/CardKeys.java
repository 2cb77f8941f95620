package dev.tillwright.crypto.emv;

import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.engine.DesParity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** EMV book 2, annex A1: card and session keys over bytes; results are the caller's to wipe. */
final class CardKeys {
  private static final int DIGITS = 16;
  private static final int HALF = 8;

  private CardKeys() {}

  /** A1.4, from the issuer's key and number and sequence number in ASCII digits. */
  static byte[] cardKey(byte[] issuerKey, byte[] account, byte[] sequence, CardKeyOption option) {
    byte[] all = Arrays.copyOf(account, account.length + sequence.length);
    System.arraycopy(sequence, 0, all, account.length, sequence.length);
    boolean hashed = option == CardKeyOption.B && account.length > DIGITS;
    byte[] block = CheckDigits.packed(hashed ? hashed(all) : last(all));
    byte[] inverted = block.clone();
    for (int i = 0; i < HALF; i++) {
      inverted[i] ^= (byte) 0xFF;
    }
    byte[] key = joined(issuerKey, block, inverted);
    Arrays.fill(all, (byte) 0);
    Arrays.fill(block, (byte) 0);
    Arrays.fill(inverted, (byte) 0);
    return key;
  }

  /** A1.3.1, the common session key derivation. */
  static byte[] sessionKey(byte[] cardKey, SessionInput input) {
    return joined(cardKey, input.with(0xF0), input.with(0x0F));
  }

  private static byte[] last(byte[] digits) {
    byte[] nibbles = new byte[DIGITS];
    for (int i = 0; i < DIGITS && i < digits.length; i++) {
      nibbles[DIGITS - 1 - i] = (byte) (digits[digits.length - 1 - i] - '0');
    }
    return nibbles;
  }

  /** Decimal digits of the hash first, then the others less ten, until there are 16. */
  private static byte[] hashed(byte[] digits) {
    byte[] even = new byte[digits.length + digits.length % 2];
    for (int i = 0; i < digits.length; i++) {
      even[even.length - digits.length + i] = (byte) (digits[i] - '0');
    }
    byte[] hash = CheckDigits.nibbles(sha1(CheckDigits.packed(even)));
    byte[] nibbles = new byte[DIGITS];
    int at = 0;
    for (int i = 0; i < hash.length && at < DIGITS; i++) {
      if (hash[i] < 10) {
        nibbles[at++] = hash[i];
      }
    }
    for (int i = 0; i < hash.length && at < DIGITS; i++) {
      if (hash[i] >= 10) {
        nibbles[at++] = (byte) (hash[i] - 10);
      }
    }
    return nibbles;
  }

  private static byte[] sha1(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static byte[] joined(byte[] key, byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, 2 * HALF);
    System.arraycopy(right, 0, both, HALF, HALF);
    byte[] derived = BlockEngine.TDES.encrypt(key, both);
    DesParity.adjust(derived);
    Arrays.fill(both, (byte) 0);
    return derived;
  }
}
