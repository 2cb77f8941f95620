package dev.tillwright.crypto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.crypto.Vectors;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.Wrapper;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** The ciphers underneath, each against a second implementation on random input. */
class EnginesTest {
  private static final int ROUNDS = 300;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void macs_areThePublishedOnes() {
    int rows = 0;
    JsonIn file = Vectors.file("mac_kw_kcv.json");
    for (String list : new String[] {"mac", "hmac"}) {
      for (JsonIn row : file.objects(list)) {
        byte[] mac =
            engine(row).mac(Vectors.hex(row.text("key")), Vectors.hex(row.text("message")));
        assertThat(Vectors.hex(mac)).as(row.pointer()).isEqualTo(row.text("mac"));
        rows++;
      }
    }
    Vectors.checked("mac_kw_kcv.json", "mac and hmac", rows);
  }

  private static MacEngine engine(JsonIn row) {
    return switch (row.text("algorithm")) {
      case "AES-CMAC" -> MacEngine.AES_CMAC;
      case "TDES-CMAC" -> MacEngine.TDES_CMAC;
      case "HMAC-SHA-256" -> MacEngine.HMAC_SHA_256;
      case "ANSI X9.19 / ISO 9797-1 alg 3" ->
          row.number("padding") == 1 ? MacEngine.ALG_3_PAD_1 : MacEngine.ALG_3_PAD_2;
      default -> throw new AssertionError("not understood: " + row.pointer());
    };
  }

