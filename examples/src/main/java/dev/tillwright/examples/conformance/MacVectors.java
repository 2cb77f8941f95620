package dev.tillwright.examples.conformance;

import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.mac.KeyedMac;
import java.util.List;

/** {@code mac_kw_kcv.json}: message authentication, key wrap, key check values. */
final class MacVectors implements VectorKind {
  private static final List<String> ALGORITHMS =
      List.of("AES-CMAC", "TDES-CMAC", "HMAC-SHA-256", "ANSI X9.19 / ISO 9797-1 alg 3");

  @Override
  public String name() {
    return "mac_kw_kcv";
  }

  @Override
  public boolean looksLike(Row file) {
    return List.of("mac", "hmac").stream()
        .anyMatch(
            list ->
                file.isList(list)
                    && file.rows(list).stream()
                        .anyMatch(row -> row.has("algorithm") && row.has("mac")));
  }

  @Override
  public void run(VectorFile file, Report report) {
    try (VectorKeys keys = new VectorKeys()) {
      for (String list : List.of("mac", "hmac")) {
        file.rows(list).forEach(row -> report.check(row, () -> mac(keys, row)));
      }
      file.rows("keyWrap").forEach(row -> report.check(row, () -> keyWrap(keys, row)));
      file.rows("kcv").forEach(row -> report.check(row, () -> checkValue(keys, row)));
    }
  }

  private static void mac(VectorKeys keys, Row row) {
    byte[] message = row.hex("message");
    KeyedMac mac =
        switch (row.oneOf("algorithm", ALGORITHMS)) {
          case "AES-CMAC" -> mac(keys, row, KeyUsage.M6, KeyAlgorithm.AES, MacMethod.CMAC);
          case "TDES-CMAC" -> mac(keys, row, KeyUsage.M6, KeyAlgorithm.TDES, MacMethod.CMAC);
          case "HMAC-SHA-256" ->
              mac(keys, row, KeyUsage.M7, KeyAlgorithm.HMAC, MacMethod.HMAC_SHA_256);
          default -> mac(keys, row, KeyUsage.M3, KeyAlgorithm.TDES, retail(row));
        };
    Row.same("mac", row.text("mac"), mac.generate(message));
    Row.same("mac", true, mac.verify(message, row.hex("mac")));
  }

  private static MacMethod retail(Row row) {
    long padding = row.number("padding");
    if (padding != 1 && padding != 2) {
      throw RowFailure.notUnderstood("padding is 1 or 2");
    }
    return padding == 1 ? MacMethod.ISO_9797_1_ALG_3_PAD_1 : MacMethod.ISO_9797_1_ALG_3_PAD_2;
  }

  private static KeyedMac mac(
      VectorKeys keys, Row row, KeyUsage usage, KeyAlgorithm algorithm, MacMethod method) {
    KeyHandle key = keys.load(usage, ModeOfUse.GENERATE_AND_VERIFY, algorithm, row.hex("key"));
    return KeyedMac.of(keys.keys(), key, method);
  }

  private static void keyWrap(VectorKeys keys, Row row) {
    boolean padded =
        row.oneOf("algorithm", List.of("AES-KW RFC 3394", "AES-KWP RFC 5649")).contains("KWP");
    KeyHandle kek = keys.load(KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, row.hex("kek"));
    byte[] key = row.hex("keyData");
    Row.same("wrapped", row.text("wrapped"), keys.wrap(kek, key, padded));
    keys.same("keyData", keys.unwrap(kek, key.length, row.hex("wrapped"), padded), key);
  }

  private static void checkValue(VectorKeys keys, Row row) {
    boolean aes = row.oneOf("keyType", List.of("AES", "TDES")).equals("AES");
    KeyHandle key =
        keys.load(
            KeyUsage.D0,
            ModeOfUse.BOTH,
            aes ? KeyAlgorithm.AES : KeyAlgorithm.TDES,
            row.hex("key"));
    if (row.has("kcv3")) {
      Row.same("kcv3", row.text("kcv3"), keys.keys().kcv(key, KcvStyle.ECB));
    }
    if (row.has("kcvLegacyEcbZero3")) {
      Row.same(
          "kcvLegacyEcbZero3", row.text("kcvLegacyEcbZero3"), keys.keys().kcv(key, KcvStyle.ECB));
    }
    if (row.has("kcvCmac5")) {
      Row.same("kcvCmac5", row.text("kcvCmac5"), keys.keys().kcv(key, KcvStyle.CMAC));
    }
  }
}
