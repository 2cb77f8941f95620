package dev.tillwright.device.escpos;

import dev.tillwright.device.escpos.StatusByte.Flag;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a printer's answers apart by their fixed bits, as its reference does: one byte to a
 * real-time question ({@code 0xx1xx10}), four bytes of status told unasked (the first {@code
 * 0xx1xx00}), one byte to a question in its turn ({@code 0xx0xxxx}), and blocks from a header
 * ({@code 0xx1xx11}) to a zero.
 */
final class AnswerReader {
  private static final int XON = 0x11;
  private static final int XOFF = 0x13;
  private static final int PROCESS_HEADER = 0x37;
  private static final int PROCESS_SIGN = 0x22;
  private static final int TEXT_HEADER = 0x5F;
  private static final int MAX_BLOCK = 80;
  private static final int PUSH_BYTES = 4;

  /** A talkative printer, or not a printer at all, is given up after so many strange bytes. */
  private static final int STRANGE = 256;

  private final Set<Flag> status = EnumSet.noneOf(Flag.class);
  private final Set<Flag> pushed = EnumSet.noneOf(Flag.class);
  private final int[] push = new int[PUSH_BYTES];
  private final StringBuilder block = new StringBuilder();
  private int asked;
  private int open;
  private int pushAt;
  private boolean inBlock;
  private int strange;
  private @Nullable Set<Flag> inTurn;
  private @Nullable String text;
  private String lastProcess = "";

  /** Real-time questions were asked; their answers come in order. */
  void expect(int questions) {
    asked = questions;
    open = questions;
    status.clear();
  }

  /** Real-time answers still to come. */
  int open() {
    return open;
  }

  Set<Flag> status() {
    return status;
  }

  Set<Flag> pushed() {
    return pushed;
  }

  @Nullable Set<Flag> inTurn() {
    return inTurn;
  }

  @Nullable Set<Flag> takeInTurn() {
    Set<Flag> said = inTurn;
    inTurn = null;
    return said;
  }

  @Nullable String takeText() {
    String said = text;
    text = null;
    return said;
  }

  void dropText() {
    text = null;
  }

  boolean processed(String processId) {
    return lastProcess.equals(processId);
  }

  /** What was answered to questions of earlier is nobody's answer any more. */
  void forgetAnswers() {
    inTurn = null;
    text = null;
    open = 0;
    status.clear();
  }

  void take(int value) {
    if (inBlock) {
      inBlock(value);
    } else if (pushAt > 0) {
      push(value);
    } else if (open > 0 && StatusByte.isRealTime(value)) {
      status.addAll(StatusByte.parse(asked - open + 1, value));
      open--;
    } else if ((value & 0b1001_0011) == 0b0001_0000) {
      push(value);
    } else if (value == PROCESS_HEADER || value == TEXT_HEADER) {
      inBlock = true;
      block.setLength(0);
      block.append((char) value);
    } else if (StatusByte.isInOrder(value)) {
      inTurn = StatusByte.parsePaper(value);
    } else if (value != XON && value != XOFF) {
      strange();
    }
  }

  private void push(int value) {
    push[pushAt++] = value;
    if (pushAt == PUSH_BYTES) {
      pushAt = 0;
      pushed.clear();
      pushed.addAll(StatusByte.parsePush(push));
      if (open == 0) {
        // Newer than what was asked; while an answer is due, that will be newer still.
        status.clear();
        status.addAll(pushed);
      }
    }
  }

  private void inBlock(int value) {
    if (value != 0 && block.length() < MAX_BLOCK) {
      block.append((char) value);
      return;
    }
    inBlock = false;
    if (value != 0) {
      strange();
    } else if (block.charAt(0) == TEXT_HEADER) {
      text = block.substring(1);
    } else if (block.length() > 1 && block.charAt(1) == PROCESS_SIGN) {
      lastProcess = block.substring(2);
    }
  }

  private void strange() {
    if (++strange > STRANGE) {
      throw DeviceException.of(Fault.PROTOCOL, Phase.STATUS, "the printer answers strangely");
    }
  }
}
