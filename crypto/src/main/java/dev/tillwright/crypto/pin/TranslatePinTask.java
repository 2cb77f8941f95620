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
import java.util.Set;

/**
 * A block under one key into a block under another, of the same PIN and account number.
 *
 * @param block what came in
 * @param from P0 that may decrypt
 * @param to P0 that may encrypt
 * @param format of the new block
 * @param account of both blocks; none when neither binds one
 * @param random the source of the new block's fill
 * @param permits what is allowed beyond the table of ISO 9564-1
 */
public record TranslatePinTask(
    PinBlock block,
    KeyHandle from,
    KeyHandle to,
    PinFormat format,
    PinAccount account,
    SecureRandom random,
    Set<PinPermit> permits)
    implements KeyTask<PinBlock> {

  /**
   * @throws dev.tillwright.core.TillwrightException {@code pin.translation} when the table or a
   *     missing permit forbids it
   * @throws IllegalArgumentException when a format needs an account number and there is none
   */
  public TranslatePinTask {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(random, "random");
    permits = Set.copyOf(permits);
    if (!allowed(block.format(), format, permits)) {
      throw PinRefusals.translation(block.format(), format);
    }
    PinRefusals.bound(block.format(), account);
    PinRefusals.bound(format, account);
  }

  /** ISO 9564-1:2017, the table of translations between formats. */
  private static boolean allowed(PinFormat from, PinFormat to, Set<PinPermit> permits) {
    if (to == PinFormat.ISO_2) {
      return permits.contains(PinPermit.CARD);
    }
    return switch (from) {
      case ISO_0, ISO_3 -> to != PinFormat.ISO_1;
      case ISO_1 -> true;
      case ISO_2 -> false;
      case ISO_4 ->
          to == PinFormat.ISO_4 || to != PinFormat.ISO_1 && permits.contains(PinPermit.DOWNGRADE);
    };
  }

  @Override
  public String name() {
    return "pin.translate";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(from, KeyUse.DECRYPT_PIN), new KeyNeed(to, KeyUse.ENCRYPT_PIN));
  }

  @Override
  public PinBlock run(Inside inside) {
    PinRefusals.fits(inside.described(from), block.format());
    PinRefusals.fits(inside.described(to), format);
    SecretAccess access = SecretAccess.forPurpose("PIN translation");
    byte[] number = account.reveal(access);
    byte[] pin = new byte[0];
    try {
      pin =
          PinCipher.decipher(
                  block.format().number(), inside.reveal(from, access), block.bytes(), number)
              .orElseThrow(PinRefusals::block);
      return PinBlock.of(
          format,
          PinCipher.encipher(format.number(), inside.reveal(to, access), pin, number, random));
    } finally {
      Arrays.fill(pin, (byte) 0);
      Arrays.fill(number, (byte) 0);
    }
  }
}
