package dev.tillwright.crypto.emv;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.List;
import java.util.function.BiFunction;

/** An issuer's computation by one double-length TDES key. */
record OneKeyTask<R>(String name, KeyHandle key, KeyUse use, BiFunction<Inside, byte[], R> work)
    implements KeyTask<R> {

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(key, use));
  }

  @Override
  public R run(Inside inside) {
    return work.apply(inside, revealed(inside, key));
  }

  /** The key's 16 bytes, or a refusal of any other kind of key. */
  static byte[] revealed(Inside inside, KeyHandle key) {
    KeySpec spec = inside.described(key).spec();
    if (spec.algorithm() != KeyAlgorithm.TDES || spec.bits() != 128) {
      throw new KeyRefusedException(
          "key.algorithm", "the key " + key.ref() + " is not double-length TDES");
    }
    return inside.reveal(key, SecretAccess.forPurpose("card cryptography of a test host"));
  }
}
