package dev.tillwright.device.virtual;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.device.msr.Lrc;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A card reader without hardware, for test cards: it listens on a loopback port and speaks the wire
 * of the package {@code device.msr}. A card presented stays in the reader until a driver arms it.
 *
 * <p><b>Not for real cards:</b> numbers go over the loopback in clear, as a stripe reader sends
 * them.
 *
 * <p><b>Threads.</b> Any. At most 64 cards wait.
 */
public final class VirtualCardReader implements AutoCloseable {
  private static final int MAX_WAITING = 64;
  private static final int ENQ = 0x05;
  private static final int ACK = 0x06;
  private static final int CAN = 0x18;
  private static final SecretAccess ACCESS = SecretAccess.forPurpose("virtual card reader");

  private final Deque<Supplier<CardRead>> waiting = new ArrayDeque<>();
  private final LoopbackServer server;
  private Optional<Supplier<CardRead>> endless = Optional.empty();
  private ReaderFault fault = ReaderFault.NONE;
  private boolean closed;

  /** What goes wrong with the next card. */
  public enum ReaderFault {
    NONE,
    /** The check character is wrong. */
    BAD_CHECK,
    /** The end of the frame never comes. */
    CUT_OFF,
    /** The reader hangs up instead. */
    HANG_UP
  }

  private VirtualCardReader(int port) {
    server = LoopbackServer.start("virtual card reader", port, this::serve);
  }

  /** A reader on any free port. */
  public static VirtualCardReader start() {
    return start(0);
  }

  /** A reader on this port, or on any free one when it is 0. */
  public static VirtualCardReader start(int port) {
    return new VirtualCardReader(port);
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /**
   * Presents a test card once.
   *
   * @param testPan of a published test card
   */
  public void present(String testPan, YearMonth expiry, EntryMode mode) {
    present(() -> CardRead.of(Pan.of(testPan), expiry, mode));
  }

  /** Presents a card once; it is made, and closed, when the reader sends it. */
  public synchronized void present(Supplier<CardRead> card) {
    if (waiting.size() >= MAX_WAITING) {
      throw new IllegalStateException("more than " + MAX_WAITING + " cards wait");
    }
    waiting.add(card);
  }

  /** Gives a card whenever one is asked for and none was presented. */
  public synchronized void always(Supplier<CardRead> card) {
    endless = Optional.of(card);
  }

  /** Lets the next card go wrong. */
  public synchronized void fail(ReaderFault next) {
    fault = next;
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    for (int asked = in.read(); asked >= 0; asked = in.read()) {
      if (asked != ENQ) {
        continue;
      }
      socket.getOutputStream().write(ACK);
      Optional<Supplier<CardRead>> card = await(socket, in);
      if (card.isPresent() && !send(socket, card.get())) {
        return;
      }
    }
  }

  /** The next card, or nothing when the driver stopped waiting. */
  private Optional<Supplier<CardRead>> await(Socket socket, InputStream in) throws IOException {
    while (true) {
      synchronized (this) {
        if (closed) {
          return Optional.empty();
        }
        Supplier<CardRead> next = waiting.poll();
        if (next != null) {
          return Optional.of(next);
        }
        if (endless.isPresent()) {
          return endless;
        }
      }
      // Looks for the driver's cancel between looks at the slot.
      socket.setSoTimeout(10);
      try {
        int said = in.read();
        if (said == CAN || said < 0) {
          return Optional.empty();
        }
      } catch (java.net.SocketTimeoutException e) {
        // Nothing said: still waiting.
      } finally {
        socket.setSoTimeout(0);
      }
    }
  }

  private boolean send(Socket socket, Supplier<CardRead> supplier) throws IOException {
    ReaderFault wrong = takeFault();
    if (wrong == ReaderFault.HANG_UP) {
      return false;
    }
    byte[] frame;
    try (CardRead card = supplier.get()) {
      frame = frame(card, wrong);
    }
    try {
      socket.getOutputStream().write(frame);
    } catch (IOException e) {
      // The driver had gone already, so the card is still in the reader.
      synchronized (this) {
        waiting.addFirst(supplier);
      }
      throw e;
    } finally {
      Arrays.fill(frame, (byte) 0);
    }
    return true;
  }

  private synchronized ReaderFault takeFault() {
    ReaderFault now = fault;
    fault = ReaderFault.NONE;
    return now;
  }

  private static byte[] frame(CardRead read, ReaderFault wrong) {
    byte[] pan = read.card().pan().reveal(ACCESS);
    YearMonth expiry = read.card().expiry();
    StringBuilder track = new StringBuilder(48).append(';');
    for (byte digit : pan) {
      track.append((char) digit);
    }
    Arrays.fill(pan, (byte) 0);
    track.append('=');
    twoDigits(track, expiry.getYear() % 100);
    twoDigits(track, expiry.getMonthValue());
    // International, chip where there is one; the discretionary data say nothing.
    track.append(read.entryMode() == EntryMode.STRIPE ? "101" : "201").append("00000?");
    char check = Lrc.of(track);
    String ahead =
        switch (read.entryMode()) {
          case CHIP -> "C";
          case CONTACTLESS -> "N";
          case STRIPE, MANUAL, CODE -> "";
        };
    if (wrong == ReaderFault.CUT_OFF) {
      track.setLength(track.length() - 3);
    } else {
      track.append(wrong == ReaderFault.BAD_CHECK ? (char) (check ^ 1) : check).append('\r');
    }
    byte[] frame = new byte[ahead.length() + track.length()];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) (i < ahead.length() ? ahead.charAt(i) : track.charAt(i - ahead.length()));
    }
    for (int i = 0; i < track.length(); i++) {
      track.setCharAt(i, '0');
    }
    return frame;
  }

  private static void twoDigits(StringBuilder to, int value) {
    to.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  /** Hangs up on everybody now. */
  public void unplug() {
    server.dropAll();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    server.close();
  }
}
