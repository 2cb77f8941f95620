package dev.tillwright.crypto.emv;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.card.Cvv;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import dev.tillwright.crypto.pin.ClearPin;
import dev.tillwright.crypto.pin.PinAccount;
import dev.tillwright.crypto.pin.PinBlock;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * An issuer's check values for test hosts: of cards (CVV, CVC) and of PINs (PVV, IBM 3624 offset).
 *
 * <p><b>Guarantees.</b> Values are compared in constant time, inside the key module; a PIN block
 * that is none is answered as a wrong PIN. Any number of threads. <b>Not promised:</b> values of so
 * few digits are guessed by who may ask often; a host counts attempts.
 */
@LegacyAlgorithm("TDES, as the card schemes have it")
public final class CardChecks {
  private static final int PVV_ACCOUNT = 12;

  private final Keys keys;

  /**
   * @param keys stay the caller's to close
   * @param said that this is no production host
   */
  public CardChecks(Keys keys, NotForProduction said) {
    this.keys = Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(said, "said");
  }

  /**
   * A card's verification value, for the caller to close.
   *
   * @param key C0 that may generate, double-length TDES
   * @param service {@link ServiceCode#PRINTED} and {@link ServiceCode#CHIP} for CVV2 and iCVV
   */
  public Cvv cvv(KeyHandle key, PinAccount account, Expiry expiry, ServiceCode service) {
    return keys.perform(
        new OneKeyTask<>(
            "card.cvv",
            key,
            KeyUse.GENERATE_CARD_CHECK,
            (inside, bytes) -> secret(value(bytes, account, expiry, service))));
  }

  /**
   * Whether a value is that of the card. Reads, and so spends, {@code value}.
   *
   * @param key C0 that may verify, double-length TDES
   */
  public boolean verify(
      KeyHandle key, PinAccount account, Expiry expiry, ServiceCode service, Cvv value) {
    byte[] given = value.reveal(SecretAccess.forPurpose("card check of a test host"));
    try {
      return keys.perform(
          new OneKeyTask<>(
              "card.cvv",
              key,
              KeyUse.VERIFY_CARD_CHECK,
              (inside, bytes) ->
                  MessageDigest.isEqual(value(bytes, account, expiry, service), given)));
    } finally {
      Arrays.fill(given, (byte) 0);
    }
  }

  private static byte[] value(byte[] key, PinAccount account, Expiry expiry, ServiceCode service) {
    return with(account, number -> CheckDigits.cvv(key, number, expiry, service));
  }

  /**
   * A PIN's PVV: four digits.
   *
   * @param key V2 that may generate, double-length TDES
   * @param index of the key, 1 to 6
   * @param account of 12 digits at least
   */
  public String pvv(KeyHandle key, int index, PinAccount account, ClearPin pin) {
    checkPvv(index, account);
    return made(key, pin, (bytes, digits) -> pvv(bytes, index, account, digits));
  }

  /**
   * Whether the PIN in a block is the one that a PVV stands for.
   *
   * @param pinKey P0 that may decrypt
   * @param key V2 that may verify
   */
  public boolean verifyPvv(
      PinBlock block, KeyHandle pinKey, KeyHandle key, int index, PinAccount account, String pvv) {
    checkPvv(index, account);
    return keys.perform(
        new PinCheckTask(
            block,
            pinKey,
            key,
            account,
            pvv,
            (bytes, number, pin) -> CheckDigits.pvv(bytes, index, number, pin)));
  }

  /**
   * A PIN's offset by IBM 3624: as many digits as the PIN.
   *
   * @param key V1 that may generate, double-length TDES
   */
  public String offset(KeyHandle key, PinOffsetRule rule, PinAccount account, ClearPin pin) {
    return made(
        key,
        pin,
        (bytes, digits) ->
            with(account, number -> CheckDigits.offset(bytes, rule, number, digits)));
  }

  /**
   * Whether the PIN in a block is the one that an offset stands for, of the offset's length.
   *
   * @param pinKey P0 that may decrypt
   * @param key V1 that may verify
   */
  public boolean verifyOffset(
      PinBlock block,
      KeyHandle pinKey,
      KeyHandle key,
      PinOffsetRule rule,
      PinAccount account,
      String offset) {
    rule.fits(account.length()); // here: inside, it would tell a sound block from another
    return keys.perform(
        new PinCheckTask(
            block,
            pinKey,
            key,
            account,
            offset,
            (bytes, number, pin) -> CheckDigits.offset(bytes, rule, number, pin)));
  }

  private String made(KeyHandle key, ClearPin pin, BiFunction<byte[], byte[], byte[]> work) {
    byte[] digits = pin.reveal(SecretAccess.forPurpose("PIN check of a test host"));
    try {
      return keys.perform(
          new OneKeyTask<>(
              "pin.check-value",
              key,
              KeyUse.GENERATE_PIN_CHECK,
              (inside, bytes) -> new String(work.apply(bytes, digits), US_ASCII)));
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  private static byte[] pvv(byte[] key, int index, PinAccount account, byte[] pin) {
    return with(account, number -> CheckDigits.pvv(key, index, number, pin));
  }

  private static void checkPvv(int index, PinAccount account) {
    if (index < 1 || index > 6) {
      throw new IllegalArgumentException("the index of a PVV key is 1 to 6");
    }
    if (account.length() < PVV_ACCOUNT) {
      throw new IllegalArgumentException("a PVV needs an account number of 12 digits or more");
    }
  }

  private static byte[] with(PinAccount account, UnaryOperator<byte[]> work) {
    byte[] number = account.reveal(SecretAccess.forPurpose("card check of a test host"));
    try {
      return work.apply(number);
    } finally {
      Arrays.fill(number, (byte) 0);
    }
  }

  private static Cvv secret(byte[] digits) {
    char[] text = new char[digits.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) digits[i];
    }
    try {
      return Cvv.of(CharBuffer.wrap(text));
    } finally {
      Arrays.fill(text, '0');
      Arrays.fill(digits, (byte) 0);
    }
  }
}
