package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The host's derivation of one transaction's key from the base key, held until it is destroyed.
 *
 * @param baseKey B0: double-length TDES, or AES
 * @param ksn whose counter is not 0
 */
public record TransactionKeyTask(KeyHandle baseKey, Ksn ksn) implements KeyTask<KeyHandle> {
  public TransactionKeyTask {
    Objects.requireNonNull(baseKey, "baseKey");
    if (ksn.counter() == 0) {
      throw Refusals.noTransaction();
    }
  }

  @Override
  public String name() {
    return "dukpt.transaction-key";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(baseKey, KeyUse.DERIVE));
  }

  @Override
  public KeyHandle run(Inside inside) {
    int bits = inside.described(baseKey).spec().bits();
    Derivations.fits(inside.described(baseKey).spec(), ksn);
    byte[] base = inside.reveal(baseKey, SecretAccess.forPurpose("dukpt derivation"));
    byte[] initial = Derivations.initialKey(base, ksn);
    try {
      return inside.hold(Derivations.deriving(ksn, bits), Derivations.transactionKey(initial, ksn));
    } finally {
      Arrays.fill(initial, (byte) 0);
    }
  }
}
