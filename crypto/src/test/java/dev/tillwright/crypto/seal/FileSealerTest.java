package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
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

  /** A reader that goes on after an error must not take what it has for all there is. */
  @Test
  void readingOn_afterARefusal_isRefusedAgain() throws IOException {
    byte[] sealed = seal(random(70_000));
    for (int length : new int[] {HEAD + SEGMENT, sealed.length - 1, HEAD + 1, HEAD}) {
      InputStream in =
          files
              .opening(ANN, new ByteArrayInputStream(Arrays.copyOf(sealed, length)), CONTEXT)
              .orElseThrow();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(in::readAllBytes)
            .isInstanceOfSatisfying(
                TillwrightException.class, e -> assertThat(e.code()).isEqualTo("seal.refused"));
      }
    }
  }

  /** The format of {@link FileSealer} and {@link Segments}, read by the JDK alone. */
  @Test
  void sealedFile_isAsWritten() throws Exception {
    SubjectKeys store = new InMemorySubjectKeys();
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    byte[] plain = random(70_000);
    try (SealingStream stream =
        FileSealer.of(EnvelopeSealer.open(ring, store)).sealing(ANN, to, CONTEXT)) {
      stream.write(plain);
      stream.finish();
    }
    ByteBuffer sealed = ByteBuffer.wrap(to.toByteArray());
    byte[] header = bytes(sealed, 14);
    WrappedKey wrapped = ((SubjectKeys.Present) store.newest(ANN)).key();
    assertThat(HexFormat.of().formatHex(header)).isEqualTo("4601" + wrapped.id() + "00000001");
    byte[] dataKey =
        ring.open(
            wrapped.wrappedBy(),
            Base64.getDecoder().decode(wrapped.wrapped()),
            ("tillwright.datakey.1\0member/ann\0" + 1 + "\0" + wrapped.id() + "\0")
                .concat(wrapped.wrappedBy().value())
                .getBytes(US_ASCII));
    byte[] place = "tillwright.seal.1\0member/ann\0export\0".getBytes(US_ASCII);
    byte[] bound = Arrays.copyOf(place, place.length + header.length);
    System.arraycopy(header, 0, bound, place.length, header.length);
    byte[] fileKey = gcm(dataKey, bytes(sealed, 12), bound, sealed, 48);
    byte[] prefix = bytes(sealed, 7);
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    for (int number = 0; number < 2; number++) {
      ByteBuffer nonce = ByteBuffer.allocate(12).put(prefix).putInt(number).put((byte) number);
      int size = Math.min(SEGMENT, sealed.remaining());
      opened.writeBytes(gcm(fileKey, nonce.array(), new byte[0], sealed, size));
    }
    assertThat(opened.toByteArray()).isEqualTo(plain);
    assertThat(sealed.hasRemaining()).isFalse();
  }

  private static byte[] bytes(ByteBuffer from, int count) {
    byte[] bytes = new byte[count];
    from.get(bytes);
    return bytes;
  }

  private static byte[] gcm(byte[] key, byte[] nonce, byte[] context, ByteBuffer from, int size)
      throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(context);
    return cipher.doFinal(bytes(from, size));
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
