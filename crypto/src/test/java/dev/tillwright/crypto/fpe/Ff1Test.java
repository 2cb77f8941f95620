package dev.tillwright.crypto.fpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D2: FF1 against published vectors, against Bouncy Castle, and against itself. */
class Ff1Test {
  private static final byte[] NONE = {};

  private final Keys keys =
      Keys.in(
          SoftwareModule.ephemeral(
              Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), Clock.systemUTC()),
          Clock.systemUTC());

  @AfterEach
  void close() {
    keys.close();
  }

  private KeyHandle load(byte[] key) {
    try (SecretBytes bytes = SecretBytes.copyOf(key)) {
      return keys.load("ff1", Ff1.keySpec(key.length * 8), bytes);
    }
  }

  @Test
  void vectors_ofFf1Json_holdBothWays() {
    JsonIn file = Vectors.file("ff1.json");
    int rows = 0;
    for (JsonIn row : file.objects("vectors")) {
      Ff1 ff1 = Ff1.of(keys, load(Vectors.hex(row.text("key"))), (int) row.number("radix"));
      byte[] tweak = Vectors.hex(row.text("tweak"));
      int[] plain = numerals(row, "plaintext");
      int[] cipher = numerals(row, "ciphertext");
      assertThat(ff1.encrypt(plain, tweak)).as("row %d", rows).isEqualTo(cipher);
      assertThat(ff1.decrypt(cipher, tweak)).as("row %d", rows).isEqualTo(plain);
      rows++;
    }
    Vectors.checked("ff1.json", "vectors", rows);
    assertThat(rows).isPositive();
    int refused = 0;
    for (JsonIn row : file.objects("mustRefuse")) {
      Ff1 ff1 = Ff1.of(keys, load(new byte[16]), (int) row.number("radix"));
      int[] any = new int[(int) row.number("length")];
      assertThatIllegalArgumentException().isThrownBy(() -> ff1.encrypt(any, NONE));
      refused++;
    }
    Vectors.checked("ff1.json", "mustRefuse", refused);
  }

  private static int[] numerals(JsonIn row, String name) {
    if (row.has("alphabet")) {
      String alphabet = row.text("alphabet");
      return row.text(name).chars().map(alphabet::indexOf).toArray();
    }
    return row.numbers(name + "Digits").stream().mapToInt(Math::toIntExact).toArray();
  }

  @Test
  void random_inputs_agreeWithBouncyCastle() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int fast = 0;
    int large = 0;
    for (int run = 0; run < 1_500; run++) {
      int radix =
          switch (run % 4) {
            case 0 -> 10;
            case 1 -> 2 + random.nextInt(40);
            case 2 -> 2 + random.nextInt(65_533);
            default -> 36;
          };
      byte[] key = new byte[16 + 8 * random.nextInt(3)];
      random.nextBytes(key);
      byte[] tweak = new byte[random.nextInt(40)];
      random.nextBytes(tweak);
      Ff1 ff1 = Ff1.of(keys, load(key), radix);
      int[] plain = random.ints(ff1.shortest() + random.nextInt(30), 0, radix).toArray();
      int[] cipher = ff1.encrypt(plain, tweak);
      assertThat(cipher)
          .as("seed %d run %d", seed, run)
          .isEqualTo(oracle(key, radix, tweak, plain));
      assertThat(ff1.decrypt(cipher, tweak)).as("seed %d run %d", seed, run).isEqualTo(plain);
      boolean inLongs = Math.ceil(plain.length / 2.0) * Math.log(radix) < 32 * Math.log(2);
      fast += inLongs ? 1 : 0;
      large += inLongs ? 0 : 1;
    }
    System.out.printf("FF1 agrees with Bouncy Castle: %d short, %d long strings%n", fast, large);
    assertThat(fast).isPositive();
    assertThat(large).isPositive();
  }

  private static int[] oracle(byte[] key, int radix, byte[] tweak, int[] plain) {
    FPEFF1Engine engine = new FPEFF1Engine();
    engine.init(true, new FPEParameters(new KeyParameter(key), radix, tweak));
    // Up to radix 256 it takes a byte for a numeral, above that two.
    int width = radix > 256 ? 2 : 1;
    byte[] in = new byte[plain.length * width];
    for (int i = 0; i < plain.length; i++) {
      in[i * width + width - 1] = (byte) plain[i];
      if (width == 2) {
        in[i * 2] = (byte) (plain[i] >>> 8);
      }
    }
    byte[] out = new byte[in.length];
    engine.processBlock(in, 0, in.length, out, 0);
    int[] cipher = new int[plain.length];
    for (int i = 0; i < cipher.length; i++) {
      cipher[i] = out[i * width + width - 1] & 0xff;
      if (width == 2) {
        cipher[i] |= (out[i * 2] & 0xff) << 8;
      }
    }
    return cipher;
  }

  @Test
  void smallestSpace_isPermuted_notJustMixed() {
    Ff1 ff1 = Ff1.of(keys, load(new byte[32]), 10);
    assertThat(ff1.shortest()).isEqualTo(6);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 1_000_000; i += 50) {
      int[] cipher = ff1.encrypt(digits(i), NONE);
      int value = 0;
      for (int digit : cipher) {
        value = value * 10 + digit;
      }
      seen.add(value);
    }
    assertThat(seen).hasSize(20_000);
  }

  private static int[] digits(int number) {
    int[] digits = new int[6];
    for (int i = 5, rest = number; i >= 0; i--, rest /= 10) {
      digits[i] = rest % 10;
    }
    return digits;
  }

  @Test
  void bounds_areKept_andNoNumeralIsEchoed() {
    KeyHandle key = load(new byte[16]);
    for (int radix : new int[] {-1, 0, 1, 65_536, 1 << 20}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Ff1.of(keys, key, radix));
    }
    assertThat(Ff1.of(keys, key, 65_535).shortest()).isEqualTo(2);
    assertThat(Ff1.of(keys, key, 2).shortest()).isEqualTo(20);
    assertThat(Ff1.of(keys, key, 1000).shortest()).isEqualTo(2);
    assertThat(Ff1.of(keys, key, 999).shortest()).isEqualTo(3);
    Ff1 ff1 = Ff1.of(keys, key, 10);
    int[] wrong = {1, 2, 3, 4, 77, 6};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ff1.encrypt(wrong, NONE))
        .withMessage("not a numeral of the radix at position 4");
    wrong[4] = -1;
    assertThatIllegalArgumentException().isThrownBy(() -> ff1.decrypt(wrong, NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> ff1.encrypt(new int[1025], NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> ff1.encrypt(new int[6], new byte[257]));
    int[] longest = ff1.encrypt(new int[1024], new byte[256]);
    assertThat(ff1.decrypt(longest, new byte[256])).containsOnly(0).hasSize(1024);
  }

  @Test
  void keyOfAnotherUsage_orARetiredOne_isRefused() {
    KeyHandle mac =
        keys.generate(
            "mac", KeySpec.of(KeyUsage.M6, ModeOfUse.GENERATE_AND_VERIFY, KeyAlgorithm.AES, 128));
    Ff1 wrong = Ff1.of(keys, mac, 10);
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(() -> wrong.encrypt(new int[6], NONE))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.usage"));
    KeyHandle key = load(new byte[16]);
    Ff1 ff1 = Ff1.of(keys, key, 10);
    int[] cipher = ff1.encrypt(new int[6], NONE);
    keys.retire(key);
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(() -> ff1.encrypt(new int[6], NONE));
    assertThat(ff1.decrypt(cipher, NONE)).containsOnly(0);
    keys.destroy(key);
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(() -> ff1.decrypt(cipher, NONE));
  }

  @Test
  void strings_stayAsTheyWere() {
    int[] plain = {1, 2, 3, 4, 5, 6};
    byte[] tweak = {7};
    Ff1.of(keys, load(new byte[16]), 10).encrypt(plain, tweak);
    assertThat(plain).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tweak).containsExactly(7);
  }
}
