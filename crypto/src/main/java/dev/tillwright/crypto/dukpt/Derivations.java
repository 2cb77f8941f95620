package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;

/** What both kinds of DUKPT have in common, by the kind of the KSN. Results are to be wiped. */
final class Derivations {
  private Derivations() {}

  static byte[] initialKey(byte[] baseKey, Ksn ksn) {
    if (ksn instanceof TdesKsn tdes) {
      return TdesDukpt.initialKey(baseKey, new TdesKsn(tdes.device(), 0).bytes());
    }
    return AesDukpt.initialKey(baseKey, ((AesKsn) ksn).id());
  }

  static byte[] transactionKey(byte[] initialKey, Ksn ksn) {
    if (ksn instanceof TdesKsn tdes) {
      return TdesDukpt.transactionKey(initialKey, tdes.bytes());
    }
    return AesDukpt.transactionKey(initialKey, ((AesKsn) ksn).id(), ksn.counter());
  }

  /** The key of a KSN from that of the same counter without its lowest one bit. */
  static byte[] step(byte[] parent, Ksn ksn) {
    if (ksn instanceof TdesKsn tdes) {
      return TdesDukpt.next(parent, tdes.bytes());
    }
    return AesDukpt.next(parent, ((AesKsn) ksn).id(), ksn.counter());
  }

  static Ksn at(Ksn device, long counter) {
    return device instanceof TdesKsn
        ? new TdesKsn(device.device(), counter)
        : new AesKsn(device.device(), counter);
  }

  static int counterBits(Ksn ksn) {
    return ksn instanceof TdesKsn ? TdesDukpt.COUNTER_BITS : AesKsn.COUNTER_BITS;
  }

  static int mostOnes(Ksn ksn) {
    return ksn instanceof TdesKsn ? TdesDukpt.MOST_ONES : AesDukpt.MOST_ONES;
  }

  /** What initial and transaction keys are: they derive, and do nothing else. */
  static KeySpec deriving(Ksn ksn, int bits) {
    KeyAlgorithm algorithm = ksn instanceof TdesKsn ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
    return KeySpec.of(KeyUsage.B1, ModeOfUse.DERIVE, algorithm, bits);
  }

  /** Refuses a key of another algorithm than the KSN's, or a TDES key that is not of two. */
  static void fits(KeySpec key, Ksn ksn) {
    boolean tdes = ksn instanceof TdesKsn;
    boolean fits =
        tdes
            ? key.algorithm() == KeyAlgorithm.TDES && key.bits() == 128
            : key.algorithm() == KeyAlgorithm.AES;
    if (!fits) {
      throw Refusals.algorithm(tdes ? "a double-length TDES key" : "an AES key");
    }
  }
}
