package dev.tillwright.device.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;

/**
 * What a driver sends, byte by byte. While the printer is stopped, or works for somebody else, it
 * still answers real-time questions, and keeps up to {@value #BUFFER} bytes for later; then it
 * reads no more.
 */
final class WireInput {
  static final int BUFFER = 64 * 1024;
  static final int END = -1;
  private static final int POLL_MILLIS = 20;
  private static final int DLE = 0x10;
  private static final int EOT = 0x04;

  private final InputStream in;
  private final OutputStream out;
  private final PrinterFaults faults;
  private final WireTranscript transcript;
  private final Press.Line line;
  private final BooleanSupplier atRest;
  private final ArrayDeque<Integer> held = new ArrayDeque<>();
  private volatile boolean ended;
  private volatile boolean pushes;
  private int seen;

  WireInput(
      Socket socket,
      PrinterFaults faults,
      WireTranscript transcript,
      Press.Line line,
      BooleanSupplier atRest)
      throws IOException {
    this.in = new java.io.BufferedInputStream(socket.getInputStream(), 1_024);
    this.out = socket.getOutputStream();
    this.faults = faults;
    this.transcript = transcript;
    this.line = line;
    this.atRest = atRest;
    socket.setSoTimeout(POLL_MILLIS);
  }

  /** The next byte, or {@link #END}. */
  int next() throws IOException {
    if (!held.isEmpty()) {
      return held.remove();
    }
    while (!ended) {
      try {
        return read();
      } catch (SocketTimeoutException e) {
        line.quiet(atRest.getAsBoolean());
      }
    }
    return END;
  }

  private int read() throws IOException {
    int value;
    try {
      value = in.read();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // Reset: what came before is in the printer's memory and is printed all the same.
      value = END;
    }
    if (value < 0 || faults.take()) {
      ended = true;
      return END;
    }
    transcript.add(value);
    return value;
  }

  /** Whether bytes are there already. */
  boolean more() {
    try {
      return !held.isEmpty() || (!ended && in.available() > 0);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns once the mechanism works for this connection. */
  void awaitTurn() throws IOException {
    await(line::take);
  }

  /** Returns once the printer can print. */
  void awaitReady() throws IOException {
    await(() -> !faults.stopped());
  }

  /** Waits, and meanwhile answers what may be asked at any time. */
  private void await(BooleanSupplier ready) throws IOException {
    while (!ready.getAsBoolean()) {
      int value;
      try {
        value = ended || held.size() >= BUFFER ? pause() : read();
      } catch (SocketTimeoutException e) {
        continue;
      }
      if (value == END) {
        continue;
      }
      held.add(value);
      // Finds DLE EOT n wherever it stands, as printers do.
      seen = seen == 2 ? 3 : value == DLE ? 1 : seen == 1 && value == EOT ? 2 : 0;
      if (seen == 3) {
        answer(faults.realTime(value));
        held.removeLast();
        held.removeLast();
        held.removeLast();
        seen = 0;
      }
    }
    seen = 0;
  }

  private static int pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000L);
    return END;
  }

  boolean answer(int value) {
    return answer(new byte[] {(byte) value});
  }

  /** Sends an answer; false when nobody is there to hear it. Also from other threads. */
  boolean answer(byte[] bytes) {
    if (!faults.answers() || ended) {
      return false;
    }
    synchronized (out) {
      try {
        out.write(bytes);
        return true;
      } catch (IOException e) {
        // Whoever asked is gone; the paper goes on.
        ended = true;
        return false;
      }
    }
  }

  /** Whether the host wants to be told of changes. */
  void pushes(boolean on) {
    pushes = on;
  }

  /** Tells of a change, where wanted. */
  void push() {
    if (pushes) {
      answer(faults.push());
    }
  }
}
