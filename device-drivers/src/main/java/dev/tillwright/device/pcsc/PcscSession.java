package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.CallThread;
import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.CardSession;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A card in a reader, with a context and a thread of its own. */
final class PcscSession implements CardSession {
  /** The longest command with extended length (ISO/IEC 7816-4, 5.2). */
  static final int EXTENDED_COMMAND = 4 + 3 + 65_535 + 2;

  private static final Duration ENDING = Duration.ofSeconds(1);

  private final String reader;
  private final DeviceLoop loop;
  private final HeldCard held;
  private final CallThread thread;
  private final CardReader.Contact contact;
  private final byte[] atr;
  private final int longest;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Fault over;

  private PcscSession(
      String reader, DeviceLoop loop, HeldCard held, CallThread thread, byte[] atr, Options set) {
    this.reader = reader;
    this.loop = loop;
    this.held = held;
    this.thread = thread;
    this.atr = atr;
    this.contact = set.contact == null ? contactOf(atr) : set.contact;
    this.longest = set.extended ? EXTENDED_COMMAND : PcscCard.SHORT_COMMAND;
  }

  /**
   * How cards are spoken with.
   *
   * @param contact null to tell by the answer to reset
   * @param exclusive whether other programs are kept from the card
   * @param extended whether commands may be long
   */
  record Options(CardReader.@Nullable Contact contact, boolean exclusive, boolean extended) {}

  /** Connects with the card in this reader. On the device's thread. */
  static PcscSession open(String reader, DeviceLoop loop, Options set, Deadline deadline) {
    CallThread thread = CallThread.start(reader);
    HeldCard held = new HeldCard(reader);
    boolean done = false;
    try {
      byte[] atr = thread.call(Phase.CONNECT, deadline, () -> held.connect(set.exclusive));
      done = true;
      return new PcscSession(reader, loop, held, thread, atr, set);
    } finally {
      if (!done) {
        thread.close(() -> held.release(false));
      }
    }
  }

  /** Readers without contacts make an answer of their own (PC/SC part 3, 3.1.3.2.3). */
  static CardReader.Contact contactOf(byte[] atr) {
    boolean made =
        atr.length > 4 && atr[0] == 0x3B && (atr[1] & 0xF0) == 0x80 && atr[2] == (byte) 0x80;
    return made && atr[3] == 0x01 ? CardReader.Contact.CONTACTLESS : CardReader.Contact.CONTACT;
  }

  @Override
  public CardReader.Contact contact() {
    return contact;
  }

  @Override
  public byte[] atr() {
    return atr.clone();
  }

  @Override
  public byte[] transmit(byte[] command, Duration limit) {
    if (command.length < 4) {
      throw new IllegalArgumentException("a command has four bytes and more");
    }
    if (command.length > longest) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "reader " + reader + " takes no longer commands");
    }
    byte[] sent = command.clone();
    return run(Phase.READ, limit, () -> held.card().transmit(sent));
  }

  @Override
  public Claim transaction(Duration limit) {
    try {
      run(
          Phase.CLAIM,
          limit,
          () -> {
            held.card().beginTransaction();
            return true;
          });
    } catch (DeviceException e) {
      if (e.fault() != Fault.TIMEOUT) {
        throw e;
      }
      // The service waits on for the other program; only letting the card go ends that. The call
      // above has said that the session is over.
      close();
      throw DeviceException.of(Fault.CLAIMED, Phase.CLAIM, "reader " + reader + " is kept");
    }
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true) && !closed.get() && over == null) {
        endTransaction();
      }
    };
  }

  private void endTransaction() {
    try {
      run(
          Phase.CLAIM,
          ENDING,
          () -> {
            held.card().endTransaction();
            return true;
          });
    } catch (DeviceException e) {
      // The reader or the card went meanwhile, and the transaction with it.
      over = Fault.LOST;
    }
  }

  private <T> T run(Phase phase, Duration limit, Supplier<T> work) {
    return loop.call(phase, limit, deadline -> guarded(phase, deadline, work));
  }

  private <T> T guarded(Phase phase, Deadline deadline, Supplier<T> work) {
    if (closed.get()) {
      throw DeviceException.of(Fault.CLOSED, phase, "the session with " + reader + " is closed");
    }
    Fault ended = over;
    if (ended != null) {
      throw DeviceException.of(ended, phase, "the session with " + reader + " is over");
    }
    try {
      return thread.call(phase, deadline, work);
    } catch (DeviceException e) {
      switch (e.fault()) {
        case NO_CARD, LOST -> over = e.fault();
        case TIMEOUT, CANCELLED -> over = Fault.LOST;
        default -> {}
      }
      throw phase == Phase.READ ? e.outcomeUnknown() : e;
    }
  }

  /** Whether a new session may begin. */
  boolean isClosed() {
    return closed.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // A card that is not ours any more is somebody else's to power.
      boolean off = over == null;
      thread.close(() -> held.release(off));
    }
  }

  @Override
  public String toString() {
    return "CardSession[" + reader + ", " + contact + "]";
  }
}
