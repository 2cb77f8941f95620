package dev.tillwright.crypto.key;

/**
 * The keys of a till, for those who use them and must not see them: bytes go in and out, keys stay
 * inside. {@link SoftwareKeys} keeps them in a file; a security module can stand behind the same
 * interface.
 *
 * <p><b>Guarantees.</b> A key does only what its purpose says; using it otherwise throws {@link
 * IllegalArgumentException}. No method gives a key away, and no message holds data.
 *
 * <p><b>Not promised.</b> A ring does not count what a key has sealed: that is the business of
 * whoever stores the results, see {@link #MAX_MESSAGES}.
 *
 * <p><b>Threads.</b> Any number at once. After {@link #close} every method throws {@link
 * IllegalStateException}; close waits for calls that are under way.
 */
public interface KeyRing extends AutoCloseable {

  /**
   * How many messages one key may seal with random nonces: NIST SP 800-38D 8.3 says at most 2^32.
   * Half of it is used here, so that a count that came back with an old backup stays within.
   */
  long MAX_MESSAGES = 1L << 31;

  /** The key to use today for a purpose. */
  KeyId current(KeyPurpose purpose);

  /**
   * Encrypts and authenticates with AES-256-GCM (NIST SP 800-38D) and a random nonce of 96 bits.
   *
   * @param plain at most 64 KiB; stays the caller's to wipe
   * @param context authenticated with the text and needed to open it again
   * @return nonce (12 bytes), ciphertext (as long as {@code plain}), tag (16 bytes)
   * @throws dev.tillwright.core.TillwrightException {@code key.unknown}
   */
  byte[] seal(KeyId key, byte[] plain, byte[] context);

  /**
   * What {@link #seal} was given, for the caller to wipe.
   *
   * @throws dev.tillwright.core.TillwrightException {@code key.unknown}; {@code key.refused} when
   *     the bytes, the context or the key are not those of sealing; which of them is not told
   */
  byte[] open(KeyId key, byte[] sealed, byte[] context);

  /**
   * HMAC-SHA-256 (FIPS 198-1), 32 bytes.
   *
   * @throws dev.tillwright.core.TillwrightException {@code key.unknown}
   */
  byte[] mac(KeyId key, byte[] message);

  /** Wipes what is held. May be called again. */
  @Override
  void close();
}
