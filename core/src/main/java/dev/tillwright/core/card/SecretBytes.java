package dev.tillwright.core.card;

import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes that must not leak: a key, a sealed track's content, a passphrase. Of 0 to 65,536 bytes.
 *
 * <p><b>Guarantees.</b> Prints nothing of its content, is refused by Java serialization and by
 * Jackson, is skipped by other libraries that write objects field by field, compares in constant
 * time and is wiped by {@link #close}. Any number of threads. <b>Not promised:</b> the collector of
 * the JVM may have copied the array before it was wiped, and reflection can read it.
 */
public final class SecretBytes implements AutoCloseable {
  private static final int MAX = 1 << 16;

  // transient: Gson and its like leave transient fields out, whatever their visibility.
  private final transient Hidden bytes;

  private SecretBytes(byte[] bytes) {
    if (bytes.length > MAX) {
      Arrays.fill(bytes, (byte) 0);
      throw new IllegalArgumentException("a secret has at most " + MAX + " bytes");
    }
    this.bytes = new Hidden(bytes);
  }

  /** Keeps a copy; the caller still owns, and should wipe, what it passed. */
  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /** Fresh random bytes. */
  public static SecretBytes random(int length, SecureRandom random) {
    if (length < 0 || length > MAX) {
      throw new IllegalArgumentException("a secret has 0 to " + MAX + " bytes");
    }
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  /** How many bytes; works after {@link #close}. */
  public int length() {
    return bytes.length();
  }

  /**
   * A copy of the bytes, for the caller to wipe.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public byte[] reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return bytes.copy("the secret");
  }

  /** Whether {@link #close} was called. */
  public boolean closed() {
    return bytes.wiped();
  }

  /** Wipes the bytes. May be called again. */
  @Override
  public void close() {
    bytes.wipe();
  }

  /** Compares in constant time for one length; a wiped secret equals nothing but itself. */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof SecretBytes that && bytes.same(that.bytes);
  }

  /** The same for all secrets, so that it tells nothing. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "SecretBytes[hidden]";
  }

  @JsonValue
  Object refuseJson() {
    return Hidden.refuse("a secret");
  }
}
