package dev.tillwright.crypto.pin;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.engine.PinCipher;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.Keys;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Makes PIN blocks and translates them between keys and formats.
 *
 * <p><b>Guarantees.</b> A translation runs inside the key module and never shows the PIN; it keeps
 * the account number and follows the table of ISO 9564-1: formats 0, 3 and 4 among each other,
 * format 1 to any of them but never from them, format 2 to the card only. What weakens is refused
 * unless it was permitted by name. Whatever is wrong with a block, its account number or its key
 * gives one and the same error, {@code pin.refused}. Any number of threads.
 *
 * <p><b>Not promised.</b> PINs in software are for test hosts and training: payment schemes demand
 * a module in secure hardware. Whoever may have blocks translated as often as they like can test
 * guesses; limit who may.
 */
public final class PinBlocks {
  private final Keys keys;
  private final SecureRandom random;
  private final Set<PinPermit> permits;

  /**
   * @param keys stay the caller's to close
   * @param random the source of fill, where the module has none of its own
   */
  public PinBlocks(Keys keys, SecureRandom random) {
    this(keys, random, Set.of());
  }

  private PinBlocks(Keys keys, SecureRandom random, Set<PinPermit> permits) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.random = Objects.requireNonNull(random, "random");
    this.permits = permits;
  }

  /** The same, with one more thing allowed. */
  public PinBlocks permitting(PinPermit permit) {
    EnumSet<PinPermit> more = EnumSet.of(permit);
    more.addAll(permits);
    return new PinBlocks(keys, random, more);
  }

  /**
   * An entered PIN in a block.
   *
   * @param key P0 that may encrypt: AES for format 4, TDES for the others
   * @param format any but format 2, which is not enciphered: see {@link #forCard}
   * @param pin stays the caller's to close
   * @param account {@link PinAccount#none} for format 1 only
   * @throws IllegalArgumentException when the format needs an account number and there is none
   */
  public PinBlock encrypt(KeyHandle key, PinFormat format, ClearPin pin, PinAccount account) {
    return keys.perform(new EncryptPinTask(key, format, pin, account, random));
  }

  /**
   * The same PIN and account number in a block under another key, and perhaps of another format.
   *
   * @param from P0 that may decrypt
   * @param to P0 that may encrypt
   * @param account of both blocks; {@link PinAccount#none} when neither binds one
   * @throws dev.tillwright.core.TillwrightException {@code pin.refused} for whatever is wrong with
   *     the block; {@code pin.translation} when the table or a missing permit forbids it
   */
  public PinBlock translate(
      PinBlock block, KeyHandle from, KeyHandle to, PinFormat format, PinAccount account) {
    return keys.perform(new TranslatePinTask(block, from, to, format, account, random, permits));
  }

  /**
   * The clear block of format 2 that a chip card takes for verification offline (EMV book 3,
   * VERIFY); for the caller to close.
   */
  public SecretBytes forCard(ClearPin pin) {
    byte[] digits = pin.reveal(SecretAccess.forPurpose("offline PIN"));
    byte[] block = PinCipher.clear(PinFormat.ISO_2.number(), digits, new byte[0], random);
    try {
      return SecretBytes.copyOf(block);
    } finally {
      Arrays.fill(digits, (byte) 0);
      Arrays.fill(block, (byte) 0);
    }
  }
}
