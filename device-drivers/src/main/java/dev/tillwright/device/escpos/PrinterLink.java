package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.GS;

import dev.tillwright.device.escpos.StatusByte.Flag;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a printer, kept from job to job and made again when it went stale. Used by the
 * device's thread, except {@link #abort}.
 */
final class PrinterLink {
  /** A printer that is well answers a real-time question within milliseconds. */
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** Tell unasked of the drawer, of going offline, of errors and of the paper. */
  private static final byte[] TELL = {GS, 'a', 0x0F};

  private static final byte[] SERIAL = {GS, 'I', 68};
  private static final byte[] CUTS = {GS, 'g', '2', 0, (byte) 178, 0};
  private static final byte[] IN_TURN = {GS, 'r', 1};

  private final Transport transport;
  private final PrinterProfile profile;
  private final Confirmation confirmation;
  private @Nullable DeviceLoop loop;
  private Consumer<DrawerSignal> drawer = level -> {};
  private Clock clock = Clock.systemUTC();
  private volatile @Nullable Conversation current;
  private String serial = "";
  private boolean known;

  /** Bytes that a job cut off in the middle of a command may still swallow; 0 when none was. */
  private int torn;

  /**
   * Whether a job's question in turn was not answered: over a serial line or USB its answer may
   * still come on the next connection, and is no proof of the next job.
   */
  private boolean owed;

  PrinterLink(Transport transport, PrinterProfile profile) {
    this.transport = transport;
    this.profile = profile;
    this.confirmation = profile.confirmation();
  }

  void reportTo(DeviceLoop device, Clock clockOfEvents) {
    loop = device;
    clock = clockOfEvents;
  }

  /** Whom to tell of the drawer's sensor. */
  void drawerTo(Consumer<DrawerSignal> seen) {
    drawer = seen;
  }

  private boolean has(Answer answer) {
    return profile.answers().contains(answer);
  }

  /** Connects where needed, and asks how the printer is where it can answer. */
  PrinterStatus ready(Deadline deadline) {
    Conversation kept = current;
    if (kept != null) {
      // A printer that never answers cannot show that an old connection still leads to it.
      if (confirmation != Confirmation.NONE && alive(kept)) {
        try {
          return ask(kept, deadline);
        } catch (DeviceException e) {
          if (e.fault() != Fault.LOST) {
            throw dropped(e);
          }
        }
      }
      // Went stale between jobs: nothing was printed yet, so connecting anew is safe.
      kept.connection().close();
      current = null;
    }
    try {
      Conversation fresh = new Conversation(transport.connect(deadline));
      current = fresh;
      known = false;
      report(DeviceState.OPEN);
      if (confirmation == Confirmation.NONE) {
        return new PrinterStatus(Set.of(), DrawerSignal.UNKNOWN);
      }
      mend(fresh, deadline);
      if (has(Answer.PUSH)) {
        fresh.connection().write(ByteBuffer.wrap(TELL), deadline);
      }
      return ask(fresh, deadline);
    } catch (DeviceException e) {
      throw dropped(e);
    }
  }

  /**
   * Ends a command that was cut off: a serial printer does not see that the line was closed, and
   * would take the next job for the rest of a picture. Zeros mean nothing to it otherwise.
   */
  private void mend(Conversation fresh, Deadline deadline) {
    if (torn > 0) {
      fresh.connection().write(ByteBuffer.allocate(torn), deadline);
      torn = 0;
    }
  }

  private boolean alive(Conversation kept) {
    return has(Answer.PUSH) || has(Answer.PROCESS_ID)
        ? kept.listen()
        : kept.connection().discardInput();
  }

  private PrinterStatus ask(Conversation conversation, Deadline deadline) {
    Set<Flag> flags = conversation.realTime(deadline.within(ANSWER));
    PrinterStatus status = reported(flags);
    if (status.ready() && !known && has(Answer.SERIAL_NUMBER)) {
      // In its turn, so only a printer that is online answers it.
      identified(conversation.text(SERIAL, deadline.within(ANSWER)));
    }
    return status;
  }

  private void identified(String told) {
    String before = serial;
    serial = told;
    known = true;
    if (loop != null) {
      loop.identified(DeviceIdentity.of("", "", told)); // what the profile says is not its own word
    }
    if (loop != null && !before.isEmpty() && !before.equals(told)) {
      loop.count("printers.swapped", 1);
      loop.publish(new PrinterSwapped(loop.health().device(), clock.instant(), before, told));
    }
  }

  /** What the printer told unasked, or else says when asked; connects where needed. */
  PrinterStatus heard(Deadline deadline) {
    Conversation kept = current;
    if (kept != null && has(Answer.PUSH) && kept.listen() && !kept.pushed().isEmpty()) {
      return reported(kept.pushed());
    }
    return ready(deadline);
  }

  private PrinterStatus reported(Set<Flag> flags) {
    PrinterStatus status =
        new PrinterStatus(StatusByte.conditions(flags), StatusByte.drawer(flags));
    report(status.conditions());
    drawer.accept(status.drawer());
    return status;
  }

