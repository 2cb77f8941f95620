package dev.tillwright.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.SoftwareKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D9: files and streams. */
class FileSealerTest {
  private static final Subject ANN = Subject.of("member/ann");
  private static final String CONTEXT = "export";
  private static final int HEAD = 14 + 12 + 48 + 7;
  private static final int SEGMENT = (1 << 16) + 16;

  private final SoftwareKeys ring = SoftwareKeys.ephemeral(new SecureRandom());
  private final EnvelopeSealer sealer = EnvelopeSealer.open(ring, new InMemorySubjectKeys());
  private final FileSealer files = FileSealer.of(sealer);

  @TempDir Path folder;

  @AfterEach
  void close() {
    ring.close();
  }

  private byte[] seal(byte[] plain) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (SealingStream stream = files.sealing(ANN, sealed, CONTEXT)) {
      stream.write(plain);
      stream.finish();
    }
    return sealed.toByteArray();
  }

  private byte[] open(byte[] sealed) throws IOException {
    try (InputStream in =
        files.opening(ANN, new ByteArrayInputStream(sealed), CONTEXT).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void everySizeAroundASegment_opensAgain() throws IOException {
    for (int size : new int[] {0, 1, 65535, 65536, 65537, 131071, 131072, 131073, 300_000}) {
      byte[] plain = random(size);
      byte[] sealed = seal(plain);
      int segments = Math.max(1, (size + 65535) / 65536);
      assertThat(sealed).hasSize(HEAD + size + segments * 16);
      assertThat(open(sealed)).isEqualTo(plain);
    }
  }

  @Test
  void piecesOfEverySize_giveTheSameFile() throws IOException {
    byte[] plain = random(200_000);
    Random pieces = new Random(7);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (SealingStream stream = files.sealing(ANN, sealed, CONTEXT)) {
      for (int at = 0; at < plain.length; ) {
        int length = Math.min(plain.length - at, pieces.nextInt(90_000));
        stream.write(plain, at, length);
        at += length;
        if (at < plain.length) {
          stream.write(plain[at++]);
        }
        stream.flush();
      }
      stream.finish();
    }
    try (InputStream in =
        files.opening(ANN, new Dribble(sealed.toByteArray()), CONTEXT).orElseThrow()) {
      ByteArrayOutputStream opened = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        opened.write(next);
        opened.writeBytes(in.readNBytes(pieces.nextInt(1000)));
      }
      assertThat(in.read()).isEqualTo(-1);
      assertThat(opened.toByteArray()).isEqualTo(plain);
    }
  }

  /** A socket gives what it has, not what was asked for. */
  private static final class Dribble extends FilterInputStream {
    Dribble(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      return super.read(into, at, Math.min(length, 1234));
    }
  }

  @Test
  void whateverIsDoneToSegments_isRefused() throws IOException {
    byte[] sealed = seal(random(5 * 65536 + 100));
    byte[] head = Arrays.copyOf(sealed, HEAD);
    List<byte[]> parts = new ArrayList<>();
    for (int at = HEAD; at < sealed.length; at += SEGMENT) {
      parts.add(Arrays.copyOfRange(sealed, at, Math.min(sealed.length, at + SEGMENT)));
    }
    assertThat(open(joined(head, parts))).hasSize(5 * 65536 + 100);
    int cases = 0;
    for (int i = 0; i < parts.size(); i++) {
      List<byte[]> cut = parts.subList(0, i);
      refused(joined(head, cut)); // cut at a boundary
      List<byte[]> without = new ArrayList<>(parts);
      without.remove(i);
      refused(joined(head, without));
      List<byte[]> doubled = new ArrayList<>(parts);
      doubled.add(i, parts.get(i));
      refused(joined(head, doubled));
      for (int j = i + 1; j < parts.size(); j++) {
        List<byte[]> swapped = new ArrayList<>(parts);
        swapped.set(i, parts.get(j));
        swapped.set(j, parts.get(i));
        refused(joined(head, swapped));
        cases++;
      }
      cases += 3;
    }
    byte[] other = seal(random(5 * 65536 + 100));
    refused(joined(Arrays.copyOf(other, HEAD), parts)); // another file's head
    List<byte[]> mixed = new ArrayList<>(parts);
    mixed.set(2, Arrays.copyOfRange(other, HEAD + 2 * SEGMENT, HEAD + 3 * SEGMENT));
    refused(joined(head, mixed)); // another file's segment
    System.out.println("sealed files: " + (cases + 2) + " exchanges of segments refused");
  }

  @Test
  void everyBitOfTheHeadAndSomeOfTheRest_isProtected() throws IOException {
    byte[] sealed = seal(random(65536 + 50));
    for (int bit = 0; bit < HEAD * 8; bit++) {
      refused(flipped(sealed, bit));
    }
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      refused(flipped(sealed, random.nextInt(sealed.length * 8)));
      refused(Arrays.copyOf(sealed, random.nextInt(sealed.length)));
    }
    refused(Arrays.copyOf(sealed, sealed.length + 1));
    refused(Arrays.copyOf(sealed, sealed.length - 1));
    refused(Arrays.copyOf(sealed, 0));
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return changed;
  }

  private static byte[] joined(byte[] head, List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head);
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private void refused(byte[] sealed) {
    assertThatThrownBy(() -> open(sealed))
        .isInstanceOf(TillwrightException.class)
        .hasMessage("the sealed bytes, their subject and context do not belong together")
        .hasNoCause();
  }

  @Test
  void aRecordIsNoFile_andAnotherContextOrSubjectIsRefused() throws IOException {
    byte[] sealed = seal(random(10));
    refused(sealer.seal(ANN, new byte[200], CONTEXT));
    assertThatThrownBy(() -> sealer.open(ANN, sealed, CONTEXT))
        .isInstanceOf(TillwrightException.class);
    assertThatThrownBy(() -> files.opening(ANN, new ByteArrayInputStream(sealed), "other"))
        .isInstanceOf(TillwrightException.class);
    assertThatThrownBy(
            () ->
                files.opening(Subject.of("member/ben"), new ByteArrayInputStream(sealed), CONTEXT))
        .isInstanceOf(TillwrightException.class);
  }

  @Test
  void aStreamThatWasNotFinished_isRefused_andAFinishedOneTakesNoMore() throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (SealingStream stream = files.sealing(ANN, sealed, CONTEXT)) {
      stream.write(random(70_000));
    }
    refused(sealed.toByteArray());
    SealingStream finished = files.sealing(ANN, new ByteArrayOutputStream(), CONTEXT);
    finished.finish();
    assertThatThrownBy(() -> finished.write(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(finished::finish).isInstanceOf(IllegalStateException.class);
    finished.close();
    finished.close();
  }

  @Test
  void aStreamThatWasClosed_givesNothing() throws IOException {
    InputStream in =
        files.opening(ANN, new ByteArrayInputStream(seal(random(100))), CONTEXT).orElseThrow();
    assertThat(in.read(new byte[0])).isZero();
    assertThat(in.read()).isBetween(0, 255);
    in.close();
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
  }

  @Test
  void files_areWholeOrNotThere_andTheOwnersAlone() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), random(200_000));
    Path sealed = folder.resolve("sealed");
    Path back = folder.resolve("back");
    files.seal(ANN, plain, sealed, CONTEXT);
    assertThat(files.open(ANN, sealed, back, CONTEXT)).isTrue();
    assertThat(back).hasSameBinaryContentAs(plain);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sealed)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back)))
        .isEqualTo("rw-------");

    byte[] cut = Arrays.copyOf(Files.readAllBytes(sealed), HEAD + 2 * SEGMENT);
    Path damaged = Files.write(folder.resolve("damaged"), cut);
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> files.open(ANN, damaged, none, CONTEXT))
        .isInstanceOf(TillwrightException.class);
    sealer.shred(ANN);
    assertThat(files.open(ANN, sealed, none, CONTEXT)).isFalse();
    assertThatThrownBy(() -> files.seal(ANN, folder.resolve("missing"), none, CONTEXT))
        .isInstanceOf(TillwrightException.class)
        .extracting(it -> ((TillwrightException) it).code())
        .isEqualTo("seal.file");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(plain, sealed, back, damaged);
    }
  }
}
