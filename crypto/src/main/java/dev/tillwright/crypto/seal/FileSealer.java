package dev.tillwright.crypto.seal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Seals files and streams of any size, up to 128 TiB, in memory of three segments.
 *
 * <p>A sealed file, format version 1: {@code F}, the version, the subject's data key id (8 bytes)
 * and version (4); a nonce of 96 random bits and, encrypted with AES-256-GCM under the data key,
 * the file's own random key (32 bytes, tag 16), bound to subject, context and header as a record
 * is; a nonce prefix (7 bytes); then segments of 64 KiB and a tag each under the file's key, see
 * {@link Segments}.
 *
 * <p><b>Guarantees.</b> A file that was changed, cut, lengthened, or whose segments were moved is
 * refused, with the one error of {@link EnvelopeSealer}; shredding the subject ends its files too.
 * {@link #open(Subject, Path, Path, String)} makes the plain file only when the last segment was
 * authenticated. <b>Not promised.</b> A stream gives its first segments before the last was read:
 * who acts on them early acts on a part.
 *
 * <p><b>Threads.</b> Any number at once.
 */
public final class FileSealer {
  private static final int WRAPPED = DataKey.NONCE + DataKey.BYTES + DataKey.TAG;
  private static final int HEAD = Header.LENGTH + WRAPPED + Segments.PREFIX;
  private static final int BUFFER = 1 << 16;

  private final DataKeys keys;

  private FileSealer(DataKeys keys) {
    this.keys = keys;
  }

  /** With the keys of a sealer of records. */
  public static FileSealer of(EnvelopeSealer sealer) {
    return new FileSealer(sealer.keys());
  }

  /**
   * A stream that seals what is written to it; it must be {@link SealingStream#finish finished}.
   *
   * @throws TillwrightException as {@link EnvelopeSealer#seal}
   */
  public SealingStream sealing(Subject subject, OutputStream to, String context)
      throws IOException {
    WrappedKey wrapped = keys.forSealing(EnvelopeSealer.free(subject));
    Header header = Header.of(Header.FILE, wrapped);
    byte[] nonce = new byte[DataKey.NONCE];
    byte[] prefix = new byte[Segments.PREFIX];
    keys.random().nextBytes(nonce);
    keys.random().nextBytes(prefix);
    DataKey fileKey = DataKey.random(keys.random());
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    header.write(head);
    byte[] raw = fileKey.bytes();
    boolean begun = false;
    try (DataKey key = keys.unwrap(wrapped)) {
      head.put(key.seal(nonce, raw, header.context(subject, context))).put(prefix);
      to.write(head.array());
      begun = true;
      return new SealingStream(to, new Segments(fileKey, prefix));
    } finally {
      Arrays.fill(raw, (byte) 0);
      if (!begun) {
        fileKey.close();
      }
    }
  }

  /**
   * The plain bytes of a sealed stream; empty when the subject was shredded. Reading throws {@link
   * TillwrightException} {@code seal.refused} where the bytes are not what was sealed.
   */
  public Optional<InputStream> opening(Subject subject, InputStream from, String context)
      throws IOException {
    byte[] head = from.readNBytes(HEAD);
    Header header = Header.read(Header.FILE, head);
    byte[] bound = header.context(EnvelopeSealer.free(subject), context);
    if (head.length < HEAD) {
      throw Refusals.refused();
    }
    Optional<WrappedKey> wrapped = keys.forOpening(subject, header);
    if (wrapped.isEmpty()) {
      return Optional.empty();
    }
    try (DataKey key = keys.unwrap(wrapped.get())) {
      int end = Header.LENGTH + WRAPPED;
      byte[] raw = key.open(Arrays.copyOfRange(head, Header.LENGTH, end), bound);
      byte[] prefix = Arrays.copyOfRange(head, end, HEAD);
      return Optional.of(new OpeningStream(from, new Segments(DataKey.unwrapped(raw), prefix)));
    }
  }

  /**
   * Seals a file into another, which is there whole or not at all: it is written beside its place,
   * forced to the disk and moved. On systems with POSIX modes it is the owner's alone.
   *
   * @throws TillwrightException {@code seal.file} when a file cannot be read or written; as {@link
   *     EnvelopeSealer#seal}
   */
  public void seal(Subject subject, Path plain, Path sealed, String context) {
    WholeFile.write(
        plain,
        sealed,
        (from, to) -> {
          SealingStream sealing = sealing(subject, to, context);
          try {
            from.transferTo(sealing);
            sealing.finish();
          } finally {
            sealing.end();
          }
          return true;
        });
  }

  /**
   * Opens a sealed file into another, which is there whole and authenticated or not at all, as
   * above; answers false, and makes none, when the subject was shredded.
   *
   * @throws TillwrightException {@code seal.refused}; {@code seal.file} when a file cannot be read
   *     or written
   */
  public boolean open(Subject subject, Path sealed, Path plain, String context) {
    return WholeFile.write(
        sealed,
        plain,
        (from, to) -> {
          Optional<InputStream> opening = opening(subject, from, context);
          if (opening.isEmpty()) {
            return false;
          }
          copy(opening.get(), to);
          return true;
        });
  }

  private static void copy(InputStream plain, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (plain) {
      for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
        to.write(buffer, 0, read);
      }
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }
}
