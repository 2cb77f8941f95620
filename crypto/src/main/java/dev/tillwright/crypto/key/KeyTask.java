package dev.tillwright.crypto.key;

import java.util.List;

/**
 * A piece of payment cryptography that must happen where the keys are: a DUKPT derivation, a PIN
 * translation, a key block. It carries its parameters openly, so that a security module which knows
 * it by its type does it with a command of its own; the software module runs {@link #run}.
 *
 * <p>Implementations are immutable. Whoever makes one that is not of this library should know that
 * {@link Inside} shows key bytes: searching for {@code SecretAccess} finds it.
 *
 * @param <R> what comes out; never a key's bytes, never a clear PIN
 */
public interface KeyTask<R> {

  /** For messages and audits: {@code dukpt.aes.derive}. No data. */
  String name();

  /**
   * The keys it uses, and how; at most eight. They are checked before anything runs, and no other
   * key can be seen inside.
   */
  List<KeyNeed> needs();

  /**
   * Does it. Runs again, from the beginning and with nothing kept, when another took the name of a
   * key meanwhile; must not keep {@code inside}.
   *
   * @throws dev.tillwright.core.TillwrightException with one message for every kind of bad input,
   *     where the difference would tell something about a secret
   */
  R run(Inside inside);
}
