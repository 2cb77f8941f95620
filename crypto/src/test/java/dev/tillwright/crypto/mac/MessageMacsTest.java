package dev.tillwright.crypto.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.iso8583.IsoMacException;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageMac;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.dukpt.AesDukptHost;
import dev.tillwright.crypto.dukpt.AesDukptTerminal;
import dev.tillwright.crypto.dukpt.AesKsn;
import dev.tillwright.crypto.dukpt.AesTransaction;
import dev.tillwright.crypto.dukpt.DukptStorage;
import dev.tillwright.crypto.dukpt.JdbcDukptStorage;
import dev.tillwright.crypto.dukpt.JdbcKsnLedger;
import dev.tillwright.crypto.dukpt.KsnLedger;
import dev.tillwright.crypto.dukpt.TdesDukptHost;
import dev.tillwright.crypto.dukpt.TdesDukptTerminal;
import dev.tillwright.crypto.dukpt.TdesKsn;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Field 64 of ISO 8583 messages, packed and read by two sides that share only what they send. */
class MessageMacsTest {
  private static final MessageSpec SPEC =
      MessageSpec.parse("{\"name\":\"dukpt\",\"extends\":\"87B\",\"fields\":{\"53\":\"b12 ksn\"}}");
  private static final KsnField BINARY = new KsnField(53, true);
  private static final KsnField TEXT = new KsnField(48, false);

  @TempDir Path folder;

