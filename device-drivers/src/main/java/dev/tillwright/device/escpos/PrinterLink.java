package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.GS;

import dev.tillwright.device.escpos.StatusByte.Flag;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a printer, kept from job to job and made again when it went stale. Used by the
 * device's thread, except {@link #abort}.
 */
final class PrinterLink {
  /** A printer that is well answers a real-time question within milliseconds. */
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final Transport transport;
  private final Confirmation confirmation;
  private @Nullable DeviceLoop loop;
  private volatile @Nullable Connection current;

  PrinterLink(Transport transport, Confirmation confirmation) {
    this.transport = transport;
    this.confirmation = confirmation;
  }

  void reportTo(DeviceLoop device) {
    loop = device;
  }

  /** Connects where needed, and asks how the printer is where it can answer. */
  PrinterStatus ready(Deadline deadline) {
    Connection kept = current;
    if (kept != null) {
      // A printer that never answers cannot show that an old connection still leads to it.
      if (confirmation != Confirmation.NONE && kept.discardInput()) {
        try {
          return ask(kept, deadline);
        } catch (DeviceException e) {
          if (e.fault() != Fault.LOST) {
            throw dropped(e);
          }
        }
      }
      // Went stale between jobs: nothing was printed yet, so connecting anew is safe.
      kept.close();
      current = null;
    }
    try {
      Connection fresh = transport.connect(deadline);
      current = fresh;
      report(DeviceState.OPEN);
      return confirmation == Confirmation.NONE
          ? new PrinterStatus(Set.of(), DrawerSignal.UNKNOWN)
          : ask(fresh, deadline);
    } catch (DeviceException e) {
      throw dropped(e);
    }
  }

  private PrinterStatus ask(Connection connection, Deadline deadline) {
    Set<Flag> flags = new StatusDialog(connection).realTime(deadline.within(ANSWER));
    Set<Condition> conditions = StatusByte.conditions(flags);
    report(conditions);
    return new PrinterStatus(conditions, StatusByte.drawer(flags));
  }

  /** Sends bytes; when it fails the outcome is known only if none of them left. */
  void send(byte[] bytes, Deadline deadline) {
    Connection connection = connection();
    long before = connection.written();
    try {
      connection.write(ByteBuffer.wrap(bytes), deadline);
    } catch (DeviceException e) {
      throw dropped(connection.written() == before ? e : e.outcomeUnknown());
    }
  }

  /**
   * Sends a job and asks what became of it.
   *
   * @return what is wrong with the printer after it
   */
  Set<Condition> printAndAsk(byte[] job, Deadline deadline) {
    byte[] bytes = job;
    if (confirmation == Confirmation.IN_ORDER) {
      bytes = Arrays.copyOf(job, job.length + 3);
      bytes[job.length] = GS;
      bytes[job.length + 1] = 'r';
      bytes[job.length + 2] = 1;
    }
    send(bytes, deadline);
    if (confirmation == Confirmation.NONE) {
      // Hangs up so that the printer, and other tills at it, know that the job is whole.
      connection().close();
      current = null;
      return Set.of();
    }
    try {
      StatusDialog dialog = new StatusDialog(connection());
      boolean inOrder = confirmation == Confirmation.IN_ORDER;
      Set<Condition> conditions =
          StatusByte.conditions(
              inOrder ? dialog.inOrder(deadline) : dialog.realTime(deadline.within(ANSWER)));
      report(conditions);
      if (conditions.stream().anyMatch(Condition::stops)) {
        // An answer that comes later must not be taken for the next job's.
        abort();
      }
      return conditions;
    } catch (DeviceException e) {
      throw dropped(e.outcomeUnknown());
    }
  }

  private Connection connection() {
    Connection connection = current;
    if (connection == null) {
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "the printer was disconnected");
    }
    return connection;
  }

  private DeviceException dropped(DeviceException e) {
    abort();
    report(DeviceState.LOST);
    return e;
  }

  private void report(DeviceState state) {
    if (loop != null) {
      loop.moved(state);
    }
  }

  private void report(Set<Condition> conditions) {
    if (loop != null) {
      loop.conditions(conditions);
    }
  }

  /** Drops the connection, which frees whoever waits in it. From any thread. */
  void abort() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connection.abort();
    }
  }
}
