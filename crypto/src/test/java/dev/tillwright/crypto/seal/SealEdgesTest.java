package dev.tillwright.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.SubjectKeys.Absent;
import dev.tillwright.crypto.seal.SubjectKeys.Lookup;
import dev.tillwright.crypto.seal.SubjectKeys.Present;
import dev.tillwright.crypto.seal.SubjectKeys.Shredded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bounds, closing and what is told: where sealing could be wrong by one. */
class SealEdgesTest {
  private static final Subject ANN = Subject.of("member/ann");

  private final SoftwareKeys ring = SoftwareKeys.ephemeral(new SecureRandom());
  private final InMemorySubjectKeys store = new InMemorySubjectKeys();
  private final EnvelopeSealer sealer = EnvelopeSealer.open(ring, store);
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void close() {
    ring.close();
  }

  private final class Telling extends ByteArrayOutputStream {
    @Override
    public void flush() {
      told.add("flush");
    }

    @Override
    public void close() {
      told.add("close");
    }
  }

  @Test
  void streams_flushAndCloseWhatIsBehindThem() throws IOException {
    FileSealer files = FileSealer.of(sealer);
    Telling out = new Telling();
    SealingStream sealing = files.sealing(ANN, out, "export");
    sealing.flush();
    assertThat(told).containsExactly("flush");
    sealing.finish();
    assertThat(told).containsExactly("flush", "flush");
    sealing.close();
    assertThat(told).containsExactly("flush", "flush", "close");
    assertThatThrownBy(() -> sealing.write(1)).isInstanceOf(IllegalStateException.class);

    InputStream source =
        new ByteArrayInputStream(out.toByteArray()) {
          @Override
          public void close() {
            told.add("source closed");
          }
        };
    files.opening(ANN, source, "export").orElseThrow().close();
    assertThat(told).endsWith("source closed");
  }

  @Test
  void aFileThatCannotBeBegun_saysSo() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("no room");
          }
        };
    assertThatThrownBy(() -> FileSealer.of(sealer).sealing(ANN, broken, "export"))
        .isInstanceOf(IOException.class)
        .hasMessage("no room");
  }

  @Test
  void everyFile_hasANonceAndAPrefixOfItsOwn() throws IOException {
    FileSealer files = FileSealer.of(sealer);
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    files.sealing(ANN, one, "export").finish();
    files.sealing(ANN, other, "export").finish();
    assertThat(part(one, 0, 14)).isEqualTo(part(other, 0, 14));
    assertThat(part(one, 14, 26)).isNotEqualTo(part(other, 14, 26));
    assertThat(part(one, 74, 81)).isNotEqualTo(part(other, 74, 81));
  }

  private static byte[] part(ByteArrayOutputStream bytes, int from, int to) {
    return Arrays.copyOfRange(bytes.toByteArray(), from, to);
  }

  @Test
  void bounds_areInclusive() {
    KeyId current = ring.current(KeyPurpose.SEAL);
    assertThat(sealer.rewrap(1)).isZero();
    assertThat(sealer.rewrap(1_000_000)).isZero();
    assertThat(store.wrappedByOthers(current, 1)).isEmpty();
    assertThat(store.wrappedByOthers(current, 10_000)).isEmpty();
    String id = "0123456789abcdef";
    assertThat(new WrappedKey(ANN, 1, id, current, "A".repeat(1024)).wrapped()).hasSize(1024);
    assertThatThrownBy(() -> new WrappedKey(ANN, 1, id, current, "A".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WrappedKey(ANN, 0, id, current, "A"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WrappedKey(ANN, 1, "ABC", current, "A"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rewrapping_stopsWhereItWasTold_alsoAcrossPages() {
    for (int i = 0; i < 230; i++) {
      sealer.seal(Subject.of("member/" + i), new byte[1], "c");
    }
    KeyId current = ring.rotateSeal(new char[0]);
    assertThat(sealer.rewrap(150)).isEqualTo(150);
    assertThat(store.wrappedByOthers(current, 1000)).hasSize(80);
  }

  @Test
  void aStoreThatNeverKeeps_isBusy_andNotAskedForEver() {
    SubjectKeys never =
        (SubjectKeys)
            Proxy.newProxyInstance(
                SubjectKeys.class.getClassLoader(),
                new Class<?>[] {SubjectKeys.class},
                (proxy, method, arguments) -> {
                  told.add(method.getName());
                  return switch (method.getName()) {
                    case "newest", "find" -> new Absent();
                    case "countWrapping" -> true;
                    default -> false;
                  };
                });
    EnvelopeSealer busy = EnvelopeSealer.open(ring, never);
    assertThatThrownBy(() -> busy.seal(ANN, new byte[1], "c"))
        .isInstanceOf(TillwrightException.class)
        .satisfies(it -> assertThat(((TillwrightException) it).code()).isEqualTo("seal.busy"))
        .satisfies(it -> assertThat(((TillwrightException) it).retryable()).isTrue());
    assertThat(told.stream().filter("add"::equals)).hasSize(16);
    assertThatThrownBy(() -> HmacIndex.open(ring, never))
        .isInstanceOf(TillwrightException.class)
        .satisfies(it -> assertThat(((TillwrightException) it).code()).isEqualTo("seal.busy"));
  }

  @Test
  void lookups_areMatchedByWhatTheyAre() {
    sealer.seal(ANN, new byte[1], "c");
    Lookup present = store.newest(ANN);
    assertThat(name(present)).isEqualTo("version 1");
    assertThat(name(store.find(ANN, 9))).isEqualTo("absent");
    store.shred(ANN);
    assertThat(name(store.newest(ANN))).isEqualTo("shredded");
    sealer.seal(Subject.of("member/ben"), new byte[1], "c");
    store.close();
    assertThat(store.newest(Subject.of("member/ben"))).isEqualTo(new Absent());
    assertThat(name(new Shredded())).isEqualTo("shredded");
  }

  private static String name(Lookup lookup) {
    return lookup.match(
        absent -> "absent", shredded -> "shredded", there -> "version " + there.key().version());
  }

  @Test
  void whatPrintsItself_namesItself_andNoKey() {
    sealer.seal(ANN, new byte[1], "c");
    WrappedKey key = ((Present) store.newest(ANN)).key();
    assertThat(key.toString()).contains("member/ann", "version 1").doesNotContain(key.wrapped());
    assertThat(sealer).hasToString("EnvelopeSealer[InMemorySubjectKeys]");
    assertThat(store).hasToString("InMemorySubjectKeys");
    try (DataKey clear = DataKey.random(new SecureRandom())) {
      assertThat(clear).hasToString("DataKey[hidden]");
    }
  }

  @Test
  void aDataKey_isGoneOnceClosed() {
    DataKey key = DataKey.random(new SecureRandom());
    byte[] sealed = key.seal(new byte[12], new byte[1], new byte[0]);
    key.close();
    assertThatThrownBy(() -> key.open(sealed, new byte[0]))
        .isInstanceOf(IllegalStateException.class);
    byte[] wrong = new byte[31];
    Arrays.fill(wrong, (byte) 1);
    assertThatThrownBy(() -> DataKey.unwrapped(wrong)).isInstanceOf(TillwrightException.class);
    assertThat(wrong).containsOnly(0);
  }
}
