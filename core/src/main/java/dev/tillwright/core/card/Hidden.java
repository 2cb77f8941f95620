package dev.tillwright.core.card;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The bytes inside a secret: copied out, compared in constant time, wiped. Any number of threads.
 */
final class Hidden {
  private final byte[] bytes;
  private boolean wiped;

  /** Takes the bytes over. */
  Hidden(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  synchronized boolean wiped() {
    return wiped;
  }

  /** A copy, for the caller to wipe. */
  synchronized byte[] copy(String what) {
    if (wiped) {
      throw new IllegalStateException(what + " was wiped");
    }
    return bytes.clone();
  }

  /** A copy that is the last one. */
  synchronized byte[] take(String what) {
    byte[] copy = copy(what);
    wipe();
    return copy;
  }

  synchronized void wipe() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  /** In constant time for one length; what was wiped is the same as nothing. */
  boolean same(Hidden that) {
    // Copies, one lock at a time: two threads comparing both ways must not lock each other out.
    byte[] mine = snapshot();
    byte[] theirs = that.snapshot();
    boolean same = !wiped() && !that.wiped() && MessageDigest.isEqual(mine, theirs);
    Arrays.fill(mine, (byte) 0);
    Arrays.fill(theirs, (byte) 0);
    return same;
  }

  private synchronized byte[] snapshot() {
    return bytes.clone();
  }

  /** Stands where Jackson asks a secret for its value. Jackson shows the message. */
  @SuppressWarnings("DoNotCallSuggester") // Jackson calls it, and only to hear the refusal
  static Object refuse(String what) {
    throw new IllegalStateException(what + " is never written as JSON: write its token or mask");
  }

  @Override
  public String toString() {
    return "[hidden]";
  }
}
