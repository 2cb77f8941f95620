package dev.tillwright.crypto.dukpt;

import static dev.tillwright.crypto.Vectors.ascii;
import static dev.tillwright.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The host's keys and what they protect, against ANSI's own values and openemv's. */
class DukptVectorsTest {
  private final Keys keys = PaymentKeys.open();

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void tdesRows_giveTheKeysAndWhatTheyProtect() {
    int rows = 0;
    for (JsonIn set : Vectors.file("dukpt_tdes.json").objects("sets")) {
      TdesDukptHost host = new TdesDukptHost(keys, base(set, KeyAlgorithm.TDES));
      for (JsonIn row : set.objects("vectors")) {
        TdesKsn ksn = TdesKsn.parse(row.text("ksn"));
        assertThat(ksn.text()).isEqualTo(row.text("ksn"));
        assertThat(bytes(host.initialKey(ksn))).isEqualTo(set.text("initialKey"));
        try (TdesTransaction at = host.at(ksn)) {
          tdesKeys(row, at);
          tdesMessages(set, row, at);
        }
        rows++;
      }
      rows += advances(set, text -> TdesKsn.parse(text).next().map(TdesKsn::text));
      for (JsonIn row : set.objects("ksnInvalid")) {
        assertThatExceptionOfType(KsnFormatException.class)
            .isThrownBy(() -> TdesKsn.parse(row.text("ksn")));
        rows++;
      }
    }
    Vectors.checked("dukpt_tdes.json", "all", rows);
    assertThat(rows).isPositive();
  }

  private void tdesKeys(JsonIn row, TdesTransaction at) {
    assertThat(bytes(at.pinKey())).isEqualTo(row.text("pinKey"));
    assertThat(bytes(at.macKey(Direction.REQUEST))).isEqualTo(row.text("macRequestKey"));
    assertThat(bytes(at.macKey(Direction.RESPONSE))).isEqualTo(row.text("macResponseKey"));
    assertThat(bytes(at.dataKey(Direction.REQUEST))).isEqualTo(row.text("dataRequestKey"));
    assertThat(bytes(at.dataKey(Direction.RESPONSE))).isEqualTo(row.text("dataResponseKey"));
  }

  private void tdesMessages(JsonIn set, JsonIn row, TdesTransaction at) {
    byte[] data = ascii(set.text("dataAscii"));
    MacMethod x919 = MacMethod.ISO_9797_1_ALG_3_PAD_1;
    assertThat(keys.verify(at.macKey(Direction.REQUEST), x919, data, hex(row.text("macRequest4"))))
        .isTrue();
    byte[] response = keys.mac(at.macKey(Direction.RESPONSE), x919, data);
    assertThat(Vectors.hex(Arrays.copyOf(response, 4))).isEqualTo(row.text("macResponse4"));
    byte[] blocks = Arrays.copyOf(data, (data.length + 7) / 8 * 8);
    assertThat(
            keys.decryptBlocks(
                at.dataKey(Direction.REQUEST),
                BlockMode.CBC,
                new byte[8],
                hex(row.text("encryptedRequestCbcZeroIv"))))
        .isEqualTo(blocks);
    assertThat(
            Vectors.hex(
                keys.encryptBlocks(
                    at.dataKey(Direction.RESPONSE), BlockMode.CBC, new byte[8], blocks)))
        .isEqualTo(row.text("encryptedResponseCbcZeroIv"));
  }

