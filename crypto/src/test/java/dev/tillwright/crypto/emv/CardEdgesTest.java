package dev.tillwright.crypto.emv;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.pin.ClearPin;
import dev.tillwright.crypto.pin.PinAccount;
import dev.tillwright.crypto.pin.PinBlock;
import dev.tillwright.crypto.pin.PinFormat;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Row D8: the rare cases of the computations, written out over texts and the JDK, and the bounds.
 */
class CardEdgesTest {
  private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
  private static final int SIXTEEN = 16;

  private final Keys keys = PaymentKeys.open();
  private final CardChecks checks = new CardChecks(keys, NotForProduction.ACKNOWLEDGED);
  private final CardCryptograms cards = new CardCryptograms(keys, NotForProduction.ACKNOWLEDGED);
  private final PinAccount account = PinAccount.ofDigits("4111111111111111");

  @AfterEach
  void close() {
    keys.close();
  }

  /**
   * One PIN in some thousands has a value with a letter left over: then letters less ten follow.
   */
  @Test
  void pvv_withTooFewDecimalDigits_takesTheLettersLessTen() throws Exception {
    byte[] key = Vectors.hex(KEY);
    byte[] number = "4111111111111111".getBytes(US_ASCII);
    int rare = 0;
    for (int index = 1; index <= 6; index++) {
      for (int pin = 0; pin < 10_000; pin++) {
        String digits = String.format(Locale.ROOT, "%04d", pin);
        String cipher = encrypted("11111111111" + index + digits);
        if (cipher.replaceAll("[A-F]", "").length() < 4) {
          rare++;
          assertThat(CheckDigits.pvv(key, index, number, digits.getBytes(US_ASCII)))
              .asString(US_ASCII)
              .isEqualTo(decimal(cipher).substring(0, 4));
        }
      }
    }
    assertThat(rare).isPositive();
  }

  /** Option B hashes numbers of more than 16 digits; a hash may have too few decimal digits. */
  @Test
  void cardKey_ofLongNumbers_isThatOfTheirHash() throws Exception {
    byte[] key = Vectors.hex(KEY);
    int rare = 0;
    for (long number = 41_111_111_111_111_111L; rare < 3; number++) {
      for (int length : new int[] {17, 18}) {
        String digits = String.valueOf(number) + "0".repeat(length - 17);
        String all = digits + "01";
        String even = all.length() % 2 == 0 ? all : "0" + all;
        String hash =
            HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(Vectors.hex(even)));
        boolean tooFew = hash.replaceAll("[A-F]", "").length() < SIXTEEN;
        if (tooFew || number % 1000 == 0) {
          rare += tooFew ? 1 : 0;
          assertThat(cardKey(key, digits, "01", CardKeyOption.B))
              .as(digits)
              .isEqualTo(derived(decimal(hash).substring(0, SIXTEEN)));
        }
      }
    }
    String sixteen = "4111111111111111";
    assertThat(cardKey(key, sixteen, "01", CardKeyOption.B))
        .isEqualTo(cardKey(key, sixteen, "01", CardKeyOption.A))
        .isEqualTo(derived("1111111111111101"));
    assertThat(cardKey(key, "41111111111111111", "01", CardKeyOption.A))
        .isEqualTo(derived("1111111111111101"));
    assertThat(cardKey(key, "123456789012", "34", CardKeyOption.A))
        .isEqualTo(derived("0012345678901234"));
    assertThat(cardKey(key, "12345678901234", "56", CardKeyOption.A))
        .isEqualTo(derived("1234567890123456"));
  }

  @Test
  void bounds_areInclusive() {
    KeyHandle pvk = load(KeyUsage.V2, ModeOfUse.GENERATE_AND_VERIFY);
    KeyHandle offsets = load(KeyUsage.V1, ModeOfUse.GENERATE_AND_VERIFY);
    KeyHandle pinKey = load(KeyUsage.P0, ModeOfUse.BOTH);
    PinAccount twelve = PinAccount.ofDigits("123456789012");
    try (ClearPin pin = ClearPin.of("1234")) {
      for (int index : new int[] {1, 6}) {
        assertThat(checks.pvv(pvk, index, twelve, pin)).hasSize(4);
      }
      PinBlock block = PinBlock.of(PinFormat.ISO_3, new byte[8]);
      for (int index : new int[] {0, 7}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> checks.verifyPvv(block, pinKey, pvk, index, account, "1234"));
      }
      for (int[] part : new int[][] {{0, 16}, {15, 1}, {0, 1}}) {
        PinOffsetRule rule = new PinOffsetRule("0123456789012345", part[0], part[1], 'F');
        assertThat(checks.offset(offsets, rule, account, pin)).hasSize(4);
      }
      PinOffsetRule beyond = new PinOffsetRule("0123456789012345", 15, 2, 'F');
      assertThatIllegalArgumentException()
          .isThrownBy(() -> checks.offset(offsets, beyond, account, pin));
    }
    assertThat(SessionInput.ofCounter(0).with(0xF0)).containsExactly(0, 0, 0xF0, 0, 0, 0, 0, 0);
    assertThat(SessionInput.ofCounter(0xFFFF).with(0x0F))
        .containsExactly(0xFF, 0xFF, 0x0F, 0, 0, 0, 0, 0);
  }

  @Test
  void answers_areToCryptogramsOfEightBytes() {
    KeyHandle card =
        cards.cardKey(load(KeyUsage.E0, ModeOfUse.DERIVE), account, "01", CardKeyOption.A);
    for (int length : new int[] {7, 9, 16}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cards.response1(card, new byte[length], new byte[2]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cards.response2(card, new byte[length], new byte[4], new byte[0]));
    }
    assertThat(cards.response1(card, new byte[8], new byte[2])).hasSize(8);
    assertThat(cards.response2(card, new byte[8], new byte[4], new byte[8])).hasSize(4);
  }

  private static byte[] cardKey(byte[] key, String account, String sequence, CardKeyOption option) {
    return CardKeys.cardKey(key, account.getBytes(US_ASCII), sequence.getBytes(US_ASCII), option);
  }

  /** Decimal digits first, then the letters less ten. */
  private static String decimal(String hex) {
    StringBuilder digits = new StringBuilder(hex.replaceAll("[A-F]", ""));
    for (char letter : hex.replaceAll("[0-9]", "").toCharArray()) {
      digits.append((char) (letter - 'A' + '0'));
    }
    return digits.toString();
  }

  /** The key of a block and of its complement, with odd parity. */
  private static byte[] derived(String block) throws Exception {
    byte[] both = Vectors.hex(block + block);
    for (int i = 8; i < both.length; i++) {
      both[i] ^= (byte) 0xFF;
    }
    byte[] key = Vectors.hex(encrypted(HexFormat.of().formatHex(both)));
    for (int i = 0; i < key.length; i++) {
      if (Integer.bitCount(key[i] & 0xFF) % 2 == 0) {
        key[i] ^= 1;
      }
    }
    return key;
  }

  private static String encrypted(String blocks) throws Exception {
    Cipher tdes = Cipher.getInstance("DESede/ECB/NoPadding");
    tdes.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(Vectors.hex(KEY + KEY.substring(0, 16)), "DESede"));
    return HexFormat.of().withUpperCase().formatHex(tdes.doFinal(Vectors.hex(blocks)));
  }

  private KeyHandle load(KeyUsage usage, ModeOfUse mode) {
    return PaymentKeys.load(keys, usage, mode, KeyAlgorithm.TDES, Vectors.hex(KEY));
  }
}
