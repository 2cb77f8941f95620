package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import java.util.Objects;

/**
 * The host's side of TDES DUKPT (ANSI X9.24-1:2009): every device's keys from one base key.
 *
 * <p><b>Not promised.</b> A KSN proves nothing by itself, and deriving does not ask whether it came
 * before: ask a {@link KsnLedger}. Any number of threads.
 */
@LegacyAlgorithm("double-length TDES; new devices use AES DUKPT")
public final class TdesDukptHost {
  private final Keys keys;
  private final KeyHandle baseKey;

  /**
   * @param keys stay the caller's to close
   * @param baseKey B0, double-length TDES, that may derive
   */
  public TdesDukptHost(Keys keys, KeyHandle baseKey) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.baseKey = Objects.requireNonNull(baseKey, "baseKey");
  }

  /**
   * The keys of one transaction, for the caller to close.
   *
   * @throws KsnFormatException when the counter is 0
   */
  public TdesTransaction at(TdesKsn ksn) {
    return new TdesTransaction(
        keys, keys.perform(new TransactionKeyTask(baseKey, ksn)), ksn, Side.HOST);
  }

  /** A device's initial key, to be sent to it in a key block; the caller destroys it. */
  public KeyHandle initialKey(TdesKsn device) {
    return keys.perform(new InitialKeyTask(baseKey, device));
  }
}
