package dev.tillwright.device.msr;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;

/** Takes one frame off the wire and wipes it once it is read. */
final class FrameReader implements AutoCloseable {
  /** Track 2 has at most 40 characters; more is no track. */
  private static final int MAX = 64;

  /** Strange bytes skipped before a frame; more is no reader. */
  private static final int MAX_NOISE = 256;

  private final Connection connection;
  private final boolean checked;
  private final ByteBuffer in = ByteBuffer.allocate(64).flip();
  private char[] frame = new char[MAX];
  private int length;
  private boolean encrypted;

  FrameReader(Connection connection, boolean checked) {
    this.connection = connection;
    this.checked = checked;
  }

  /** How the card was read. The frame is then at {@link #text}. */
  EntryMode read(Deadline deadline) {
    EntryMode mode = begin(deadline);
    while (frame[length - 1] != '?') {
      if (length == frame.length) {
        throw bad("no end sentinel came");
      }
      frame[length++] = next(deadline);
    }
    if (checked && !check(deadline)) {
      throw bad("the check character is wrong");
    }
    return mode;
  }

  private boolean check(Deadline deadline) {
    char first = next(deadline);
    return encrypted
        ? EncryptedFrame.check(text()).equals("" + first + next(deadline))
        : first == Lrc.of(text());
  }

  /** Whether it came from an encrypting head. */
  boolean isEncrypted() {
    return encrypted;
  }

  private EntryMode begin(Deadline deadline) {
    EntryMode mode = EntryMode.STRIPE;
    for (int i = 0; i < MAX_NOISE; i++) {
      char c = next(deadline);
      switch (c) {
        case ';' -> {
          frame[length++] = c;
          return mode;
        }
        case '!' -> {
          encrypted = true;
          frame = new char[EncryptedFrame.MAX];
          frame[length++] = c;
          return mode;
        }
        case 'C' -> mode = EntryMode.CHIP;
        case 'N' -> mode = EntryMode.CONTACTLESS;
        // What ends the frame before, and what an armed reader says first.
        case '\r', '\n', 0x06 -> mode = EntryMode.STRIPE;
        default -> throw bad("it does not begin as track 2");
      }
    }
    throw DeviceException.of(Fault.PROTOCOL, Phase.READ, "the card reader sends no frame");
  }

  CharSequence text() {
    return CharBuffer.wrap(frame, 0, length);
  }

  private char next(Deadline deadline) {
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
        throw DeviceException.of(Fault.LOST, Phase.READ, "the card reader hung up");
      }
    }
    return (char) (in.get() & 0xFF);
  }

  private static DeviceException bad(String what) {
    return DeviceException.of(Fault.BAD_READ, Phase.READ, "the card was not read, " + what);
  }

  @Override
  public void close() {
    Arrays.fill(frame, '0');
    Arrays.fill(in.array(), (byte) 0);
  }
}
