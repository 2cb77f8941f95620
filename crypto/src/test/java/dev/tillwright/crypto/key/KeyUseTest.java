package dev.tillwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.engine.MacEngine;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D4: the table of what keys may do, held against the standard's words; and all MACs. */
class KeyUseTest {
  private static final byte[] TEXT = "a text".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final String EMV = "E0 E1 E2 E3 E4 E5 E6";

  /** Usages, modes that allow it, and whether a retired key still may. */
  private static final Map<KeyUse, String[]> TABLE = new EnumMap<>(KeyUse.class);

  static {
    TABLE.put(KeyUse.ENCRYPT, row("D0", "BEN", "no"));
    TABLE.put(KeyUse.DECRYPT, row("D0", "BDN", "yes"));
    TABLE.put(KeyUse.GENERATE_MAC, row("M0 M1 M3 M6 M7", "CGN", "no"));
    TABLE.put(KeyUse.VERIFY_MAC, row("M0 M1 M3 M6 M7", "CVN", "yes"));
    TABLE.put(KeyUse.WRAP_BLOCK, row("K1", "BEN", "no"));
    TABLE.put(KeyUse.UNWRAP_BLOCK, row("K1", "BDN", "yes"));
    TABLE.put(KeyUse.WRAP_KEY, row("K0", "BEN", "no"));
    TABLE.put(KeyUse.UNWRAP_KEY, row("K0", "BDN", "yes"));
    TABLE.put(KeyUse.DERIVE, row("B0 B1 B2 B3 " + EMV, "XN", "yes"));
    TABLE.put(KeyUse.ENCRYPT_PIN, row("P0", "BEN", "no"));
    TABLE.put(KeyUse.DECRYPT_PIN, row("P0", "BDN", "yes"));
    TABLE.put(KeyUse.GENERATE_PIN_CHECK, row("V0 V1 V2", "CGN", "no"));
    TABLE.put(KeyUse.VERIFY_PIN_CHECK, row("V0 V1 V2", "CVN", "yes"));
    TABLE.put(KeyUse.GENERATE_CARD_CHECK, row("C0", "CGN", "no"));
    TABLE.put(KeyUse.VERIFY_CARD_CHECK, row("C0", "CVN", "yes"));
    TABLE.put(KeyUse.GENERATE_CRYPTOGRAM, row(EMV, "CGBEN", "no"));
    TABLE.put(KeyUse.VERIFY_CRYPTOGRAM, row(EMV, "CVBDN", "yes"));
  }

