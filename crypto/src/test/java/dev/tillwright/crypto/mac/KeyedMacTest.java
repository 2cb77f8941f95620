package dev.tillwright.crypto.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D7: each MAC beside a second way to it, and what verification refuses. */
class KeyedMacTest {
  private final Keys keys = PaymentKeys.open();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @AfterEach
  void close() {
    keys.close();
  }

  /** The module uses Bouncy Castle's chains; here they are written out over the JDK's blocks. */
  @Test
  void blockMacs_agreeWithTheStandardWrittenOutOverTheJdk() throws Exception {
    System.out.println("blockMacs seed " + seed);
    for (int i = 0; i < 150; i++) {
      byte[] message = bytes(random.nextInt(70));
      byte[] two = bytes(16);
      byte[] aes = bytes(16 + 8 * random.nextInt(3));
      for (boolean marked : new boolean[] {false, true}) {
        assertThat(
                made(
                    KeyUsage.M3,
                    KeyAlgorithm.TDES,
                    two,
                    marked ? MacMethod.ISO_9797_1_ALG_3_PAD_2 : MacMethod.ISO_9797_1_ALG_3_PAD_1,
                    message))
            .isEqualTo(retail(two, padded(message, marked)));
        assertThat(
                made(
                    KeyUsage.M1,
                    KeyAlgorithm.TDES,
                    two,
                    marked ? MacMethod.ISO_9797_1_ALG_1_PAD_2 : MacMethod.ISO_9797_1_ALG_1_PAD_1,
                    message))
            .isEqualTo(chain(tdes(two), "DESede", 8, padded(message, marked)));
      }
      assertThat(made(KeyUsage.M6, KeyAlgorithm.AES, aes, MacMethod.CMAC, message))
          .isEqualTo(cmac(new SecretKeySpec(aes, "AES"), "AES", 16, 0x87, message));
      assertThat(made(KeyUsage.M6, KeyAlgorithm.TDES, two, MacMethod.CMAC, message))
          .isEqualTo(cmac(tdes(two), "DESede", 8, 0x1B, message));
    }
  }

  /** The module uses the JDK's HMAC; here it is FIPS 198-1 over Bouncy Castle's hashes. */
  @Test
  void hmacs_agreeWithTheStandardWrittenOut() {
    System.out.println("hmacs seed " + seed);
    for (int i = 0; i < 50; i++) {
      byte[] message = bytes(random.nextInt(300));
      byte[] key = bytes(4 + random.nextInt(200));
      assertThat(made(KeyUsage.M7, KeyAlgorithm.HMAC, key, MacMethod.HMAC_SHA_384, message))
          .isEqualTo(hmac(new SHA384Digest(), key, message));
      assertThat(made(KeyUsage.M7, KeyAlgorithm.HMAC, key, MacMethod.HMAC_SHA_512, message))
          .isEqualTo(hmac(new SHA512Digest(), key, message));
      assertThat(sm3(key, ModeOfUse.GENERATE).generate(message))
          .isEqualTo(hmac(new SM3Digest(), key, message));
    }
  }

  @Test
  void aNationalAlgorithm_comesThroughThePort() {
    KeyedMac mac = sm3(bytes(32), ModeOfUse.GENERATE_AND_VERIFY);
    assertThat(mac.length()).isEqualTo(32);
    everyChangeIsRefused(mac);
    everyChangeIsRefused(mac.truncatedTo(8));
    KeyHandle aes =
        PaymentKeys.load(keys, KeyUsage.M6, ModeOfUse.GENERATE, KeyAlgorithm.AES, bytes(16));
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(() -> KeyedMac.of(keys, aes, new Sm3Hmac()).generate(new byte[1]))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.algorithm"));
  }