  /** The serial number of the printer last connected to; empty when it told none. */
  String serial() {
    return serial;
  }

  /** Notes what is needed to find out later what became of a job; asks the printer for it. */
  LostJob begin(String jobId, String processId, Deadline deadline) {
    if (owed && !counts()) { // a counter is asked in turn, so that its answer is behind the others
      settle(deadline);
    }
    return new LostJob(
        jobId,
        has(Answer.PROCESS_ID) ? processId : "",
        known ? serial : "",
        counts() ? cuts(deadline) : -1);
  }

  private void settle(Deadline deadline) {
    try {
      if (Conversation.stopped(conversation().settled(IN_TURN, deadline))) {
        throw DeviceException.of(Fault.REFUSED, Phase.STATUS, "the printer is not ready");
      }
    } catch (DeviceException e) {
      throw dropped(e);
    }
    owed = false;
  }

  private boolean counts() {
    return has(Answer.CUT_COUNTER) && profile.cutter();
  }

  private long cuts(Deadline deadline) {
    try {
      String digits = conversation().text(CUTS, deadline.within(ANSWER));
      return digits.matches("[0-9]{1,10}") ? Long.parseLong(digits) : -1;
    } catch (DeviceException e) {
      throw dropped(e);
    }
  }

  /** Sends bytes; when it fails the outcome is known only if none of them left. */
  void send(byte[] bytes, int from, int to, Deadline deadline) {
    Connection connection = conversation().connection();
    long before = connection.written();
    try {
      connection.write(ByteBuffer.wrap(bytes, from, to - from), deadline);
    } catch (DeviceException e) {
      boolean nothing = from == 0 && connection.written() == before;
      throw dropped(nothing ? e : e.outcomeUnknown());
    }
  }

  /**
   * Sends a job and asks what became of it.
   *
   * @return what is wrong with the printer after it
   */
  Set<Condition> printAndAsk(Job job, String processId, Deadline deadline) {
    CommandBuffer out = job.out();
    if (confirmation == Confirmation.IN_ORDER) {
      out.put(GS, 'r', 1);
    }
    if (has(Answer.PROCESS_ID)) {
      out.put(GS, '(', 'H').putShort(6).put(48, 48);
      for (int i = 0; i < processId.length(); i++) {
        out.put(processId.charAt(i));
      }
    }
    torn = job.longest();
    conversation().begin();
    owed = confirmation == Confirmation.IN_ORDER;
    int from = 0;
    for (int i = 0; i < job.pauses(); i++) {
      send(out.array(), from, job.pauseAt(i), deadline);
      from = job.pauseAt(i);
      Set<Condition> conditions = awaited("", deadline);
      if (conditions.stream().anyMatch(Condition::stops)) {
        return conditions;
      }
    }
    send(out.array(), from, out.size(), deadline);
    if (confirmation == Confirmation.NONE) {
      // Hangs up so that the printer, and other tills at it, know that the job is whole.
      conversation().connection().close();
      current = null;
      torn = 0;
      return Set.of();
    }
    Set<Condition> conditions = awaited(has(Answer.PROCESS_ID) ? processId : "", deadline);
    if (conditions.stream().noneMatch(Condition::stops)) {
      torn = 0;
      owed = false;
    }
    return conditions;
  }

  private Set<Condition> awaited(String processId, Deadline deadline) {
    try {
      Conversation now = conversation();
      Set<Flag> flags =
          confirmation != Confirmation.IN_ORDER
              ? now.realTime(deadline.within(ANSWER))
              : processId.isEmpty() ? now.inOrder(deadline) : now.processed(processId, deadline);
      Set<Condition> conditions = StatusByte.conditions(flags);
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

  /**
   * Asks what became of a lost job. Its counter is asked in turn, behind whatever the printer still
   * has of the job.
   *
   * @param exclusive whether nobody else prints on this printer
   */
  Verdict verdict(LostJob lost, boolean exclusive, Deadline deadline) {
    PrinterStatus status = ready(deadline);
    if (!lost.processId().isEmpty() && conversation().heardOf(lost.processId())) {
      return Verdict.PRINTED;
    }
    if (!status.ready()) {
      return Verdict.NOT_NOW;
    }
    if (lost.cuts() < 0 || !counts() || !lost.serial().equals(known ? serial : "")) {
      return Verdict.NEVER;
    }
    long more = cuts(deadline) - lost.cuts();
    if (!lost.processId().isEmpty() && conversation().heardOf(lost.processId())) {
      return Verdict.PRINTED;
    }
    return more == 0
        ? Verdict.NOT_PRINTED
        : more == 1 && exclusive ? Verdict.PRINTED : Verdict.NEVER;
  }

  private Conversation conversation() {
    Conversation conversation = current;
    if (conversation == null) {
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "the printer was disconnected");
    }
    return conversation;
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
    Conversation conversation = current;
    current = null;
    if (conversation != null) {
      conversation.connection().abort();
    }
  }
}
