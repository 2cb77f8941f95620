package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.List;

/** A device's first register from its initial key (X9.24-1 "Load Initial Key", X9.24-3 6.6.3). */
record LoadTask(KeyHandle storageKey, KeyHandle initialKey, Ksn device) implements KeyTask<String> {

  @Override
  public String name() {
    return "dukpt.terminal.load";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(
        new KeyNeed(initialKey, KeyUse.DERIVE), new KeyNeed(storageKey, KeyUse.WRAP_KEY));
  }

  @Override
  public String run(Inside inside) {
    KeySpec initial = inside.described(initialKey).spec();
    KeySpec storage = inside.described(storageKey).spec();
    Derivations.fits(initial, device);
    if (storage.algorithm() != KeyAlgorithm.AES || storage.strength() < initial.strength()) {
      throw Refusals.strength();
    }
    SecretAccess access = SecretAccess.forPurpose("dukpt terminal");
    byte[] key = inside.reveal(initialKey, access);
    Register register = new Register(inside.reveal(storageKey, access));
    for (int slot = 0; slot < Derivations.counterBits(device); slot++) {
      Ksn at = Derivations.at(device, 1L << slot);
      register.put(slot, at.text(), Derivations.step(key, at));
    }
    if (device instanceof AesKsn aes) {
      // Only now, for the initial key is gone when it is asked for.
      register.put(
          Register.UPDATE,
          updateSerial(aes),
          AesDukpt.transactionKey(key, aes.id(), UpdateKeyTask.COUNTER));
    }
    return register.text();
  }

  static String updateSerial(AesKsn device) {
    return device.device() + "FFFFFFFF";
  }
}
