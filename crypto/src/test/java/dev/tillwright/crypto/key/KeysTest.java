package dev.tillwright.crypto.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D4: the one door that checks every use of a key. */
class KeysTest {
  private static final byte[] TEXT = "sixteen bytes ..".getBytes(US_ASCII);
  private static final byte[] CONTEXT = "context".getBytes(US_ASCII);
  private static final SecretAccess WHY = SecretAccess.forPurpose("test");

  private Instant now = Instant.parse("2026-03-01T10:00:00.5Z");
  private final InstantSource clock = () -> now;
  private final Keys keys =
      Keys.in(
          SoftwareModule.ephemeral(Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), clock),
          clock);

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void generate_givesAHandleThatDescribesAndHoldsNoBytes() {
    KeySpec spec = spec(KeyUsage.D0, ModeOfUse.BOTH);
    KeyHandle key = keys.generate("data", spec);
    assertThat(key.ref()).hasToString("data/1");
    assertThat(key.created()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(key).hasToString("data/1 D0 AES-256 B N ACTIVE");
    assertThat(keys.find(new KeyRef("data", 1))).contains(key);
    assertThat(keys.find(new KeyRef("data", 2))).isEmpty();
    assertThat(keys.generate("data", spec).ref()).isEqualTo(key.ref().next());
    assertThat(KeyRef.parse("data/2")).isEqualTo(key.ref().next());
    assertThat(keys.inventory()).hasSize(2).first().isEqualTo(key);
  }

  @Test
  void encrypt_opensWithTheSameContextOnly() {
    KeyHandle key = keys.generate("data", spec(KeyUsage.D0, ModeOfUse.BOTH));
    byte[] sealed = keys.encrypt(key, TEXT, CONTEXT);
    assertThat(sealed).hasSize(12 + TEXT.length + 16);
    assertThat(keys.decrypt(key, sealed, CONTEXT)).isEqualTo(TEXT);
    String first = refusal("key.refused", () -> keys.decrypt(key, sealed, TEXT));
    sealed[20] ^= 1;
    assertThat(refusal("key.refused", () -> keys.decrypt(key, sealed, CONTEXT))).isEqualTo(first);
    assertThat(refusal("key.refused", () -> keys.decrypt(key, new byte[27], CONTEXT)))
        .isEqualTo(first);
  }

  /** The whole table: every mode and many usages, and what each lets pass. */
  @Test
  void uses_areAllowedByUsageAndModeAsTheStandardSays() {
    record Row(String usages, KeyAlgorithm algorithm, String modes, Function<KeyHandle, ?> use) {}
    List<Row> rows =
        List.of(
            new Row("D0", KeyAlgorithm.AES, "BEN", key -> keys.encrypt(key, TEXT, CONTEXT)),
            new Row(
                "D0",
                KeyAlgorithm.AES,
                "BDN",
                key -> keys.decryptBlocks(key, BlockMode.CBC, new byte[16], TEXT)),
            new Row("M6", KeyAlgorithm.AES, "CGN", key -> keys.mac(key, MacMethod.CMAC, TEXT)),
            new Row(
                "M6",
                KeyAlgorithm.AES,
                "CVN",
                key -> keys.verify(key, MacMethod.CMAC, TEXT, new byte[16])),
            new Row("K0", KeyAlgorithm.AES, "BEN", key -> keys.wrap(key, sensitive(), false)));
    int checked = 0;
    for (String usage :
        List.of("B0", "B1", "C0", "D0", "E0", "K0", "K1", "M6", "P0", "V2", "77", "ZZ")) {
      for (ModeOfUse mode : ModeOfUse.values()) {
        KeyHandle key =
            keys.generate("k", KeySpec.of(KeyUsage.of(usage), mode, KeyAlgorithm.AES, 256));
        for (Row row : rows) {
          if (!row.usages().equals(usage)) {
            refusal("key.usage", () -> row.use().apply(key));
          } else if (row.modes().indexOf(mode.code()) < 0) {
            refusal("key.mode", () -> row.use().apply(key));
          } else {
            assertThat(row.use().apply(key)).isNotNull();
          }
          checked++;
        }
      }
    }
    assertThat(checked).isEqualTo(12 * 11 * 5);
  }

  @Test
  void handle_thatWasMadeUp_allowsNothingThatTheKeyDoesNot() {
    KeyHandle mac = keys.generate("mac", spec(KeyUsage.M6, ModeOfUse.VERIFY));
    KeyHandle forged =
        new KeyHandle(
            mac.ref(), spec(KeyUsage.D0, ModeOfUse.ANY), KeyState.ACTIVE, mac.created(), true);
    refusal("key.usage", () -> keys.encrypt(forged, TEXT, CONTEXT));
    KeyHandle sensitive =
        new KeyHandle(
            mac.ref(),
            mac.spec().exportable(Exportability.SENSITIVE),
            KeyState.ACTIVE,
            mac.created(),
            true);
    refusal("key.exportability", () -> keys.reveal(sensitive, WHY));
    refusal("key.unknown", () -> keys.kcv(handle("nobody"), KcvStyle.CMAC));
  }

  @Test
  void reveal_isForSensitiveKeysOnly() {
    for (Exportability exportability : Exportability.values()) {
      KeyHandle key =
          keys.generate("k", spec(KeyUsage.D0, ModeOfUse.BOTH).exportable(exportability));
      if (exportability == Exportability.SENSITIVE) {
        try (SecretBytes clear = keys.reveal(key, WHY)) {
          assertThat(clear.length()).isEqualTo(32);
        }
      } else {
        refusal("key.exportability", () -> keys.reveal(key, WHY));
        refusal("key.exportability", () -> keys.wrap(kek(256), key, true));
      }
    }
  }

  @Test
  void wrap_underAWeakerKey_isRefused() {
    refusal("key.strength", () -> keys.wrap(kek(128), sensitive(), false));
    KeyHandle key = sensitive();
    KeyHandle kek = kek(256);
    byte[] wrapped = keys.wrap(kek, key, false);
    KeyHandle again = keys.unwrap(kek, "again", key.spec(), wrapped, false);
    try (SecretBytes before = keys.reveal(key, WHY);
        SecretBytes after = keys.reveal(again, WHY)) {
      assertThat(after).isEqualTo(before);
    }
    String message = refusal("key.refused", () -> keys.unwrap(kek, "x", key.spec(), wrapped, true));
    for (int at = 0; at < wrapped.length; at++) {
      byte[] bad = wrapped.clone();
      bad[at] ^= 1;
      assertThat(refusal("key.refused", () -> keys.unwrap(kek, "x", key.spec(), bad, false)))
          .isEqualTo(message);
    }
    assertThat(
            refusal(
                "key.refused",
                () ->
                    keys.unwrap(
                        kek,
                        "x",
                        KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, 128),
                        wrapped,
                        false)))
        .isEqualTo(message);
    assertThat(keys.current("x")).isEmpty();
  }

  @Test
  void retiredKey_stillOpens_andProtectsNothing() {
    KeyHandle key = keys.generate("data", spec(KeyUsage.D0, ModeOfUse.BOTH));
    byte[] sealed = keys.encrypt(key, TEXT, CONTEXT);
    KeyHandle fresh = keys.rotate(key);
    assertThat(fresh.ref().version()).isEqualTo(2);
    assertThat(fresh.spec()).isEqualTo(key.spec());
    assertThat(keys.current("data")).contains(fresh);
    assertThat(keys.find(key.ref()).orElseThrow().state()).isEqualTo(KeyState.DECRYPT_ONLY);
    assertThat(keys.decrypt(key, sealed, CONTEXT)).isEqualTo(TEXT);
    refusal("key.state", () -> keys.encrypt(key, TEXT, CONTEXT));
    keys.destroy(fresh);
    assertThat(keys.current("data")).isEmpty();
    assertThat(keys.retire(key).state()).isEqualTo(KeyState.DECRYPT_ONLY);
  }

  @Test
  void current_isTheNewestVersionThatIsActive() {
    KeySpec spec = spec(KeyUsage.D0, ModeOfUse.BOTH);
    KeyHandle one = keys.generate("data", spec);
    KeyHandle two = keys.generate("data", spec);
    KeyHandle three = keys.generate("data", spec);
    assertThat(keys.current("data")).contains(three);
    keys.destroy(three);
    assertThat(keys.current("data")).contains(two);
    keys.retire(two);
    assertThat(keys.current("data")).contains(one);
    keys.retire(one);
    assertThat(keys.current("data")).isEmpty();
    assertThat(keys.generate("data", spec).ref()).hasToString("data/4");
    assertThat(keys.current("data")).isPresent();
  }

  @Test
  void anAlgorithmThatDoesNotFit_isRefused_whateverUsageAndModeSay() {
    KeyHandle tdes =
        keys.generate("d", KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.TDES, 128));
    KeyHandle hmac =
        keys.generate("h", KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.HMAC, 256));
    KeyHandle kek =
        keys.generate("k", KeySpec.of(KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.TDES, 192));
    KeyHandle carried =
        keys.generate(
            "c",
            KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.TDES, 128)
                .exportable(Exportability.SENSITIVE));
    refusal("key.algorithm", () -> keys.encrypt(tdes, TEXT, CONTEXT));
    refusal("key.algorithm", () -> keys.decrypt(tdes, new byte[28], CONTEXT));
    byte[] block = new byte[8];
    refusal("key.algorithm", () -> keys.encryptBlocks(hmac, BlockMode.CBC, block, block));
    refusal("key.algorithm", () -> keys.decryptBlocks(hmac, BlockMode.ECB, block, block));
    refusal("key.algorithm", () -> keys.wrap(kek, carried, true));
    refusal("key.algorithm", () -> keys.unwrap(kek, "x", carried.spec(), new byte[32], true));
    refusal("key.algorithm", () -> keys.kcv(hmac, KcvStyle.ECB));
  }

  @Test
  void keys_haveTheLengthsOfTheirAlgorithm() {
    String lengths =
        "AES 128 192 256 / 64 129 512; DES 64 / 56 128; TDES 64 128 192 / 56 112 256;"
            + " HMAC 32 40 4096 / 24 33 4104; RSA 1024 16384 / 1023 16385; EC 160 640 / 159 641";
    for (String row : lengths.split("; ?")) {
      String[] parts = row.split(" / ");
      String[] good = parts[0].split(" ");
      KeyAlgorithm algorithm = KeyAlgorithm.valueOf(good[0]);
      for (int i = 1; i < good.length; i++) {
        assertThat(algorithm.allows(Integer.parseInt(good[i]))).as(row).isTrue();
      }
      for (String bad : parts[1].split(" ")) {
        assertThat(algorithm.allows(Integer.parseInt(bad))).as(row).isFalse();
      }
    }
  }

  /** Rotated at the end of its time: the fresh key must not be at its end, too. */
  @Test
  void rotatedKey_hasACryptoperiodOfTheSameLengthFromNow() {
    Instant made = now;
    KeyHandle key =
        keys.generate(
            "data",
            spec(KeyUsage.D0, ModeOfUse.BOTH)
                .limited(UseLimits.uses(9).within(made.plusSeconds(60), made.plusSeconds(90))));
    now = made.plusSeconds(75);
    refusal("key.expired", () -> keys.encrypt(key, TEXT, CONTEXT));
    KeyHandle fresh = keys.rotate(key);
    assertThat(fresh.spec().limits())
        .isEqualTo(UseLimits.uses(9).within(made.plusSeconds(135), made.plusSeconds(165)));
    keys.encrypt(fresh, TEXT, CONTEXT);
    now = made.plusSeconds(135);
    refusal("key.expired", () -> keys.encrypt(fresh, TEXT, CONTEXT));
    KeyHandle third = keys.rotate(fresh);
    assertThat(third.spec().limits().processUntil()).isEqualTo(made.plusSeconds(225));
    Instant end = Instant.MAX.minusSeconds(30);
    KeyHandle nearlyForEver =
        keys.generate("for-ever", key.spec().limited(UseLimits.NONE.within(end, Instant.MAX)));
    now = now.plusSeconds(60);
    assertThat(keys.rotate(nearlyForEver).spec().limits()).isEqualTo(UseLimits.NONE);
    now = made;
    assertThat(keys.rotate(third).spec().limits()).isEqualTo(third.spec().limits());
  }

  @Test
  void destroyedKey_doesNothing_andStaysInTheInventory() {
    KeyHandle key = keys.generate("data", spec(KeyUsage.D0, ModeOfUse.BOTH));
    byte[] sealed = keys.encrypt(key, TEXT, CONTEXT);
    assertThat(keys.destroy(key).state()).isEqualTo(KeyState.DESTROYED);
    assertThat(keys.destroy(key).state()).isEqualTo(KeyState.DESTROYED);
    refusal("key.state", () -> keys.decrypt(key, sealed, CONTEXT));
    refusal("key.state", () -> keys.kcv(key, KcvStyle.ECB));
    refusal("key.state", () -> keys.retire(key));
    assertThat(keys.inventory()).containsExactly(key.in(KeyState.DESTROYED));
  }

  @Test
  void countedKey_isUsedAsOftenAsItsLimitSaysAndNoMore() {
    KeyHandle key =
        keys.generate("data", spec(KeyUsage.D0, ModeOfUse.BOTH).limited(UseLimits.uses(100)));
    byte[] sealed = TEXT;
    for (int i = 0; i < 100; i++) {
      sealed = keys.encrypt(key, TEXT, CONTEXT);
    }
    refusal("key.exhausted", () -> keys.encrypt(key, TEXT, CONTEXT));
    refusal("key.exhausted", () -> keys.encrypt(key, TEXT, CONTEXT));
    assertThat(keys.decrypt(key, sealed, CONTEXT)).isEqualTo(TEXT);
    assertThat(keys.used(key)).isEqualTo(100);
  }

  @Test
  void cryptoperiods_endProtectionFirstAndProcessingLater() {
    KeyHandle key =
        keys.generate(
            "data",
            spec(KeyUsage.D0, ModeOfUse.BOTH)
                .limited(UseLimits.NONE.within(now.plusSeconds(60), now.plusSeconds(90))));
    byte[] sealed = keys.encrypt(key, TEXT, CONTEXT);
    now = now.plusSeconds(60);
    refusal("key.expired", () -> keys.encrypt(key, TEXT, CONTEXT));
    assertThat(keys.decrypt(key, sealed, CONTEXT)).isEqualTo(TEXT);
    now = now.plusSeconds(30);
    refusal("key.expired", () -> keys.decrypt(key, sealed, CONTEXT));
  }

  @Test
  void verify_takesTheFirstBytesOfAMac_fourAtLeast() {
    KeyHandle key = keys.generate("mac", spec(KeyUsage.M6, ModeOfUse.GENERATE_AND_VERIFY));
    byte[] mac = keys.mac(key, MacMethod.CMAC, TEXT);
    for (int length = 0; length <= 17; length++) {
      assertThat(keys.verify(key, MacMethod.CMAC, TEXT, Arrays.copyOf(mac, length)))
          .as("length " + length)
          .isEqualTo(length >= 4 && length <= 16);
    }
    for (int bit = 0; bit < 128; bit++) {
      byte[] bad = mac.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(keys.verify(key, MacMethod.CMAC, TEXT, bad)).isFalse();
    }
    refusal("key.algorithm", () -> keys.mac(key, MacMethod.HMAC_SHA_256, TEXT));
  }

  @Test
  void task_seesOnlyTheKeysItNamed_andTheirBytesAreWipedAfterwards() {
    KeyHandle parent =
        keys.generate("bdk", KeySpec.of(KeyUsage.B0, ModeOfUse.DERIVE, KeyAlgorithm.AES, 128));
    KeyHandle other = keys.generate("other", spec(KeyUsage.D0, ModeOfUse.BOTH));
    List<byte[]> shown = new ArrayList<>();
    KeySpec pin = KeySpec.of(KeyUsage.P0, ModeOfUse.ENCRYPT, KeyAlgorithm.AES, 128);
    KeyHandle derived =
        keys.perform(
            task(
                List.of(new KeyNeed(parent, KeyUse.DERIVE)),
                inside -> {
                  assertThatIllegalArgumentException().isThrownBy(() -> inside.reveal(other, WHY));
                  shown.add(inside.reveal(parent, WHY));
                  assertThat(inside.described(parent)).isEqualTo(parent);
                  assertThat(inside.now()).isEqualTo(now);
                  return inside.hold(pin, shown.get(0).clone());
                }));
    assertThat(shown.get(0)).containsOnly(0);
    assertThat(derived.durable()).isFalse();
    assertThat(keys.inventory()).doesNotContain(derived).hasSize(2);
    assertThat(keys.kcv(derived, KcvStyle.CMAC)).isEqualTo(keys.kcv(parent, KcvStyle.CMAC));
    keys.destroy(derived);
    assertThat(keys.find(derived.ref())).isEmpty();
    refusal(
        "key.usage",
        () -> keys.perform(task(List.of(new KeyNeed(other, KeyUse.DERIVE)), inside -> 1)));
  }

  @Test
  void task_thatReplacesAKey_happensOnce_andLeavesNothingWhenItFails() {
    KeySpec spec = KeySpec.of(KeyUsage.B1, ModeOfUse.DERIVE, KeyAlgorithm.AES, 128);
    KeyHandle first = keys.generate("register", spec);
    List<KeyNeed> needs = List.of(new KeyNeed(first, KeyUse.DERIVE));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                keys.perform(
                    task(
                        needs,
                        inside -> {
                          inside.keep("register", spec, new byte[16]);
                          inside.destroy(first);
                          throw new IllegalStateException("on the way");
                        })));
    assertThat(keys.inventory()).containsExactly(first);
    refusal(
        "key.state",
        () ->
            keys.perform(
                task(
                    needs,
                    inside -> {
                      keys.destroy(first); // as another thread would, meanwhile
                      inside.keep("register", spec, new byte[16]);
                      inside.destroy(first);
                      return 1;
                    })));
    assertThat(keys.inventory()).containsExactly(first.in(KeyState.DESTROYED));
    KeyHandle second = keys.generate("register", spec);
    List<KeyHandle> next =
        keys.perform(
            task(
                List.of(new KeyNeed(second, KeyUse.DERIVE)),
                inside -> {
                  inside.destroy(second);
                  return List.of(
                      inside.keep("register", spec, new byte[16]),
                      inside.keep("register", spec, new byte[16]));
                }));
    assertThat(next).extracting(key -> key.ref().version()).containsExactly(3, 4);
    assertThat(keys.find(second.ref()).orElseThrow().state()).isEqualTo(KeyState.DESTROYED);
  }

  /** A module that lacks everything is asked for nothing. */
  @Test
  void module_thatLacksAnAbility_isRefusedByName() {
    KeyModule bare = new BareModule(EnumSet.noneOf(KeyAbility.class));
    try (Keys none = Keys.in(bare, clock)) {
      KeyHandle key = handle("k");
      KeySpec spec = spec(KeyUsage.D0, ModeOfUse.BOTH);
      List<ThrowingCallable> asked =
          List.of(
              () -> none.generate("k", spec),
              () -> none.load("k", spec, SecretBytes.copyOf(new byte[32])),
              () -> none.reveal(key, WHY),
              () -> none.encrypt(key, TEXT, CONTEXT),
              () -> none.decrypt(key, TEXT, CONTEXT),
              () -> none.encryptBlocks(key, BlockMode.ECB, TEXT, TEXT),
              () -> none.decryptBlocks(key, BlockMode.CBC, TEXT, TEXT),
              () -> none.mac(key, MacMethod.CMAC, TEXT),
              () -> none.verify(key, MacMethod.HMAC_SHA_512, TEXT, TEXT),
              () -> none.wrap(key, key, true),
              () -> none.unwrap(key, "k", spec, TEXT, true),
              () -> none.kcv(key, KcvStyle.ECB),
              () -> none.perform(task(List.of(), inside -> 1)));
      for (ThrowingCallable call : asked) {
        assertThat(refusal("key.unsupported", call)).startsWith("the module bare does not do ");
      }
    }
    Set<KeyAbility> some = EnumSet.of(KeyAbility.GENERATE);
    try (Keys few = Keys.in(new BareModule(some), clock)) {
      assertThat(
              refusal(
                  "key.unsupported", () -> few.generate("k", spec(KeyUsage.D0, ModeOfUse.BOTH))))
          .contains("counting uses");
    }
  }

  @Test
  void afterClose_everythingIsRefused() {
    KeyHandle key = keys.generate("data", spec(KeyUsage.D0, ModeOfUse.BOTH));
    keys.close();
    keys.close();
    assertThatIllegalStateException().isThrownBy(() -> keys.encrypt(key, TEXT, CONTEXT));
    assertThatIllegalStateException().isThrownBy(keys::inventory);
  }

  private KeyHandle sensitive() {
    return keys.generate(
        "carried", spec(KeyUsage.D0, ModeOfUse.BOTH).exportable(Exportability.SENSITIVE));
  }

  private KeyHandle kek(int bits) {
    return keys.generate("kek", KeySpec.of(KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, bits));
  }

  private KeyHandle handle(String id) {
    return new KeyHandle(
        new KeyRef(id, 1), spec(KeyUsage.D0, ModeOfUse.BOTH), KeyState.ACTIVE, now, true);
  }

  private static KeySpec spec(KeyUsage usage, ModeOfUse mode) {
    return KeySpec.of(usage, mode, KeyAlgorithm.AES, 256);
  }

  private static <R> KeyTask<R> task(List<KeyNeed> needs, Function<Inside, R> run) {
    return new KeyTask<>() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public List<KeyNeed> needs() {
        return needs;
      }

      @Override
      public R run(Inside inside) {
        return run.apply(inside);
      }
    };
  }

  private static String refusal(String code, ThrowingCallable call) {
    String[] message = new String[1];
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.retryable()).isFalse();
              message[0] = e.getMessage();
            });
    return message[0];
  }
}
