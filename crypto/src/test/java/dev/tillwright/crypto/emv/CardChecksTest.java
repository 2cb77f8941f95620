package dev.tillwright.crypto.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.tillwright.core.card.Cvv;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.pin.ClearPin;
import dev.tillwright.crypto.pin.PinAccount;
import dev.tillwright.crypto.pin.PinBlock;
import dev.tillwright.crypto.pin.PinBlocks;
import dev.tillwright.crypto.pin.PinFormat;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D8: what is refused, and what the types keep apart. */
class CardChecksTest {
  private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";

  private final Keys keys = PaymentKeys.open();
  private final CardChecks checks = new CardChecks(keys, NotForProduction.ACKNOWLEDGED);
  private final CardCryptograms cards = new CardCryptograms(keys, NotForProduction.ACKNOWLEDGED);
  private final PinAccount account = PinAccount.ofDigits("4111111111111111");
  private final KeyHandle cvk = load(KeyUsage.C0, ModeOfUse.GENERATE_AND_VERIFY);

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without the analyser could do
  void withoutTheAcknowledgement_nothingIsMade() {
    assertThatNullPointerException().isThrownBy(() -> new CardChecks(keys, null));
    assertThatNullPointerException().isThrownBy(() -> new CardCryptograms(keys, null));
  }

