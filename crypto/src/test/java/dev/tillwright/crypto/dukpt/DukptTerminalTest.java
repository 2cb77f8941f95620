package dev.tillwright.crypto.dukpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D5: the terminal's register, beside the host that derives every key by itself. */
class DukptTerminalTest {
  private static final byte[] MESSAGE = Vectors.ascii("4012345678909D987");

  private final Keys keys = PaymentKeys.open();
  private final MemoryStorage storage = new MemoryStorage();
  private final KeyHandle storageKey = Devices.storageKey(keys);
  private final AesDukptHost aesHost = Devices.aesHost(keys);
  private final TdesDukptHost tdesHost = Devices.tdesHost(keys);

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void tdesTerminal_andHost_shareTheKeysOfEveryTransaction() {
    TdesDukptTerminal terminal = loadTdes();
    Ksn expected = Devices.TDES;
    for (int i = 0; i < 70; i++) {
      expected = ((TdesKsn) expected).next().orElseThrow();
      assertThat(terminal.upcoming()).contains((TdesKsn) expected);
      try (TdesTransaction mine = terminal.next().orElseThrow();
          TdesTransaction theirs = tdesHost.at(mine.ksn())) {
        assertThat(mine.ksn()).isEqualTo(expected);
        assertThat(bytes(mine.pinKey())).isEqualTo(bytes(theirs.pinKey()));
        assertThat(bytes(mine.dataKey(Direction.RESPONSE, TdesDataKey.VARIANT)))
            .isEqualTo(bytes(theirs.dataKey(Direction.RESPONSE, TdesDataKey.VARIANT)));
        assertThat(bytes(mine.dataKey(Direction.REQUEST, TdesDataKey.PIN_VARIANT)))
            .isEqualTo(bytes(theirs.pinKey()));
        byte[] mac =
            keys.mac(mine.macKey(Direction.REQUEST), MacMethod.ISO_9797_1_ALG_3_PAD_2, MESSAGE);
        assertThat(
                keys.verify(
                    theirs.macKey(Direction.REQUEST),
                    MacMethod.ISO_9797_1_ALG_3_PAD_2,
                    MESSAGE,
                    mac))
            .isTrue();
        byte[] response =
            keys.mac(theirs.macKey(Direction.RESPONSE, KeyUsage.M6), MacMethod.CMAC, MESSAGE);
        assertThat(
                keys.verify(
                    mine.macKey(Direction.RESPONSE, KeyUsage.M6),
                    MacMethod.CMAC,
                    MESSAGE,
                    response))
            .isTrue();
      }
    }
  }

  @Test
  void aesTerminal_andHost_shareTheKeysOfEveryTransaction() {
    AesDukptTerminal terminal = loadAes();
    for (int i = 1; i <= 70; i++) {
      try (AesTransaction mine = terminal.next().orElseThrow();
          AesTransaction theirs = aesHost.at(mine.ksn())) {
        assertThat(mine.ksn()).isEqualTo(new AesKsn(Devices.AES.device(), i));
        for (AesKeyUse use : AesKeyUse.values()) {
          assertThat(bytes(mine.key(use, DukptKeyType.AES128)))
              .isEqualTo(bytes(theirs.key(use, DukptKeyType.AES128)));
        }
        byte[] sealed =
            keys.encryptBlocks(
                mine.dataKey(Direction.REQUEST), BlockMode.CBC, new byte[16], new byte[32]);
        assertThat(
                keys.decryptBlocks(
                    theirs.dataKey(Direction.REQUEST), BlockMode.CBC, new byte[16], sealed))
            .isEqualTo(new byte[32]);
      }
    }
  }

  /** From anywhere in a device's life, against registers that were derived key by key. */
  @Test
  void terminals_goOnFromAnyCounter_asTheRegisterDerivedAloneDoes() {
    long seed = System.nanoTime();
    System.out.println("goOnFromAnyCounter seed " + seed);
    Random random = new Random(seed);
    byte[] initial = PaymentKeys.bytes(keys, tdesHost.initialKey(Devices.TDES));
    byte[] initialAes = PaymentKeys.bytes(keys, aesHost.initialKey(Devices.AES));
    for (int i = 0; i < 40; i++) {
      int counter = 1 + random.nextInt(0x1FF800);
      while (Integer.bitCount(counter) > 10) {
        counter &= ~(1 << random.nextInt(21));
      }
      storage.put(Devices.stateAt(initial, new TdesKsn(Devices.TDES.device(), counter)));
      TdesDukptTerminal terminal = TdesDukptTerminal.open(keys, storageKey, Devices.TDES, storage);
      for (int step = 0; step < 20 && terminal.upcoming().isPresent(); step++) {
        try (TdesTransaction mine = terminal.next().orElseThrow();
            TdesTransaction theirs = tdesHost.at(mine.ksn())) {
          assertThat(bytes(mine.pinKey())).as("%s", mine).isEqualTo(bytes(theirs.pinKey()));
        }
      }
      long wide = random.nextLong() & 0xFFFFFFFFL | 1L << 31 >>> random.nextInt(20);
      while (Long.bitCount(wide) > 16) {
        wide &= ~(1L << random.nextInt(32));
      }
      storage.put(Devices.stateAt(initialAes, new AesKsn(Devices.AES.device(), Math.max(1, wide))));
      AesDukptTerminal aes = AesDukptTerminal.open(keys, storageKey, Devices.AES, storage);
      for (int step = 0; step < 20 && aes.upcoming().isPresent(); step++) {
        try (AesTransaction mine = aes.next().orElseThrow();
            AesTransaction theirs = aesHost.at(mine.ksn())) {
          assertThat(bytes(mine.pinKey())).as("%s", mine).isEqualTo(bytes(theirs.pinKey()));
        }
      }
    }
  }

