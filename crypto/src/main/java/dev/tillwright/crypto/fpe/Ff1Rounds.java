package dev.tillwright.crypto.fpe;

import dev.tillwright.crypto.engine.BlockEngine.Blocks;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The ten Feistel rounds of FF1 (NIST SP 800-38G, algorithms 7 and 8) for one radix, length and
 * tweak. Letters are those of the standard. For one thread and one use.
 */
final class Ff1Rounds {
  private static final int ROUNDS = 10;
  private static final int BLOCK = 16;

  /** Halves of so many bytes are computed in longs. */
  private static final int FAST_BYTES = 4;

  private final int radix;
  private final int u;
  private final int v;
  private final int b;
  private final byte[] p;
  private final byte[] q;

  Ff1Rounds(int radix, int n, byte[] tweak) {
    this.radix = radix;
    this.u = n / 2;
    this.v = n - u;
    BigInteger largest = BigInteger.valueOf(radix).pow(v).subtract(BigInteger.ONE);
    this.b = (largest.bitLength() + 7) / 8;
    this.p =
        ByteBuffer.allocate(BLOCK)
            .put(new byte[] {1, 2, 1, 0})
            .putShort((short) radix)
            .put((byte) ROUNDS)
            .put((byte) u)
            .putInt(n)
            .putInt(tweak.length)
            .array();
    int unpadded = tweak.length + 1 + b;
    this.q = new byte[(unpadded + BLOCK - 1) / BLOCK * BLOCK];
    System.arraycopy(tweak, 0, q, 0, tweak.length);
  }

  int[] run(Blocks aes, int[] numerals, boolean forward) {
    byte[] first = p.clone();
    aes.encrypt(first);
    try {
      return b <= FAST_BYTES
          ? inLongs(aes, first, numerals, forward)
          : inBigIntegers(aes, first, numerals, forward);
    } finally {
      Arrays.fill(q, (byte) 0);
    }
  }

  private int[] inLongs(Blocks aes, byte[] first, int[] numerals, boolean forward) {
    long left = number(numerals, 0, u);
    long right = number(numerals, u, v);
    long leftSpace = power(u);
    long rightSpace = power(v);
    for (int step = 0; step < ROUNDS; step++) {
      int i = forward ? step : ROUNDS - 1 - step;
      // Forward the right half is put through the function, backward the left one.
      byte[] r = prf(aes, first, i, forward ? right : left);
      long space = i % 2 == 0 ? leftSpace : rightSpace;
      long y = Long.remainderUnsigned(ByteBuffer.wrap(r).getLong(), space);
      Arrays.fill(r, (byte) 0);
      if (forward) {
        long c = (left + y) % space;
        left = right;
        right = c;
      } else {
        long c = Math.floorMod(right - y, space);
        right = left;
        left = c;
      }
    }
    int[] result = new int[u + v];
    write(left, result, 0, u);
    write(right, result, u, v);
    return result;
  }

  private int[] inBigIntegers(Blocks aes, byte[] first, int[] numerals, boolean forward) {
    BigInteger base = BigInteger.valueOf(radix);
    BigInteger left = bigNumber(numerals, 0, u);
    BigInteger right = bigNumber(numerals, u, v);
    for (int step = 0; step < ROUNDS; step++) {
      int i = forward ? step : ROUNDS - 1 - step;
      byte[] s = expanded(aes, prf(aes, first, i, forward ? right : left));
      BigInteger y = new BigInteger(1, s);
      BigInteger space = base.pow(i % 2 == 0 ? u : v);
      if (forward) {
        BigInteger c = left.add(y).mod(space);
        left = right;
        right = c;
      } else {
        BigInteger c = right.subtract(y).mod(space);
        right = left;
        left = c;
      }
    }
    int[] result = new int[u + v];
    write(left, result, 0, u);
    write(right, result, u, v);
    return result;
  }

  private byte[] prf(Blocks aes, byte[] first, int i, long half) {
    for (int at = q.length - 1, k = 0; k < b; k++) {
      q[at - k] = (byte) (half >>> (8 * k));
    }
    return chained(aes, first, i);
  }

  private byte[] prf(Blocks aes, byte[] first, int i, BigInteger half) {
    byte[] bytes = half.toByteArray(); // perhaps with a zero before the highest bit
    Arrays.fill(q, q.length - b, q.length, (byte) 0);
    int length = Math.min(b, bytes.length);
    System.arraycopy(bytes, bytes.length - length, q, q.length - length, length);
    return chained(aes, first, i);
  }

  /** The CBC-MAC over P and Q, going on from P's own block. */
  private byte[] chained(Blocks aes, byte[] first, int i) {
    q[q.length - b - 1] = (byte) i;
    byte[] r = first.clone();
    for (int from = 0; from < q.length; from += BLOCK) {
      for (int k = 0; k < BLOCK; k++) {
        r[k] ^= q[from + k];
      }
      aes.encrypt(r);
    }
    return r;
  }

  /** The first d bytes of R and of the encryptions of R with the block's number added. */
  private byte[] expanded(Blocks aes, byte[] r) {
    int d = 4 * ((b + 3) / 4) + 4;
    byte[] s = Arrays.copyOf(r, d);
    for (int j = 1; j * BLOCK < d; j++) {
      byte[] block = r.clone();
      for (int k = 0; k < Integer.BYTES; k++) {
        block[BLOCK - 1 - k] ^= (byte) (j >>> (8 * k));
      }
      aes.encrypt(block);
      System.arraycopy(block, 0, s, j * BLOCK, Math.min(BLOCK, d - j * BLOCK));
    }
    return s;
  }

  private long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= radix;
    }
    return power;
  }

  private long number(int[] numerals, int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) {
      number = number * radix + numerals[i];
    }
    return number;
  }

  private void write(long number, int[] to, int from, int count) {
    long rest = number;
    for (int i = from + count - 1; i >= from; i--, rest /= radix) {
      to[i] = (int) (rest % radix);
    }
  }

  private BigInteger bigNumber(int[] numerals, int from, int count) {
    BigInteger base = BigInteger.valueOf(radix);
    BigInteger number = BigInteger.ZERO;
    for (int i = from; i < from + count; i++) {
      number = number.multiply(base).add(BigInteger.valueOf(numerals[i]));
    }
    return number;
  }

  private void write(BigInteger number, int[] to, int from, int count) {
    BigInteger base = BigInteger.valueOf(radix);
    BigInteger rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      to[i] = parts[1].intValue();
      rest = parts[0];
    }
  }
}
