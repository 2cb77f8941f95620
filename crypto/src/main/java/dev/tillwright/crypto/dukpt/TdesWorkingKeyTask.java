package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A working key of a TDES DUKPT transaction, held until it is destroyed.
 *
 * @param transactionKey of the transaction
 * @param use which variant
 * @param oneWay whether the variant is encrypted under itself, as data keys are since 2009
 * @param spec what the key is then allowed to do; 128 bits of TDES
 */
public record TdesWorkingKeyTask(
    KeyHandle transactionKey, TdesKeyUse use, boolean oneWay, KeySpec spec)
    implements KeyTask<KeyHandle> {
  /**
   * @throws IllegalArgumentException when the description is that of another kind of key, goes both
   *     ways or lets the key leave
   */
  public TdesWorkingKeyTask {
    Objects.requireNonNull(transactionKey, "transactionKey");
    Objects.requireNonNull(use, "use");
    if (!use.describes(spec)) {
      throw new IllegalArgumentException("a working key does what its variant is for, no more");
    }
  }

  @Override
  public String name() {
    return "dukpt.tdes.working-key";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(transactionKey, KeyUse.DERIVE));
  }

  @Override
  public KeyHandle run(Inside inside) {
    byte[] key = inside.reveal(transactionKey, SecretAccess.forPurpose("dukpt derivation"));
    byte[] variant = TdesDukpt.variant(key, use.mask());
    if (!oneWay) {
      return inside.hold(spec, variant);
    }
    try {
      return inside.hold(spec, TdesDukpt.oneWay(variant));
    } finally {
      Arrays.fill(variant, (byte) 0);
    }
  }
}
