package dev.tillwright.examples.conformance;

import dev.tillwright.crypto.emv.CardCryptograms;
import dev.tillwright.crypto.emv.CardKeyOption;
import dev.tillwright.crypto.emv.CryptogramPadding;
import dev.tillwright.crypto.emv.NotForProduction;
import dev.tillwright.crypto.emv.SessionInput;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.pin.PinAccount;
import java.util.List;

/** {@code emv_arqc.json}: card keys, session keys, cryptograms and answers. */
final class CryptogramVectors implements VectorKind {

  @Override
  public String name() {
    return "emv_arqc";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("vectors")
        && file.rows("vectors").stream()
            .anyMatch(row -> row.has("arqc") && row.has("issuerMasterKey"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    try (VectorKeys keys = new VectorKeys()) {
      CardCryptograms cards = new CardCryptograms(keys.keys(), NotForProduction.ACKNOWLEDGED);
      file.rows("vectors").forEach(row -> report.check(row, () -> check(keys, cards, row)));
    }
  }

  private static void check(VectorKeys keys, CardCryptograms cards, Row row) {
    row.oneOf("skDerivation", List.of("EMV common session key"));
    CardKeyOption option =
        row.oneOf("mkDerivation", List.of("EMV option A", "EMV option B")).endsWith("A")
            ? CardKeyOption.A
            : CardKeyOption.B;
    CryptogramPadding padding =
        row.oneOf("padding", List.of("ISO9797_M1", "ISO9797_M2")).endsWith("1")
            ? CryptogramPadding.METHOD_1
            : CryptogramPadding.METHOD_2;
    KeyHandle issuer =
        keys.load(KeyUsage.E0, ModeOfUse.DERIVE, KeyAlgorithm.TDES, row.hex("issuerMasterKey"));
    try (PinAccount account = PinAccount.ofDigits(row.text("pan"))) {
      KeyHandle card = cards.cardKey(issuer, account, row.text("psn"), option);
      keys.sameIfThere(row, "iccMasterKey", card);
      KeyHandle session = cards.sessionKey(card, SessionInput.of(row.hex("r")));
      keys.sameIfThere(row, "sessionKey", session);
      byte[] data = row.hex("data");
      Row.same("arqc", row.text("arqc"), cards.cryptogram(session, data, padding));
      Row.same("arqc", true, cards.verify(session, data, padding, row.hex("arqc")));
      if (row.has("arpc")) {
        Row.same("arpc", row.text("arpc"), answer(cards, row, card, session));
      }
    }
  }

  private static byte[] answer(CardCryptograms cards, Row row, KeyHandle card, KeyHandle session) {
    long method = row.number("arpcMethod");
    if (method == 2) {
      return cards.response2(
          session, row.hex("arqc"), row.hex("csu"), row.hex("proprietaryAuthData"));
    }
    if (method != 1) {
      throw RowFailure.notUnderstood("arpcMethod is 1 or 2");
    }
    boolean own =
        row.oneOf("arpcKey", List.of("iccMasterKey", "sessionKey")).equals("iccMasterKey");
    return cards.response1(own ? card : session, row.hex("arqc"), row.hex("arc"));
  }
}
