package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.List;
import java.util.Objects;

/**
 * A working key of an AES DUKPT transaction, held until it is destroyed.
 *
 * @param transactionKey of the transaction
 * @param ksn of the transaction
 * @param use the usage of the derivation data
 * @param type the algorithm and length of the derivation data
 * @param spec what the key is then allowed to do
 */
public record AesWorkingKeyTask(
    KeyHandle transactionKey, AesKsn ksn, AesKeyUse use, DukptKeyType type, KeySpec spec)
    implements KeyTask<KeyHandle> {
  /**
   * @throws IllegalArgumentException when the description is not of its type, is that of another
   *     kind of key, goes another way or lets the key leave
   */
  public AesWorkingKeyTask {
    Objects.requireNonNull(transactionKey, "transactionKey");
    Objects.requireNonNull(ksn, "ksn");
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(type, "type");
    if (spec.algorithm() != type.algorithm() || spec.bits() != type.bits()) {
      throw new IllegalArgumentException("the key's description is not of its type");
    }
    if (!use.describes(spec)) {
      throw new IllegalArgumentException("a working key does what its usage is for, no more");
    }
  }

  @Override
  public String name() {
    return "dukpt.aes.working-key";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(transactionKey, KeyUse.DERIVE));
  }

  @Override
  public KeyHandle run(Inside inside) {
    if (inside.described(transactionKey).spec().strength() < spec.strength()) {
      throw Refusals.strength(); // X9.24-3, 6.1.3
    }
    byte[] key = inside.reveal(transactionKey, SecretAccess.forPurpose("dukpt derivation"));
    return inside.hold(spec, derive(key, ksn.id(), ksn.counter(), use, type));
  }

  static byte[] derive(byte[] key, byte[] id, long counter, AesKeyUse use, DukptKeyType type) {
    return AesDukpt.working(
        key, use.indicator(), type.indicator(), type.bits() / Byte.SIZE, id, counter);
  }
}
