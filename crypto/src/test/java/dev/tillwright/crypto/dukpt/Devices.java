package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;

/** A host and devices of both kinds, with published base keys. */
final class Devices {
  static final AesKsn AES = new AesKsn("1234567890123456", 0);
  static final TdesKsn TDES = new TdesKsn("FFFF9876543210E00000", 0);
  private static final byte[] STORAGE_KEY = Vectors.hex("00112233445566778899AABBCCDDEEFF");

  private Devices() {}

  static AesDukptHost aesHost(Keys keys) {
    return new AesDukptHost(
        keys,
        PaymentKeys.load(
            keys,
            KeyUsage.B0,
            ModeOfUse.DERIVE,
            KeyAlgorithm.AES,
            Vectors.hex("FEDCBA9876543210F1F1F1F1F1F1F1F1")));
  }

  static TdesDukptHost tdesHost(Keys keys) {
    return new TdesDukptHost(
        keys,
        PaymentKeys.load(
            keys,
            KeyUsage.B0,
            ModeOfUse.DERIVE,
            KeyAlgorithm.TDES,
            Vectors.hex("0123456789ABCDEFFEDCBA9876543210")));
  }

  static KeyHandle storageKey(Keys keys) {
    return PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, STORAGE_KEY);
  }

  /**
   * What stands in the register before the transaction of a counter: the key of each counter that
   * follows it with one bit more, or one bit moved; each derived from the initial key by itself.
   */
  static TerminalState stateAt(byte[] initialKey, Ksn ksn) {
    Register register = new Register(STORAGE_KEY);
    long counter = ksn.counter();
    int lowest = Long.numberOfTrailingZeros(counter);
    for (int slot = lowest; slot < Derivations.counterBits(ksn); slot++) {
      long above = counter & -1L << slot;
      boolean spent = slot > lowest && (counter >>> slot & 1) == 1;
      long at = slot == lowest ? counter : above | 1L << slot;
      if (!spent && Long.bitCount(at) <= Derivations.mostOnes(ksn)) {
        Ksn key = Derivations.at(ksn, at);
        register.put(slot, key.text(), Derivations.transactionKey(initialKey, key));
      }
    }
    return new TerminalState(ksn.device(), counter, register.text());
  }
}