  @Test
  void anExhaustedDevice_givesNoMoreKeys_butItsUpdateKey() {
    byte[] initial = PaymentKeys.bytes(keys, tdesHost.initialKey(Devices.TDES));
    storage.put(Devices.stateAt(initial, new TdesKsn(Devices.TDES.device(), 0x1FF400)));
    TdesDukptTerminal terminal = TdesDukptTerminal.open(keys, storageKey, Devices.TDES, storage);
    List<String> last = new ArrayList<>();
    for (Optional<TdesTransaction> at = terminal.next(); at.isPresent(); at = terminal.next()) {
      last.add(at.get().ksn().text());
      at.get().close();
    }
    assertThat(last).containsExactly("FFFF9876543210FFF400", "FFFF9876543210FFF800");
    assertThat(terminal.upcoming()).isEmpty();
    assertThat(TdesDukptTerminal.open(keys, storageKey, Devices.TDES, storage).next()).isEmpty();

    loadAes();
    String register = storage.find(Devices.AES.device()).orElseThrow().register();
    storage.put(new TerminalState(Devices.AES.device(), 0, register));
    AesDukptTerminal aes = AesDukptTerminal.open(keys, storageKey, Devices.AES, storage);
    assertThat(aes.next()).isEmpty();
    KeyHandle mine = aes.updateKey(DukptKeyType.AES128);
    KeyHandle theirs = aesHost.updateKey(Devices.AES, DukptKeyType.AES128);
    assertThat(bytes(mine)).isEqualTo(bytes(theirs));
    assertThat(mine.spec().mode()).isEqualTo(ModeOfUse.DECRYPT);
    assertThat(theirs.spec().mode()).isEqualTo(ModeOfUse.ENCRYPT);
    refused("key.strength", () -> aes.updateKey(DukptKeyType.AES256));
    refused("key.strength", () -> aesHost.updateKey(Devices.AES, DukptKeyType.AES192));
  }

  @Test
  void aWorkingKey_isNeverStrongerThanItsParent() {
    try (AesTransaction at = aesHost.at(new AesKsn(Devices.AES.device(), 1))) {
      for (DukptKeyType type :
          List.of(DukptKeyType.AES192, DukptKeyType.AES256, DukptKeyType.HMAC192)) {
        refused("key.strength", () -> at.key(AesKeyUse.MAC_BOTH_WAYS, type));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> at.key(AesKeyUse.PIN_ENCRYPTION, DukptKeyType.HMAC128));
    }
  }

  @Test
  void oneSidesKey_doesNotDoWhatTheOtherSideDoes() {
    loadAes();
    try (AesTransaction mine =
            AesDukptTerminal.open(keys, storageKey, Devices.AES, storage).next().orElseThrow();
        AesTransaction theirs = aesHost.at(mine.ksn())) {
      refused(
          "key.mode", () -> keys.mac(theirs.macKey(Direction.REQUEST), MacMethod.CMAC, MESSAGE));
      refused("key.mode", () -> keys.mac(mine.macKey(Direction.RESPONSE), MacMethod.CMAC, MESSAGE));
      refused(
          "key.mode",
          () ->
              keys.decryptBlocks(
                  mine.dataKey(Direction.REQUEST), BlockMode.CBC, new byte[16], new byte[16]));
      assertThat(mine.pinKey().spec().mode()).isEqualTo(ModeOfUse.ENCRYPT);
      assertThat(theirs.pinKey().spec().mode()).isEqualTo(ModeOfUse.DECRYPT);
    }
  }

