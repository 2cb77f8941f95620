package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.Keys;
import java.util.Optional;

/**
 * The terminal's side of AES DUKPT (ANSI X9.24-3:2017): a register of future keys and a counter.
 *
 * <p><b>Guarantees.</b> That a key is spent is durable before it is handed out, so no key is used
 * twice: not after a crash, not by two threads or programs over one storage. A crash costs one KSN
 * at most. The register leads to no key that was spent; it is wrapped under the storage key, which
 * is at least as strong as what it wraps. Any number of threads.
 *
 * <p><b>Not promised.</b> A storage that is restored from a backup repeats what was spent since;
 * the host's {@link KsnLedger} notices. Keys in software are as safe as this machine's memory; a
 * PIN pad keeps its own.
 */
public final class AesDukptTerminal {
  private final Terminal terminal;
  private final AesKsn device;

  private AesDukptTerminal(Terminal terminal, AesKsn device) {
    this.terminal = terminal;
    this.device = device;
  }

  /**
   * Loads a device's initial key and destroys it: the register takes its place.
   *
   * @param keys stay the caller's to close
   * @param initialKey B1, AES
   * @param storageKey K0, AES, at least as strong
   * @param device a KSN of the device; its counter does not matter
   * @throws dev.tillwright.core.TillwrightException {@code dukpt.loaded} when the device was loaded
   *     before: its first keys would come again
   */
  public static AesDukptTerminal load(
      Keys keys, KeyHandle initialKey, KeyHandle storageKey, AesKsn device, DukptStorage storage) {
    return new AesDukptTerminal(
        Terminal.load(keys, initialKey, storageKey, device, storage), device);
  }

  /**
   * Opens a device that was loaded before.
   *
   * @throws dev.tillwright.core.TillwrightException {@code dukpt.unknown} when it was not
   */
  public static AesDukptTerminal open(
      Keys keys, KeyHandle storageKey, AesKsn device, DukptStorage storage) {
    return new AesDukptTerminal(Terminal.open(keys, storageKey, device, storage), device);
  }

  /**
   * The keys of the next transaction, for the caller to close; none when the device is exhausted,
   * after the counter FFFF0000: it then needs another initial key.
   *
   * @throws dev.tillwright.core.TillwrightException {@code dukpt.damaged} when the register does
   *     not open; {@code dukpt.busy} (retryable); what the storage throws, and then no key was used
   */
  public Optional<AesTransaction> next() {
    return terminal.next(
        taken ->
            new AesTransaction(
                terminal.keys(), taken.transactionKey(), (AesKsn) taken.ksn(), Side.TERMINAL));
  }

  /** The KSN that {@link #next} will use; none when the device is exhausted. */
  public Optional<AesKsn> upcoming() {
    return terminal.upcoming().map(AesKsn.class::cast);
  }

  /**
   * The key that opens the key block with the device's next initial key; the caller destroys it.
   * Also when the device is exhausted.
   *
   * @param type as the host made it
   */
  public KeyHandle updateKey(DukptKeyType type) {
    return terminal.with(
        register -> new RegisterUpdateKeyTask(terminal.storageKey(), register, device, type));
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