  @Test
  void aesRows_giveTheKeysAndWhatTheyProtect() {
    int rows = 0;
    JsonIn file = Vectors.file("dukpt_aes.json");
    for (JsonIn set : file.objects("sets")) {
      AesDukptHost host = new AesDukptHost(keys, base(set, KeyAlgorithm.AES));
      AesKsn device = new AesKsn(set.text("initialKeyId"), 0);
      assertThat(bytes(host.initialKey(device))).isEqualTo(set.text("initialKey"));
      rows++;
      for (JsonIn row : set.objects("vectors")) {
        AesKsn ksn = AesKsn.parse(row.text("ksn"));
        assertThat(ksn.text()).isEqualTo(row.text("ksn"));
        assertThat(ksn.counter()).isEqualTo(row.number("counter"));
        try (AesTransaction at = host.at(ksn)) {
          workingKeys(row.object("workingKeys"), at);
        }
        rows++;
      }
      for (JsonIn row : set.objects("macAndData")) {
        try (AesTransaction at = host.at(AesKsn.parse(row.text("ksn")))) {
          aesMessages(row, at, hex(set.text("bdk")).length * 8);
        }
        rows++;
      }
      rows += updateKeys(set, host, device);
    }
    rows += advances(file, text -> AesKsn.parse(text).next().map(AesKsn::text));
    for (JsonIn row : file.objects("ksnInvalid")) {
      assertThatExceptionOfType(KsnFormatException.class)
          .isThrownBy(() -> AesKsn.parse(row.text("ksn")));
      rows++;
    }
    Vectors.checked("dukpt_aes.json", "all but PIN", rows);
    assertThat(rows).isPositive();
  }

  private void workingKeys(JsonIn uses, AesTransaction at) {
    for (String use : uses.names()) {
      JsonIn types = uses.object(use);
      for (String type : types.names()) {
        KeyHandle key = at.key(AesKeyUse.valueOf(use), DukptKeyType.valueOf(type));
        assertThat(bytes(key)).as("%s %s", use, type).isEqualTo(types.text(type));
      }
    }
  }

  private void aesMessages(JsonIn row, AesTransaction at, int bits) {
    byte[] data = ascii(row.text("messageAscii"));
    DukptKeyType hmac = DukptKeyType.valueOf("HMAC" + bits);
    assertThat(
            keys.verify(
                at.macKey(Direction.REQUEST), MacMethod.CMAC, data, hex(row.text("cmacRequest"))))
        .isTrue();
    assertThat(Vectors.hex(keys.mac(at.macKey(Direction.RESPONSE), MacMethod.CMAC, data)))
        .isEqualTo(row.text("cmacResponse"));
    assertThat(
            keys.verify(
                at.macKey(Direction.REQUEST, hmac),
                MacMethod.HMAC_SHA_256,
                data,
                hex(row.text("hmacSha256Request"))))
        .isTrue();
    assertThat(
            Vectors.hex(
                keys.mac(at.macKey(Direction.RESPONSE, hmac), MacMethod.HMAC_SHA_256, data)))
        .isEqualTo(row.text("hmacSha256Response"));
    byte[] blocks = Arrays.copyOf(data, (data.length + 15) / 16 * 16);
    assertThat(
            keys.decryptBlocks(
                at.dataKey(Direction.REQUEST),
                BlockMode.CBC,
                new byte[16],
                hex(row.text("dataCbcZeroIvZeroPadRequest"))))
        .isEqualTo(blocks);
    assertThat(
            Vectors.hex(
                keys.encryptBlocks(
                    at.dataKey(Direction.RESPONSE), BlockMode.CBC, new byte[16], blocks)))
        .isEqualTo(row.text("dataCbcZeroIvZeroPadResponse"));
  }

  private int updateKeys(JsonIn set, AesDukptHost host, AesKsn device) {
    JsonIn types = set.object("updateKeyAtCounterFFFFFFFF");
    for (String type : types.names()) {
      assertThat(bytes(host.updateKey(device, DukptKeyType.valueOf(type))))
          .isEqualTo(types.text(type));
    }
    return types.names().size();
  }

  private static int advances(
      JsonIn of, java.util.function.Function<String, Optional<String>> next) {
    for (JsonIn row : of.objects("ksnAdvance")) {
      assertThat(next.apply(row.text("ksn"))).isEqualTo(row.optionalText("next"));
      assertThat(row.has("next")).isNotEqualTo(row.truth("exhausted"));
    }
    return of.objects("ksnAdvance").size();
  }

  private KeyHandle base(JsonIn set, KeyAlgorithm algorithm) {
    return PaymentKeys.load(keys, KeyUsage.B0, ModeOfUse.DERIVE, algorithm, hex(set.text("bdk")));
  }

  private String bytes(KeyHandle key) {
    return Vectors.hex(PaymentKeys.bytes(keys, key));
  }
}
