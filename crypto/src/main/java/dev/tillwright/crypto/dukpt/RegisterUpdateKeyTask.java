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

/** The terminal's side of {@link UpdateKeyTask}, from the register. */
record RegisterUpdateKeyTask(
    KeyHandle storageKey, String register, AesKsn device, DukptKeyType type)
    implements KeyTask<KeyHandle> {

  @Override
  public String name() {
    return "dukpt.terminal.update-key";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(storageKey, KeyUse.UNWRAP_KEY));
  }

  @Override
  public KeyHandle run(Inside inside) {
    byte[] storage = inside.reveal(storageKey, SecretAccess.forPurpose("dukpt terminal"));
    byte[] key =
        Register.parse(storage, register).key(Register.UPDATE, LoadTask.updateSerial(device));
    try {
      KeySpec spec = UpdateKeyTask.protecting(type, Side.TERMINAL);
      if (Derivations.deriving(device, key.length * Byte.SIZE).strength() < spec.strength()) {
        throw Refusals.strength();
      }
      return inside.hold(
          spec,
          AesWorkingKeyTask.derive(
              key, device.id(), UpdateKeyTask.COUNTER, AesKeyUse.KEY_ENCRYPTION, type));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "RegisterUpdateKeyTask[" + device + "]";
  }
}
