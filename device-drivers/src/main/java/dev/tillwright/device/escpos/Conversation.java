package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.DLE;

import dev.tillwright.device.escpos.StatusByte.Flag;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Asks a printer over one connection and hears what it says. Answers of four kinds come through the
 * same wire, some unasked; {@link AnswerReader} tells them apart.
 */
final class Conversation {
  private static final int QUESTIONS = 4;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  /** Answers to questions in turn that wait for nothing come closer to one another than this. */
  private static final Duration QUIET = Duration.ofMillis(150);

  private final Connection connection;
  private final AnswerReader answers = new AnswerReader();
  private final ByteBuffer in = ByteBuffer.allocate(64).flip();
  private final ByteBuffer realTime = ByteBuffer.allocate(QUESTIONS * 3);

  Conversation(Connection connection) {
    this.connection = connection;
    for (int n = 1; n <= QUESTIONS; n++) {
      realTime.put((byte) DLE).put((byte) 0x04).put((byte) n);
    }
  }

  Connection connection() {
    return connection;
  }

  /** Asks all real-time questions at once and waits for the answers. */
  Set<Flag> realTime(Deadline deadline) {
    ask(deadline);
    while (answers.open() > 0) {
      hear(deadline);
    }
    return answers.status();
  }

  private void ask(Deadline deadline) {
    answers.expect(QUESTIONS);
    connection.write(realTime.rewind(), deadline);
  }

  /**
   * Waits for the answer to {@code GS r 1}, which was sent behind the job, and looks from time to
   * time, out of turn, why it does not come.
   *
   * @return what the answer says, or the flags that stop the printer
   */
  Set<Flag> inOrder(Deadline deadline) {
    return waiting(() -> answers.inTurn() != null, deadline);
  }

  /** Waits, as above, for the sign of a job that is done. */
  Set<Flag> processed(String processId, Deadline deadline) {
    return waiting(() -> answers.processed(processId), deadline);
  }

  private Set<Flag> waiting(BooleanSupplier arrived, Deadline deadline) {
    while (!arrived.getAsBoolean()) {
      if (answers.open() == 0 && stopped(answers.status())) {
        return answers.status();
      }
      try {
        hear(deadline.within(LOOK_AGAIN));
      } catch (DeviceException e) {
        if (e.fault() != Fault.TIMEOUT || deadline.passed()) {
          throw e;
        }
        if (answers.open() == 0) {
          ask(deadline);
        }
      }
    }
    Set<Flag> said = answers.takeInTurn();
    return said == null ? EnumSet.noneOf(Flag.class) : said;
  }

  /**
   * Asks {@code GS r 1} and waits until it and whatever was asked before it, over this line or one
   * before, is answered.
   *
   * @return what the newest answer says, or the flags that stop the printer
   */
  Set<Flag> settled(byte[] question, Deadline deadline) {
    answers.forgetAnswers();
    connection.write(ByteBuffer.wrap(question), deadline);
    Set<Flag> said = inOrder(deadline);
    if (!stopped(said)) {
      quiet(deadline);
    }
    return said;
  }

  /** Takes in what comes, until nothing comes for a while. */
  private void quiet(Deadline deadline) {
    try {
      // Bounded: whoever talks without end is asked anyway, and then fails as it must.
      for (int i = 0; i < 64; i++) {
        hear(deadline.within(QUIET));
      }
    } catch (DeviceException e) {
      if (e.fault() != Fault.TIMEOUT) {
        throw e;
      }
    } finally {
      answers.forgetAnswers();
    }
  }

  /** Sends a question whose answer is a text, and waits for it. */
  String text(byte[] question, Deadline deadline) {
    answers.dropText();
    connection.write(ByteBuffer.wrap(question), deadline);
    while (true) {
      String said = answers.takeText();
      if (said != null) {
        return said;
      }
      hear(deadline);
    }
  }

  /**
   * Takes in what came unasked, without waiting longer than a millisecond for more.
   *
   * @return false when the printer hung up
   */
  boolean listen() {
    try {
      // Bounded: whoever talks without end is asked anyway, and then fails as it must.
      for (int i = 0; i < 64; i++) {
        hear(Deadline.after(Duration.ofMillis(1)));
      }
      return true;
    } catch (DeviceException e) {
      return e.fault() == Fault.TIMEOUT;
    } finally {
      answers.forgetAnswers();
    }
  }

  /** Answers of before are not those of what is sent from here on. */
  void begin() {
    answers.forgetAnswers();
  }

  /** What the printer last told unasked; empty when it never did. */
  Set<Flag> pushed() {
    return answers.pushed();
  }

  /** Whether the sign of this job has come. */
  boolean heardOf(String processId) {
    return answers.processed(processId);
  }

  static boolean stopped(Set<Flag> flags) {
    return StatusByte.conditions(flags).stream().anyMatch(Condition::stops);
  }

  private void hear(Deadline deadline) {
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
    answers.take(in.get() & 0xFF);
  }
}
