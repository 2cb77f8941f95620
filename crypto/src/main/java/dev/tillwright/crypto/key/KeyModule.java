package dev.tillwright.crypto.key;

import dev.tillwright.core.card.SecretBytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where keys live and work: this machine's memory, a PKCS#11 token, a cloud's key service. The SPI
 * for those; users go through {@link Keys}, which has checked usage, mode, algorithm, state,
 * exportability and limits before a module is asked, so a module need not.
 *
 * <p><b>Guarantees a module gives.</b> A key's attributes stay with it and cannot be changed from
 * outside. {@link #inventory} names every durable key, the destroyed ones too. What a method
 * returned for is durable, where the module is. Cryptographic failures have one message.
 *
 * <p><b>Not promised.</b> That every module does everything: see {@link #abilities}. A method whose
 * ability is missing throws {@code key.unsupported}.
 *
 * <p><b>Threads.</b> Any number at once. {@link #close} waits for calls under way; afterwards every
 * method throws {@link IllegalStateException}. A module that talks to a device has a deadline on
 * every call, and throws {@code key.timeout} (retryable) beyond it.
 */
public interface KeyModule extends AutoCloseable {

  /** For messages: {@code software}, or a token's label. */
  String name();

  /** What it can do; does not change. */
  Set<KeyAbility> abilities();

  /** Every durable key, destroyed ones too, by id and version. */
  List<KeyHandle> inventory();

  /** The key of that name as it is now, destroyed ones too. */
  Optional<KeyHandle> find(KeyRef ref);

  /** The newest version of that id, whatever its state. */
  Optional<KeyHandle> newest(String id);

  /** Makes a random key as the next version of {@code id}. {@link KeyAbility#GENERATE}. */
  KeyHandle generate(String id, KeySpec spec);

  /**
   * Takes a clear key in as the next version of {@code id}. {@link KeyAbility#LOAD}.
   *
   * @param key stays the caller's to close
   */
  KeyHandle load(String id, KeySpec spec, SecretBytes key);

  /** The clear key, for the caller to close. {@link KeyAbility#REVEAL}. */
  SecretBytes reveal(KeyHandle key);

  /** Nonce of 12 random bytes, ciphertext, tag of 16 bytes. {@link KeyAbility#GCM}. */
  byte[] seal(KeyHandle key, byte[] plain, byte[] context);

  /**
   * What {@link #seal} was given, for the caller to wipe. {@link KeyAbility#GCM}.
   *
   * @throws dev.tillwright.core.TillwrightException {@code key.refused}, for whatever reason
   */
  byte[] open(KeyHandle key, byte[] sealed, byte[] context);

  /**
   * Whole blocks, without padding. {@link KeyAbility#CBC}, {@link KeyAbility#ECB}.
   *
   * @param iv one block; ignored for ECB
   */
  byte[] encrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] plain);

  /** The reverse of {@link #encrypt}. */
  byte[] decrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] cipher);

  /** The whole MAC. The ability is the method's. */
  byte[] mac(KeyHandle key, MacMethod method, byte[] message);

  /**
   * {@code key} under {@code kek} by AES key wrap with padding (RFC 5649), or without (RFC 3394).
   * {@link KeyAbility#KEY_WRAP}.
   */
  byte[] wrap(KeyHandle kek, KeyHandle key, boolean padded);

  /**
   * Takes a key in that {@link #wrap} or a peer made, as the next version of {@code id}. {@link
   * KeyAbility#KEY_WRAP}.
   *
   * @throws dev.tillwright.core.TillwrightException {@code key.refused}, for whatever reason
   */
  KeyHandle unwrap(KeyHandle kek, String id, KeySpec spec, byte[] wrapped, boolean padded);

  /** The check value; a module does it with the key's own algorithm. */
  byte[] kcv(KeyHandle key, KcvStyle style);

  /** Whether {@link #perform} does this task; all of them with {@link KeyAbility#TASKS}. */
  boolean knows(KeyTask<?> task);

  /** Does a task inside. */
  <R> R perform(KeyTask<R> task);

  /**
   * Moves a key down its life; wipes its bytes when that is {@link KeyState#DESTROYED}.
   *
   * @return the key as it is now
   */
  KeyHandle move(KeyHandle key, KeyState state);

  /**
   * Grants up to {@code wanted} uses of a counted key and books them durably before it returns.
   * {@link KeyAbility#COUNT}; a module without it keeps no keys with counted uses.
   *
   * @return how many were granted; 0 when none are left
   */
  int reserve(KeyHandle key, int wanted);

  /** How many uses of a counted key are booked. */
  long used(KeyHandle key);

  /** Wipes what is held. May be called again. */
  @Override
  void close();
}
