package dev.tillwright.examples.conformance;

import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.keyblock.KeyBlocks;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Clock;

/** Published protection keys and keys, and randomness that gives a published padding. */
final class KeyBlockBench implements AutoCloseable {
  private final ScriptedPadding random = new ScriptedPadding();
  private final Keys keys =
      Keys.in(
          SoftwareModule.ephemeral(Acknowledgement.KEYS_IN_SOFTWARE, random, Clock.systemUTC()),
          Clock.systemUTC());
  private final KeyBlocks blocks = KeyBlocks.in(keys);

  Keys keys() {
    return keys;
  }

  KeyBlocks blocks() {
    return blocks;
  }

  /** Version D is protected by AES, the others by triple DES, which has no keys of 32 bytes. */
  KeyHandle kbpk(Row row) {
    byte[] bytes = row.hex("kbpk");
    boolean aes = row.text("keyBlock").startsWith("D") || bytes.length == 32;
    KeyAlgorithm algorithm = aes ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
    if (!algorithm.allows(bytes.length * Byte.SIZE)) {
      throw RowFailure.notUnderstood("the length of kbpk");
    }
    return load(
        KeySpec.of(KeyUsage.K1, ModeOfUse.BOTH, algorithm, bytes.length * Byte.SIZE), bytes);
  }

  KeyHandle load(KeySpec spec, byte[] bytes) {
    try (SecretBytes key = SecretBytes.copyOf(bytes)) {
      return keys.load("vector", spec, key);
    }
  }

  void nextRandom(byte[] bytes) {
    random.next = bytes;
  }

  @Override
  public void close() {
    keys.close();
  }

  private static final class ScriptedPadding extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private transient byte[] next = new byte[0];

    @Override
    public void nextBytes(byte[] bytes) {
      if (next.length != bytes.length) {
        throw RowFailure.notUnderstood("the length of the padding");
      }
      System.arraycopy(next, 0, bytes, 0, bytes.length);
    }
  }
}
