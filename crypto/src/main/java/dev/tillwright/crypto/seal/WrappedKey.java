package dev.tillwright.crypto.seal;

import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import java.util.Objects;

/**
 * One version of a subject's data key, as it is kept: wrapped, never in clear.
 *
 * @param subject whose key
 * @param version counts the subject's keys, from 1
 * @param id names this key in what it sealed: 16 lower-case hex digits
 * @param wrappedBy the key of the ring that wraps it
 * @param wrapped what the ring made of it, in Base64
 */
public record WrappedKey(Subject subject, int version, String id, KeyId wrappedBy, String wrapped) {
  private static final int MAX_WRAPPED = 1024;

  public WrappedKey {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(wrappedBy, "wrappedBy");
    if (version < 1 || !id.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException("not the version and id of a data key");
    }
    if (wrapped.isEmpty() || wrapped.length() > MAX_WRAPPED) {
      throw new IllegalArgumentException("not a wrapped key");
    }
  }

  /** Names the key and leaves its content out. */
  @Override
  public String toString() {
    return "WrappedKey[" + subject + ", version " + version + ", by " + wrappedBy + "]";
  }
}
