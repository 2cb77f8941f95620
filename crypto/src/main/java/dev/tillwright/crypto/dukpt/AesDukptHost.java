package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.Keys;
import java.util.Objects;

/**
 * The host's side of AES DUKPT (ANSI X9.24-3:2017): every device's keys from one base key.
 *
 * <p><b>Not promised.</b> A KSN proves nothing by itself, and deriving does not ask whether it came
 * before: ask a {@link KsnLedger}. Any number of threads.
 */
public final class AesDukptHost {
  private final Keys keys;
  private final KeyHandle baseKey;

  /**
   * @param keys stay the caller's to close
   * @param baseKey B0, AES, that may derive
   */
  public AesDukptHost(Keys keys, KeyHandle baseKey) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.baseKey = Objects.requireNonNull(baseKey, "baseKey");
  }

  /**
   * The keys of one transaction, for the caller to close.
   *
   * @throws KsnFormatException when the counter is 0
   */
  public AesTransaction at(AesKsn ksn) {
    return new AesTransaction(
        keys, keys.perform(new TransactionKeyTask(baseKey, ksn)), ksn, Side.HOST);
  }

  /** A device's initial key, to be sent to it in a key block; the caller destroys it. */
  public KeyHandle initialKey(AesKsn device) {
    return keys.perform(new InitialKeyTask(baseKey, device));
  }

  /**
   * The key that protects a device's next initial key on its way there; the caller destroys it.
   *
   * @param type AES, no stronger than the base key
   */
  public KeyHandle updateKey(AesKsn device, DukptKeyType type) {
    return keys.perform(new UpdateKeyTask(baseKey, device, type));
  }
}
