package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import java.util.Optional;

/**
 * The terminal's side of TDES DUKPT (ANSI X9.24-1:2009): a register of future keys and a counter.
 *
 * <p><b>Guarantees</b> and what is <b>not promised</b>: as {@link AesDukptTerminal}.
 */
@LegacyAlgorithm("double-length TDES; new devices use AES DUKPT")
public final class TdesDukptTerminal {
  private final Terminal terminal;

  private TdesDukptTerminal(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Loads a device's initial key and destroys it: the register takes its place.
   *
   * @param keys stay the caller's to close
   * @param initialKey B1, double-length TDES
   * @param storageKey K0, AES
   * @param device a KSN of the device; its counter does not matter
   * @throws dev.tillwright.core.TillwrightException {@code dukpt.loaded} when the device was loaded
   *     before: its first keys would come again
   */
  public static TdesDukptTerminal load(
      Keys keys, KeyHandle initialKey, KeyHandle storageKey, TdesKsn device, DukptStorage storage) {
    return new TdesDukptTerminal(Terminal.load(keys, initialKey, storageKey, device, storage));
  }

  /**
   * Opens a device that was loaded before.
   *
   * @throws dev.tillwright.core.TillwrightException {@code dukpt.unknown} when it was not
   */
  public static TdesDukptTerminal open(
      Keys keys, KeyHandle storageKey, TdesKsn device, DukptStorage storage) {
    return new TdesDukptTerminal(Terminal.open(keys, storageKey, device, storage));
  }

  /**
   * The keys of the next transaction, for the caller to close; none when the device is exhausted,
   * after the counter 1FF800: it then needs another initial key.
   *
   * @throws dev.tillwright.core.TillwrightException {@code dukpt.damaged} when the register does
   *     not open; {@code dukpt.busy} (retryable); what the storage throws, and then no key was used
   */
  public Optional<TdesTransaction> next() {
    return terminal.next(
        taken ->
            new TdesTransaction(
                terminal.keys(), taken.transactionKey(), (TdesKsn) taken.ksn(), Side.TERMINAL));
  }

  /** The KSN that {@link #next} will use; none when the device is exhausted. */
  public Optional<TdesKsn> upcoming() {
    return terminal.upcoming().map(TdesKsn.class::cast);
  }

  /**
   * Wraps the register anew under another storage key, so that the old one can be retired and
   * destroyed. Durable when it returns; the counter stays. Other programs over this storage are
   * closed before, and opened with the new key.
   *
   * @param next K0, AES, at least as strong as what it wraps
   * @throws dev.tillwright.core.TillwrightException {@code key.strength}; as {@link #next}
   */
  public void rewrap(KeyHandle next) {
    terminal.rewrap(next);
  }
}
