package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.Arrays;
import java.util.List;

/** Takes the key of a transaction out of the register, and puts those that come of it in. */
record AdvanceTask(KeyHandle storageKey, String register, Ksn ksn)
    implements KeyTask<AdvanceTask.Advanced> {

  /** The register afterwards, and the transaction's key. */
  record Advanced(String register, KeyHandle transactionKey) {}

  @Override
  public String name() {
    return "dukpt.terminal.advance";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(
        new KeyNeed(storageKey, KeyUse.UNWRAP_KEY), new KeyNeed(storageKey, KeyUse.WRAP_KEY));
  }

  @Override
  public Advanced run(Inside inside) {
    byte[] storage = inside.reveal(storageKey, SecretAccess.forPurpose("dukpt terminal"));
    Register future = Register.parse(storage, register);
    int slot = Long.numberOfTrailingZeros(ksn.counter());
    byte[] key = future.key(slot, ksn.text());
    try {
      future.remove(slot);
      if (Long.bitCount(ksn.counter()) < Derivations.mostOnes(ksn)) {
        for (int lower = 0; lower < slot; lower++) {
          Ksn at = Derivations.at(ksn, ksn.counter() | 1L << lower);
          future.put(lower, at.text(), Derivations.step(key, at));
        }
      }
      int bits = key.length * Byte.SIZE;
      return new Advanced(future.text(), inside.hold(Derivations.deriving(ksn, bits), key.clone()));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "AdvanceTask[" + ksn + "]";
  }
}
