package dev.tillwright.core.card;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes that must not leak: a key, a sealed track's content, a passphrase. Of 0 to 65,536 bytes.
 *
 * <p><b>Guarantees.</b> Prints nothing of its content, is refused by Java serialization, is skipped
 * by libraries that write objects field by field, compares in constant time and is wiped by {@link
 * #close}. Any number of threads. <b>Not promised:</b> the collector of the JVM may have copied the
 * array before it was wiped, and reflection can read it.
 */
public final class SecretBytes implements AutoCloseable {
  private static final int MAX = 1 << 16;

  // transient: Jackson, Gson and their like leave transient fields out, whatever their visibility.
  private final transient byte[] bytes;
  private transient boolean closed;

  private SecretBytes(byte[] bytes) {
    if (bytes.length > MAX) {
      Arrays.fill(bytes, (byte) 0);
      throw new IllegalArgumentException("a secret has at most " + MAX + " bytes");
    }
    this.bytes = bytes;
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
    return bytes.length;
  }

  /**
   * A copy of the bytes, for the caller to wipe.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized byte[] reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    if (closed) {
      throw new IllegalStateException("the secret was wiped");
    }
    return bytes.clone();
  }

  /** Whether {@link #close} was called. */
  public synchronized boolean closed() {
    return closed;
  }

  /** Wipes the bytes. May be called again. */
  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  /** Compares in constant time for one length; a wiped secret equals nothing but itself. */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof SecretBytes that)) {
      return false;
    }
    // Copies, one lock at a time: two threads comparing both ways must not lock each other out.
    byte[] mine = copy();
    byte[] theirs = that.copy();
    boolean same = !closed() && !that.closed() && MessageDigest.isEqual(mine, theirs);
    Arrays.fill(mine, (byte) 0);
    Arrays.fill(theirs, (byte) 0);
    return same;
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

  private synchronized byte[] copy() {
    return bytes.clone();
  }
}