  private final Keys keys =
      Keys.in(
          SoftwareModule.ephemeral(
              Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), Clock.systemUTC()),
          Clock.systemUTC());

  @AfterEach
  void close() {
    keys.close();
  }

  private static String[] row(String usages, String modes, String retired) {
    return new String[] {usages, modes, retired};
  }

  @Test
  void everyUse_byEveryUsageAndMode_isAllowedOrRefusedAsTheTableSays() {
    int allowed = 0;
    List<String> usages =
        List.of(
            "B0 B1 B2 B3 C0 D0 D1 E0 E1 E2 E3 E4 E5 E6 I0 K0 K1 K2 M0 M1 M2 M3 M6 M7 P0 S0 V0 V1 V2 99"
                .split(" "));
    for (String usage : usages) {
      for (ModeOfUse mode : ModeOfUse.values()) {
        KeyHandle key =
            keys.generate("k", KeySpec.of(KeyUsage.of(usage), mode, KeyAlgorithm.AES, 128));
        for (KeyUse use : TABLE.keySet()) {
          String[] row = Objects.requireNonNull(TABLE.get(use));
          boolean fits = row[0].contains(usage);
          boolean moves = row[1].indexOf(mode.code()) >= 0;
          assertThat(answer(key, use))
              .as(use + " by " + key)
              .isEqualTo(!fits ? "key.usage" : !moves ? "key.mode" : "done");
          allowed += fits && moves ? 1 : 0;
        }
        keys.retire(key);
        for (KeyUse use : TABLE.keySet()) {
          String[] row = Objects.requireNonNull(TABLE.get(use));
          if (row[0].contains(usage) && row[1].indexOf(mode.code()) >= 0) {
            assertThat(answer(key, use))
                .as(use + " by a retired " + key)
                .isEqualTo(row[2].equals("yes") ? "done" : "key.state");
          }
        }
        keys.destroy(key);
      }
    }
    assertThat(allowed).isEqualTo(170);
    Set<KeyUse> unlisted = java.util.EnumSet.allOf(KeyUse.class);
    unlisted.removeAll(TABLE.keySet());
    assertThat(unlisted).containsExactly(KeyUse.EXPORT_IN_BLOCK);
  }

  private String answer(KeyHandle key, KeyUse use) {
    try {
      return keys.perform(new Nothing(List.of(new KeyNeed(key, use))));
    } catch (TillwrightException e) {
      return e.code();
    }
  }

  private record Nothing(List<KeyNeed> needs) implements KeyTask<String> {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public String run(Inside inside) {
      return "done";
    }
  }

  @Test
  void task_ofMoreThanEightKeys_isRefused() {
    KeyHandle key =
        keys.generate("k", KeySpec.of(KeyUsage.B0, ModeOfUse.DERIVE, KeyAlgorithm.AES, 128));
    KeyNeed need = new KeyNeed(key, KeyUse.DERIVE);
    assertThat(keys.perform(new Nothing(java.util.Collections.nCopies(8, need)))).isEqualTo("done");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.perform(new Nothing(java.util.Collections.nCopies(9, need))));
  }

  @Test
  void everyMacMethod_isMadeByItsOwnKeysAlone() {
    Map<MacMethod, MacEngine> engines = new EnumMap<>(MacMethod.class);
    engines.put(MacMethod.CMAC, MacEngine.AES_CMAC);
    engines.put(MacMethod.HMAC_SHA_256, MacEngine.HMAC_SHA_256);
    engines.put(MacMethod.HMAC_SHA_384, MacEngine.HMAC_SHA_384);
    engines.put(MacMethod.HMAC_SHA_512, MacEngine.HMAC_SHA_512);
    engines.put(MacMethod.ISO_9797_1_ALG_1_PAD_1, MacEngine.ALG_1_PAD_1);
    engines.put(MacMethod.ISO_9797_1_ALG_1_PAD_2, MacEngine.ALG_1_PAD_2);
    engines.put(MacMethod.ISO_9797_1_ALG_3_PAD_1, MacEngine.ALG_3_PAD_1);
    engines.put(MacMethod.ISO_9797_1_ALG_3_PAD_2, MacEngine.ALG_3_PAD_2);
    byte[] bytes = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int made = 0;
    for (String usage : List.of("M0", "M1", "M3", "M6", "M7")) {
      for (KeyAlgorithm algorithm :
          List.of(KeyAlgorithm.AES, KeyAlgorithm.TDES, KeyAlgorithm.HMAC)) {
        KeyHandle key = load(KeyUsage.of(usage), algorithm, bytes);
        for (MacMethod method : MacMethod.values()) {
          if (method.fits(key.spec())) {
            MacEngine engine =
                method == MacMethod.CMAC && algorithm == KeyAlgorithm.TDES
                    ? MacEngine.TDES_CMAC
                    : Objects.requireNonNull(engines.get(method));
            byte[] mac = keys.mac(key, method, TEXT);
            assertThat(mac).as(method + " by " + key).isEqualTo(engine.mac(bytes, TEXT));
            assertThat(keys.verify(key, method, TEXT, mac)).isTrue();
            made++;
          } else {
            assertThat(answer(() -> keys.mac(key, method, TEXT))).isEqualTo("key.algorithm");
            assertThat(answer(() -> keys.verify(key, method, TEXT, bytes)))
                .isEqualTo("key.algorithm");
          }
        }
      }
    }
    assertThat(made).isEqualTo(2 * 2 + 2 + 2 + 3);
  }

  @Test
  void blocks_ofOtherSizes_areRefused() {
    KeyHandle aes = load(KeyUsage.D0, KeyAlgorithm.AES, new byte[16]);
    KeyHandle tdes = load(KeyUsage.D0, KeyAlgorithm.TDES, new byte[16]);
    for (KeyHandle key : List.of(aes, tdes)) {
      int block = key.spec().algorithm() == KeyAlgorithm.AES ? 16 : 8;
      byte[] iv = new byte[block];
      for (BlockMode mode : BlockMode.values()) {
        byte[] cipher = keys.encryptBlocks(key, mode, iv, new byte[block]);
        assertThat(keys.decryptBlocks(key, mode, iv, cipher)).isEqualTo(new byte[block]);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> keys.encryptBlocks(key, mode, iv, new byte[block + 1]));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> keys.decryptBlocks(key, mode, iv, new byte[65_536 + block]));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys.encryptBlocks(key, BlockMode.ECB, iv, new byte[2 * block]));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> keys.encryptBlocks(key, BlockMode.CBC, new byte[block - 1], new byte[block]));
      assertThat(keys.encryptBlocks(key, BlockMode.CBC, iv, new byte[65_536])).hasSize(65_536);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.encrypt(aes, new byte[65_537], TEXT));
    assertThat(answer(() -> keys.encrypt(tdes, TEXT, TEXT))).isEqualTo("key.algorithm");
    KeyHandle hmac = load(KeyUsage.M7, KeyAlgorithm.HMAC, new byte[16]);
    assertThat(answer(() -> keys.kcv(hmac, KcvStyle.ECB))).isEqualTo("key.algorithm");
  }

  @Test
  void descriptions_thatCannotBe_areRefused() {
    for (int bits : List.of(0, 64, 127, 129, 160, 512)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeySpec.of(KeyUsage.D0, ModeOfUse.ANY, KeyAlgorithm.AES, bits));
    }
    assertThat(KeyAlgorithm.TDES.allows(192)).isTrue();
    assertThat(KeyAlgorithm.TDES.allows(256)).isFalse();
    assertThat(KeyAlgorithm.DES.allows(64)).isTrue();
    assertThat(KeyAlgorithm.DES.allows(128)).isFalse();
    assertThat(KeyAlgorithm.HMAC.allows(24)).isFalse();
    assertThat(KeyAlgorithm.HMAC.allows(36)).isFalse();
    assertThat(KeyAlgorithm.HMAC.allows(4104)).isFalse();
    assertThat(KeyAlgorithm.RSA.allows(1023)).isFalse();
    assertThat(KeyAlgorithm.EC.allows(256)).isTrue();
    assertThat(KeyAlgorithm.EC.allows(648)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> UseLimits.uses(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UseLimits.NONE.within(Instant.MAX, Instant.EPOCH));
    for (String id : List.of("", "A", "-a", "a b", "a/b", "a".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new KeyRef(id, 1));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new KeyRef("a", 0));
    for (String text : List.of("a", "a/", "a/0", "a/01", "a/x", "/1")) {
      assertThatIllegalArgumentException().isThrownBy(() -> KeyRef.parse(text));
    }
    for (String code : List.of("", "D", "d0", "D00", "D!")) {
      assertThatIllegalArgumentException().isThrownBy(() -> KeyUsage.of(code));
    }
  }

  /** NIST SP 800-57 part 1 revision 5, table 2. */
  @Test
  void strengths_areThoseOfTheTable() {
    assertThat(
            List.of(
                strength(KeyAlgorithm.TDES, 64),
                strength(KeyAlgorithm.TDES, 128),
                strength(KeyAlgorithm.TDES, 192),
                strength(KeyAlgorithm.DES, 64),
                strength(KeyAlgorithm.AES, 192),
                strength(KeyAlgorithm.HMAC, 160),
                strength(KeyAlgorithm.HMAC, 512)))
        .containsExactly(56, 80, 112, 56, 192, 160, 256);
    assertThat(
            IntStream.of(1024, 2047, 2048, 3071, 3072, 7679, 7680, 15_359, 15_360)
                .mapToObj(bits -> strength(KeyAlgorithm.RSA, bits)))
        .containsExactly(80, 80, 112, 112, 128, 128, 192, 192, 256);
    assertThat(strength(KeyAlgorithm.EC, 256)).isEqualTo(128);
    assertThat(strength(KeyAlgorithm.EC, 528)).isEqualTo(256);
    assertThat(
            answer(
                () ->
                    keys.generate(
                        "des", KeySpec.of(KeyUsage.D0, ModeOfUse.ANY, KeyAlgorithm.TDES, 64))))
        .isEqualTo("key.strength");
    assertThat(
            answer(
                () ->
                    keys.generate(
                        "rsa", KeySpec.of(KeyUsage.S0, ModeOfUse.SIGN, KeyAlgorithm.RSA, 2048))))
        .isEqualTo("key.unsupported");
  }

  private static int strength(KeyAlgorithm algorithm, int bits) {
    return KeySpec.of(KeyUsage.K0, ModeOfUse.ANY, algorithm, bits).strength();
  }

  @Test
  void oneId_askedForByMany_givesEachAVersionOfItsOwn() throws Exception {
    KeySpec spec = KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, 128);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> work =
          IntStream.range(0, 64)
              .<Callable<Integer>>mapToObj(i -> () -> keys.generate("one", spec).ref().version())
              .toList();
      Set<Integer> versions = new TreeSet<>();
      for (Future<Integer> each : pool.invokeAll(work)) {
        versions.add(each.get());
      }
      assertThat(versions).hasSize(64).contains(1, 64);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void codes_ofTheStandard_areReadBack() {
    for (ModeOfUse mode : ModeOfUse.values()) {
      assertThat(ModeOfUse.of(mode.code())).contains(mode);
    }
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      assertThat(KeyAlgorithm.of(algorithm.code())).contains(algorithm);
      assertThat(algorithm.symmetric()).isEqualTo("ER".indexOf(algorithm.code()) < 0);
    }
    for (Exportability exportability : Exportability.values()) {
      assertThat(Exportability.of(exportability.code())).contains(exportability);
    }
    assertThat(ModeOfUse.of('1')).isEmpty();
    assertThat(KeyAlgorithm.of('0')).isEmpty();
    assertThat(Exportability.of('X')).isEmpty();
  }

  private KeyHandle load(KeyUsage usage, KeyAlgorithm algorithm, byte[] bytes) {
    try (SecretBytes key = SecretBytes.copyOf(bytes)) {
      return keys.load("k", KeySpec.of(usage, ModeOfUse.ANY, algorithm, bytes.length * 8), key);
    }
  }

  private static String answer(Runnable call) {
    try {
      call.run();
      return "done";
    } catch (TillwrightException e) {
      return e.code();
    }
  }
}
