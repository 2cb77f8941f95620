package dev.tillwright.crypto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.Vectors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The small parts underneath, beside the JDK's own. */
class SmallEnginesTest {
  private static final byte[] KEY =
      Vectors.hex("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");

  @Test
  void parity_isOddInEachByte_andOnlyItsBitChanges() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    DesParity.adjust(all);
    for (int i = 0; i < all.length; i++) {
      assertThat(all[i] & 0xFE).isEqualTo(i & 0xFE);
      assertThat(Integer.bitCount(all[i] & 0xFF) % 2).as("%d", i).isEqualTo(1);
    }
  }

  @Test
  void checkValues_areThePublishedOnes_andAsLongAsTheirStyle() {
    byte[] tdes = Vectors.hex("0123456789ABCDEFFEDCBA9876543210");
    assertThat(Vectors.hex(CheckValue.ecb(BlockEngine.TDES, tdes))).isEqualTo("08D7B4");
    assertThat(CheckValue.cmac(BlockEngine.TDES, tdes))
        .isEqualTo(Arrays.copyOf(MacEngine.TDES_CMAC.mac(tdes, new byte[8]), 5));
    assertThat(CheckValue.cmac(BlockEngine.AES, KEY))
        .isEqualTo(Arrays.copyOf(MacEngine.AES_CMAC.mac(KEY, new byte[16]), 5));
    assertThat(CheckValue.ecb(BlockEngine.AES, KEY))
        .isEqualTo(Arrays.copyOf(BlockEngine.AES.encrypt(KEY, new byte[16]), 3));
  }

  @Test
  void gcmAndHmac_areTheJdks_andRefuseWhatIsTooShort() throws Exception {
    Engines engines = new Engines();
    WipingKey key = new WipingKey("AES", KEY.clone());
    byte[] context = {1, 2, 3};
    Set<String> said = new HashSet<>();
    for (int round = 1; round < 40; round++) {
      byte[] nonce = new byte[12];
      nonce[0] = (byte) round;
      byte[] plain = new byte[round - 1];
      byte[] sealed = engines.seal(key, nonce, plain, context);
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
      gcm.updateAAD(context);
      assertThat(sealed).startsWith(nonce).endsWith(gcm.doFinal(plain)).hasSize(28 + plain.length);
      assertThat(engines.open(key, sealed, context)).isEqualTo(plain);
      said.add(refusal(engines, key, sealed, new byte[] {1, 2}));
      said.add(refusal(engines, key, Arrays.copyOf(sealed, 27), context));
    }
    assertThat(said).hasSize(1);
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    byte[] expected = hmac.doFinal(context);
    WipingKey macKey = new WipingKey("HmacSHA256", KEY.clone());
    for (int round = 0; round < 3; round++) {
      assertThat(engines.mac(macKey, context)).isEqualTo(expected);
    }
    WipingKey none = new WipingKey("AES", new byte[5]);
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> engines.seal(none, new byte[12], new byte[1], context))
        .withNoCause()
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.unavailable"));
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> engines.open(none, new byte[28], context))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.unavailable"));
  }

  private static String refusal(Engines engines, WipingKey key, byte[] sealed, byte[] context) {
    TillwrightException[] seen = new TillwrightException[1];
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> engines.open(key, sealed, context))
        .withNoCause()
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.refused"))
        .satisfies(e -> seen[0] = e);
    return seen[0].toString();
  }

  @Test
  void manyBlocksUnderOneKeying_areTheSameAsOneByOne() {
    byte[] first = KEY.clone();
    byte[] block = Arrays.copyOf(first, 16);
    byte[] once =
        BlockEngine.AES.encrypting(
            KEY,
            aes -> {
              aes.encrypt(block);
              aes.encrypt(block);
              return block;
            });
    byte[] twice = BlockEngine.AES.encrypt(KEY, Arrays.copyOf(first, 16));
    assertThat(once).isEqualTo(BlockEngine.AES.encrypt(KEY, twice));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BlockEngine.AES.encrypting(
                    KEY,
                    aes -> {
                      aes.encrypt(new byte[15]);
                      return 1;
                    }));
  }

  @Test
  void keyWrap_takesTheShortestAndTheLongest() {
    WipingKey kek = new WipingKey("AES", KEY.clone());
    for (KeyWrapEngine engine : KeyWrapEngine.values()) {
      for (int length : new int[] {16, 4096}) {
        byte[] key = new byte[length];
        key[0] = 7;
        byte[] wrapped = engine.wrap(kek, key);
        assertThat(wrapped).hasSize(length + 8);
        assertThat(engine.unwrap(kek, wrapped).orElseThrow()).isEqualTo(key);
      }
    }
    byte[] one = KeyWrapEngine.PADDED.wrap(kek, new byte[] {9});
    assertThat(one).hasSize(16);
    assertThat(KeyWrapEngine.PADDED.unwrap(kek, one).orElseThrow()).containsExactly(9);
  }
}
