package dev.tillwright.device.virtual;

import dev.tillwright.device.spi.Deadline;
import java.util.ArrayList;
import java.util.List;

/**
 * The one mechanism behind a printer's connections: it works for one of them at a time, and for a
 * new one only once those before it have nothing left to print. So a question in its turn is
 * answered behind whatever an earlier, broken connection left in the printer's memory.
 */
final class Press {
  private final List<Line> lines = new ArrayList<>();
  private long ticket;

  /** The place of one connection. */
  final class Line {
    private long quiet = -1;
    private long waiting = -1;
    private boolean served;
    private boolean working;

    private Line() {}

    /**
     * Nothing has come for a while: said by the connection's own thread.
     *
     * @param atRest whether no line is half printed
     */
    void quiet(boolean atRest) {
      synchronized (Press.this) {
        working &= !atRest;
        if (!working) {
          quiet = ticket;
        }
      }
    }

    /** Takes the mechanism if it is this connection's turn. */
    boolean take() {
      synchronized (Press.this) {
        if (waiting < 0) {
          waiting = ++ticket;
        }
        boolean before = true;
        for (Line other : lines) {
          if (other == this) {
            before = false;
          } else if (other.working || (before && !served && other.quiet < waiting)) {
            return false;
          }
        }
        served = true;
        working = true;
        return true;
      }
    }

    boolean working() {
      synchronized (Press.this) {
        return working;
      }
    }

    void release() {
      synchronized (Press.this) {
        working = false;
      }
    }

    /** The connection has ended and all it brought is printed. */
    void leave() {
      synchronized (Press.this) {
        working = false;
        lines.remove(this);
      }
    }
  }

  /** Whether, from now on, nothing that came in is left to print. */
  boolean awaitQuiet(Deadline deadline) {
    long asked;
    synchronized (this) {
      asked = ++ticket;
    }
    while (true) {
      synchronized (this) {
        if (lines.stream().allMatch(line -> !line.working && line.quiet >= asked)) {
          return true;
        }
      }
      if (deadline.passed()) {
        return false;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000L);
    }
  }

  synchronized Line enter() {
    Line line = new Line();
    lines.add(line);
    return line;
  }
}
