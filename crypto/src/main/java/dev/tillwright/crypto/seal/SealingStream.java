package dev.tillwright.crypto.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Seals what is written, segment by segment.
 *
 * <p><b>Guarantee.</b> Only {@link #finish} writes the last segment. What was closed without it, on
 * the way out of an error for example, is refused as cut off when it is opened. For one thread.
 */
public final class SealingStream extends OutputStream {
  private final OutputStream to;
  private final Segments segments;
  private final byte[] plain = new byte[Segments.PLAIN];
  private int filled;
  private boolean ended;

  SealingStream(OutputStream to, Segments segments) {
    this.to = to;
    this.segments = segments;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    check();
    int done = 0;
    while (done < length) {
      if (filled == plain.length) {
        // Only now it is certain that this was not the last one.
        segment(false);
      }
      int part = Math.min(length - done, plain.length - filled);
      System.arraycopy(bytes, from + done, plain, filled, part);
      filled += part;
      done += part;
    }
  }

  /** Passes on what was sealed; what does not fill a segment waits. */
  @Override
  public void flush() throws IOException {
    to.flush();
  }

  /**
   * Writes the last segment and flushes. Called once, when everything was written.
   *
   * @throws IllegalStateException after it, or after {@link #close}
   */
  public void finish() throws IOException {
    check();
    segment(true);
    to.flush();
    end();
  }

  private void segment(boolean last) throws IOException {
    byte[] part = Arrays.copyOf(plain, filled);
    byte[] sealed = segments.seal(part, last);
    Arrays.fill(part, (byte) 0);
    filled = 0;
    to.write(sealed, DataKey.NONCE, sealed.length - DataKey.NONCE);
  }

  private void check() {
    if (ended) {
      throw new IllegalStateException("the sealing stream was finished or closed");
    }
  }

  /** Wipes the key and the buffer. May be called again. */
  void end() {
    ended = true;
    Arrays.fill(plain, (byte) 0);
    segments.close();
  }

  /** Wipes the key and the buffer, and closes what is written to. May be called again. */
  @Override
  public void close() throws IOException {
    end();
    to.close();
  }
}
