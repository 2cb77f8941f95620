package dev.tillwright.device.virtual;

import dev.tillwright.device.spi.Deadline;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What is wrong with a virtual printer, shared by its connections. */
final class PrinterFaults {
  private static final long NEVER = Long.MAX_VALUE;

  private long bytes;
  private Runnable onDrop = PrinterFaults::nothing;
  private long stallAt = NEVER;
  private long dropAt = NEVER;
  private long linesLeft = NEVER;
  private boolean paperOut;
  private boolean paperLow;
  private boolean coverOpen;
  private boolean cutterJam;
  private boolean silent;
  private boolean silentAfterCut;
  private final Firmware firmware;
  private Duration late = Duration.ZERO;
  private boolean closed;

  PrinterFaults(Firmware firmware) {
    this.firmware = firmware;
  }

  synchronized void stallAfter(long count) {
    stallAt = bytes + count;
  }

  synchronized void dropAfter(long count) {
    dropAt = bytes + count;
  }

  synchronized void paperOutAfter(int lines) {
    linesLeft = lines;
    paperOut = lines == 0;
  }

  synchronized void paperLow(boolean on) {
    paperLow = on;
  }

  synchronized void coverOpen(boolean on) {
    coverOpen = on;
    notifyAll();
  }

  synchronized void cutterJam(boolean on) {
    cutterJam = on;
    notifyAll();
  }

  synchronized void answerLate(Duration by) {
    late = by;
  }

  synchronized void silent(boolean on) {
    silent = on;
  }

  synchronized void silentAfterCut(boolean on) {
    silentAfterCut = on;
  }

  /** The knife has moved. */
  synchronized void cut() {
    silent |= silentAfterCut;
  }

  synchronized void recover() {
    stallAt = NEVER;
    dropAt = NEVER;
    onDrop = PrinterFaults::nothing;
    linesLeft = NEVER;
    paperOut = false;
    paperLow = false;
    coverOpen = false;
    cutterJam = false;
    silent = false;
    silentAfterCut = false;
    late = Duration.ZERO;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private static void nothing() {
    // A broken connection alone.
  }

  synchronized void onDrop(Runnable what) {
    onDrop = what;
  }

  /** Counts a byte that came in; true when the connection ends here. Waits while stalled. */
  boolean take() {
    Runnable also;
    synchronized (this) {
      awaitWhile(() -> bytes >= stallAt, Deadline.after(Duration.ofDays(1)));
      if (!closed && bytes < dropAt) {
        bytes++;
        return false;
      }
      dropAt = NEVER;
      also = onDrop;
      onDrop = PrinterFaults::nothing;
    }
    also.run();
    return true;
  }

  /** Counts a line that was printed; true when it was the last one of the roll. */
  synchronized boolean line() {
    if (linesLeft != NEVER && --linesLeft <= 0 && !paperOut) {
      paperOut = true;
      return true;
    }
    return false;
  }

  /** Whether nothing can be printed now. */
  synchronized boolean stopped() {
    return (paperOut || coverOpen || cutterJam) && !closed;
  }

  /** Waits as long as answers are late; false when there is none. */
  synchronized boolean answers() {
    if (!late.isZero()) {
      awaitWhile(() -> true, Deadline.after(late));
    }
    return !silent && !closed;
  }

  private void awaitWhile(BooleanSupplier blocked, Deadline deadline) {
    try {
      while (blocked.getAsBoolean() && !closed && !deadline.passed()) {
        wait(deadline.waitMillis());
      }
    } catch (InterruptedException e) {
      // Nobody interrupts these threads but a JVM that is going down.
      closed = true;
    }
  }

  /** The answer to {@code DLE EOT n}: bits 1 and 4 are always set. */
  synchronized int realTime(int n) {
    return 0x12
        | switch (n) {
          case 1 -> drawer() | (paperOut || coverOpen || cutterJam ? 0x08 : 0);
          case 2 -> (coverOpen ? 0x04 : 0) | (paperOut ? 0x20 : 0) | (cutterJam ? 0x40 : 0);
          case 3 -> cutterJam ? 0x08 : 0;
          case 4 -> (paperLow || paperOut ? 0x0C : 0) | (paperOut ? 0x60 : 0);
          default -> 0;
        };
  }

  /** What is told unasked: four bytes, the first one marked by bit 4. */
  synchronized byte[] push() {
    boolean offline = paperOut || coverOpen || cutterJam;
    return new byte[] {
      (byte) (0x10 | drawer() | (offline ? 0x08 : 0) | (coverOpen ? 0x20 : 0)),
      (byte) (cutterJam ? 0x08 : 0),
      (byte) ((paperLow || paperOut ? 0x03 : 0) | (paperOut ? 0x0C : 0)),
      0x0F
    };
  }

  /** The bit of the drawer's sensor: bit 2, high while it is open. */
  private int drawer() {
    return firmware.drawerOpen() ? 0x04 : 0;
  }

  /** The answer to {@code GS r 1}. */
  synchronized int paper() {
    return (paperLow || paperOut ? 0x03 : 0) | (paperOut ? 0x0C : 0);
  }
}
