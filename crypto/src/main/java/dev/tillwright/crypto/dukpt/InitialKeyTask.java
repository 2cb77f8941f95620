package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.List;
import java.util.Objects;

/**
 * A device's initial key from the base key, held until it is destroyed, to be sent to the device in
 * a key block.
 *
 * @param baseKey B0: double-length TDES, or AES
 * @param device a KSN of the device; its counter does not matter
 */
public record InitialKeyTask(KeyHandle baseKey, Ksn device) implements KeyTask<KeyHandle> {
  public InitialKeyTask {
    Objects.requireNonNull(baseKey, "baseKey");
    Objects.requireNonNull(device, "device");
  }

  @Override
  public String name() {
    return "dukpt.initial-key";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(baseKey, KeyUse.DERIVE));
  }

  @Override
  public KeyHandle run(Inside inside) {
    int bits = inside.described(baseKey).spec().bits();
    Derivations.fits(inside.described(baseKey).spec(), device);
    byte[] base = inside.reveal(baseKey, SecretAccess.forPurpose("dukpt derivation"));
    return inside.hold(
        Derivations.deriving(device, bits).exportable(Exportability.TRUSTED),
        Derivations.initialKey(base, device));
  }
}
