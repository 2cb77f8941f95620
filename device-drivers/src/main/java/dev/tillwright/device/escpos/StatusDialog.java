package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.DLE;

import dev.tillwright.device.escpos.StatusByte.Flag;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a printer how it is over one connection. Real-time answers and answers in their turn come
 * through the same wire and are told apart by their fixed bits.
 */
final class StatusDialog {
  private static final int QUESTIONS = 4;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  /** A talkative printer, or not a printer at all, is given up after so many strange bytes. */
  private static final int STRANGE = 256;

  private final Connection connection;
  private final ByteBuffer in = ByteBuffer.allocate(64).flip();
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private int open;
  private int strange;

  StatusDialog(Connection connection) {
    this.connection = connection;
  }

  /** Asks all real-time questions at once and waits for the answers. */
  Set<Flag> realTime(Deadline deadline) {
    ask(deadline);
    while (open > 0) {
      next(deadline);
    }
    return flags;
  }

  /**
   * Waits for the answer to {@code GS r 1}, which was sent behind the job, and looks from time to
   * time, out of turn, why it does not come.
   *
   * @return what the answer says, or the flags that stop the printer
   */
  Set<Flag> inOrder(Deadline deadline) {
    while (true) {
      Deadline slice = deadline.within(LOOK_AGAIN);
      try {
        Set<Flag> answer = next(slice);
        if (answer != null) {
          return answer;
        }
        if (open == 0 && stopped()) {
          return flags;
        }
      } catch (DeviceException e) {
        if (e.fault() != Fault.TIMEOUT || deadline.passed()) {
          throw e;
        }
        if (open == 0) {
          ask(deadline);
        }
      }
    }
  }

  private boolean stopped() {
    return StatusByte.conditions(flags).stream()
        .anyMatch(dev.tillwright.device.spi.Condition::stops);
  }

  private void ask(Deadline deadline) {
    CommandBuffer out = new CommandBuffer();
    for (int n = 1; n <= QUESTIONS; n++) {
      out.put(DLE, 0x04, n);
    }
    flags.clear();
    open = QUESTIONS;
    connection.write(ByteBuffer.wrap(out.toArray()), deadline);
  }

  /** Takes one byte; not null when it answers {@code GS r}. */
  private @Nullable Set<Flag> next(Deadline deadline) {
    if (!in.hasRemaining()) {
      int count;
      in.clear();
      try {
        count = connection.read(in, deadline);
      } finally {
        // Also when nothing came: else the empty buffer would be taken for answers of zero.
        in.flip();
      }
      if (count < 0) {
        throw DeviceException.of(Fault.LOST, Phase.STATUS, "the printer hung up");
      }
    }
    int value = in.get() & 0xFF;
    if (open > 0 && StatusByte.isRealTime(value)) {
      flags.addAll(StatusByte.parse(QUESTIONS - open + 1, value));
      open--;
      return null;
    }
    if (StatusByte.isInOrder(value)) {
      return StatusByte.parsePaper(value);
    }
    if (++strange > STRANGE) {
      throw DeviceException.of(Fault.PROTOCOL, Phase.STATUS, "the printer answers strangely");
    }
    return null;
  }
}
