package dev.tillwright.crypto.emv;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.engine.PinCipher;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.pin.PinAccount;
import dev.tillwright.crypto.pin.PinBlock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether the PIN in a block is the one that a check value stands for; told inside. */
record PinCheckTask(
    PinBlock block,
    KeyHandle pinKey,
    KeyHandle checkKey,
    PinAccount account,
    String expected,
    Check check)
    implements KeyTask<Boolean> {

  /** Makes the check value of a PIN. */
  interface Check {
    byte[] of(byte[] key, byte[] account, byte[] pin);
  }

  @Override
  public String name() {
    return "pin.check";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(
        new KeyNeed(pinKey, KeyUse.DECRYPT_PIN), new KeyNeed(checkKey, KeyUse.VERIFY_PIN_CHECK));
  }

  @Override
  public Boolean run(Inside inside) {
    if (inside.described(pinKey).spec().algorithm() != block.format().algorithm()) {
      throw new KeyRefusedException("key.algorithm", "the PIN key is none for this format");
    }
    SecretAccess access = SecretAccess.forPurpose("PIN check of a test host");
    byte[] wanted = expected.getBytes(StandardCharsets.US_ASCII);
    byte[] key = OneKeyTask.revealed(inside, checkKey);
    byte[] number = account.reveal(access);
    Optional<byte[]> pin =
        PinCipher.decipher(
            block.format().number(), inside.reveal(pinKey, access), block.bytes(), number);
    try {
      // A block that is none has no right PIN: the answer does not tell it from a wrong one.
      return pin.map(digits -> MessageDigest.isEqual(check.of(key, number, digits), wanted))
          .orElse(false);
    } finally {
      pin.ifPresent(digits -> Arrays.fill(digits, (byte) 0));
      Arrays.fill(number, (byte) 0);
    }
  }
}
