package dev.tillwright.crypto.dukpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D5: what stands in a terminal's register, and what no longer does. */
class RegisterTest {
  private static final byte[] STORAGE_KEY = Vectors.hex("00112233445566778899AABBCCDDEEFF");

  private final Keys keys = PaymentKeys.open();
  private final MemoryStorage storage = new MemoryStorage();
  private final KeyHandle storageKey = Devices.storageKey(keys);
  private final AesDukptHost aesHost = Devices.aesHost(keys);
  private final TdesDukptHost tdesHost = Devices.tdesHost(keys);

  @AfterEach
  void close() {
    keys.close();
  }

  /** Who has the storage and its key learns nothing of what was sent before. */
  @Test
  void aSpentKey_isInTheRegisterNoMore() {
    AesDukptTerminal aes =
        AesDukptTerminal.load(
            keys, aesHost.initialKey(Devices.AES), storageKey, Devices.AES, storage);
    TdesDukptTerminal tdes =
        TdesDukptTerminal.load(
            keys, tdesHost.initialKey(Devices.TDES), storageKey, Devices.TDES, storage);
    List<Ksn> spent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      assertThat(holds(aes.upcoming().orElseThrow())).isTrue();
      assertThat(holds(tdes.upcoming().orElseThrow())).isTrue();
      spent.add(aes.next().orElseThrow().ksn());
      spent.add(tdes.next().orElseThrow().ksn());
      assertThat(spent).noneMatch(this::holds);
    }
  }

  private boolean holds(Ksn ksn) {
    String text = storage.find(ksn.device()).orElseThrow().register();
    try {
      int slot = Long.numberOfTrailingZeros(ksn.counter());
      return Register.parse(STORAGE_KEY, text).key(slot, ksn.text()).length == 16;
    } catch (TillwrightException e) {
      assertThat(e.code()).isEqualTo("dukpt.damaged");
      return false;
    }
  }

  /** A counter with all its ones and zeros behind them: nothing comes of its key. */
  @Test
  void aCounterWithAllItsOnes_leadsOnByACarry() {
    byte[] initial = PaymentKeys.bytes(keys, aesHost.initialKey(Devices.AES));
    storage.put(Devices.stateAt(initial, new AesKsn(Devices.AES.device(), 0x1FFFE)));
    AesDukptTerminal aes = AesDukptTerminal.open(keys, storageKey, Devices.AES, storage);
    byte[] tdesInitial = PaymentKeys.bytes(keys, tdesHost.initialKey(Devices.TDES));
    storage.put(Devices.stateAt(tdesInitial, new TdesKsn(Devices.TDES.device(), 0x7FE)));
    TdesDukptTerminal tdes = TdesDukptTerminal.open(keys, storageKey, Devices.TDES, storage);
    for (long counter : new long[] {0x1FFFE, 0x20000, 0x20001}) {
      try (AesTransaction mine = aes.next().orElseThrow();
          AesTransaction theirs = aesHost.at(mine.ksn())) {
        assertThat(mine.ksn().counter()).isEqualTo(counter);
        assertThat(PaymentKeys.bytes(keys, mine.pinKey()))
            .isEqualTo(PaymentKeys.bytes(keys, theirs.pinKey()));
      }
    }
    for (long counter : new long[] {0x7FE, 0x800, 0x801}) {
      try (TdesTransaction mine = tdes.next().orElseThrow();
          TdesTransaction theirs = tdesHost.at(mine.ksn())) {
        assertThat(mine.ksn().counter()).isEqualTo(counter);
        assertThat(PaymentKeys.bytes(keys, mine.pinKey()))
            .isEqualTo(PaymentKeys.bytes(keys, theirs.pinKey()));
      }
    }
  }

  @Test
  void tdesKeys_endWithTheirTransaction() {
    TdesTransaction at = tdesHost.at(TdesKsn.parse("FFFF9876543210E00001"));
    KeyHandle pin = at.pinKey();
    assertThat(at.pinKey()).isEqualTo(pin);
    at.close();
    refused("key.unknown", () -> PaymentKeys.bytes(keys, pin));
    assertThatIllegalStateException().isThrownBy(at::pinKey);
    assertThat(at).hasToString("TdesTransaction[FFFF9876543210E00001]");
  }

  @Test
  void baseKeysOfAnotherKind_giveNoKeysForDevices() {
    KeyHandle triple = base(KeyAlgorithm.TDES, 24);
    KeyHandle tdes = base(KeyAlgorithm.TDES, 16);
    KeyHandle aes = base(KeyAlgorithm.AES, 16);
    refused("key.algorithm", () -> new TdesDukptHost(keys, triple).initialKey(Devices.TDES));
    refused("key.algorithm", () -> new TdesDukptHost(keys, aes).initialKey(Devices.TDES));
    refused("key.algorithm", () -> new AesDukptHost(keys, tdes).initialKey(Devices.AES));
    refused(
        "key.algorithm",
        () -> new AesDukptHost(keys, tdes).updateKey(Devices.AES, DukptKeyType.AES128));
    refused(
        "key.algorithm",
        () -> new TdesDukptHost(keys, triple).at(Devices.TDES.next().orElseThrow()));
  }

  private KeyHandle base(KeyAlgorithm algorithm, int bytes) {
    return PaymentKeys.load(
        keys,
        KeyUsage.B0,
        ModeOfUse.DERIVE,
        algorithm,
        java.util.Arrays.copyOf(STORAGE_KEY, bytes));
  }

  @Test
  void aRegister_goesOnUnderAnotherStorageKey_whenTheOldOneIsDestroyed() {
    AesDukptTerminal aes =
        AesDukptTerminal.load(
            keys, aesHost.initialKey(Devices.AES), storageKey, Devices.AES, storage);
    TdesDukptTerminal tdes =
        TdesDukptTerminal.load(
            keys, tdesHost.initialKey(Devices.TDES), storageKey, Devices.TDES, storage);
    for (int i = 0; i < 5; i++) {
      aes.next().orElseThrow().close();
      tdes.next().orElseThrow().close();
    }
    KeyHandle next =
        PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, new byte[32]);
    aes.rewrap(next);
    tdes.rewrap(next);
    refused(
        "dukpt.damaged",
        () -> AesDukptTerminal.open(keys, storageKey, Devices.AES, storage).next());
    keys.destroy(storageKey);
    for (AesDukptTerminal each :
        List.of(aes, AesDukptTerminal.open(keys, next, Devices.AES, storage))) {
      try (AesTransaction mine = each.next().orElseThrow();
          AesTransaction theirs = aesHost.at(mine.ksn())) {
        assertThat(PaymentKeys.bytes(keys, mine.pinKey()))
            .isEqualTo(PaymentKeys.bytes(keys, theirs.pinKey()));
      }
    }
    assertThat(storage.find(Devices.AES.device()).orElseThrow().counter()).isEqualTo(8);
    assertThat(tdes.next().orElseThrow().ksn().counter()).isEqualTo(6);
    assertThat(PaymentKeys.bytes(keys, aes.updateKey(DukptKeyType.AES128)))
        .isEqualTo(PaymentKeys.bytes(keys, aesHost.updateKey(Devices.AES, DukptKeyType.AES128)));
    assertThat(new RewrapRegisterTask(next, next, "AAAA", Devices.AES).toString())
        .isEqualTo("RewrapRegisterTask[123456789012345600000000]");
  }

  @Test
  void aRegister_goesUnderNoWeakerKey_andIsNotLostWhenTheStorageFails() {
    KeyHandle base =
        PaymentKeys.load(keys, KeyUsage.B0, ModeOfUse.DERIVE, KeyAlgorithm.AES, new byte[32]);
    KeyHandle strong =
        PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, new byte[32]);
    AesDukptHost host = new AesDukptHost(keys, base);
    AesDukptTerminal terminal =
        AesDukptTerminal.load(keys, host.initialKey(Devices.AES), strong, Devices.AES, storage);
    refused("key.strength", () -> terminal.rewrap(storageKey));
    KeyHandle tdes =
        PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.TDES, new byte[24]);
    refused("key.strength", () -> terminal.rewrap(tdes));
    KeyHandle other =
        PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, new byte[32]);
    storage.broken(true);
    refused("store.full", () -> terminal.rewrap(other));
    storage.broken(false);
    assertThat(terminal.next().orElseThrow().ksn().counter()).isEqualTo(1);
    storage.put(new TerminalState(Devices.AES.device(), 0, ""));
    AesDukptTerminal spent = AesDukptTerminal.open(keys, strong, Devices.AES, storage);
    spent.rewrap(storageKey);
    assertThat(spent.next()).isEmpty();
  }

  /** Another program is always quicker: asked so often, and no more. */
  @Test
  void aStorageThatNeverMoves_isBusy_andNoKeyIsLeftBehind() {
    AesDukptTerminal.load(keys, aesHost.initialKey(Devices.AES), storageKey, Devices.AES, storage);
    AtomicInteger asked = new AtomicInteger();
    DukptStorage never =
        new DukptStorage() {
          @Override
          public Optional<TerminalState> find(String device) {
            return storage.find(device);
          }

          @Override
          public boolean create(TerminalState state) {
            return false;
          }

          @Override
          public boolean replace(long from, TerminalState next) {
            asked.incrementAndGet();
            return false;
          }
        };
    AesDukptTerminal terminal = AesDukptTerminal.open(keys, storageKey, Devices.AES, never);
    refused("dukpt.busy", terminal::next);
    assertThat(asked).hasValue(16);
    assertThat(storage.only().counter()).isEqualTo(1);
    KeyHandle initial = aesHost.initialKey(Devices.AES);
    AesKsn other = new AesKsn("00000000000000AA", 0);
    refused("dukpt.loaded", () -> AesDukptTerminal.load(keys, initial, storageKey, other, never));
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
