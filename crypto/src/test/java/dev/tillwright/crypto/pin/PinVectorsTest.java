package dev.tillwright.crypto.pin;

import static dev.tillwright.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.dukpt.AesDukptHost;
import dev.tillwright.crypto.dukpt.AesKsn;
import dev.tillwright.crypto.dukpt.AesTransaction;
import dev.tillwright.crypto.dukpt.TdesDukptHost;
import dev.tillwright.crypto.dukpt.TdesKsn;
import dev.tillwright.crypto.dukpt.TdesTransaction;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks and translations against psec's, ep2's and ANSI's values. */
class PinVectorsTest {
  private static final byte[] SOME_KEY = hex("0123456789ABCDEFFEDCBA9876543210");

  private final Keys keys = PaymentKeys.open();

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void pinblockRows_areMadeTranslatedAndRefused() throws GeneralSecurityException {
    JsonIn file = Vectors.file("pinblock.json");
    int rows = 0;
    for (JsonIn row : file.objects("vectors")) {
      if (row.number("format") == 4) {
        assertThat(made(row, hex(row.text("key")))).isEqualTo(row.text("pinBlock"));
      } else if (row.number("format") == 2) {
        try (ClearPin pin = ClearPin.of(row.text("pin"));
            var block = new PinBlocks(keys, new SecureRandom()).forCard(pin)) {
          assertThat(
                  Vectors.hex(
                      block.reveal(dev.tillwright.core.card.SecretAccess.forPurpose("test"))))
              .isEqualTo(row.text("pinBlock"));
        }
      } else {
        assertThat(Vectors.hex(tdes(Cipher.DECRYPT_MODE, hex(made(row, SOME_KEY)))))
            .isEqualTo(row.text("pinBlock"));
      }
      rows++;
    }
    for (JsonIn row : file.objects("translation")) {
      assertThat(translated(row)).isEqualTo(row.text("encryptedOut"));
      rows++;
    }
    for (JsonIn row : file.objects("negative")) {
      refused(row);
      rows++;
    }
    Vectors.checked("pinblock.json", "all", rows);
    assertThat(rows).isPositive();
  }

  private String made(JsonIn row, byte[] key) {
    PinFormat format = format(row.number("format"));
    String fill = row.optionalText("fillHex").or(() -> row.optionalText("randomHex")).orElse("");
    try (ClearPin pin = ClearPin.of(row.text("pin"));
        PinAccount account = account(row)) {
      PinBlock block =
          new PinBlocks(keys, new ScriptedFill(fill))
              .encrypt(key(format, ModeOfUse.ENCRYPT, key), format, pin, account);
      return Vectors.hex(block.bytes());
    }
  }

  private String translated(JsonIn row) {
    PinFormat from = format(row.number("fromFormat"));
    PinFormat to = format(row.number("toFormat"));
    String fill =
        row.optionalText("fillHexOut").or(() -> row.optionalText("randomHexOut")).orElse("");
    PinBlocks blocks = new PinBlocks(keys, new ScriptedFill(fill));
    try (PinAccount account = account(row)) {
      return Vectors.hex(
          (from == PinFormat.ISO_4 ? blocks.permitting(PinPermit.DOWNGRADE) : blocks)
              .translate(
                  PinBlock.of(from, hex(row.text("encryptedIn"))),
                  key(from, ModeOfUse.DECRYPT, hex(row.text("keyIn"))),
                  key(to, ModeOfUse.ENCRYPT, hex(row.text("keyOut"))),
                  to,
                  account)
              .bytes());
    }
  }

  private void refused(JsonIn row) throws GeneralSecurityException {
    PinFormat format = format(row.number("format"));
    byte[] block = tdes(Cipher.ENCRYPT_MODE, hex(row.text("pinBlock")));
    try (PinAccount account = account(row)) {
      assertThatThrownBy(
              () ->
                  new PinBlocks(keys, new SecureRandom())
                      .permitting(PinPermit.CARD)
                      .translate(
                          PinBlock.of(format, block),
                          key(format, ModeOfUse.DECRYPT, SOME_KEY),
                          key(PinFormat.ISO_2, ModeOfUse.ENCRYPT, SOME_KEY),
                          PinFormat.ISO_2,
                          account))
          .isInstanceOf(dev.tillwright.core.TillwrightException.class)
          .hasMessage(PinBlocksTest.REFUSED);
    }
  }

