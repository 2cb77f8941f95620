package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;

/**
 * The keys of one transaction by AES DUKPT, on the terminal's side or the host's.
 *
 * <p>Where no type is named, a key is AES and as long as the key it comes from.
 *
 * <p><b>Guarantees.</b> What one side's key encrypts or generates, the other's decrypts or
 * verifies, and no more: a terminal's PIN key cannot decrypt. A key stronger than the one it would
 * come from is refused with {@code key.strength} (ANSI X9.24-3, 6.1.3). Nothing leads from these
 * keys to those of another transaction. A key that is asked for again is the same one. {@link
 * #close} destroys them all. Any number of threads.
 */
public final class AesTransaction implements AutoCloseable {
  private final AesKsn ksn;
  private final Side side;
  private final DukptKeyType own;
  private final HeldKeys held;

  AesTransaction(Keys keys, KeyHandle transactionKey, AesKsn ksn, Side side) {
    this.ksn = ksn;
    this.side = side;
    this.own = DukptKeyType.aes(transactionKey.spec().bits());
    this.held = new HeldKeys(keys, transactionKey);
  }

  /** What the terminal sends beside what these keys protect. */
  public AesKsn ksn() {
    return ksn;
  }

  /** The key of the request's PIN block, format 4. */
  public KeyHandle pinKey() {
    return key(AesKeyUse.PIN_ENCRYPTION, own);
  }

  /** The key of a message's CMAC. */
  public KeyHandle macKey(Direction direction) {
    return macKey(direction, own);
  }

  /** The key of a message's CMAC, or of its HMAC by an HMAC type. */
  public KeyHandle macKey(Direction direction, DukptKeyType type) {
    boolean request = direction == Direction.REQUEST;
    return key(request ? AesKeyUse.MAC_GENERATION : AesKeyUse.MAC_VERIFICATION, type);
  }

  /** The key of a message's data. */
  public KeyHandle dataKey(Direction direction) {
    return dataKey(direction, own);
  }

  /** The key of a message's data, of another type. */
  public KeyHandle dataKey(Direction direction, DukptKeyType type) {
    boolean request = direction == Direction.REQUEST;
    return key(request ? AesKeyUse.DATA_ENCRYPT : AesKeyUse.DATA_DECRYPT, type);
  }

  /**
   * A key of any usage and type of the standard. Key encryption keys protect key blocks (K1), MAC
   * keys make CMACs (M6) or HMACs (M7).
   *
   * @throws IllegalArgumentException for an HMAC type that is not to make MACs
   */
  public KeyHandle key(AesKeyUse use, DukptKeyType type) {
    KeySpec spec = KeySpec.of(usage(use, type), use.mode(side), type.algorithm(), type.bits());
    return held.derive(new AesWorkingKeyTask(held.transactionKey(), ksn, use, type, spec));
  }

  private static KeyUsage usage(AesKeyUse use, DukptKeyType type) {
    boolean hmac = type.algorithm() == KeyAlgorithm.HMAC;
    if (hmac && !use.mac()) {
      throw new IllegalArgumentException("an HMAC key only makes MACs");
    }
    return use.usage(hmac);
  }

  /** Destroys the keys. May be called again. */
  @Override
  public void close() {
    held.close();
  }

  @Override
  public String toString() {
    return "AesTransaction[" + ksn + "]";
  }
}
