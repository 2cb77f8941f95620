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
import java.util.OptionalInt;

/** A register under another storage key; none of its keys is spent. */
record RewrapRegisterTask(KeyHandle storageKey, KeyHandle next, String register, Ksn device)
    implements KeyTask<String> {
  @Override
  public String name() {
    return "dukpt.terminal.rewrap";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(storageKey, KeyUse.UNWRAP_KEY), new KeyNeed(next, KeyUse.WRAP_KEY));
  }

  @Override
  public String run(Inside inside) {
    SecretAccess access = SecretAccess.forPurpose("dukpt terminal");
    KeySpec over = inside.described(next).spec();
    Register future = Register.parse(inside.reveal(storageKey, access), register);
    OptionalInt bits = future.keyBits(device);
    boolean weak =
        bits.isPresent()
            && over.strength() < Derivations.deriving(device, bits.getAsInt()).strength();
    if (over.algorithm() != KeyAlgorithm.AES || weak) {
      throw Refusals.strength();
    }
    return future.under(inside.reveal(next, access)).text();
  }

  @Override
  public String toString() {
    return "RewrapRegisterTask[" + device + "]";
  }
}
