package dev.tillwright.device.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;

/**
 * What a driver sends, byte by byte. While the printer is stopped it still answers real-time
 * questions, and keeps up to {@value #BUFFER} bytes for later; then it reads no more.
 */
final class WireInput {
  static final int BUFFER = 64 * 1024;
  static final int END = -1;
  private static final int POLL_MILLIS = 20;
  private static final int DLE = 0x10;
  private static final int EOT = 0x04;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final PrinterFaults faults;
  private final WireTranscript transcript;
  private final ArrayDeque<Integer> held = new ArrayDeque<>();
  private boolean ended;

  WireInput(Socket socket, PrinterFaults faults, WireTranscript transcript) throws IOException {
    this.socket = socket;
    this.in = new java.io.BufferedInputStream(socket.getInputStream(), 1_024);
    this.out = socket.getOutputStream();
    this.faults = faults;
    this.transcript = transcript;
  }

  /** The next byte, or {@link #END}. */
  int next() throws IOException {
    if (!held.isEmpty()) {
      return held.remove();
    }
    return ended ? END : read();
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

  /** Returns once the printer can print; meanwhile answers what may be asked at any time. */
  void awaitReady() throws IOException {
    if (!faults.stopped()) {
      return;
    }
    socket.setSoTimeout(POLL_MILLIS);
    int seen = 0;
    while (faults.stopped()) {
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
    if (!ended) {
      socket.setSoTimeout(0);
    }
  }

  private static int pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(POLL_MILLIS * 1_000_000L);
    return END;
  }

  void answer(int value) {
    if (faults.answers() && !ended) {
      try {
        out.write(value);
      } catch (IOException e) {
        // Whoever asked is gone; the paper goes on.
        ended = true;
      }
    }
  }
}