  @Test
  void expiry_saysItsOrder_andTheOrdersGiveDifferentValues() {
    YearMonth december = YearMonth.of(2028, 12);
    assertThat(value(Expiry.yearMonth(december))).isEqualTo("590"); // as published for 2812
    assertThat(value(Expiry.ofDigits("2812"))).isEqualTo("590");
    assertThat(value(Expiry.monthYear(december))).isEqualTo(value(Expiry.ofDigits("1228")));
    assertThat(value(Expiry.monthYear(december))).isNotEqualTo("590");
    assertThat(value(Expiry.yearMonth(YearMonth.of(2105, 3))))
        .isEqualTo(value(Expiry.ofDigits("0503")));
    assertThatIllegalArgumentException().isThrownBy(() -> Expiry.ofDigits("281"));
    assertThatIllegalArgumentException().isThrownBy(() -> Expiry.ofDigits("12/28"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ServiceCode("1"));
  }

  @Test
  void expiry_isWrittenInAsciiDigitsWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(value(Expiry.yearMonth(YearMonth.of(2028, 12)))).isEqualTo("590");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aWrongCvv_isRefused_andAValueIsReadOnce() {
    Expiry expiry = Expiry.ofDigits("2812");
    int right = 0;
    for (int i = 0; i < 1000; i++) {
      Cvv guess = Cvv.of(String.format(Locale.ROOT, "%03d", i));
      right += checks.verify(cvk, account, expiry, ServiceCode.PRINTED, guess) ? 1 : 0;
      assertThatIllegalStateException()
          .isThrownBy(() -> checks.verify(cvk, account, expiry, ServiceCode.PRINTED, guess));
    }
    assertThat(right).isEqualTo(1);
    assertThat(checks.verify(cvk, account, expiry, ServiceCode.PRINTED, Cvv.of("5900"))).isFalse();
    assertThat(checks.verify(cvk, account, expiry, ServiceCode.CHIP, Cvv.of("590"))).isFalse();
  }

  @Test
  void aWrongPinAndABlockThatIsNone_areAnsweredAlike() {
    KeyHandle pvk = load(KeyUsage.V2, ModeOfUse.GENERATE_AND_VERIFY);
    KeyHandle pinKey = load(KeyUsage.P0, ModeOfUse.BOTH);
    PinBlocks blocks = new PinBlocks(keys, new SecureRandom());
    try (ClearPin pin = ClearPin.of("1234");
        ClearPin wrong = ClearPin.of("1235");
        ClearPin longer = ClearPin.of("123499")) {
      String pvv = checks.pvv(pvk, 1, account, pin);
      PinBlock good = blocks.encrypt(pinKey, PinFormat.ISO_3, pin, account);
      assertThat(checks.verifyPvv(good, pinKey, pvk, 1, account, pvv)).isTrue();
      assertThat(checks.verifyPvv(good, pinKey, pvk, 2, account, pvv)).isFalse();
      PinBlock bad = blocks.encrypt(pinKey, PinFormat.ISO_3, wrong, account);
      assertThat(checks.verifyPvv(bad, pinKey, pvk, 1, account, pvv)).isFalse();
      // Visa's value looks at four digits only, and says so.
      PinBlock six = blocks.encrypt(pinKey, PinFormat.ISO_3, longer, account);
      assertThat(checks.verifyPvv(six, pinKey, pvk, 1, account, pvv)).isTrue();
      for (int length : new int[] {1, 8, 16}) {
        PinBlock none = PinBlock.of(PinFormat.ISO_3, new byte[length]);
        assertThat(checks.verifyPvv(none, pinKey, pvk, 1, account, pvv)).isFalse();
      }
      PinBlock other = PinBlock.of(PinFormat.ISO_4, new byte[16]);
      refused("key.algorithm", () -> checks.verifyPvv(other, pinKey, pvk, 1, account, pvv));
      for (int index : new int[] {0, 7}) {
        assertThatIllegalArgumentException().isThrownBy(() -> checks.pvv(pvk, index, account, pin));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> checks.pvv(pvk, 1, PinAccount.ofDigits("12345678901"), pin));
    }
  }

  @Test
  void offsets_areAsLongAsThePin_andTheRuleIsChecked() {
    KeyHandle pvk = load(KeyUsage.V1, ModeOfUse.GENERATE_AND_VERIFY);
    KeyHandle pinKey = load(KeyUsage.P0, ModeOfUse.BOTH);
    PinOffsetRule rule = new PinOffsetRule("1234567890123456", 4, 11, 'd');
    PinBlocks blocks = new PinBlocks(keys, new SecureRandom());
    try (ClearPin six = ClearPin.of("123456");
        ClearPin four = ClearPin.of("1234")) {
      String offset = checks.offset(pvk, rule, account, six);
      assertThat(offset).hasSize(6).startsWith(checks.offset(pvk, rule, account, four));
      PinBlock block = blocks.encrypt(pinKey, PinFormat.ISO_0, six, account);
      assertThat(checks.verifyOffset(block, pinKey, pvk, rule, account, offset)).isTrue();
      assertThat(checks.verifyOffset(block, pinKey, pvk, rule, account, offset.substring(0, 4)))
          .isFalse();
      PinAccount brief = PinAccount.ofDigits("12345678901234");
      assertThatIllegalArgumentException().isThrownBy(() -> checks.offset(pvk, rule, brief, six));
      for (PinBlock each :
          List.of(
              blocks.encrypt(pinKey, PinFormat.ISO_0, six, brief),
              PinBlock.of(PinFormat.ISO_0, new byte[8]))) {
        assertThatIllegalArgumentException()
            .as("told alike, whether the block is sound or not")
            .isThrownBy(() -> checks.verifyOffset(each, pinKey, pvk, rule, brief, offset));
      }
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new PinOffsetRule("12345", 0, 16, 'F'));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinOffsetRule("1234567890123456", -1, 16, 'F'));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinOffsetRule("1234567890123456", 0, 0, 'F'));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinOffsetRule("1234567890123456", 0, 17, 'F'));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinOffsetRule("1234567890123456", 0, 16, 'G'));
  }

  @Test
  void cryptograms_areRefusedWhenAnyBitDiffers() {
    KeyHandle issuer = load(KeyUsage.E0, ModeOfUse.DERIVE);
    KeyHandle card = cards.cardKey(issuer, account, "01", CardKeyOption.A);
    KeyHandle session = cards.sessionKey(card, SessionInput.ofCounter(0x0102));
    byte[] data = Vectors.hex("0123456789ABCDEF01");
    byte[] arqc = cards.cryptogram(session, data, CryptogramPadding.METHOD_2);
    for (int bit = 0; bit < 64; bit++) {
      byte[] changed = arqc.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(cards.verify(session, data, CryptogramPadding.METHOD_2, changed)).isFalse();
    }
    assertThat(cards.verify(session, data, CryptogramPadding.METHOD_1, arqc)).isFalse();
    assertThat(cards.verify(card, data, CryptogramPadding.METHOD_2, arqc)).isFalse();
    refused("key.mode", () -> cards.cryptogram(issuer, data, CryptogramPadding.METHOD_2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cards.response1(card, new byte[7], new byte[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> cards.response1(card, arqc, new byte[3]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cards.response2(card, arqc, new byte[3], new byte[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cards.response2(card, arqc, new byte[4], new byte[9]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cards.cardKey(issuer, account, "1", CardKeyOption.A));
  }

  @Test
  void sessionInput_isMadeOfTheCounterInEitherWay() {
    KeyHandle card =
        cards.cardKey(load(KeyUsage.E0, ModeOfUse.DERIVE), account, "01", CardKeyOption.A);
    assertThat(session(card, SessionInput.ofCounter(0xFFFE)))
        .isEqualTo(session(card, SessionInput.of(Vectors.hex("FFFE000000000000"))));
    assertThat(session(card, SessionInput.ofCounterAndNumber(1, 0x89ABCDEF)))
        .isEqualTo(session(card, SessionInput.of(Vectors.hex("0001000089ABCDEF"))));
    assertThatIllegalArgumentException().isThrownBy(() -> SessionInput.ofCounter(0x10000));
    assertThatIllegalArgumentException().isThrownBy(() -> SessionInput.ofCounter(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> SessionInput.of(new byte[7]));
  }

  @Test
  void keysOfOtherKinds_areRefused() {
    KeyHandle triple =
        PaymentKeys.load(
            keys,
            KeyUsage.C0,
            ModeOfUse.GENERATE,
            KeyAlgorithm.TDES,
            Vectors.hex(KEY + "0011223344556677"));
    refused(
        "key.algorithm",
        () -> checks.cvv(triple, account, Expiry.ofDigits("2812"), ServiceCode.PRINTED));
    KeyHandle pvk = load(KeyUsage.V2, ModeOfUse.GENERATE_AND_VERIFY);
    refused(
        "key.usage", () -> checks.cvv(pvk, account, Expiry.ofDigits("2812"), ServiceCode.PRINTED));
  }

  private String session(KeyHandle card, SessionInput input) {
    return Vectors.hex(PaymentKeys.bytes(keys, cards.sessionKey(card, input)));
  }

  private String value(Expiry expiry) {
    try (Cvv value = checks.cvv(cvk, account, expiry, ServiceCode.PRINTED)) {
      return new String(
          value.reveal(SecretAccess.forPurpose("test")),
          java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  private KeyHandle load(KeyUsage usage, ModeOfUse mode) {
    return PaymentKeys.load(keys, usage, mode, KeyAlgorithm.TDES, Vectors.hex(KEY));
  }

  private static void refused(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
