package dev.tillwright.crypto.mac;

import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a code is that of a message, told inside: a key that may only verify would otherwise give
 * codes away.
 */
final class VerifyMacTask implements KeyTask<Boolean> {
  private final KeyHandle key;
  private final MacAlgorithm algorithm;
  private final byte[] message;
  private final byte[] mac;

  VerifyMacTask(KeyHandle key, MacAlgorithm algorithm, byte[] message, byte[] mac) {
    this.key = key;
    this.algorithm = algorithm;
    this.message = message;
    this.mac = mac;
  }

  @Override
  public String name() {
    return "mac.verify " + algorithm.name();
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(key, KeyUse.VERIFY_MAC));
  }

  @Override
  public Boolean run(Inside inside) {
    byte[] whole = GenerateMacTask.compute(inside, key, algorithm, message);
    return mac.length <= whole.length
        && MessageDigest.isEqual(Arrays.copyOf(whole, mac.length), mac);
  }
}
