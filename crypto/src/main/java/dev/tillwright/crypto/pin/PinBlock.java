package dev.tillwright.crypto.pin;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An enciphered PIN block, as it travels. What stands in it is found out only inside a key module;
 * whether it is sound is never told apart from whether the key fits.
 *
 * <p><b>Guarantees.</b> Prints nothing of its content, is refused by Java serialization and is
 * skipped by libraries that write objects field by field: it must not be kept after authorization.
 */
public final class PinBlock {
  private static final int MAX = 64;

  private final PinFormat format;
  private final transient byte[] bytes;

  private PinBlock(PinFormat format, byte[] bytes) {
    this.format = format;
    this.bytes = bytes;
  }

  /**
   * A block that came in.
   *
   * @param bytes 1 to 64; a wrong length is refused at use, like anything else about a block
   */
  public static PinBlock of(PinFormat format, byte[] bytes) {
    Objects.requireNonNull(format, "format");
    if (bytes.length == 0 || bytes.length > MAX) {
      throw new IllegalArgumentException("a PIN block has 1 to 64 bytes");
    }
    return new PinBlock(format, bytes.clone());
  }

  public PinFormat format() {
    return format;
  }

  /** A copy of the enciphered bytes: 8, of format 4 16. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Compares in constant time for one length. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PinBlock that
        && format == that.format
        && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "PinBlock[" + format + "]";
  }
}
