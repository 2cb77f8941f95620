package dev.tillwright.crypto.emv;

import static dev.tillwright.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.Cvv;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.json.JsonIn;
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
import dev.tillwright.crypto.pin.PinBlocks;
import dev.tillwright.crypto.pin.PinFormat;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issuers' values, against psec's and pyemv's, which were checked against a security module. */
class CardVectorsTest {
  private final Keys keys = PaymentKeys.open();
  private final CardChecks checks = new CardChecks(keys, NotForProduction.ACKNOWLEDGED);
  private final CardCryptograms cards = new CardCryptograms(keys, NotForProduction.ACKNOWLEDGED);

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void cvvPvvRows_areMadeAndVerified() {
    int rows = 0;
    for (JsonIn row : Vectors.file("cvv_pvv.json").objects("vectors")) {
      try (PinAccount account = PinAccount.ofDigits(row.text("pan"))) {
        switch (row.text("kind")) {
          case "CVV" -> cvv(row, account);
          case "PVV" -> pvv(row, account);
          case "IBM3624" -> offset(row, account);
          default -> throw new AssertionError("not understood: " + row.pointer());
        }
      }
      rows++;
    }
    Vectors.checked("cvv_pvv.json", "all", rows);
    assertThat(rows).isPositive();
  }

  private void cvv(JsonIn row, PinAccount account) {
    KeyHandle key = load(KeyUsage.C0, ModeOfUse.GENERATE_AND_VERIFY, row.text("cvk"));
    Expiry expiry = Expiry.ofDigits(row.text("expiry"));
    ServiceCode service = new ServiceCode(row.text("serviceCode"));
    try (Cvv made = checks.cvv(key, account, expiry, service)) {
      assertThat(made.reveal(SecretAccess.forPurpose("test")))
          .isEqualTo(Vectors.ascii(row.text("value")));
    }
    assertThat(checks.verify(key, account, expiry, service, Cvv.of(row.text("value")))).isTrue();
  }

  private void pvv(JsonIn row, PinAccount account) {
    KeyHandle key = load(KeyUsage.V2, ModeOfUse.GENERATE_AND_VERIFY, row.text("pvk"));
    int index = Integer.parseInt(row.text("pvki"));
    KeyHandle pinKey = load(KeyUsage.P0, ModeOfUse.BOTH, "00112233445566778899AABBCCDDEEFF");
    try (ClearPin pin = ClearPin.of(row.text("pin"))) {
      assertThat(checks.pvv(key, index, account, pin)).isEqualTo(row.text("value"));
      PinBlock block =
          new PinBlocks(keys, new SecureRandom()).encrypt(pinKey, PinFormat.ISO_3, pin, account);
      assertThat(checks.verifyPvv(block, pinKey, key, index, account, row.text("value"))).isTrue();
    }
  }

  private void offset(JsonIn row, PinAccount account) {
    KeyHandle key = load(KeyUsage.V1, ModeOfUse.GENERATE_AND_VERIFY, row.text("pvk"));
    KeyHandle pinKey = load(KeyUsage.P0, ModeOfUse.BOTH, "00112233445566778899AABBCCDDEEFF");
    PinOffsetRule rule =
        new PinOffsetRule(
            row.text("decimalization"),
            Math.toIntExact(row.number("panVerifyOffset")),
            Math.toIntExact(row.number("panVerifyLength")),
            row.text("pad").charAt(0));
    try (ClearPin pin = ClearPin.of(row.text("pin"))) {
      assertThat(checks.offset(key, rule, account, pin)).isEqualTo(row.text("offset"));
      PinBlock block =
          new PinBlocks(keys, new SecureRandom()).encrypt(pinKey, PinFormat.ISO_0, pin, account);
      assertThat(checks.verifyOffset(block, pinKey, key, rule, account, row.text("offset")))
          .isTrue();
    }
  }

  @Test
  void arqcRows_giveKeysCryptogramsAndAnswers() {
    int rows = 0;
    for (JsonIn row : Vectors.file("emv_arqc.json").objects("vectors")) {
      assertThat(row.text("skDerivation")).isEqualTo("EMV common session key");
      KeyHandle issuer = load(KeyUsage.E0, ModeOfUse.DERIVE, row.text("issuerMasterKey"));
      try (PinAccount account = PinAccount.ofDigits(row.text("pan"))) {
        KeyHandle card = cards.cardKey(issuer, account, row.text("psn"), option(row));
        KeyHandle session = cards.sessionKey(card, SessionInput.of(hex(row.text("r"))));
        assertThat(bytes(card)).isEqualTo(row.text("iccMasterKey"));
        assertThat(bytes(session)).isEqualTo(row.text("sessionKey"));
        byte[] arqc = hex(row.text("arqc"));
        assertThat(cards.cryptogram(session, hex(row.text("data")), padding(row))).isEqualTo(arqc);
        assertThat(cards.verify(session, hex(row.text("data")), padding(row), arqc)).isTrue();
        assertThat(Vectors.hex(answer(row, card, session, arqc))).isEqualTo(row.text("arpc"));
      }
      rows++;
    }
    Vectors.checked("emv_arqc.json", "all", rows);
    assertThat(rows).isPositive();
  }

  private byte[] answer(JsonIn row, KeyHandle card, KeyHandle session, byte[] arqc) {
    if (row.number("arpcMethod") == 2) {
      return cards.response2(
          session, arqc, hex(row.text("csu")), hex(row.text("proprietaryAuthData")));
    }
    KeyHandle key =
        switch (row.text("arpcKey")) {
          case "iccMasterKey" -> card;
          case "sessionKey" -> session;
          default -> throw new AssertionError("not understood: " + row.pointer());
        };
    return cards.response1(key, arqc, hex(row.text("arc")));
  }

  private static CardKeyOption option(JsonIn row) {
    return switch (row.text("mkDerivation")) {
      case "EMV option A" -> CardKeyOption.A;
      case "EMV option B" -> CardKeyOption.B;
      default -> throw new AssertionError("not understood: " + row.pointer());
    };
  }

  private static CryptogramPadding padding(JsonIn row) {
    return switch (row.text("padding")) {
      case "ISO9797_M1" -> CryptogramPadding.METHOD_1;
      case "ISO9797_M2" -> CryptogramPadding.METHOD_2;
      default -> throw new AssertionError("not understood: " + row.pointer());
    };
  }

  private KeyHandle load(KeyUsage usage, ModeOfUse mode, String key) {
    return PaymentKeys.load(keys, usage, mode, KeyAlgorithm.TDES, hex(key));
  }

  private String bytes(KeyHandle key) {
    return Vectors.hex(PaymentKeys.bytes(keys, key));
  }
}