  @Test
  void load_destroysTheInitialKey_andNeverLoadsTwice() {
    KeyHandle initial = aesHost.initialKey(Devices.AES);
    AesDukptTerminal.load(keys, initial, storageKey, Devices.AES, storage);
    refused("key.unknown|key.state", () -> PaymentKeys.bytes(keys, initial));
    KeyHandle again = aesHost.initialKey(Devices.AES);
    refused(
        "dukpt.loaded", () -> AesDukptTerminal.load(keys, again, storageKey, Devices.AES, storage));
    refused(
        "dukpt.unknown",
        () -> AesDukptTerminal.open(keys, storageKey, new AesKsn("0000000000000001", 0), storage));
    refused("dukpt.unknown", () -> TdesDukptTerminal.open(keys, storageKey, Devices.TDES, storage));
  }

  @Test
  void load_refusesKeysThatDoNotFit() {
    KeyHandle aes = aesHost.initialKey(Devices.AES);
    refused(
        "key.algorithm",
        () -> TdesDukptTerminal.load(keys, aes, storageKey, Devices.TDES, storage));
    KeyHandle weak =
        PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.TDES, new byte[24]);
    refused("key.strength", () -> AesDukptTerminal.load(keys, aes, weak, Devices.AES, storage));
    KeyHandle base =
        PaymentKeys.load(keys, KeyUsage.B0, ModeOfUse.DERIVE, KeyAlgorithm.AES, new byte[32]);
    KeyHandle strong = new AesDukptHost(keys, base).initialKey(Devices.AES);
    refused(
        "key.strength",
        () -> AesDukptTerminal.load(keys, strong, storageKey, Devices.AES, storage));
    refused(
        "key.usage",
        () -> AesDukptTerminal.load(keys, storageKey, storageKey, Devices.AES, storage));
    refused(
        "key.algorithm",
        () -> new TdesDukptHost(keys, base).at(TdesKsn.parse("FFFF9876543210E00001")));
    refused("ksn.format", () -> aesHost.at(Devices.AES));
    assertThat(storage.find(Devices.AES.device())).isEmpty();
  }

  @Test
  void aStorageThatFails_costsNoKeyTwice() {
    AesDukptTerminal terminal = loadAes();
    terminal.next().orElseThrow().close();
    storage.broken(true);
    refused("store.full", terminal::next);
    refused("store.full", terminal::next);
    storage.broken(false);
    assertThat(terminal.next().orElseThrow().ksn().counter()).isEqualTo(2);
  }

  @Test
  void severalPrograms_overOneStorage_neverTakeTheSameKey() throws Exception {
    loadAes();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Long>>> runs = new ArrayList<>();
      for (int program = 0; program < 4; program++) {
        AesDukptTerminal terminal = AesDukptTerminal.open(keys, storageKey, Devices.AES, storage);
        runs.add(
            pool.submit(
                () -> {
                  List<Long> taken = new ArrayList<>();
                  for (int i = 0; i < 60; i++) {
                    try (AesTransaction at = terminal.next().orElseThrow()) {
                      taken.add(at.ksn().counter());
                    } catch (TillwrightException busy) {
                      assertThat(busy.code()).isEqualTo("dukpt.busy");
                      assertThat(busy.retryable()).isTrue();
                    }
                  }
                  return taken;
                }));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> run : runs) {
        all.addAll(run.get());
      }
      assertThat(new TreeSet<>(all)).hasSameSizeAs(all);
      assertThat(all).hasSizeGreaterThan(100);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aDamagedOrForeignRegister_isRefusedWithOneMessage() {
    loadAes();
    TerminalState good = storage.only();
    byte[] bytes = Base64.getDecoder().decode(good.register());
    List<String> texts = new ArrayList<>(List.of("", "no base 64!", "A".repeat(8193), "AAAA"));
    for (int i = 0; i < bytes[1] + 2; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 4; // in the first entry: that of the next transaction
      texts.add(Base64.getEncoder().encodeToString(flipped));
    }
    int entry = bytes[1] + 2;
    byte[] moved = bytes.clone(); // the second key, put where the first belongs
    System.arraycopy(bytes, entry + 1, moved, 1, entry - 1);
    texts.add(Base64.getEncoder().encodeToString(moved));
    for (String text : texts) {
      storage.put(new TerminalState(good.device(), good.counter(), text));
      AesDukptTerminal terminal = AesDukptTerminal.open(keys, storageKey, Devices.AES, storage);
      refused("dukpt.damaged", terminal::next);
    }
    storage.put(good);
    KeyHandle other =
        PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, new byte[16]);
    refused("dukpt.damaged", () -> AesDukptTerminal.open(keys, other, Devices.AES, storage).next());
    storage.put(new TerminalState(good.device(), 0x1FFFFL, good.register()));
    refused(
        "dukpt.damaged",
        () -> AesDukptTerminal.open(keys, storageKey, Devices.AES, storage).next());
  }

  @Test
  void keysEndWithTheirTransaction() {
    AesTransaction at = aesHost.at(new AesKsn(Devices.AES.device(), 1));
    KeyHandle pin = at.pinKey();
    KeyHandle mac = at.macKey(Direction.REQUEST);
    at.close();
    at.close();
    refused("key.unknown|key.state", () -> PaymentKeys.bytes(keys, pin));
    refused("key.unknown|key.state", () -> PaymentKeys.bytes(keys, mac));
    assertThatIllegalStateException().isThrownBy(at::pinKey);
    assertThat(keys.inventory()).allMatch(key -> key.state() != KeyState.DESTROYED);
  }

  @Test
  void aTransactionEnds_alsoWhenOneOfItsKeysWasDestroyedBefore() {
    KeyHandle transaction =
        keys.perform(
            new TransactionKeyTask(
                PaymentKeys.load(
                    keys, KeyUsage.B0, ModeOfUse.DERIVE, KeyAlgorithm.AES, new byte[16]),
                new AesKsn(Devices.AES.device(), 1)));
    AesTransaction at =
        new AesTransaction(keys, transaction, new AesKsn(Devices.AES.device(), 1), Side.TERMINAL);
    List<KeyHandle> all =
        List.of(
            transaction, at.pinKey(), at.macKey(Direction.REQUEST), at.dataKey(Direction.REQUEST));
    keys.destroy(at.pinKey());
    assertThat(keys.destroy(at.pinKey()).state()).isEqualTo(KeyState.DESTROYED);
    at.close();
    assertThat(all).allMatch(key -> keys.find(key.ref()).isEmpty());
  }

  /** Whoever makes the task by hand gets no PIN key that decrypts data, and none that leaves. */
  @Test
  void aWorkingKey_isDescribedByItsUse() {
    AesKsn ksn = new AesKsn(Devices.AES.device(), 1);
    KeyHandle key = storageKey; // never reached
    KeySpec pin = KeySpec.of(KeyUsage.P0, ModeOfUse.DECRYPT, KeyAlgorithm.AES, 128);
    KeySpec data = KeySpec.of(KeyUsage.D0, ModeOfUse.DECRYPT, KeyAlgorithm.AES, 128);
    KeySpec both = KeySpec.of(KeyUsage.P0, ModeOfUse.BOTH, KeyAlgorithm.AES, 128);
    assertThat(
            new AesWorkingKeyTask(key, ksn, AesKeyUse.PIN_ENCRYPTION, DukptKeyType.AES128, pin)
                .spec())
        .isEqualTo(pin);
    for (KeySpec other : List.of(data, both, pin.exportable(Exportability.SENSITIVE))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new AesWorkingKeyTask(
                      key, ksn, AesKeyUse.PIN_ENCRYPTION, DukptKeyType.AES128, other));
    }
    KeySpec tdes = KeySpec.of(KeyUsage.P0, ModeOfUse.ENCRYPT, KeyAlgorithm.TDES, 128);
    KeySpec mac = KeySpec.of(KeyUsage.M3, ModeOfUse.GENERATE, KeyAlgorithm.TDES, 128);
    assertThat(new TdesWorkingKeyTask(key, TdesKeyUse.PIN, false, tdes).spec()).isEqualTo(tdes);
    for (KeySpec other : List.of(mac, pin, tdes.exportable(Exportability.TRUSTED))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TdesWorkingKeyTask(key, TdesKeyUse.PIN, false, other));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TdesWorkingKeyTask(key, TdesKeyUse.MAC_REQUEST, false, tdes));
  }

  @Test
  void anUpdateKey_isThatOfItsDeviceOnly() {
    loadAes();
    AesKsn other = new AesKsn("1234567890123457", 0);
    refused(
        "dukpt.damaged",
        () ->
            keys.perform(
                new RegisterUpdateKeyTask(
                    storageKey, storage.only().register(), other, DukptKeyType.AES128)));
  }

  @Test
  void nothingPrintsAKey() {
    loadAes();
    TerminalState state = storage.only();
    assertThat(state.toString()).isEqualTo("TerminalState[1234567890123456 at 1]");
    assertThat(new AdvanceTask(storageKey, state.register(), Devices.AES).toString())
        .doesNotContain(state.register());
  }

  private AesDukptTerminal loadAes() {
    return AesDukptTerminal.load(
        keys, aesHost.initialKey(Devices.AES), storageKey, Devices.AES, storage);
  }

  private TdesDukptTerminal loadTdes() {
    return TdesDukptTerminal.load(
        keys, tdesHost.initialKey(Devices.TDES), storageKey, Devices.TDES, storage);
  }

  private String bytes(KeyHandle key) {
    return Vectors.hex(PaymentKeys.bytes(keys, key));
  }

  private static void refused(String codes, ThrowingCallable call) {
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).matches(codes));
  }
}
