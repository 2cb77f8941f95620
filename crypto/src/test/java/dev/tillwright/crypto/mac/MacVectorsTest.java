package dev.tillwright.crypto.mac;

import static dev.tillwright.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The MACs of the published values; key wrap and check values are run with the keys. */
class MacVectorsTest {

  @Test
  void macAndHmacRows_areMadeAndVerified() {
    JsonIn file = Vectors.file("mac_kw_kcv.json");
    List<JsonIn> rows = new ArrayList<>(file.objects("mac"));
    rows.addAll(file.objects("hmac"));
    try (Keys keys = PaymentKeys.open()) {
      for (JsonIn row : rows) {
        KeyedMac mac = mac(keys, row);
        byte[] message = hex(row.text("message"));
        assertThat(Vectors.hex(mac.generate(message))).isEqualTo(row.text("mac"));
        assertThat(mac.verify(message, hex(row.text("mac")))).isTrue();
      }
    }
    Vectors.checked("mac_kw_kcv.json", "mac and hmac", rows.size());
    assertThat(rows).isNotEmpty();
  }

  private static KeyedMac mac(Keys keys, JsonIn row) {
    byte[] key = hex(row.text("key"));
    return switch (row.text("algorithm")) {
      case "AES-CMAC" -> mac(keys, KeyUsage.M6, KeyAlgorithm.AES, key, MacMethod.CMAC);
      case "TDES-CMAC" -> mac(keys, KeyUsage.M6, KeyAlgorithm.TDES, key, MacMethod.CMAC);
      case "HMAC-SHA-256" -> mac(keys, KeyUsage.M7, KeyAlgorithm.HMAC, key, MacMethod.HMAC_SHA_256);
      case "ANSI X9.19 / ISO 9797-1 alg 3" ->
          mac(
              keys,
              KeyUsage.M3,
              KeyAlgorithm.TDES,
              key,
              row.number("padding") == 1
                  ? MacMethod.ISO_9797_1_ALG_3_PAD_1
                  : MacMethod.ISO_9797_1_ALG_3_PAD_2);
      default -> throw new AssertionError("not understood: " + row.pointer());
    };
  }

  private static KeyedMac mac(
      Keys keys, KeyUsage usage, KeyAlgorithm algorithm, byte[] key, MacMethod method) {
    return KeyedMac.of(
        keys, PaymentKeys.load(keys, usage, ModeOfUse.GENERATE_AND_VERIFY, algorithm, key), method);
  }
}
