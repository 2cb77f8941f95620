package dev.tillwright.crypto.seal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** Opens segment by segment; gives a segment's bytes only once they are authenticated. */
final class OpeningStream extends InputStream {
  private static final int END = DataKey.NONCE + Segments.SEALED;

  private final InputStream from;
  private final Segments segments;
  // A segment behind room for its nonce, and one byte more: whether one follows tells whether this
  // is the last.
  private final byte[] sealed = new byte[END + 1];
  private int held = DataKey.NONCE;
  private byte[] plain = new byte[0];
  private int given;
  private boolean last;
  private boolean closed;

  OpeningStream(InputStream from, Segments segments) {
    this.from = from;
    this.segments = segments;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, into.length);
    if (closed) {
      throw new IOException("the stream was closed");
    }
    if (length == 0) {
      return 0;
    }
    while (given == plain.length) {
      if (last) {
        return -1;
      }
      segment();
    }
    int part = Math.min(length, plain.length - given);
    System.arraycopy(plain, given, into, at, part);
    given += part;
    return part;
  }

  private void segment() throws IOException {
    held += from.readNBytes(sealed, held, sealed.length - held);
    boolean end = held < sealed.length;
    byte following = sealed[END];
    byte[] next = segments.open(Arrays.copyOf(sealed, end ? held : END), end);
    last = end; // only now: who reads on after a refusal must not be told that this was all
    wipe();
    plain = next;
    given = 0;
    sealed[DataKey.NONCE] = following;
    held = DataKey.NONCE + 1;
  }

  private void wipe() {
    Arrays.fill(plain, (byte) 0);
  }

  /** Wipes the key and what was not read, and closes what is read from. May be called again. */
  @Override
  public void close() throws IOException {
    closed = true;
    wipe();
    segments.close();
    from.close();
  }
}
