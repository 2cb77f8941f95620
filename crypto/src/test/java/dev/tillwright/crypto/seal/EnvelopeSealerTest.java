package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.SubjectKeys.Present;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D9: records. */
class EnvelopeSealerTest {
  private static final Subject ANN = Subject.of("member/ann");
  private static final Subject BEN = Subject.of("member/ben");
  private static final String CONTEXT = "member/contact";

  private final SecureRandom random = new SecureRandom();
  private final SoftwareKeys ring = SoftwareKeys.ephemeral(random);
  private final SubjectKeys store = new InMemorySubjectKeys();
  private final EnvelopeSealer sealer = EnvelopeSealer.open(ring, store);

  @AfterEach
  void close() {
    ring.close();
  }

  @Test
  void everySize_opensAgain_andNeverLooksTheSame() {
    for (int size : new int[] {0, 1, 15, 16, 17, 1000, Sealer.MAX_PLAIN}) {
      byte[] plain = new byte[size];
      random.nextBytes(plain);
      byte[] sealed = sealer.seal(ANN, plain, CONTEXT);
      assertThat(sealer.open(ANN, sealed, CONTEXT)).hasValueSatisfying(equal(plain));
      assertThat(sealer.seal(ANN, plain, CONTEXT)).isNotEqualTo(sealed);
      assertThat(sealed.length - size).isLessThanOrEqualTo(Sealer.MAX_OVERHEAD);
    }
    assertThatThrownBy(() -> sealer.seal(ANN, new byte[Sealer.MAX_PLAIN + 1], CONTEXT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static java.util.function.Consumer<byte[]> equal(byte[] plain) {
    return opened -> assertThat(opened).isEqualTo(plain);
  }

  /** The JDK's cipher and the format as its Javadoc says, and nothing of ours but the ring. */
  @Test
  void aRecord_isWhatTheFormatSays() throws Exception {
    byte[] sealed = sealer.seal(ANN, "ann@example.org".getBytes(US_ASCII), CONTEXT);
    WrappedKey wrapped = ((Present) store.newest(ANN)).key();
    byte[] key =
        ring.open(
            wrapped.wrappedBy(),
            Base64.getDecoder().decode(wrapped.wrapped()),
            ("tillwright.datakey.1\0member/ann\0001\0" + wrapped.id() + "\0" + wrapped.wrappedBy())
                .getBytes(US_ASCII));
    byte[] header = HexFormat.of().parseHex("5201" + wrapped.id() + "00000001");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, sealed, 14, 12));
    cipher.updateAAD("tillwright.seal.1\0member/ann\0member/contact\0".getBytes(US_ASCII));
    cipher.updateAAD(header);
    assertThat(key).hasSize(32);
    assertThat(sealed).startsWith(header);
    assertThat(new String(cipher.doFinal(sealed, 26, sealed.length - 26), US_ASCII))
        .isEqualTo("ann@example.org");
  }

  @Test
  void shredding_endsOneSubjectsRecords_andNobodyElses() {
    byte[] ann = sealer.seal(ANN, "ann".getBytes(UTF_8), CONTEXT);
    byte[] annToo = sealer.seal(ANN, "ann too".getBytes(UTF_8), "elsewhere");
    byte[] ben = sealer.seal(BEN, "ben".getBytes(UTF_8), CONTEXT);
    EnvelopeSealer another = EnvelopeSealer.open(ring, store);
    assertThat(another.open(ANN, ann, CONTEXT)).isPresent();

    sealer.shred(ANN);

    for (EnvelopeSealer each : List.of(sealer, another)) {
      assertThat(each.open(ANN, ann, CONTEXT)).isEmpty();
      assertThat(each.open(ANN, annToo, "elsewhere")).isEmpty();
      assertThat(each.open(BEN, ben, CONTEXT)).hasValueSatisfying(equal("ben".getBytes(UTF_8)));
      code("seal.shredded", () -> each.seal(ANN, new byte[1], CONTEXT));
      code("seal.shredded", () -> each.rotate(ANN));
    }
  }

  @Test
  void aKeyThatSealedItsLimit_isFollowedByTheNext_andOldRecordsStillOpen() {
    int limit = 2 * MessageBlocks.BLOCK;
    EnvelopeSealer small = EnvelopeSealer.open(ring, store, random, limit);
    List<byte[]> sealed = new ArrayList<>();
    for (int i = 0; i < 2 * limit + 1; i++) {
      sealed.add(small.seal(ANN, new byte[] {(byte) i}, CONTEXT));
    }
    assertThat(((Present) store.newest(ANN)).key().version()).isEqualTo(3);
    assertThat(sealed.stream().filter(it -> it[13] == 1)).hasSize(limit);
    assertThat(sealed.stream().filter(it -> it[13] == 2)).hasSize(limit);
    for (int i = 0; i < sealed.size(); i++) {
      assertThat(small.open(ANN, sealed.get(i), CONTEXT))
          .hasValueSatisfying(equal(new byte[] {(byte) i}));
    }
  }

  @Test
  void whatAnEarlierProgramCounted_isNotSealedAgain() {
    int limit = 3 * MessageBlocks.BLOCK;
    for (int program = 0; program < 4; program++) {
      EnvelopeSealer.open(ring, store, random, limit).seal(ANN, new byte[1], CONTEXT);
    }
    // Three began a block of the first key each; the fourth found none left.
    assertThat(((Present) store.newest(ANN)).key().version()).isEqualTo(2);
  }

  @Test
  void theRingsKey_wrapsNoMoreThanItsLimit() {
    EnvelopeSealer small = EnvelopeSealer.open(ring, store, random, MessageBlocks.BLOCK);
    for (int i = 0; i < MessageBlocks.BLOCK; i++) {
      small.seal(Subject.of("member/" + i), new byte[1], CONTEXT);
    }
    code("key.exhausted", () -> small.seal(Subject.of("member/last"), new byte[1], CONTEXT));
    ring.rotateSeal(new char[0]);
    assertThat(small.seal(Subject.of("member/last"), new byte[1], CONTEXT)).isNotEmpty();
  }

  @Test
  void rotatingASubject_makesANewKey_andOldRecordsStillOpen() {
    byte[] before = sealer.seal(ANN, "before".getBytes(UTF_8), CONTEXT);
    sealer.rotate(ANN);
    byte[] after = sealer.seal(ANN, "after".getBytes(UTF_8), CONTEXT);
    assertThat(after[13]).isEqualTo((byte) 2);
    assertThat(Arrays.copyOfRange(after, 2, 10)).isNotEqualTo(Arrays.copyOfRange(before, 2, 10));
    assertThat(sealer.open(ANN, before, CONTEXT)).isPresent();
    assertThat(sealer.open(ANN, after, CONTEXT)).isPresent();
  }

  @Test
  void rewrapping_canStopAndGoOn_andLeavesNothingToTheOldKey() {
    List<byte[]> sealed = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      sealed.add(sealer.seal(Subject.of("member/" + i), new byte[] {(byte) i}, CONTEXT));
    }
    KeyId old = ring.current(KeyPurpose.SEAL);
    KeyId current = ring.rotateSeal(new char[0]);
    assertThat(sealer.rewrap(30)).isEqualTo(30);
    assertThat(store.wrappedByOthers(current, 1000)).hasSize(220);
    assertThat(sealer.rewrap(1000)).isEqualTo(220);
    assertThat(sealer.rewrap(1000)).isZero();
    assertThat(store.wrappedByOthers(old, 1000)).hasSize(250);
    for (int i = 0; i < sealed.size(); i++) {
      assertThat(sealer.open(Subject.of("member/" + i), sealed.get(i), CONTEXT))
          .hasValueSatisfying(equal(new byte[] {(byte) i}));
    }
    for (int wrong : new int[] {0, 1_000_001}) {
      assertThatThrownBy(() -> sealer.rewrap(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** What docs/compliance.md tells to do about backups. */
  @Test
  void aBackupFromBeforeShredding_isEndedByDestroyingTheRingsOldKey() {
    Subject ben = Subject.of("member/ben");
    byte[] ann = sealer.seal(ANN, new byte[] {1}, CONTEXT);
    byte[] bens = sealer.seal(ben, new byte[] {2}, CONTEXT);
    InMemorySubjectKeys backup = new InMemorySubjectKeys();
    backup.add(((Present) store.newest(ANN)).key(), 64);
    sealer.shred(ANN);
    EnvelopeSealer restored = EnvelopeSealer.open(ring, backup);
    assertThat(restored.open(ANN, ann, CONTEXT)).hasValueSatisfying(equal(new byte[] {1}));

    KeyId old = ring.current(KeyPurpose.SEAL);
    ring.rotateSeal(new char[0]);
    assertThat(sealer.rewrap(100)).isEqualTo(1);
    ring.destroySeal(old, new char[0]);
    assertThatThrownBy(() -> restored.open(ANN, ann, CONTEXT))
        .isInstanceOf(TillwrightException.class)
        .satisfies(it -> assertThat(((TillwrightException) it).code()).isEqualTo("key.unknown"));
    assertThat(sealer.open(ben, bens, CONTEXT)).hasValueSatisfying(equal(new byte[] {2}));
  }

  @Test
  void rewrapping_passesByWhatDoesNotOpen_andSaysSoAtItsEnd() {
    for (int i = 0; i < 250; i++) {
      sealer.seal(Subject.of("member/" + i), new byte[] {(byte) i}, CONTEXT);
    }
    int damaged = 0;
    for (WrappedKey key : store.wrappedByOthers(new KeyId("seal-0123456789abcdef"), 1000)) {
      if (damaged < 120) {
        store.rewrap(
            key, new WrappedKey(key.subject(), key.version(), key.id(), key.wrappedBy(), "AAAA"));
        damaged++;
      }
    }
    KeyId current = ring.rotateSeal(new char[0]);
    assertThat(sealer.rewrap(100)).isEqualTo(100);
    assertThatThrownBy(() -> sealer.rewrap(1000))
        .isInstanceOf(TillwrightException.class)
        .satisfies(it -> assertThat(((TillwrightException) it).code()).isEqualTo("seal.refused"));
    assertThat(store.wrappedByOthers(current, 1000)).hasSize(120);
    assertThatThrownBy(() -> sealer.rewrap(1000)).isInstanceOf(TillwrightException.class);
  }

  @Test
  void manyAtOnceForANewSubject_shareOneKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<byte[]>> tasks =
          IntStream.range(0, 200)
              .<Callable<byte[]>>mapToObj(i -> () -> sealer.seal(ANN, new byte[i], CONTEXT))
              .toList();
      int size = 0;
      for (var each : threads.invokeAll(tasks)) {
        assertThat(sealer.open(ANN, each.get(), CONTEXT).orElseThrow()).hasSize(size++);
      }
      assertThat(((Present) store.newest(ANN)).key().version()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void misuse_isRefusedAtOnce() {
    for (String context : new String[] {"", "a\0b", "a".repeat(257), "ü", "a\nb"}) {
      assertThatThrownBy(() -> sealer.seal(ANN, new byte[1], context))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String name : new String[] {"", "a b", "a".repeat(129), "ü"}) {
      assertThatThrownBy(() -> Subject.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
    Subject reserved = Subject.of("tillwright/keyed-index");
    assertThatThrownBy(() -> sealer.seal(reserved, new byte[1], CONTEXT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sealer.shred(reserved)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sealer.rotate(reserved)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void code(String code, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOf(TillwrightException.class)
        .extracting(it -> ((TillwrightException) it).code())
        .isEqualTo(code);
  }

  private static void code(String code, Runnable call) {
    code(
        code,
        () -> {
          call.run();
          return null;
        });
  }
}
