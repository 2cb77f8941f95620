package dev.tillwright.crypto.pin;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.engine.PinCipher;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An entered PIN into an enciphered block.
 *
 * @param key P0 that may encrypt
 * @param format which must fit the key's algorithm
 * @param pin stays its owner's to close
 * @param account none for formats that bind none
 * @param random the source of the fill
 */
public record EncryptPinTask(
    KeyHandle key, PinFormat format, ClearPin pin, PinAccount account, SecureRandom random)
    implements KeyTask<PinBlock> {

  /**
   * @throws IllegalArgumentException for format 2, which is not enciphered, and when the format
   *     needs an account number and there is none
   */
  public EncryptPinTask {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(random, "random");
    if (format == PinFormat.ISO_2) {
      throw new IllegalArgumentException("format 2 is for the card only");
    }
    PinRefusals.bound(format, account);
  }

  @Override
  public String name() {
    return "pin.encrypt";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(key, KeyUse.ENCRYPT_PIN));
  }

  @Override
  public PinBlock run(Inside inside) {
    PinRefusals.fits(inside.described(key), format);
    SecretAccess access = SecretAccess.forPurpose("PIN block");
    byte[] digits = pin.reveal(access);
    byte[] number = account.reveal(access);
    try {
      return PinBlock.of(
          format,
          PinCipher.encipher(format.number(), inside.reveal(key, access), digits, number, random));
    } finally {
      Arrays.fill(digits, (byte) 0);
      Arrays.fill(number, (byte) 0);
    }
  }
}
