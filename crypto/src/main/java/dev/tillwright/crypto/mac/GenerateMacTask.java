package dev.tillwright.crypto.mac;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.List;

/** The code of a message by an algorithm of the port. */
final class GenerateMacTask implements KeyTask<byte[]> {
  private final KeyHandle key;
  private final MacAlgorithm algorithm;
  private final byte[] message;

  GenerateMacTask(KeyHandle key, MacAlgorithm algorithm, byte[] message) {
    this.key = key;
    this.algorithm = algorithm;
    this.message = message;
  }

  @Override
  public String name() {
    return "mac.generate " + algorithm.name();
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(key, KeyUse.GENERATE_MAC));
  }

  @Override
  public byte[] run(Inside inside) {
    return compute(inside, key, algorithm, message);
  }

  static byte[] compute(Inside inside, KeyHandle key, MacAlgorithm algorithm, byte[] message) {
    if (!algorithm.fits(inside.described(key).spec())) {
      throw new KeyRefusedException(
          "key.algorithm", "the key " + key.ref() + " is none for " + algorithm.name());
    }
    return algorithm.compute(
        inside.reveal(key, SecretAccess.forPurpose("message authentication")), message);
  }
}
