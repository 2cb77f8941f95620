package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.KeyAlgorithm;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How long a private key in DER is: the modulus of an RSA key (RFC 8017, A.1.2), the secret number
 * of an elliptic one (RFC 5915). Reads no further than that.
 */
final class PrivateKeyBits {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;

  private final byte[] der;
  private int at;

  private PrivateKeyBits(byte[] der) {
    this.der = der;
  }

  static OptionalInt of(KeyAlgorithm algorithm, byte[] der) {
    PrivateKeyBits reader = new PrivateKeyBits(der);
    if (reader.enter(SEQUENCE) != der.length - reader.at || !reader.skip(INTEGER)) {
      return OptionalInt.empty();
    }
    int length = reader.enter(algorithm == KeyAlgorithm.RSA ? INTEGER : OCTETS);
    if (length <= 0) {
      return OptionalInt.empty();
    }
    if (algorithm == KeyAlgorithm.EC) {
      return OptionalInt.of(length * Byte.SIZE);
    }
    byte[] modulus = Arrays.copyOfRange(der, reader.at, reader.at + length);
    return OptionalInt.of(new BigInteger(modulus).bitLength());
  }

  private boolean skip(int tag) {
    int length = enter(tag);
    at += Math.max(length, 0);
    return length >= 0;
  }

  /** Moves behind tag and length; answers the length, or -1 when that is not what stands there. */
  private int enter(int tag) {
    if (at + 2 > der.length || (der[at] & 0xFF) != tag) {
      return -1;
    }
    int length = der[at + 1] & 0xFF;
    at += 2;
    if (length > 0x80 && length <= 0x82) {
      int more = length - 0x80;
      length = 0;
      for (int i = 0; i < more && at < der.length; i++) {
        length = length << 8 | der[at++] & 0xFF;
      }
    } else if (length > 0x7F) {
      return -1;
    }
    return length > der.length - at ? -1 : length;
  }
}