  /** Key wrap is the JDK's; Bouncy Castle makes and opens the same. */
  @Test
  void keyWrap_agreesWithBouncyCastle_andRefusesEveryFlippedBit() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] kek = bytes(16 + 8 * random.nextInt(3));
      KeyWrapEngine engine = random.nextBoolean() ? KeyWrapEngine.PLAIN : KeyWrapEngine.PADDED;
      boolean plain = engine == KeyWrapEngine.PLAIN;
      assertThat(KeyWrapEngine.of(!plain)).isEqualTo(engine);
      byte[] key = bytes(plain ? 16 + 8 * random.nextInt(10) : 1 + random.nextInt(80));
      WipingKey held = new WipingKey("AES", kek.clone());
      Wrapper other =
          plain
              ? new RFC3394WrapEngine(AESEngine.newInstance())
              : new RFC5649WrapEngine(AESEngine.newInstance());
      other.init(true, new KeyParameter(kek));
      byte[] wrapped = engine.wrap(held, key);
      assertThat(wrapped).as(told()).isEqualTo(other.wrap(key, 0, key.length));
      assertThat(engine.unwrap(held, wrapped).orElseThrow()).as(told()).isEqualTo(key);
      wrapped[random.nextInt(wrapped.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(engine.unwrap(held, wrapped)).as(told()).isEmpty();
      other.init(false, new KeyParameter(kek));
      assertThat(refuses(other, wrapped)).as(told()).isTrue();
    }
  }

  private static boolean refuses(Wrapper wrapper, byte[] wrapped) {
    try {
      wrapper.unwrap(wrapped, 0, wrapped.length);
      return false;
    } catch (InvalidCipherTextException | RuntimeException e) {
      return true;
    }
  }

  @Test
  void keyWrap_ofLengthsThatCannotBe_isRefused() {
    WipingKey kek = new WipingKey("AES", new byte[16]);
    for (int length : new int[] {0, 8, 15, 17, 4104}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeyWrapEngine.PLAIN.wrap(kek, new byte[length]));
    }
    for (int length : new int[] {0, 4097}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeyWrapEngine.PADDED.wrap(kek, new byte[length]));
    }
    for (int length : new int[] {0, 8, 16, 25, 4120}) {
      assertThat(KeyWrapEngine.PLAIN.unwrap(kek, new byte[length])).isEmpty();
      assertThat(KeyWrapEngine.PADDED.unwrap(kek, new byte[length])).isEmpty();
    }
  }

  /** CMAC and the ISO MACs are Bouncy Castle's; the JDK's ciphers make the same. */
  @Test
  void blockMacs_agreeWithTheJdksCiphers() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] message = bytes(random.nextInt(50));
      byte[] aes = bytes(16 + 8 * random.nextInt(3));
      byte[] two = bytes(16);
      byte[] three = bytes(24);
      assertThat(MacEngine.AES_CMAC.mac(aes, message))
          .as(told())
          .isEqualTo(cmac("AES", aes, message));
      assertThat(MacEngine.TDES_CMAC.mac(three, message))
          .as(told())
          .isEqualTo(cmac("DESede", three, message));
      assertThat(MacEngine.ALG_1_PAD_1.mac(two, message))
          .as(told())
          .isEqualTo(last(cbc("DESede", tripled(two), zeros(message, 8)), 8));
      assertThat(MacEngine.ALG_1_PAD_2.mac(two, message))
          .as(told())
          .isEqualTo(last(cbc("DESede", tripled(two), marked(message, 8)), 8));
      assertThat(MacEngine.ALG_3_PAD_1.mac(two, message))
          .as(told())
          .isEqualTo(retail(two, zeros(message, 8)));
      assertThat(MacEngine.ALG_3_PAD_2.mac(two, message))
          .as(told())
          .isEqualTo(retail(two, marked(message, 8)));
    }
  }

  @Test
  void hmacs_areAsLongAsTheySay_andAreTheJdks() throws Exception {
    for (MacEngine engine :
        new MacEngine[] {MacEngine.HMAC_SHA_256, MacEngine.HMAC_SHA_384, MacEngine.HMAC_SHA_512}) {
      Mac jdk = Mac.getInstance("HmacSHA" + engine.bytes() * 8);
      byte[] key = bytes(20);
      jdk.init(new SecretKeySpec(key, "RAW"));
      assertThat(engine.mac(key, key)).hasSize(engine.bytes()).isEqualTo(jdk.doFinal(key));
    }
    assertThat(MacEngine.AES_CMAC.bytes()).isEqualTo(16);
  }

  @Test
  void blocks_goThereAndBack_andAreTheJdks() throws Exception {
    for (BlockEngine engine : BlockEngine.values()) {
      int block = engine.blockBytes();
      for (int length :
          engine == BlockEngine.AES ? new int[] {16, 24, 32} : new int[] {8, 16, 24}) {
        byte[] key = bytes(length);
        byte[] iv = bytes(block);
        byte[] plain = bytes(block * 3);
        String name = engine == BlockEngine.AES ? "AES" : "DESede";
        byte[] whole = engine == BlockEngine.AES ? key : tripled(key);
        Cipher ecb = Cipher.getInstance(name + "/ECB/NoPadding");
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(whole, name));
        assertThat(engine.encrypt(key, plain)).isEqualTo(ecb.doFinal(plain));
        assertThat(engine.decrypt(key, engine.encrypt(key, plain))).isEqualTo(plain);
        Cipher cbc = Cipher.getInstance(name + "/CBC/NoPadding");
        cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(whole, name), new IvParameterSpec(iv));
        assertThat(engine.encryptCbc(key, iv, plain)).isEqualTo(cbc.doFinal(plain));
        assertThat(engine.decryptCbc(key, iv, engine.encryptCbc(key, iv, plain))).isEqualTo(plain);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.encrypt(new byte[16], new byte[block + 1]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.decryptCbc(new byte[16], new byte[block], new byte[1]));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlockEngine.TDES.encrypt(new byte[17], new byte[8]));
  }

  private static byte[] cmac(String cipher, byte[] key, byte[] message) throws Exception {
    int block = cipher.equals("AES") ? 16 : 8;
    byte[] subkey = doubled(cbc(cipher, key, new byte[block]));
    boolean whole = message.length > 0 && message.length % block == 0;
    byte[] padded = whole ? message.clone() : marked(message, block);
    byte[] mask = whole ? subkey : doubled(subkey);
    for (int i = 0; i < block; i++) {
      padded[padded.length - block + i] ^= mask[i];
    }
    return last(cbc(cipher, key, padded), block);
  }

  private static byte[] doubled(byte[] in) {
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = (byte) (in[i] << 1 | (i + 1 < in.length ? (in[i + 1] & 0xFF) >>> 7 : 0));
    }
    out[in.length - 1] ^= (byte) (in[0] >= 0 ? 0 : in.length == 16 ? 0x87 : 0x1B);
    return out;
  }

  private static byte[] retail(byte[] key, byte[] padded) throws Exception {
    byte[] left = Arrays.copyOf(key, 8);
    byte[] right = Arrays.copyOfRange(key, 8, 16);
    byte[] chain = last(cbc("DES", left, padded), 8);
    return ecb(Cipher.ENCRYPT_MODE, left, ecb(Cipher.DECRYPT_MODE, right, chain));
  }

  private static byte[] ecb(int direction, byte[] key, byte[] block) throws Exception {
    Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
    des.init(direction, new SecretKeySpec(key, "DES"));
    return des.doFinal(block);
  }

  private static byte[] cbc(String cipher, byte[] key, byte[] blocks) throws Exception {
    Cipher engine = Cipher.getInstance(cipher + "/CBC/NoPadding");
    engine.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, cipher),
        new IvParameterSpec(new byte[engine.getBlockSize()]));
    return engine.doFinal(blocks);
  }

  private static byte[] zeros(byte[] message, int block) {
    return Arrays.copyOf(message, Math.max(1, (message.length + block - 1) / block) * block);
  }

  private static byte[] marked(byte[] message, int block) {
    byte[] padded = Arrays.copyOf(message, (message.length / block + 1) * block);
    padded[message.length] = (byte) 0x80;
    return padded;
  }

  private static byte[] tripled(byte[] key) {
    byte[] three = new byte[24];
    System.arraycopy(key, 0, three, 0, key.length);
    System.arraycopy(key, 0, three, 8, key.length == 8 ? 8 : 0);
    System.arraycopy(key, 0, three, 16, key.length == 24 ? 0 : 8);
    return three;
  }

  private static byte[] last(byte[] bytes, int block) {
    return Arrays.copyOfRange(bytes, bytes.length - block, bytes.length);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String told() {
    return "seed " + seed;
  }
}
