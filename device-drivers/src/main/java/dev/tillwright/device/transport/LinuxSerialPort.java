package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A serial port by Linux's terminal interface. */
final class LinuxSerialPort implements SerialConnection {
  private static final long TCFLSH = 0x540B;
  private static final long TIOCEXCL = 0x540C;
  private static final long TIOCOUTQ = 0x5411;
  private static final long TIOCMGET = 0x5415;
  private static final long TIOCMBIS = 0x5416;
  private static final long TIOCMBIC = 0x5417;
  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int BOTH = 2;

  /** The kernel itself would wait 30 seconds for a device that says stop. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final FileConnection file;

  private LinuxSerialPort(FileConnection file) {
    this.file = file;
  }

  /** Opens, takes and sets the port, and throws away what stood in its buffers. */
  static SerialConnection open(String port, SerialLine line) {
    String name = "serial port " + port;
    FileConnection file = FileConnection.open(name, port, Libc.O_RDWR);
    boolean done = false;
    try {
      // Advisory, but it stops also root and a second connection of this program, which the
      // terminal's own exclusive mode does not.
      if (!file.lock()) {
        throw DeviceException.of(Fault.CLAIMED, Phase.CONNECT, name + " is in use");
      }
      configure(file, name, line, isPseudo(port));
      done = true;
      return new LinuxSerialPort(file);
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private static boolean isPseudo(String port) {
    try {
      return Path.of(port).toRealPath().startsWith("/dev/pts");
    } catch (IOException e) {
      return false;
    }
  }

  private static void configure(FileConnection file, String name, SerialLine line, boolean pseudo) {
    byte[] port = Termios.empty();
    if (file.control(Termios.TCGETS2, port) != 0) {
      throw DeviceException.of(Fault.CONFIGURATION, Phase.CONNECT, name + " is no serial port");
    }
    file.control(TIOCEXCL, 0);
    int error = file.control(Termios.TCSETS2, Termios.raw(line));
    file.control(TCFLSH, BOTH);
    if (error == 0) {
      error = file.control(Termios.TCGETS2, port);
    }
    // A pseudo terminal has no bits on a wire: it says 8N1 whatever it was told.
    if (error != 0 || !pseudo && !(Termios.hasShape(port, line) && Termios.hasSpeed(port, line))) {
      throw DeviceException.of(
          Fault.UNSUPPORTED,
          Phase.CONNECT,
          name + " does not do " + line.baud() + " " + line.format() + " " + line.flow());
    }
  }

  @Override
  public int read(ByteBuffer into, Deadline deadline) {
    int count = file.read(into, deadline);
    if (count < 0) {
      throw file.lost(Phase.READ);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer from, Deadline deadline) {
    file.write(from, deadline);
  }

  @Override
  public long written() {
    return file.written();
  }

  @Override
  public boolean discardInput() {
    return file.discardInput();
  }

  @Override
  public void drain(Deadline deadline) {
    byte[] waiting = new byte[Integer.BYTES];
    while (true) {
      if (file.control(TIOCOUTQ, waiting) != 0) {
        throw file.lost(Phase.WRITE);
      }
      if (number(waiting) == 0) {
        return;
      }
      if (deadline.passed()) {
        throw DeviceException.of(Fault.TIMEOUT, Phase.WRITE, file + " does not send");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw DeviceException.of(Fault.CANCELLED, Phase.WRITE, file + " was interrupted");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  @Override
  public void discardOutput() {
    file.control(TCFLSH, OUT);
  }

  @Override
  public boolean isOn(ModemLine line) {
    byte[] lines = new byte[Integer.BYTES];
    require(file.control(TIOCMGET, lines));
    return (number(lines) & line.bit()) != 0;
  }

  @Override
  public void set(ModemLine line, boolean on) {
    if (!line.isOurs()) {
      throw new IllegalArgumentException(line + " is set by the device");
    }
    byte[] bit = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(line.bit()).array();
    require(file.control(on ? TIOCMBIS : TIOCMBIC, bit));
  }

  private void require(int error) {
    if (error == Libc.ENOTTY || error == Libc.EINVAL) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.STATUS, file + " has no modem lines");
    }
    if (error != 0) {
      throw file.lost(Phase.STATUS);
    }
  }

  private static int number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt();
  }

  @Override
  public void abort() {
    discard(OUT);
    file.close();
  }

  @Override
  public void close() {
    if (file.isClosed()) {
      return;
    }
    try {
      drain(Deadline.after(CLOSING));
    } catch (DeviceException e) {
      // The device says stop, or is gone: what it did not take is given up.
      discard(OUT);
    }
    discard(IN);
    file.close();
  }

  private void discard(int which) {
    try {
      file.control(TCFLSH, which);
    } catch (DeviceException e) {
      // Closed meanwhile: nothing is left to throw away.
    }
  }
}
