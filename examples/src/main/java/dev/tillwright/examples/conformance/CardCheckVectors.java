package dev.tillwright.examples.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.card.Cvv;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.emv.CardChecks;
import dev.tillwright.crypto.emv.Expiry;
import dev.tillwright.crypto.emv.NotForProduction;
import dev.tillwright.crypto.emv.PinOffsetRule;
import dev.tillwright.crypto.emv.ServiceCode;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.pin.ClearPin;
import dev.tillwright.crypto.pin.PinAccount;
import java.util.List;

/** {@code cvv_pvv.json}: an issuer's check values of cards and PINs. */
final class CardCheckVectors implements VectorKind {

  @Override
  public String name() {
    return "cvv_pvv";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("vectors")
        && file.rows("vectors").stream()
            .anyMatch(row -> row.has("kind") && (row.has("cvk") || row.has("pvk")));
  }

  @Override
  public void run(VectorFile file, Report report) {
    try (VectorKeys keys = new VectorKeys()) {
      CardChecks checks = new CardChecks(keys.keys(), NotForProduction.ACKNOWLEDGED);
      file.rows("vectors").forEach(row -> report.check(row, () -> check(keys, checks, row)));
    }
  }

  private static void check(VectorKeys keys, CardChecks checks, Row row) {
    try (PinAccount account = PinAccount.ofDigits(row.text("pan"))) {
      switch (row.oneOf("kind", List.of("CVV", "PVV", "IBM3624"))) {
        case "CVV" -> cvv(keys, checks, row, account);
        case "PVV" -> pvv(keys, checks, row, account);
        default -> offset(keys, checks, row, account);
      }
    }
  }

  private static void cvv(VectorKeys keys, CardChecks checks, Row row, PinAccount account) {
    KeyHandle key = load(keys, KeyUsage.C0, row.hex("cvk"));
    Expiry expiry = Expiry.ofDigits(row.text("expiry"));
    ServiceCode service = new ServiceCode(row.text("serviceCode"));
    try (Cvv value = checks.cvv(key, account, expiry, service)) {
      byte[] digits = value.reveal(SecretAccess.forPurpose("conformance"));
      Row.same("value", row.text("value"), new String(digits, US_ASCII));
    }
  }

  private static void pvv(VectorKeys keys, CardChecks checks, Row row, PinAccount account) {
    if (!row.text("pvki").matches("[0-9]")) {
      throw RowFailure.notUnderstood("pvki is one digit");
    }
    int index = Integer.parseInt(row.text("pvki"));
    try (ClearPin pin = ClearPin.of(row.text("pin"))) {
      KeyHandle key = load(keys, KeyUsage.V2, row.hex("pvk"));
      Row.same("value", row.text("value"), checks.pvv(key, index, account, pin));
    }
  }

  private static void offset(VectorKeys keys, CardChecks checks, Row row, PinAccount account) {
    if (row.text("pad").length() != 1) {
      throw RowFailure.notUnderstood("pad is one hexadecimal digit");
    }
    PinOffsetRule rule =
        new PinOffsetRule(
            row.text("decimalization"),
            Math.toIntExact(row.number("panVerifyOffset")),
            Math.toIntExact(row.number("panVerifyLength")),
            row.text("pad").charAt(0));
    try (ClearPin pin = ClearPin.of(row.text("pin"))) {
      KeyHandle key = load(keys, KeyUsage.V1, row.hex("pvk"));
      Row.same("offset", row.text("offset"), checks.offset(key, rule, account, pin));
    }
  }

  private static KeyHandle load(VectorKeys keys, KeyUsage usage, byte[] key) {
    return keys.load(usage, ModeOfUse.GENERATE, KeyAlgorithm.TDES, key);
  }
}
