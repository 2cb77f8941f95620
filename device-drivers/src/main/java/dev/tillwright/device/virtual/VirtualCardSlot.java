package dev.tillwright.device.virtual;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Optional;

/**
 * A slot of the virtual reader of the vsmartcard project ({@code vpcd}, the Debian package {@code
 * vsmartcard-vpcd}), which the smart card service takes for a real one: a card that is put in here
 * is read through the whole of PC/SC.
 *
 * <p>Frames are two bytes of length and a payload; a payload of one byte switches power (0 off, 1
 * on, 2 reset) or asks for the answer to reset (4).
 *
 * <p><b>Threads.</b> Any; each card in the slot has one of its own.
 */
public final class VirtualCardSlot implements AutoCloseable {
  private static final int ASKS_ATR = 4;

  private final int port;
  private Optional<Socket> inserted = Optional.empty();

  private VirtualCardSlot(int port) {
    this.port = port;
  }

  /** The slot that waits for its card at this port of the loopback address. */
  public static VirtualCardSlot at(int port) {
    return new VirtualCardSlot(port);
  }

  /**
   * Puts a card in, and takes out the one that was there.
   *
   * @throws DeviceException {@link Fault#REFUSED} when no reader waits at the port
   */
  public synchronized void insert(VirtualCard card, Deadline deadline) {
    remove();
    while (true) {
      try {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        inserted = Optional.of(socket);
        Thread thread = new Thread(() -> serve(socket, card), "virtual card");
        thread.setDaemon(true);
        thread.start();
        return;
      } catch (IOException e) {
        if (deadline.passed()) {
          throw DeviceException.of(
              Fault.REFUSED, Phase.CONNECT, "no virtual reader waits at port " + port, e);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Takes the card out, in the middle of a command if need be. */
  public synchronized void remove() {
    inserted.ifPresent(VirtualCardSlot::hangUp);
    inserted = Optional.empty();
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private static void serve(Socket socket, VirtualCard card) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      socket.setTcpNoDelay(true);
      while (true) {
        acknowledgeAtOnce(socket);
        byte[] payload = in.readNBytes(in.readUnsignedShort());
        if (payload.length > 1) {
          send(out, card.answer(payload));
        } else if (payload.length == 1 && payload[0] == ASKS_ATR) {
          send(out, card.atr());
        } else {
          card.reset();
        }
      }
    } catch (IOException e) {
      // The card was taken out, or the reader is gone.
    }
  }

  private static void send(DataOutputStream out, byte[] answer) throws IOException {
    byte[] frame = new byte[answer.length + 2];
    frame[0] = (byte) (answer.length >> 8);
    frame[1] = (byte) answer.length;
    System.arraycopy(answer, 0, frame, 2, answer.length);
    out.write(frame);
  }

  /** The reader sends length and payload apart; waiting to acknowledge makes that 50 ms each. */
  private static void acknowledgeAtOnce(Socket socket) throws IOException {
    for (SocketOption<?> option : socket.supportedOptions()) {
      if (option.name().equals("TCP_QUICKACK")) {
        @SuppressWarnings("unchecked")
        SocketOption<Boolean> quick = (SocketOption<Boolean>) option;
        socket.setOption(quick, true);
      }
    }
  }

  @Override
  public void close() {
    remove();
  }
}
