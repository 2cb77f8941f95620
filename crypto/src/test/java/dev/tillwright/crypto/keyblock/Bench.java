package dev.tillwright.crypto.keyblock;

import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Clock;

/** Keys in memory, with randomness that can be told what to say next. */
final class Bench implements AutoCloseable {
  private final Scripted random = new Scripted();
  final Keys keys =
      Keys.in(
          SoftwareModule.ephemeral(Acknowledgement.KEYS_IN_SOFTWARE, random, Clock.systemUTC()),
          Clock.systemUTC());
  final KeyBlocks blocks = KeyBlocks.in(keys);

  KeyHandle kbpk(byte[] bytes, KeyAlgorithm algorithm) {
    return load("kbpk", KeyUsage.K1, ModeOfUse.BOTH, algorithm, bytes, Exportability.NONE);
  }

  KeyHandle load(
      String id,
      KeyUsage usage,
      ModeOfUse mode,
      KeyAlgorithm algorithm,
      byte[] bytes,
      Exportability exportability) {
    return load(
        id, KeySpec.of(usage, mode, algorithm, bytes.length * 8).exportable(exportability), bytes);
  }

  KeyHandle load(String id, KeySpec spec, byte[] bytes) {
    try (SecretBytes key = SecretBytes.copyOf(bytes)) {
      return keys.load(id, spec, key);
    }
  }

  /** What the module's randomness gives next. */
  void nextRandom(byte[] bytes) {
    random.next = bytes;
  }

  @Override
  public void close() {
    keys.close();
  }

  private static final class Scripted extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private transient byte[] next = new byte[0];

    @Override
    public void nextBytes(byte[] bytes) {
      if (next.length == bytes.length && next.length > 0) {
        System.arraycopy(next, 0, bytes, 0, bytes.length);
        next = new byte[0];
      } else {
        super.nextBytes(bytes);
      }
    }
  }
}