  /** One without length would find every message genuine. */
  @Test
  void anAlgorithmOfCodesTooShort_isNone() {
    KeyHandle key =
        PaymentKeys.load(keys, KeyUsage.M7, ModeOfUse.GENERATE, KeyAlgorithm.HMAC, bytes(16));
    for (int length : new int[] {0, 3}) {
      MacAlgorithm brief =
          new MacAlgorithm() {
            @Override
            public String name() {
              return "brief";
            }

            @Override
            public boolean fits(KeySpec key) {
              return true;
            }

            @Override
            public int length() {
              return length;
            }

            @Override
            public byte[] compute(byte[] key, byte[] message) {
              return new byte[length];
            }
          };
      assertThatIllegalArgumentException().isThrownBy(() -> KeyedMac.of(keys, key, brief));
    }
  }

  @Test
  void everyChangeOfCodeOrMessage_isRefused() {
    for (MacMethod method : MacMethod.values()) {
      KeyAlgorithm algorithm =
          method.name().startsWith("HMAC") ? KeyAlgorithm.HMAC : KeyAlgorithm.TDES;
      KeyUsage usage =
          switch (method) {
            case CMAC -> KeyUsage.M6;
            case ISO_9797_1_ALG_1_PAD_1, ISO_9797_1_ALG_1_PAD_2 -> KeyUsage.M1;
            case ISO_9797_1_ALG_3_PAD_1, ISO_9797_1_ALG_3_PAD_2 -> KeyUsage.M3;
            default -> KeyUsage.M7;
          };
      KeyedMac mac =
          KeyedMac.of(
              keys,
              PaymentKeys.load(keys, usage, ModeOfUse.GENERATE_AND_VERIFY, algorithm, bytes(16)),
              method);
      everyChangeIsRefused(mac);
      everyChangeIsRefused(mac.truncatedTo(4));
    }
  }

  private void everyChangeIsRefused(KeyedMac mac) {
    byte[] message = bytes(20);
    byte[] code = mac.generate(message);
    assertThat(code).hasSize(mac.length());
    assertThat(mac.verify(message, code)).isTrue();
    for (int bit = 0; bit < code.length * 8; bit++) {
      byte[] changed = code.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(mac.verify(message, changed)).isFalse();
    }
    for (int bit = 0; bit < message.length * 8; bit++) {
      byte[] changed = message.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(mac.verify(changed, code)).isFalse();
    }
    for (int length = 0; length < 70; length++) {
      if (length != code.length) {
        assertThat(mac.verify(message, Arrays.copyOf(code, length))).isFalse();
      }
    }
  }

  @Test
  void lengths_areFourBytesToTheWhole() {
    KeyedMac mac = sm3(bytes(32), ModeOfUse.GENERATE_AND_VERIFY);
    assertThatIllegalArgumentException().isThrownBy(() -> mac.truncatedTo(3));
    assertThatIllegalArgumentException().isThrownBy(() -> mac.truncatedTo(33));
    assertThat(mac.truncatedTo(32).truncatedTo(4).length()).isEqualTo(4);
    KeyHandle aes =
        PaymentKeys.load(keys, KeyUsage.M6, ModeOfUse.GENERATE, KeyAlgorithm.AES, bytes(32));
    assertThat(KeyedMac.of(keys, aes, MacMethod.CMAC).length()).isEqualTo(16);
  }

  @Test
  void aKeyThatOnlyVerifies_givesNoCode() {
    byte[] key = bytes(32);
    byte[] code = sm3(key, ModeOfUse.GENERATE).generate(new byte[3]);
    KeyedMac verifying = sm3(key, ModeOfUse.VERIFY);
    assertThat(verifying.verify(new byte[3], code)).isTrue();
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(() -> verifying.generate(new byte[3]))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.mode"));
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(() -> sm3(key, ModeOfUse.GENERATE).verify(new byte[3], code));
  }

  private KeyedMac sm3(byte[] key, ModeOfUse mode) {
    return KeyedMac.of(
        keys, PaymentKeys.load(keys, KeyUsage.M7, mode, KeyAlgorithm.HMAC, key), new Sm3Hmac());
  }

