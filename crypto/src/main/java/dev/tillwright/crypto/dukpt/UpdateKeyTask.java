package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The host's side of a device's update key (ANSI X9.24-3:2017): the key encryption key of the
 * counter FFFFFFFF, which no transaction can have. It protects the device's next initial key.
 *
 * @param baseKey B0, AES
 * @param device a KSN of the device; its counter does not matter
 * @param type AES, no stronger than the base key
 */
public record UpdateKeyTask(KeyHandle baseKey, AesKsn device, DukptKeyType type)
    implements KeyTask<KeyHandle> {
  static final long COUNTER = 0xFFFF_FFFFL;

  public UpdateKeyTask {
    Objects.requireNonNull(baseKey, "baseKey");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(type, "type");
  }

  @Override
  public String name() {
    return "dukpt.aes.update-key";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(baseKey, KeyUse.DERIVE));
  }

  @Override
  public KeyHandle run(Inside inside) {
    KeySpec base = inside.described(baseKey).spec();
    Derivations.fits(base, device);
    KeySpec spec = protecting(type, Side.HOST);
    if (base.strength() < spec.strength()) {
      throw Refusals.strength();
    }
    byte[] key = inside.reveal(baseKey, SecretAccess.forPurpose("dukpt derivation"));
    byte[] initial = Derivations.initialKey(key, device);
    byte[] last = AesDukpt.transactionKey(initial, device.id(), COUNTER);
    try {
      return inside.hold(
          spec,
          AesWorkingKeyTask.derive(last, device.id(), COUNTER, AesKeyUse.KEY_ENCRYPTION, type));
    } finally {
      Arrays.fill(initial, (byte) 0);
      Arrays.fill(last, (byte) 0);
    }
  }

  /** An update key protects key blocks on one side and opens them on the other. */
  static KeySpec protecting(DukptKeyType type, Side side) {
    ModeOfUse mode = AesKeyUse.KEY_ENCRYPTION.mode(side);
    return KeySpec.of(KeyUsage.K1, mode, type.algorithm(), type.bits());
  }
}