  /** The PIN blocks that the DUKPT files carry, from the keys of the other side. */
  @Test
  void dukptRows_giveTheTerminalsPinBlocks() {
    int rows = 0;
    for (JsonIn set : Vectors.file("dukpt_tdes.json").objects("sets")) {
      TdesDukptHost host = new TdesDukptHost(keys, base(set, KeyAlgorithm.TDES));
      for (JsonIn row : set.objects("vectors")) {
        try (TdesTransaction at = host.at(TdesKsn.parse(row.text("ksn")))) {
          same(set, PinFormat.ISO_0, at.pinKey(), row.text("encryptedPinBlock"), "");
        }
        rows++;
      }
    }
    for (JsonIn set : Vectors.file("dukpt_aes.json").objects("sets")) {
      AesDukptHost host = new AesDukptHost(keys, base(set, KeyAlgorithm.AES));
      for (JsonIn row : set.objects("pinFormat4")) {
        try (AesTransaction at = host.at(AesKsn.parse(row.text("ksn")))) {
          assertThat(Vectors.hex(PaymentKeys.bytes(keys, at.pinKey())))
              .isEqualTo(row.text("pinKey"));
          same(
              row,
              PinFormat.ISO_4,
              at.pinKey(),
              row.text("encryptedPinBlock"),
              row.text("pinField").substring(16));
        }
        rows++;
      }
    }
    Vectors.checked("dukpt_tdes.json and dukpt_aes.json", "PIN", rows);
    assertThat(rows).isPositive();
  }

  /** From the host's key into a known one, and the same PIN put there directly. */
  private void same(JsonIn row, PinFormat format, KeyHandle from, String block, String fill) {
    KeyHandle to = key(format, ModeOfUse.ENCRYPT, SOME_KEY);
    try (ClearPin pin = ClearPin.of(row.text("pin"));
        PinAccount account = account(row)) {
      PinBlock expected =
          new PinBlocks(keys, new ScriptedFill(fill)).encrypt(to, format, pin, account);
      PinBlock translated =
          new PinBlocks(keys, new ScriptedFill(fill))
              .translate(PinBlock.of(format, hex(block)), from, to, format, account);
      assertThat(translated).isEqualTo(expected);
      KeyHandle terminals =
          key(format, ModeOfUse.ENCRYPT, PaymentKeys.bytes(keys, from)); // the other side's
      assertThat(
              new PinBlocks(keys, new ScriptedFill(fill)).encrypt(terminals, format, pin, account))
          .isEqualTo(PinBlock.of(format, hex(block)));
    }
  }

  private KeyHandle key(PinFormat format, ModeOfUse mode, byte[] bytes) {
    return PaymentKeys.load(keys, KeyUsage.P0, mode, format.algorithm(), bytes);
  }

  private KeyHandle base(JsonIn set, KeyAlgorithm algorithm) {
    return PaymentKeys.load(keys, KeyUsage.B0, ModeOfUse.DERIVE, algorithm, hex(set.text("bdk")));
  }

  private static PinAccount account(JsonIn row) {
    return row.optionalText("pan").map(PinAccount::ofDigits).orElse(PinAccount.none());
  }

  private static PinFormat format(long number) {
    return PinFormat.of(number).orElseThrow();
  }

  /** The test's own way through a clear block. */
  private static byte[] tdes(int direction, byte[] block) throws GeneralSecurityException {
    byte[] key = java.util.Arrays.copyOf(SOME_KEY, 24);
    System.arraycopy(SOME_KEY, 0, key, 16, 8);
    Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
    cipher.init(direction, new SecretKeySpec(key, "DESede"));
    return cipher.doFinal(block);
  }
}
