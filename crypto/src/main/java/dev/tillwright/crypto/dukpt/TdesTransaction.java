package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import java.util.Set;

/**
 * The keys of one transaction by TDES DUKPT, on the terminal's side or the host's.
 *
 * <p><b>Guarantees.</b> What one side's key encrypts or generates, the other's decrypts or
 * verifies, and no more: a terminal's PIN key cannot decrypt. Nothing leads from these keys to
 * those of another transaction. A key that is asked for again is the same one. {@link #close}
 * destroys them all. Any number of threads.
 */
@LegacyAlgorithm("double-length TDES; new devices use AES DUKPT")
public final class TdesTransaction implements AutoCloseable {
  private static final int BITS = 128;
  private static final Set<KeyUsage> MACS = Set.of(KeyUsage.M1, KeyUsage.M3, KeyUsage.M6);

  private final TdesKsn ksn;
  private final Side side;
  private final HeldKeys held;

  TdesTransaction(Keys keys, KeyHandle transactionKey, TdesKsn ksn, Side side) {
    this.ksn = ksn;
    this.side = side;
    this.held = new HeldKeys(keys, transactionKey);
  }

  /** What the terminal sends beside what these keys protect. */
  public TdesKsn ksn() {
    return ksn;
  }

  /** The key of the request's PIN block, formats 0, 1 and 3. */
  public KeyHandle pinKey() {
    return derive(TdesKeyUse.PIN, KeyUsage.P0, false);
  }

  /** The key of a message's retail MAC (ISO 9797-1 algorithm 3). */
  public KeyHandle macKey(Direction direction) {
    return macKey(direction, KeyUsage.M3);
  }

  /**
   * The key of a message's MAC.
   *
   * @param usage M3 for the retail MAC, M1 for algorithm 1, M6 for CMAC, as the peer has it
   */
  public KeyHandle macKey(Direction direction, KeyUsage usage) {
    if (!MACS.contains(usage)) {
      throw new IllegalArgumentException("a MAC key by TDES is M1, M3 or M6");
    }
    boolean request = direction == Direction.REQUEST;
    return derive(request ? TdesKeyUse.MAC_REQUEST : TdesKeyUse.MAC_RESPONSE, usage, false);
  }

  /** The key of a message's data by the 2009 standard. */
  public KeyHandle dataKey(Direction direction) {
    return dataKey(direction, TdesDataKey.ONE_WAY);
  }

  /** The key of a message's data, made as the peer makes it. */
  public KeyHandle dataKey(Direction direction, TdesDataKey made) {
    boolean request = direction == Direction.REQUEST;
    TdesKeyUse use = request ? TdesKeyUse.DATA_REQUEST : TdesKeyUse.DATA_RESPONSE;
    if (made != TdesDataKey.PIN_VARIANT) {
      return derive(use, KeyUsage.D0, made == TdesDataKey.ONE_WAY);
    }
    return held.derive(
        new TdesWorkingKeyTask(
            held.transactionKey(), TdesKeyUse.PIN, false, spec(KeyUsage.D0, use)));
  }

  private KeyHandle derive(TdesKeyUse use, KeyUsage usage, boolean oneWay) {
    return held.derive(
        new TdesWorkingKeyTask(held.transactionKey(), use, oneWay, spec(usage, use)));
  }

  private KeySpec spec(KeyUsage usage, TdesKeyUse use) {
    return KeySpec.of(usage, use.mode(side), KeyAlgorithm.TDES, BITS);
  }

  /** Destroys the keys. May be called again. */
  @Override
  public void close() {
    held.close();
  }

  @Override
  public String toString() {
    return "TdesTransaction[" + ksn + "]";
  }
}
