package dev.tillwright.crypto.seal;

import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import java.util.List;
import java.util.function.Function;

/**
 * Where the wrapped data keys of subjects lie. It sees no key in clear and cannot unwrap what it
 * keeps.
 *
 * <p><b>Implementers promise.</b> A method that changes something has changed it durably when it
 * returns. Of two keys with one subject and version, one is kept, whoever asks at the same time.
 * After {@link #shred} has returned no key of the subject is kept, and none is ever kept again. Any
 * number of threads and processes; waiting is bounded. What cannot be done throws {@link
 * dev.tillwright.core.TillwrightException} and changed nothing.
 */
public interface SubjectKeys extends AutoCloseable {

  /** The key to seal with: the one of the highest version. */
  Lookup newest(Subject subject);

  /** The key of one version. */
  Lookup find(Subject subject, int version);

  /**
   * Keeps the key, as if it had sealed {@code messages} already; answers false, and keeps nothing,
   * when the subject was shredded or its newest version is not the one before this.
   */
  boolean add(WrappedKey key, long messages);

  /**
   * Adds to the messages that a data key may have sealed, before they are; answers false, and adds
   * nothing, when they would be more than {@code limit} or the key is not kept.
   */
  boolean count(Subject subject, int version, long messages, long limit);

  /** The same for what a key of the ring has wrapped. */
  boolean countWrapping(KeyId wrappedBy, long messages, long limit);

  /** Destroys all keys of the subject for ever. May be called again, and before any key is kept. */
  void shred(Subject subject);

  /** Keys that something else than {@code current} wraps, at most {@code limit} of 1 to 10,000. */
  List<WrappedKey> wrappedByOthers(KeyId current, int limit);

  /**
   * Puts {@code next} where {@code expected} is, or answers false when that is no longer there.
   * Only what wraps them differs.
   */
  boolean rewrap(WrappedKey expected, WrappedKey next);

  /** Releases what is held. May be called again; after it every method may throw. */
  @Override
  void close();

  /** What was found. */
  sealed interface Lookup permits Absent, Shredded, Present {
    /** Handles every case. */
    default <T> T match(
        Function<Absent, T> absent, Function<Shredded, T> shredded, Function<Present, T> present) {
      if (this instanceof Present it) {
        return present.apply(it);
      }
      return this instanceof Shredded it ? shredded.apply(it) : absent.apply((Absent) this);
    }
  }

  /** There is no such key. */
  record Absent() implements Lookup {}

  /** All keys of the subject were destroyed. */
  record Shredded() implements Lookup {}

  /**
   * The key is there.
   *
   * @param key wrapped
   */
  record Present(WrappedKey key) implements Lookup {}
}
