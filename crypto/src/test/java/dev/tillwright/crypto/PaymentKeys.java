package dev.tillwright.crypto;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Known keys on handles, and a look inside for comparing. */
public final class PaymentKeys {
  private PaymentKeys() {}

  public static Keys open() {
    return Keys.in(
        SoftwareModule.ephemeral(
            Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), Clock.systemUTC()),
        Clock.systemUTC());
  }

  public static KeyHandle load(
      Keys keys, KeyUsage usage, ModeOfUse mode, KeyAlgorithm algorithm, byte[] key) {
    try (SecretBytes secret = SecretBytes.copyOf(key)) {
      return keys.load("test-key", KeySpec.of(usage, mode, algorithm, key.length * 8), secret);
    }
  }

  /** The bytes of any key that derives, encrypts, decrypts, generates or verifies. */
  public static byte[] bytes(Keys keys, KeyHandle key) {
    return keys.perform(new Look(key));
  }

  private record Look(KeyHandle key) implements KeyTask<byte[]> {
    @Override
    public String name() {
      return "test.look";
    }

    @Override
    public List<KeyNeed> needs() {
      boolean protects =
          switch (key.spec().mode()) {
            case ENCRYPT, GENERATE, BOTH, GENERATE_AND_VERIFY -> true;
            default -> false;
          };
      KeyUse use =
          switch (key.spec().usage().code().charAt(0)) {
            case 'B', 'E' -> KeyUse.DERIVE;
            case 'P' -> protects ? KeyUse.ENCRYPT_PIN : KeyUse.DECRYPT_PIN;
            case 'M' -> protects ? KeyUse.GENERATE_MAC : KeyUse.VERIFY_MAC;
            case 'D' -> protects ? KeyUse.ENCRYPT : KeyUse.DECRYPT;
            case 'K' -> protects ? KeyUse.WRAP_BLOCK : KeyUse.UNWRAP_BLOCK;
            default -> throw new IllegalArgumentException();
          };
      return List.of(new KeyNeed(key, use));
    }

    @Override
    public byte[] run(Inside inside) {
      return inside.reveal(key, SecretAccess.forPurpose("test")).clone();
    }
  }
}
