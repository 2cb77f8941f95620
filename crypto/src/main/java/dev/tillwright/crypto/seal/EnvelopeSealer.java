package dev.tillwright.crypto.seal;

import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyRing;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Seals records with AES-256-GCM (NIST SP 800-38D) under a data key of their subject, which the key
 * ring wraps.
 *
 * <p>A sealed record, format version 1: {@code R}, the version, the data key's id (8 bytes) and
 * version (4), a nonce of 96 random bits, the ciphertext, the tag (16). Authenticated with it are
 * {@code tillwright.seal.1}, the subject, the context and the 14 bytes of the header.
 *
 * <p><b>Guarantees.</b>
 *
 * <ul>
 *   <li>Those of {@link Sealer}. Whatever is wrong with sealed bytes gives one error with one
 *       message.
 *   <li>A data key seals at most 2^31 messages, counted in the store before they are sealed; then
 *       the next version is made by itself. Old versions still open what they sealed.
 *   <li>A data key lies in clear only during a call, and is wiped after it.
 *   <li>A subject's keys are read anew for every call: once {@link #shred} has returned, in this
 *       process or another, no record of the subject opens.
 * </ul>
 *
 * <p><b>Not promised.</b> Who holds the ring and the store has the records. A backup of the store
 * taken before a subject was shredded still holds its wrapped key: let such backups expire, or
 * rotate the ring, {@link #rewrap} all and destroy the ring's old key ({@code destroySeal}), which
 * ends them. Who may write the store can put an old copy back.
 *
 * <p><b>Threads.</b> Any number at once. The ring and the store stay the caller's to close.
 */
public final class EnvelopeSealer implements Sealer {
  static final String RESERVED = "tillwright/";

  private final DataKeys keys;
  private final SubjectKeys store;

  private EnvelopeSealer(DataKeys keys, SubjectKeys store) {
    this.keys = keys;
    this.store = store;
  }

  /** Over a ring that wraps and a store that keeps. */
  public static EnvelopeSealer open(KeyRing ring, SubjectKeys store) {
    return open(ring, store, new SecureRandom());
  }

  /** As above, with the source of keys and nonces. */
  public static EnvelopeSealer open(KeyRing ring, SubjectKeys store, SecureRandom random) {
    return open(ring, store, random, KeyRing.MAX_MESSAGES);
  }

  static EnvelopeSealer open(KeyRing ring, SubjectKeys store, SecureRandom random, long limit) {
    Objects.requireNonNull(ring, "ring");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(random, "random");
    return new EnvelopeSealer(new DataKeys(ring, store, random, limit), store);
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.tillwright.core.TillwrightException also {@code key.exhausted} when the ring's key
   *     has wrapped as much as it may; {@code seal.busy} (retryable)
   */
  @Override
  public byte[] seal(Subject subject, byte[] plain, String context) {
    if (plain.length > MAX_PLAIN) {
      throw new IllegalArgumentException("at most 64 KiB are sealed at once");
    }
    WrappedKey wrapped = keys.forSealing(free(subject));
    Header header = Header.of(Header.RECORD, wrapped);
    byte[] nonce = new byte[DataKey.NONCE];
    keys.random().nextBytes(nonce);
    try (DataKey key = keys.unwrap(wrapped)) {
      byte[] text = key.seal(nonce, plain, header.context(subject, context));
      ByteBuffer sealed = ByteBuffer.allocate(Header.LENGTH + text.length);
      header.write(sealed);
      return sealed.put(text).array();
    }
  }

  @Override
  public Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
    Header header = Header.read(Header.RECORD, sealed);
    byte[] bound = header.context(free(subject), context);
    if (sealed.length > MAX_PLAIN + MAX_OVERHEAD) {
      throw Refusals.refused();
    }
    Optional<WrappedKey> wrapped = keys.forOpening(subject, header);
    if (wrapped.isEmpty()) {
      return Optional.empty();
    }
    try (DataKey key = keys.unwrap(wrapped.get())) {
      byte[] text = Arrays.copyOfRange(sealed, Header.LENGTH, sealed.length);
      return Optional.of(key.open(text, bound));
    }
  }

  @Override
  public void shred(Subject subject) {
    store.shred(free(subject));
  }

  /**
   * Makes the next version of a subject's data key now; records that are there stay readable.
   *
   * @throws dev.tillwright.core.TillwrightException {@code seal.shredded}; as {@link #seal}
   */
  public void rotate(Subject subject) {
    keys.rotate(free(subject));
  }

  /**
   * After the ring's key was rotated: wraps data keys anew with the current one, at most so many.
   * Records themselves do not change. Each is durable by itself, so it can be stopped and called
   * again at any time. Keys that do not open are passed by.
   *
   * @param atMost 1 to 1,000,000
   * @return how many; fewer than {@code atMost} when none is left that the old key wraps
   * @throws dev.tillwright.core.TillwrightException {@code seal.refused} or {@code key.unknown}
   *     when all others are done and some are left that do not open
   */
  public int rewrap(int atMost) {
    if (atMost < 1 || atMost > 1_000_000) {
      throw new IllegalArgumentException("1 to 1,000,000 keys are wrapped anew at once");
    }
    return keys.rewrap(atMost);
  }

  DataKeys keys() {
    return keys;
  }

  @Override
  public String toString() {
    return "EnvelopeSealer[" + store + "]";
  }

  /** Refuses the names that this package keeps for keys of its own. */
  static Subject free(Subject subject) {
    if (subject.value().startsWith(RESERVED)) {
      throw new IllegalArgumentException("subjects of the name " + RESERVED + " are reserved");
    }
    return subject;
  }
}
