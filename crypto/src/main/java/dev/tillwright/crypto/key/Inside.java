package dev.tillwright.crypto.key;

import dev.tillwright.core.card.SecretAccess;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * What a {@link KeyTask} sees while it runs in a module that runs tasks. For one thread, valid only
 * inside that call.
 *
 * <p><b>Guarantees.</b> Shows only the keys that the task named. Every array that {@link #reveal}
 * gave is wiped when the task ends, however it ends. What was kept and destroyed becomes durable as
 * one step before the task's result is given, or not at all.
 */
public interface Inside {

  /**
   * The bytes of a key the task named among its needs; the module wipes them, the task may earlier.
   *
   * @param why for the search that finds all such places
   * @throws IllegalArgumentException when the task did not name the key
   */
  byte[] reveal(KeyHandle key, SecretAccess why);

  /** What the module's catalogue says of a key the task named. */
  KeyHandle described(KeyHandle key);

  /** The source of padding, nonces and new keys. */
  SecureRandom random();

  /** The module's time. */
  Instant now();

  /**
   * Makes a new key that outlives the module, as the next version of {@code id}. Older versions
   * stay as they are.
   *
   * @param bytes taken over and wiped
   */
  KeyHandle keep(String id, KeySpec spec, byte[] bytes);

  /**
   * Makes a new key for as long as the module is open or until it is destroyed, for example that of
   * one transaction. It has a random id and no place in the inventory.
   *
   * @param bytes taken over and wiped
   * @throws dev.tillwright.core.TillwrightException {@code key.full} beyond 10,000 at once
   */
  KeyHandle hold(KeySpec spec, byte[] bytes);

  /**
   * Destroys a key the task named, together with whatever is kept. When somebody destroyed it
   * meanwhile, the whole task is refused with {@code key.state}: so an intermediate key is used
   * once.
   */
  void destroy(KeyHandle key);
}
