package dev.tillwright.crypto.emv;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.engine.MacEngine;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.pin.PinAccount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * A chip card's cryptograms and an issuer's answers to them, by TDES (EMV book 2, 8 and annex A1),
 * for test hosts: from the issuer's master key to the card's, to the session's, to ARQC and ARPC.
 *
 * <p><b>Guarantees.</b> Cryptograms are compared in constant time, inside the key module. Derived
 * keys are held until they are destroyed or the module is closed. Any number of threads.
 */
@LegacyAlgorithm("TDES, as the cards in the field have it")
public final class CardCryptograms {
  private static final int CRYPTOGRAM = 8;
  private static final KeySpec DERIVED =
      KeySpec.of(KeyUsage.E0, ModeOfUse.ANY, KeyAlgorithm.TDES, 128);

  private final Keys keys;

  /**
   * @param keys stay the caller's to close
   * @param said that this is no production host
   */
  public CardCryptograms(Keys keys, NotForProduction said) {
    this.keys = Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(said, "said");
  }

  /**
   * A card's key, which the caller destroys.
   *
   * @param issuerKey E0 that may derive, double-length TDES
   * @param sequence the card's sequence number, two digits
   */
  public KeyHandle cardKey(
      KeyHandle issuerKey, PinAccount account, String sequence, CardKeyOption option) {
    if (!sequence.matches("[0-9]{2}")) {
      throw new IllegalArgumentException("a card's sequence number has two digits");
    }
    byte[] number = account.reveal(SecretAccess.forPurpose("card key of a test host"));
    byte[] digits = sequence.getBytes(StandardCharsets.US_ASCII);
    try {
      return keys.perform(
          new OneKeyTask<>(
              "emv.card-key",
              issuerKey,
              KeyUse.DERIVE,
              (inside, key) ->
                  inside.hold(DERIVED, CardKeys.cardKey(key, number, digits, option))));
    } finally {
      Arrays.fill(number, (byte) 0);
    }
  }

  /** The key of one transaction of the card, which the caller destroys. */
  public KeyHandle sessionKey(KeyHandle cardKey, SessionInput input) {
    return keys.perform(
        new OneKeyTask<>(
            "emv.session-key",
            cardKey,
            KeyUse.DERIVE,
            (inside, key) -> inside.hold(DERIVED, CardKeys.sessionKey(key, input))));
  }

  /**
   * The cryptogram over a transaction's data: 8 bytes.
   *
   * @param key the session's; the card's own where the card derives none (Visa's CVN 10)
   */
  public byte[] cryptogram(KeyHandle key, byte[] data, CryptogramPadding padding) {
    return keys.perform(
        new OneKeyTask<>(
            "emv.cryptogram",
            key,
            KeyUse.GENERATE_CRYPTOGRAM,
            (inside, bytes) -> mac(bytes, data, padding)));
  }

  /** Whether a cryptogram is that of the data. */
  public boolean verify(KeyHandle key, byte[] data, CryptogramPadding padding, byte[] cryptogram) {
    return keys.perform(
        new OneKeyTask<>(
            "emv.cryptogram",
            key,
            KeyUse.VERIFY_CRYPTOGRAM,
            (inside, bytes) -> MessageDigest.isEqual(mac(bytes, data, padding), cryptogram)));
  }

  /**
   * The answer by method 1: 8 bytes.
   *
   * @param key the session's or the card's own, as the scheme has it
   * @param responseCode the authorization response code, 2 bytes
   */
  public byte[] response1(KeyHandle key, byte[] cryptogram, byte[] responseCode) {
    checkCryptogram(cryptogram);
    if (responseCode.length != 2) {
      throw new IllegalArgumentException("an authorization response code has 2 bytes");
    }
    byte[] block = cryptogram.clone();
    block[0] ^= responseCode[0];
    block[1] ^= responseCode[1];
    return keys.perform(
        new OneKeyTask<>(
            "emv.response-1",
            key,
            KeyUse.GENERATE_CRYPTOGRAM,
            (inside, bytes) -> BlockEngine.TDES.encrypt(bytes, block)));
  }

  /**
   * The answer by method 2: 4 bytes.
   *
   * @param key the session's
   * @param statusUpdate the card status update, 4 bytes
   * @param proprietary 0 to 8 bytes of the issuer's own
   */
  public byte[] response2(
      KeyHandle key, byte[] cryptogram, byte[] statusUpdate, byte[] proprietary) {
    checkCryptogram(cryptogram);
    if (statusUpdate.length != 4 || proprietary.length > 8) {
      throw new IllegalArgumentException(
          "a card status update has 4 bytes, and an issuer's own data 0 to 8");
    }
    byte[] data = Arrays.copyOf(cryptogram, CRYPTOGRAM + 4 + proprietary.length);
    System.arraycopy(statusUpdate, 0, data, CRYPTOGRAM, 4);
    System.arraycopy(proprietary, 0, data, CRYPTOGRAM + 4, proprietary.length);
    return Arrays.copyOf(cryptogram(key, data, CryptogramPadding.METHOD_2), 4);
  }

  private static void checkCryptogram(byte[] cryptogram) {
    if (cryptogram.length != CRYPTOGRAM) {
      throw new IllegalArgumentException("a cryptogram has 8 bytes");
    }
  }

  private static byte[] mac(byte[] key, byte[] data, CryptogramPadding padding) {
    return switch (padding) {
      case METHOD_1 -> MacEngine.ALG_3_PAD_1.mac(key, data);
      case METHOD_2 -> MacEngine.ALG_3_PAD_2.mac(key, data);
    };
  }
}