  private final Keys keys = PaymentKeys.open();
  private Database database;
  private KsnLedger ledger;
  private DukptStorage storage;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("both.db"));
    ledger = JdbcKsnLedger.over(database);
    storage = JdbcDukptStorage.over(database);
  }

  @AfterEach
  void close() {
    keys.close();
    database.close();
  }

  @Test
  void byOneKeyEachWay_messagesAreGenuineAndChangesAreNot() {
    KeyedMac retail = mac(KeyUsage.M3, KeyAlgorithm.TDES, 16, MacMethod.ISO_9797_1_ALG_3_PAD_1);
    KeyedMac cmac = mac(KeyUsage.M6, KeyAlgorithm.AES, 32, MacMethod.CMAC);
    for (KeyedMac each : new KeyedMac[] {retail, retail.truncatedTo(4), cmac}) {
      KeyMessageMac mac = new KeyMessageMac(each, each);
      byte[] packed = SPEC.pack(request("000001"), mac);
      assertThat(SPEC.unpack(packed, mac).text(11)).isEqualTo("000001");
      everyChangeIsRefused(packed, mac);
      byte[] code = SPEC.unpack(packed).bytes(64).orElseThrow();
      assertThat(code).hasSize(8);
      if (each.length() == 4) {
        assertThat(code).endsWith(0, 0, 0, 0);
      }
    }
    KeyMessageMac oneWay = new KeyMessageMac(retail, cmac);
    byte[] packed = SPEC.pack(request("000001"), oneWay);
    assertThatExceptionOfType(IsoMacException.class).isThrownBy(() -> SPEC.unpack(packed, oneWay));
  }

  @Test
  void byAesDukpt_requestAndAnswerAreGenuineOnce() {
    AesKsn device = new AesKsn("1234567890123456", 0);
    AesDukptHost host = new AesDukptHost(keys, base(KeyAlgorithm.AES, "AB".repeat(16)));
    AesDukptTerminal till =
        AesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    both(
        TerminalDukptMac.aes(keys, till, BINARY),
        HostDukptMac.aes(keys, host, ledger, BINARY),
        "123456789012345600000001");
  }

  @Test
  void byTdesDukpt_requestAndAnswerAreGenuineOnce() {
    TdesKsn device = new TdesKsn("FFFF9876543210E00000", 0);
    TdesDukptHost host =
        new TdesDukptHost(keys, base(KeyAlgorithm.TDES, "0123456789ABCDEFFEDCBA9876543210"));
    TdesDukptTerminal till =
        TdesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    both(
        TerminalDukptMac.tdes(keys, till, TEXT),
        HostDukptMac.tdes(keys, host, ledger, TEXT),
        "FFFF9876543210E00001");
  }

  private static void both(TerminalDukptMac<?> till, HostDukptMac host, String first) {
    KsnField field = first.length() == 24 ? BINARY : TEXT;
    byte[] packed = SPEC.pack(request("000001"), till);
    byte[] second = SPEC.pack(request("000002"), till);
    everyChangeIsRefused(packed, host);
    IsoMessage request = SPEC.unpack(packed, host);
    assertThat(field.in(request)).contains(first);
    IsoMessage answer = IsoMessage.of("0210").set(11, "000001").set(39, "00").build();
    byte[] back = SPEC.pack(field.put(answer, first), host);
    everyChangeIsRefused(back, till);
    assertThat(SPEC.unpack(back, till).text(39)).isEqualTo("00");
    // The recorded request, the recorded answer, and an answer to nobody.
    refused(packed, host);
    refused(back, till);
    assertThat(SPEC.unpack(second, host).text(11)).isEqualTo("000002");
    refused(packed, host);
    assertThatIllegalArgumentException().isThrownBy(() -> SPEC.pack(answer, host));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPEC.pack(field.put(request("000003"), first), till));
  }

  @Test
  void aTransactionThatWasBegunForAPin_isTheMessagesToo() {
    AesKsn device = new AesKsn("1234567890123456", 0);
    AesDukptHost host = new AesDukptHost(keys, base(KeyAlgorithm.AES, "AB".repeat(16)));
    AesDukptTerminal till =
        AesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    TerminalDukptMac<AesTransaction> mac = TerminalDukptMac.aes(keys, till, BINARY);
    AesTransaction at = mac.begin();
    assertThat(at.pinKey().spec().usage()).isEqualTo(KeyUsage.P0);
    byte[] packed = SPEC.pack(BINARY.put(request("000001"), at.ksn().text()), mac);
    HostDukptMac other = HostDukptMac.aes(keys, host, ledger, BINARY);
    assertThat(BINARY.in(SPEC.unpack(packed, other))).contains(at.ksn().text());
    assertThat(till.upcoming()).contains(new AesKsn(device.device(), 2));
    for (int i = 0; i < 255; i++) {
      mac.begin();
    }
    assertThat(at.pinKey().spec().usage()).as("one of the latest 256").isEqualTo(KeyUsage.P0);
    mac.begin();
    assertThatIllegalStateException().isThrownBy(at::pinKey);
  }

  @Test
  void anAnswerThatComesTwiceAtOnce_isGenuineOnce_andAnErrorNever() throws Exception {
    AesKsn device = new AesKsn("1234567890123456", 0);
    AesDukptHost host = new AesDukptHost(keys, base(KeyAlgorithm.AES, "AB".repeat(16)));
    AesDukptTerminal till =
        AesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    TerminalDukptMac<AesTransaction> mac = TerminalDukptMac.aes(keys, till, BINARY);
    HostDukptMac other = HostDukptMac.aes(keys, host, ledger, BINARY);
    IsoMessage answer = IsoMessage.of("0210").set(11, "000001").set(39, "00").build();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 60; i++) {
        byte[] back = SPEC.pack(BINARY.put(answer, mac.begin().ksn().text()), other);
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Boolean> reading =
            () -> {
              start.await();
              try {
                return SPEC.unpack(back, mac).text(39).equals("00");
              } catch (IsoMacException notGenuine) {
                return false;
              }
            };
        Future<Boolean> one = pool.submit(reading);
        Future<Boolean> two = pool.submit(reading);
        assertThat(List.of(one.get(), two.get())).containsExactlyInAnyOrder(true, false);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aGenuineAnswer_endsTheTransactionsKeys() {
    AesKsn device = new AesKsn("1234567890123456", 0);
    AesDukptHost host = new AesDukptHost(keys, base(KeyAlgorithm.AES, "AB".repeat(16)));
    AesDukptTerminal till =
        AesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    TerminalDukptMac<AesTransaction> mac = TerminalDukptMac.aes(keys, till, BINARY);
    AesTransaction at = mac.begin();
    KeyHandle pinKey = at.pinKey();
    IsoMessage answer = IsoMessage.of("0210").set(11, "000001").set(39, "00").build();
    byte[] back =
        SPEC.pack(
            BINARY.put(answer, at.ksn().text()), HostDukptMac.aes(keys, host, ledger, BINARY));
    assertThat(SPEC.unpack(back, mac).text(39)).isEqualTo("00");
    assertThat(keys.find(pinKey.ref())).isEmpty();
    assertThatIllegalStateException().isThrownBy(at::pinKey);
  }

  @Test
  void requestsThatOvertakeEachOther_areGenuineOnceEach() {
    AesKsn device = new AesKsn("1234567890123456", 0);
    AesDukptHost host = new AesDukptHost(keys, base(KeyAlgorithm.AES, "AB".repeat(16)));
    AesDukptTerminal till =
        AesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    TerminalDukptMac<AesTransaction> mac = TerminalDukptMac.aes(keys, till, BINARY);
    HostDukptMac other = HostDukptMac.aes(keys, host, ledger, BINARY);
    byte[] first = SPEC.pack(request("000001"), mac);
    byte[] second = SPEC.pack(request("000002"), mac);
    assertThat(SPEC.unpack(second, other).text(11)).isEqualTo("000002");
    assertThat(SPEC.unpack(first, other).text(11)).isEqualTo("000001");
    refused(first, other);
    refused(second, other);
  }

  @Test
  void aFloodOfForgedAnswers_doesNotEndTheTransaction() {
    AesKsn device = new AesKsn("1234567890123456", 0);
    AesDukptHost host = new AesDukptHost(keys, base(KeyAlgorithm.AES, "AB".repeat(16)));
    AesDukptTerminal till =
        AesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    TerminalDukptMac<AesTransaction> mac = TerminalDukptMac.aes(keys, till, BINARY);
    HostDukptMac other = HostDukptMac.aes(keys, host, ledger, BINARY);
    byte[] request = SPEC.pack(request("000001"), mac);
    String ksn = BINARY.in(SPEC.unpack(request, other)).orElseThrow();
    IsoMessage answer = IsoMessage.of("0210").set(11, "000001").set(39, "00").build();
    byte[] back = SPEC.pack(BINARY.put(answer, ksn), other);
    for (int i = 0; i < 200; i++) {
      byte[] forged = back.clone();
      forged[forged.length - 1 - i % 8] ^= (byte) (1 + i / 8);
      refused(forged, mac);
    }
    assertThat(SPEC.unpack(back, mac).text(39)).isEqualTo("00");
  }

  @Test
  void anExhaustedDevice_sendsNothingMore() {
    AesKsn device = new AesKsn("1234567890123456", 0);
    AesDukptHost host = new AesDukptHost(keys, base(KeyAlgorithm.AES, "AB".repeat(16)));
    AesDukptTerminal.load(keys, host.initialKey(device), storageKey(), device, storage);
    database.change(tx -> tx.update("update dukpt_terminal set counter = 0"));
    AesDukptTerminal till = AesDukptTerminal.open(keys, storageKey(), device, storage);
    TerminalDukptMac<AesTransaction> mac = TerminalDukptMac.aes(keys, till, BINARY);
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> SPEC.pack(request("000001"), mac))
        .satisfies(e -> assertThat(e.code()).isEqualTo("dukpt.exhausted"));
  }

  @Test
  void aKsnThatIsNone_isNotGenuine() {
    TdesDukptHost host =
        new TdesDukptHost(keys, base(KeyAlgorithm.TDES, "0123456789ABCDEFFEDCBA9876543210"));
    HostDukptMac mac = HostDukptMac.tdes(keys, host, ledger, TEXT);
    for (String ksn :
        new String[] {"FFFF9876543210E00000", "FFFF9876543210E00FFF", "no KSN", "FFFF98"}) {
      IsoMessage message = TEXT.put(request("000001"), ksn);
      assertThat(mac.verify(message, new byte[9], new byte[8])).as(ksn).isFalse();
    }
    assertThat(mac.verify(request("000001"), new byte[9], new byte[8])).isFalse();
  }

  @Test
  void aKsnField_isAnyThatIsNotTheCodes() {
    for (int number : new int[] {1, 64, 128}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new KsnField(number, true));
    }
    assertThat(new KsnField(2, false).number()).isEqualTo(2);
    assertThat(new KsnField(127, false).number()).isEqualTo(127);
  }

  private static void everyChangeIsRefused(byte[] packed, MessageMac mac) {
    for (int bit = 0; bit < packed.length * 8; bit += 7) {
      byte[] changed = packed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      refused(changed, mac);
    }
  }

  /** Not as a message of the spec, or else not as a genuine one. */
  private static void refused(byte[] packed, MessageMac mac) {
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> SPEC.unpack(packed, mac))
        .satisfies(e -> assertThat(e.code()).isIn("iso8583.mac", "iso8583.format"));
  }

  private static IsoMessage request(String stan) {
    return IsoMessage.of("0200").set(3, "000000").set(11, stan).set(41, "TILL0001").build();
  }

  private KeyedMac mac(KeyUsage usage, KeyAlgorithm algorithm, int bytes, MacMethod method) {
    byte[] key = Vectors.hex("0123456789ABCDEFFEDCBA98765432100123456789ABCDEFFEDCBA9876543210");
    return KeyedMac.of(
        keys,
        PaymentKeys.load(
            keys,
            usage,
            ModeOfUse.GENERATE_AND_VERIFY,
            algorithm,
            java.util.Arrays.copyOf(key, bytes)),
        method);
  }

  private KeyHandle base(KeyAlgorithm algorithm, String hex) {
    return PaymentKeys.load(keys, KeyUsage.B0, ModeOfUse.DERIVE, algorithm, Vectors.hex(hex));
  }

  private KeyHandle storageKey() {
    return PaymentKeys.load(keys, KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, new byte[32]);
  }
}