  private byte[] made(
      KeyUsage usage, KeyAlgorithm algorithm, byte[] key, MacMethod method, byte[] message) {
    return KeyedMac.of(
            keys, PaymentKeys.load(keys, usage, ModeOfUse.GENERATE, algorithm, key), method)
        .generate(message);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] padded(byte[] message, boolean marked) {
    int length = marked ? message.length + 1 : Math.max(1, message.length);
    byte[] padded = Arrays.copyOf(message, (length + 7) / 8 * 8);
    if (marked) {
      padded[message.length] = (byte) 0x80;
    }
    return padded;
  }

  private static byte[] retail(byte[] key, byte[] padded) throws GeneralSecurityException {
    Key left = new SecretKeySpec(key, 0, 8, "DES");
    Key right = new SecretKeySpec(key, 8, 8, "DES");
    byte[] last = chain(left, "DES", 8, padded);
    return block(Cipher.ENCRYPT_MODE, left, "DES", block(Cipher.DECRYPT_MODE, right, "DES", last));
  }

  private static byte[] chain(Key key, String algorithm, int size, byte[] blocks)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(algorithm + "/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[size]));
    byte[] chain = cipher.doFinal(blocks);
    return Arrays.copyOfRange(chain, chain.length - size, chain.length);
  }

  private static byte[] block(int direction, Key key, String algorithm, byte[] block)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(algorithm + "/ECB/NoPadding");
    cipher.init(direction, key);
    return cipher.doFinal(block);
  }

  /** SP 800-38B, section 6. */
  private static byte[] cmac(Key key, String algorithm, int size, int feedback, byte[] message)
      throws GeneralSecurityException {
    byte[] sub = doubled(block(Cipher.ENCRYPT_MODE, key, algorithm, new byte[size]), feedback);
    boolean whole = message.length > 0 && message.length % size == 0;
    byte[] padded = Arrays.copyOf(message, Math.max(1, (message.length + size - 1) / size) * size);
    if (!whole) {
      padded[message.length] = (byte) 0x80;
      sub = doubled(sub, feedback);
    }
    for (int i = 0; i < size; i++) {
      padded[padded.length - size + i] ^= sub[i];
    }
    return chain(key, algorithm, size, padded);
  }

  private static byte[] doubled(byte[] value, int feedback) {
    byte[] doubled = new byte[value.length];
    for (int i = 0; i < value.length; i++) {
      int carry = i + 1 < value.length ? (value[i + 1] & 0x80) >> 7 : 0;
      doubled[i] = (byte) (value[i] << 1 | carry);
    }
    if (value[0] < 0) {
      doubled[value.length - 1] ^= (byte) feedback;
    }
    return doubled;
  }

  private static Key tdes(byte[] key) {
    byte[] three = Arrays.copyOf(key, 24);
    System.arraycopy(key, 0, three, 16, 8);
    return new SecretKeySpec(three, "DESede");
  }

  private static byte[] hmac(ExtendedDigest digest, byte[] key, byte[] message) {
    byte[] room =
        Arrays.copyOf(
            key.length > digest.getByteLength() ? hash(digest, key) : key, digest.getByteLength());
    byte[] inner = hash(digest, pad(room, 0x36), message);
    return hash(digest, pad(room, 0x5C), inner);
  }

  private static byte[] pad(byte[] key, int with) {
    byte[] padded = key.clone();
    for (int i = 0; i < padded.length; i++) {
      padded[i] ^= (byte) with;
    }
    return padded;
  }

  private static byte[] hash(ExtendedDigest digest, byte[]... parts) {
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  @Test
  void sm3_isTheHashOfTheStandard() {
    // GB/T 32905-2016, annex A.1.
    assertThat(Vectors.hex(hash(new SM3Digest(), Vectors.ascii("abc"))))
        .isEqualTo("66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0");
  }
}
