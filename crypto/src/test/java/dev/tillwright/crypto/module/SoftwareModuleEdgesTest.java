package dev.tillwright.crypto.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.key.UseLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D4: what the software module draws, wipes, bounds and does again. */
class SoftwareModuleEdgesTest {
  private static final SecretAccess WHY = SecretAccess.forPurpose("test");
  private static final byte[] TEXT = "sixteen bytes, 2".getBytes(US_ASCII);
  private static final KeySpec DATA =
      KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, 256);

  private final SoftwareModule module =
      SoftwareModule.ephemeral(
          Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), Clock.systemUTC());
  private final Keys keys = Keys.in(module, Clock.systemUTC());

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void aKeyEndsOnce_andForTheModuleThatIsAll() {
    KeyHandle key = module.generate("data", DATA);
    assertThat(module.move(key, KeyState.DESTROYED).state()).isEqualTo(KeyState.DESTROYED);
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> module.move(key, KeyState.DESTROYED))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.state"));
    assertThat(keys.destroy(key).state()).isEqualTo(KeyState.DESTROYED);
  }

  private <R> KeyTask<R> task(List<KeyHandle> named, Function<Inside, R> work) {
    return new KeyTask<>() {
      @Override
      public String name() {
        return "test.task";
      }

      @Override
      public List<KeyNeed> needs() {
        return named.stream().map(key -> new KeyNeed(key, KeyUse.DECRYPT)).toList();
      }

      @Override
      public R run(Inside inside) {
        return work.apply(inside);
      }
    };
  }

  @Test
  void everyMessage_hasANonceOfItsOwn_andEveryKeyIsAnother() {
    KeyHandle key = keys.generate("data", DATA);
    Set<String> nonces = new HashSet<>();
    Set<String> values = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      nonces.add(HexFormat.of().formatHex(keys.encrypt(key, TEXT, TEXT), 0, 12));
      values.add(HexFormat.of().formatHex(keys.kcv(keys.generate("many", DATA), KcvStyle.CMAC)));
    }
    assertThat(nonces).hasSize(500);
    assertThat(values).hasSize(500);
    KeyHandle one = keys.perform(task(List.of(), inside -> inside.hold(DATA, new byte[32])));
    KeyHandle other = keys.perform(task(List.of(), inside -> inside.hold(DATA, new byte[32])));
    assertThat(one.ref()).isNotEqualTo(other.ref());
    int zero = keys.perform(task(List.of(), inside -> inside.random().nextInt(1)));
    assertThat(zero).isZero();
    assertThat(module.name()).isEqualTo("software");
  }

  @Test
  void tripleDesKeys_areMadeWithOddParity_andOthersAreNotTouched() {
    KeySpec spec =
        KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.TDES, 192)
            .exportable(Exportability.SENSITIVE);
    for (int i = 0; i < 20; i++) {
      for (byte each : bytes(keys.generate("tdes", spec))) {
        assertThat(Integer.bitCount(each & 0xFF) % 2).isEqualTo(1);
      }
    }
    KeySpec aes = DATA.exportable(Exportability.SENSITIVE);
    int even = 0;
    for (int i = 0; i < 20; i++) {
      for (byte each : bytes(keys.generate("aes", aes))) {
        even += 1 - Integer.bitCount(each & 0xFF) % 2;
      }
    }
    assertThat(even).isPositive();
  }

  private byte[] bytes(KeyHandle key) {
    try (SecretBytes clear = keys.reveal(key, WHY)) {
      return clear.reveal(WHY);
    }
  }

  @Test
  void blocksAndCheckValues_areTheJdks() throws Exception {
    byte[] raw = Arrays.copyOf("a key of tests, 32 bytes in all".getBytes(US_ASCII), 32);
    KeyHandle key;
    try (SecretBytes secret = SecretBytes.copyOf(raw)) {
      key = keys.load("known", DATA, secret);
    }
    byte[] two = Arrays.copyOf(TEXT, 32);
    Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
    cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(raw, "AES"), new IvParameterSpec(TEXT));
    byte[] sealed = keys.encryptBlocks(key, BlockMode.CBC, TEXT, two);
    assertThat(sealed).isEqualTo(cbc.doFinal(two));
    assertThat(keys.decryptBlocks(key, BlockMode.CBC, TEXT, sealed)).isEqualTo(two);
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
    ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(raw, "AES"));
    byte[] block = keys.encryptBlocks(key, BlockMode.ECB, TEXT, TEXT);
    assertThat(block).isEqualTo(ecb.doFinal(TEXT));
    assertThat(keys.decryptBlocks(key, BlockMode.ECB, TEXT, block)).isEqualTo(TEXT);
    assertThat(keys.kcv(key, KcvStyle.ECB)).isEqualTo(Arrays.copyOf(ecb.doFinal(new byte[16]), 3));
    assertThat(keys.kcv(key, KcvStyle.CMAC)).hasSize(5);
    try (SecretBytes wrong = SecretBytes.copyOf(new byte[31])) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys.load("known", DATA, wrong))
          .withMessage("a key of 256 bits has 32 bytes");
    }
  }

  @Test
  void whatATaskSaw_isWipedWhenItEnds_howeverItEnds() {
    KeyHandle key = keys.generate("data", DATA);
    List<byte[]> seen = new ArrayList<>();
    keys.perform(task(List.of(key), inside -> seen.add(inside.reveal(key, WHY))));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                keys.perform(
                    task(
                        List.of(key),
                        inside -> {
                          seen.add(inside.reveal(key, WHY));
                          assertThat(seen.get(1)).isNotEqualTo(new byte[32]);
                          throw new IllegalStateException();
                        })));
    byte[] given = TEXT.clone();
    KeySpec small = KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, 128);
    keys.perform(task(List.of(), inside -> inside.hold(small, given)));
    seen.add(given);
    byte[] misfit = Arrays.copyOf(TEXT, 15);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.perform(task(List.of(), inside -> inside.hold(small, misfit))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> keys.perform(task(List.of(), inside -> inside.keep("k", small, new byte[15]))));
    assertThat(keys.current("k")).isEmpty();
    seen.add(misfit);
    assertThat(seen).hasSize(4).allSatisfy(each -> assertThat(each).containsOnly(0));
    KeyHandle other = keys.generate("other", DATA);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.perform(task(List.of(key), inside -> inside.reveal(other, WHY))));
  }

  /** Another takes the name in the middle of a task: it runs again and gets the next one. */
  @Test
  void aTask_whoseNameWasTaken_runsAgain_andGivesUpInTheEnd() {
    int[] runs = new int[1];
    KeyHandle kept =
        keys.perform(
            task(
                List.of(),
                inside -> {
                  KeyHandle mine = inside.keep("shared", DATA, new byte[32]);
                  if (runs[0]++ < 2) {
                    keys.generate("shared", DATA);
                  }
                  return mine;
                }));
    assertThat(kept.ref()).isEqualTo(new KeyRef("shared", 3));
    assertThat(runs[0]).isEqualTo(3);
    runs[0] = 0;
    refused(
        "key.busy",
        () ->
            keys.perform(
                task(
                    List.of(),
                    inside -> {
                      runs[0]++;
                      KeyHandle mine = inside.keep("never", DATA, new byte[32]);
                      keys.generate("never", DATA);
                      return mine;
                    })));
    assertThat(runs[0]).isEqualTo(64);
    List<KeyHandle> three =
        keys.perform(
            task(
                List.of(),
                inside ->
                    List.of(
                        inside.keep("first", DATA, new byte[32]),
                        inside.keep("second", DATA, new byte[32]),
                        inside.keep("second", DATA, new byte[32]))));
    assertThat(three)
        .extracting(KeyHandle::ref)
        .containsExactly(new KeyRef("first", 1), new KeyRef("second", 1), new KeyRef("second", 2));
  }

  @Test
  void keysInPassing_areTenThousandAtMost_andDestroyedOnesMakeRoom() {
    List<KeyHandle> held =
        keys.perform(
            task(
                List.of(),
                inside -> {
                  List<KeyHandle> all = new ArrayList<>();
                  for (int i = 0; i < 10_000; i++) {
                    all.add(inside.hold(DATA, new byte[32]));
                  }
                  return all;
                }));
    KeyTask<KeyHandle> oneMore = task(List.of(), inside -> inside.hold(DATA, new byte[32]));
    refused("key.full", () -> keys.perform(oneMore));
    assertThat(keys.destroy(held.get(7)).state()).isEqualTo(KeyState.DESTROYED);
    assertThat(keys.find(held.get(7).ref())).isEmpty();
    assertThat(keys.perform(oneMore).durable()).isFalse();
    refused("key.full", () -> keys.perform(oneMore));
    assertThat(keys.inventory()).isEmpty();
  }

  @Test
  void keysThatLast_areAHundredThousandAtMost_destroyedOnesToo() {
    KeyShelf shelf = new KeyShelf(new KeyRecords.Nowhere());
    List<ShelvedKey> all = new ArrayList<>();
    for (int i = 0; i <= 100_000; i++) {
      KeyHandle handle =
          new KeyHandle(
              new KeyRef("key-" + i % 1000, 1 + i / 1000),
              DATA,
              KeyState.ACTIVE,
              Instant.EPOCH,
              true);
      all.add(ShelvedKey.of(handle, new byte[32]));
    }
    refused("key.full", () -> shelf.apply(new KeyChange(all, List.of(), List.of())));
    ShelvedKey last = all.remove(100_000);
    shelf.apply(new KeyChange(all, List.of(), List.of()));
    refused("key.full", () -> shelf.apply(KeyChange.keeping(last)));
    shelf.move(all.get(0).handle(), KeyState.DESTROYED);
    refused("key.full", () -> shelf.apply(KeyChange.keeping(last)));
    assertThat(shelf.inventory()).hasSize(100_000);
    assertThat(wiped(all.get(0))).isTrue();
    assertThat(wiped(all.get(1))).isFalse();
    shelf.close();
    assertThat(all).allMatch(SoftwareModuleEdgesTest::wiped);
  }

  private static boolean wiped(ShelvedKey key) {
    return key.key() == null || key.key().isDestroyed();
  }

  @Test
  void countedKeysInPassing_areCounted_andStatesOnlyGoDown() {
    KeyHandle counted =
        keys.perform(
            task(List.of(), inside -> inside.hold(DATA.limited(UseLimits.uses(3)), new byte[32])));
    for (int i = 0; i < 3; i++) {
      keys.encrypt(counted, TEXT, TEXT);
    }
    refused("key.exhausted", () -> keys.encrypt(counted, TEXT, TEXT));
    assertThat(keys.used(counted)).isEqualTo(3);
    KeyHandle retired = keys.retire(counted);
    assertThat(retired.state()).isEqualTo(KeyState.DECRYPT_ONLY);
    assertThat(keys.find(counted.ref())).contains(retired);
    assertThat(keys.retire(retired)).isEqualTo(retired);
    assertThat(module.move(retired, KeyState.DECRYPT_ONLY)).isEqualTo(retired);
    refused("key.state", () -> module.move(retired, KeyState.ACTIVE));
    KeyHandle stranger =
        new KeyHandle(new KeyRef("nobody", 1), DATA, KeyState.ACTIVE, Instant.EPOCH, true);
    refused("key.state", () -> module.move(stranger, KeyState.DECRYPT_ONLY));
    refused("key.unknown", () -> module.kcv(stranger, KcvStyle.ECB));
    KeyHandle two = keys.generate("two", DATA.limited(UseLimits.uses(2)));
    assertThat(module.reserve(two, 64)).isEqualTo(2);
    assertThat(module.reserve(two, 64)).isZero();
    assertThat(module.used(two)).isEqualTo(2);
  }

  /** Also for threads that come after the one that closed. */
  @Test
  void afterClosing_everyThreadIsTold() throws Exception {
    KeyHandle key = keys.generate("data", DATA);
    keys.close();
    keys.close();
    CompletableFuture<Boolean> told =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                keys.find(key.ref());
                return false;
              } catch (IllegalStateException closed) {
                return true;
              }
            });
    assertThat(told.get(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
