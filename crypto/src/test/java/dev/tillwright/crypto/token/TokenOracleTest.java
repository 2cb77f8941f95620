package dev.tillwright.crypto.token;

import static dev.tillwright.crypto.token.Desk.SHOP;
import static dev.tillwright.crypto.token.Desk.tokenize;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Rows D2 and D3: records and tokens as docs/card-protection.md writes them, made again by the JDK
 * and Bouncy Castle alone.
 */
class TokenOracleTest {
  private final Desk desk = new Desk();
  private final TokenVault vault = new InMemoryTokenVault();

  @AfterEach
  void close() {
    vault.close();
    desk.close();
  }

  @Test
  void sealedRecord_indexAndFingerprint_areAsWritten() throws Exception {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.digits().keepBin(6).keepLast(4));
    for (String number : TestCards.NUMBERS) {
      Token token = tokenize(tokenizer, number);
      VaultRecord record = vault.findByToken(SHOP, token).orElseThrow();
      byte[] sealed = Base64.getDecoder().decode(record.sealed());
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key("token-seal.shop"), "AES"),
          new GCMParameterSpec(128, sealed, 0, 12));
      gcm.updateAAD(
          ("tillwright.card.1\0shop\0" + token + "\0token-seal.shop/1").getBytes(US_ASCII));
      assertThat(new String(gcm.doFinal(sealed, 12, 48), US_ASCII))
          .isEqualTo(("000000" + number + "\0".repeat(32)).substring(0, 32));
      assertThat(record.index())
          .isEqualTo(
              hmac("token-index.shop", "tillwright.index.2\0shop\0digits-6-4-invalid\0" + number));
      try (Pan pan = Pan.of(number)) {
        assertThat(tokenizer.fingerprint(pan))
            .isEqualTo(hmac("token-print.shop", "tillwright.fingerprint.1\0shop\0" + number));
      }
    }
  }

  @Test
  void vaultlessToken_isFf1OfTheNumber_withTheCheckDigitOffByOne() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.vaultless().keepLast(4));
    for (String number : TestCards.NUMBERS) {
      int varied = number.length() - 4;
      String shown = ".".repeat(varied) + number.substring(varied);
      String tweak = "tillwright.ff1.1\0shop\0ff1-0-4-invalid/" + shown + "\0" + 0;
      String encrypted = ff1(tweak, number.substring(0, varied - 1));
      String valid = "";
      for (int digit = 0; digit < 10; digit++) {
        String candidate = encrypted + digit + number.substring(varied);
        valid = valid(candidate) ? encrypted + (digit + 1) % 10 + number.substring(varied) : valid;
      }
      assertThat(tokenize(tokenizer, number).value()).isEqualTo(valid);
    }
  }

  private String ff1(String tweak, String digits) {
    FPEFF1Engine engine = new FPEFF1Engine();
    engine.init(
        true,
        new FPEParameters(new KeyParameter(key("token-ff1.shop")), 10, tweak.getBytes(US_ASCII)));
    byte[] numerals = new byte[digits.length()];
    for (int i = 0; i < numerals.length; i++) {
      numerals[i] = (byte) (digits.charAt(i) - '0');
    }
    engine.processBlock(numerals, 0, numerals.length, numerals, 0);
    StringBuilder text = new StringBuilder();
    for (byte numeral : numerals) {
      text.append(numeral);
    }
    return text.toString();
  }

  private static boolean valid(String number) {
    try (Pan pan = Pan.of(number)) {
      return pan.length() > 0;
    } catch (IllegalArgumentException wrong) {
      return false;
    }
  }

  private String hmac(String key, String message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key(key), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(message.getBytes(US_ASCII)));
  }

  private byte[] key(String id) {
    return desk.keys.perform(new Look(desk.keys.find(new KeyRef(id, 1)).orElseThrow()));
  }

  /** Looks at a key, as only a test does. */
  private record Look(KeyHandle key) implements KeyTask<byte[]> {
    @Override
    public String name() {
      return "test.look";
    }

    @Override
    public List<KeyNeed> needs() {
      boolean mac = !key.spec().usage().code().equals("D0");
      return List.of(new KeyNeed(key, mac ? KeyUse.GENERATE_MAC : KeyUse.ENCRYPT));
    }

    @Override
    public byte[] run(Inside inside) {
      return inside.reveal(key, SecretAccess.forPurpose("test")).clone();
    }
  }
}
