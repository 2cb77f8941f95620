package dev.tillwright.crypto.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D4 in its first version: a key file under a passphrase. */
class SoftwareKeysTest {
  private static final String PASSPHRASE = "correct horse battery";
  private static final Argon2Cost CHEAP = new Argon2Cost(19_456, 2, 1);
  private static final byte[] TEXT = "a text to protect".getBytes(US_ASCII);
  private static final byte[] CONTEXT = "its context".getBytes(US_ASCII);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("vault").resolve("till.keys");
  }

  @Test
  void open_whereNothingIs_makesKeysForTheOwnerAlone_thatOpenAgain() throws Exception {
    byte[] sealed;
    byte[] index;
    KeyId seal;
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      seal = keys.current(KeyPurpose.SEAL);
      sealed = keys.seal(seal, TEXT, CONTEXT);
      index = keys.mac(keys.current(KeyPurpose.INDEX), TEXT);
      assertThat(keys.created(seal)).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
      assertThat(keys).hasToString("SoftwareKeys[" + file + "]");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      assertThat(keys.current(KeyPurpose.SEAL)).isEqualTo(seal);
      assertThat(keys.open(seal, sealed, CONTEXT)).isEqualTo(TEXT);
      assertThat(keys.mac(keys.current(KeyPurpose.INDEX), TEXT)).isEqualTo(index);
    }
  }

  @Test
  void publicDoor_takesTheAcknowledgementAndTheFullCost() throws Exception {
    char[] passphrase = PASSPHRASE.toCharArray();
    SoftwareKeys.open(file, passphrase, Acknowledgement.KEYS_IN_SOFTWARE).close();
    assertThat(Files.readAllLines(file).get(1)).isEqualTo("argon2id m=65536 t=3 p=4");
    assertThat(passphrase).as("stays the caller's").isEqualTo(PASSPHRASE.toCharArray());
  }

  /** The format of docs/card-protection.md, read by other code, gives the keys that are used. */
  @Test
  void file_readByItsWrittenFormat_holdsThreeDifferentKeysThatDoWhatTheRingDoes() throws Exception {
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      Map<String, byte[]> raw = KeyFileOracle.keys(file, PASSPHRASE);
      assertThat(raw).hasSize(3);
      Set<String> different = new HashSet<>();
      raw.values().forEach(key -> different.add(HexFormat.of().formatHex(key)));
      assertThat(different).hasSize(3);

      KeyId seal = keys.current(KeyPurpose.SEAL);
      byte[] sealed = keys.seal(seal, TEXT, CONTEXT);
      assertThat(sealed).hasSize(12 + TEXT.length + 16);
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(raw.get(seal + "!"), "AES"),
          new GCMParameterSpec(128, sealed, 0, 12));
      gcm.updateAAD(CONTEXT);
      assertThat(gcm.doFinal(sealed, 12, sealed.length - 12)).isEqualTo(TEXT);

      for (KeyPurpose purpose : List.of(KeyPurpose.INDEX, KeyPurpose.FINGERPRINT)) {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(raw.get(keys.current(purpose) + "!"), "HmacSHA256"));
        assertThat(keys.mac(keys.current(purpose), TEXT)).isEqualTo(hmac.doFinal(TEXT));
      }
      String stored = Files.readString(file);
      for (byte[] key : raw.values()) {
        assertThat(stored).doesNotContain(HexFormat.of().formatHex(key));
      }
    }
  }

  @Test
  void passphrase_thatIsWrong_isToldFromADamagedFile() {
    cheap(PASSPHRASE).close();
    refused("key.wrongPassphrase", () -> cheap("correct horse batterz"));
    refused("key.wrongPassphrase", () -> cheap(""));
  }

  @Test
  void passphrase_tooShortForANewFile_isRefusedAndNothingIsMade() {
    assertThatIllegalArgumentException().isThrownBy(() -> cheap("elevenchars"));
    assertThat(file).doesNotExist();
  }

  @Test
  void file_withAnyByteChanged_isDamaged() throws Exception {
    cheap(PASSPHRASE).close();
    byte[] good = Files.readAllBytes(file);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      refused("key.damaged", () -> cheap(PASSPHRASE), "seed " + seed + ", byte " + at);
    }
    for (int length = 0; length < good.length; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      refused("key.damaged", () -> cheap(PASSPHRASE), "length " + length);
    }
    Files.write(file, new byte[70_000]);
    refused("key.damaged", () -> cheap(PASSPHRASE));
    Files.write(file, good);
    cheap(PASSPHRASE).close();
  }

  @Test
  void file_changedByOneWhoMendsTheChecksum_givesNoKeys() throws Exception {
    cheap(PASSPHRASE).close();
    String good = Files.readString(file);
    mend(good.replace("sealed ", "sealed A"));
    refused("key.damaged", () -> cheap(PASSPHRASE));
    int inside = good.indexOf("sealed ") + 47;
    char other = good.charAt(inside) == '+' ? '/' : '+';
    mend(good.substring(0, inside) + other + good.substring(inside + 1));
    refused("key.damaged", () -> cheap(PASSPHRASE));
    mend(good.replace(" t=2 ", " t=3 "));
    refused("key.wrongPassphrase", () -> cheap(PASSPHRASE));
    mend(good.replace("m=19456", "m=9999999"));
    refused("key.damaged", () -> cheap(PASSPHRASE));
    mend(good.replace("m=19456", "m=7"));
    refused("key.damaged", () -> cheap(PASSPHRASE));
    mend(good.replace("keys 1", "keys 2"));
    refused("key.damaged", () -> cheap(PASSPHRASE));
  }

  @Test
  void file_thatOthersMayRead_isRefused() throws Exception {
    cheap(PASSPHRASE).close();
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      refused("key.exposed", () -> cheap(PASSPHRASE), mode);
    }
  }

  @Test
  void place_whereNoFileCanBe_isATypedError() throws Exception {
    Path plain = Files.createFile(folder.resolve("plain"));
    file = plain.resolve("till.keys");
    refused("key.unwritable", () -> cheap(PASSPHRASE));
    file = Files.createDirectory(folder.resolve("directory"), owner());
    refused("key.unreadable", () -> cheap(PASSPHRASE));
  }

  @Test
  void leftover_ofACrashWhileWriting_isNoObstacle() throws Exception {
    Files.createDirectory(file.getParent());
    Files.writeString(file.resolveSibling("till.keys.new"), "half a fi");
    cheap(PASSPHRASE).close();
    cheap(PASSPHRASE).close();
    assertThat(file.resolveSibling("till.keys.new")).doesNotExist();
  }

  @Test
  void open_byManyAtOnce_makesOneSetOfKeys() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<KeyId>> openers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        openers.add(
            () -> {
              try (SoftwareKeys keys = cheap(PASSPHRASE)) {
                return keys.current(KeyPurpose.INDEX);
              }
            });
      }
      Set<KeyId> seen = new HashSet<>();
      for (Future<KeyId> each : threads.invokeAll(openers)) {
        seen.add(each.get());
      }
      assertThat(seen).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void rotateSeal_sealsWithAFreshKey_andTheOldOneStillOpens() throws Exception {
    KeyId old;
    KeyId fresh;
    byte[] before;
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      old = keys.current(KeyPurpose.SEAL);
      KeyId index = keys.current(KeyPurpose.INDEX);
      before = keys.seal(old, TEXT, CONTEXT);
      fresh = keys.rotateSeal(PASSPHRASE.toCharArray());
      assertThat(fresh).isNotEqualTo(old).isEqualTo(keys.current(KeyPurpose.SEAL));
      assertThat(keys.current(KeyPurpose.INDEX)).isEqualTo(index);
      assertThat(keys.open(old, before, CONTEXT)).isEqualTo(TEXT);
      refused("key.wrongPassphrase", () -> keys.rotateSeal("something else".toCharArray()));
    }
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      assertThat(keys.current(KeyPurpose.SEAL)).isEqualTo(fresh);
      assertThat(keys.open(old, before, CONTEXT)).isEqualTo(TEXT);
    }
  }

  @Test
  void rotateSeal_overAFileThatLacksAKeyInUse_isRefused() throws Exception {
    cheap(PASSPHRASE).close();
    byte[] backup = Files.readAllBytes(file);
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      KeyId fresh = keys.rotateSeal(PASSPHRASE.toCharArray());
      byte[] sealed = keys.seal(fresh, TEXT, CONTEXT);
      Files.write(file, backup);
      refused("key.changed", () -> keys.rotateSeal(PASSPHRASE.toCharArray()));
      assertThat(keys.open(fresh, sealed, CONTEXT)).isEqualTo(TEXT);
    }
  }

  @Test
  void destroySeal_endsWhatTheOldKeySealed_forGood() throws Exception {
    KeyId old;
    KeyId fresh;
    byte[] before;
    byte[] after;
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      old = keys.current(KeyPurpose.SEAL);
      KeyId index = keys.current(KeyPurpose.INDEX);
      before = keys.seal(old, TEXT, CONTEXT);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys.destroySeal(old, PASSPHRASE.toCharArray()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys.destroySeal(index, PASSPHRASE.toCharArray()));
      fresh = keys.rotateSeal(PASSPHRASE.toCharArray());
      after = keys.seal(fresh, TEXT, CONTEXT);
      refused("key.wrongPassphrase", () -> keys.destroySeal(old, "something else".toCharArray()));
      assertThat(keys.open(old, before, CONTEXT)).isEqualTo(TEXT);
      keys.destroySeal(old, PASSPHRASE.toCharArray());
      refused("key.unknown", () -> keys.open(old, before, CONTEXT));
      refused("key.unknown", () -> keys.destroySeal(old, PASSPHRASE.toCharArray()));
      assertThat(keys.open(fresh, after, CONTEXT)).isEqualTo(TEXT);
    }
    assertThat(KeyFileOracle.keys(file, PASSPHRASE).keySet())
        .noneMatch(id -> id.startsWith(old.value()));
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      refused("key.unknown", () -> keys.open(old, before, CONTEXT));
      assertThat(keys.open(fresh, after, CONTEXT)).isEqualTo(TEXT);
      assertThat(keys.current(KeyPurpose.SEAL)).isEqualTo(fresh);
    }
  }

  @Test
  void destroySeal_makesRoomForMoreKeys() {
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom())) {
      KeyId first = keys.current(KeyPurpose.SEAL);
      for (int i = 3; i < 256; i++) {
        keys.rotateSeal(new char[0]);
      }
      refused("key.full", () -> keys.rotateSeal(new char[0]));
      keys.destroySeal(first, new char[0]);
      assertThat(keys.rotateSeal(new char[0])).isEqualTo(keys.current(KeyPurpose.SEAL));
    }
  }

  @Test
  void changePassphrase_letsTheNewOneInAndTheOldOneNot() {
    String next = "another battery staple";
    KeyId seal;
    try (SoftwareKeys keys = cheap(PASSPHRASE)) {
      seal = keys.current(KeyPurpose.SEAL);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys.changePassphrase(PASSPHRASE.toCharArray(), "short".toCharArray()));
      keys.changePassphrase(PASSPHRASE.toCharArray(), next.toCharArray());
    }
    refused("key.wrongPassphrase", () -> cheap(PASSPHRASE));
    try (SoftwareKeys keys = cheap(next)) {
      assertThat(keys.current(KeyPurpose.SEAL)).isEqualTo(seal);
    }
  }

  @Test
  void ephemeralKeys_areKnownToNoOtherRing() {
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom());
        SoftwareKeys others = SoftwareKeys.ephemeral(new SecureRandom())) {
      KeyId seal = keys.current(KeyPurpose.SEAL);
      byte[] sealed = keys.seal(seal, TEXT, CONTEXT);
      refused("key.unknown", () -> others.open(seal, sealed, CONTEXT));
      refused("key.refused", () -> others.open(others.current(KeyPurpose.SEAL), sealed, CONTEXT));
      KeyId fresh = keys.rotateSeal(new char[0]);
      assertThat(keys.open(seal, sealed, CONTEXT)).isEqualTo(TEXT);
      assertThat(keys.current(KeyPurpose.SEAL)).isEqualTo(fresh).isNotEqualTo(seal);
      assertThat(keys).hasToString("SoftwareKeys[ephemeral]");
    }
  }

  @Test
  void rotateSeal_beyondTheBound_isRefused() {
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom())) {
      for (int i = 3; i < 256; i++) {
        keys.rotateSeal(new char[0]);
      }
      refused("key.full", () -> keys.rotateSeal(new char[0]));
    }
  }

  @Test
  void open_ofAnythingButWhatWasSealed_isRefusedWithoutSayingWhich() {
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom())) {
      KeyId seal = keys.current(KeyPurpose.SEAL);
      byte[] sealed = keys.seal(seal, TEXT, CONTEXT);
      Set<String> messages = new HashSet<>();
      for (int at = 0; at < sealed.length; at++) {
        byte[] bad = sealed.clone();
        bad[at] ^= 1;
        messages.add(refused("key.refused", () -> keys.open(seal, bad, CONTEXT)));
      }
      messages.add(refused("key.refused", () -> keys.open(seal, sealed, TEXT)));
      messages.add(refused("key.refused", () -> keys.open(seal, new byte[27], CONTEXT)));
      assertThat(messages).hasSize(1);
    }
  }

  @Test
  void seal_ofOneTextTwice_differs() {
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom())) {
      KeyId seal = keys.current(KeyPurpose.SEAL);
      Set<String> nonces = new HashSet<>();
      for (int i = 0; i < 2_000; i++) {
        nonces.add(HexFormat.of().formatHex(keys.seal(seal, TEXT, CONTEXT), 0, 12));
      }
      assertThat(nonces).hasSize(2_000);
    }
  }

  @Test
  void key_usedForAnotherPurpose_isRefused() {
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom())) {
      KeyId seal = keys.current(KeyPurpose.SEAL);
      KeyId index = keys.current(KeyPurpose.INDEX);
      assertThatIllegalArgumentException().isThrownBy(() -> keys.mac(seal, TEXT));
      assertThatIllegalArgumentException().isThrownBy(() -> keys.seal(index, TEXT, CONTEXT));
      assertThatIllegalArgumentException().isThrownBy(() -> keys.open(index, TEXT, CONTEXT));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys.seal(seal, new byte[(1 << 16) + 1], CONTEXT));
    }
    for (String bad : List.of("", "seal", "seal-1234", "other-0123456789abcdef")) {
      assertThatIllegalArgumentException().isThrownBy(() -> new KeyId(bad));
    }
  }

  @Test
  void ring_afterClose_refusesEverything() {
    SoftwareKeys keys = cheap(PASSPHRASE);
    KeyId seal = keys.current(KeyPurpose.SEAL);
    keys.close();
    keys.close();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> keys.current(KeyPurpose.SEAL),
            () -> keys.seal(seal, TEXT, CONTEXT),
            () -> keys.rotateSeal(PASSPHRASE.toCharArray()))) {
      assertThatIllegalStateException().isThrownBy(call);
    }
  }

  @Test
  void ring_usedByManyThreads_confusesNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom())) {
      KeyId seal = keys.current(KeyPurpose.SEAL);
      KeyId index = keys.current(KeyPurpose.INDEX);
      byte[] mac = keys.mac(index, TEXT);
      List<Callable<Boolean>> work = new ArrayList<>();
      IntStream.range(0, 8)
          .forEach(
              thread ->
                  work.add(
                      () -> {
                        boolean right = true;
                        for (int i = 0; i < 500; i++) {
                          byte[] text = (thread + " " + i).getBytes(US_ASCII);
                          byte[] back = keys.open(seal, keys.seal(seal, text, CONTEXT), CONTEXT);
                          right &= MessageDigest.isEqual(text, back);
                          right &= MessageDigest.isEqual(mac, keys.mac(index, TEXT));
                        }
                        return right;
                      }));
      for (Future<Boolean> each : threads.invokeAll(work)) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private SoftwareKeys cheap(String passphrase) {
    return SoftwareKeys.open(
        file,
        passphrase.toCharArray(),
        CHEAP,
        Clock.fixed(Instant.parse("2026-03-01T10:00:00.123Z"), ZoneOffset.UTC),
        new SecureRandom());
  }

  private void mend(String changed) throws Exception {
    String text = changed.substring(0, changed.indexOf("sha256 "));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    Files.writeString(file, text + "sha256 " + HexFormat.of().formatHex(digest) + "\n");
  }

  private static java.nio.file.attribute.FileAttribute<?> owner() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private static String refused(String code, ThrowingCallable call) {
    return refused(code, call, code);
  }

  private static String refused(String code, ThrowingCallable call, String what) {
    String[] message = new String[1];
    assertThatExceptionOfType(TillwrightException.class)
        .as(what)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).as(what).isEqualTo(code);
              assertThat(e.getMessage()).doesNotContain(PASSPHRASE);
              message[0] = e.getMessage();
            });
    return message[0];
  }
}
