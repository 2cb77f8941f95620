package dev.tillwright.device.transport;

import com.fazecast.jSerialComm.SerialPort;
import dev.tillwright.device.spi.CallThread;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A serial port by jSerialComm, for systems whose own interface is not spoken here.
 *
 * <p>Three things were seen in it (2.11.0), and each is worked around: its events come by the
 * hundred thousand while a byte is unread or after the device hung up, so none is listened to; a
 * port whose device hung up still says it is open, so a failed look at its input is what counts; a
 * write to a device that takes no more ignores its timeout, so writes have a thread that is left
 * behind at the deadline, and the port with it.
 */
final class PortableSerialPort implements SerialConnection {
  private static final int CHUNK = 256;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int WINDOWS_ACCESS_DENIED = 5;
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private final String name;
  private final SerialPort port;
  private final CallThread calls;
  private final AtomicLong written = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  private PortableSerialPort(String name, SerialPort port, CallThread calls) {
    this.name = name;
    this.port = port;
    this.calls = calls;
  }

  static SerialConnection open(String name, SerialLine line, Deadline deadline) {
    if (!HELD.add(name)) {
      throw DeviceException.of(Fault.CLAIMED, Phase.CONNECT, "serial port " + name + " is in use");
    }
    CallThread calls = null;
    SerialPort port = null;
    boolean done = false;
    try {
      calls = CallThread.start("serial port " + name);
      SerialPort found = SerialPort.getCommPort(name);
      port = found;
      set(found, line);
      if (!calls.call(Phase.CONNECT, deadline, found::openPort)) {
        throw refused(name, found.getLastErrorCode());
      }
      found.flushIOBuffers();
      done = true;
      return new PortableSerialPort(name, found, calls);
    } catch (com.fazecast.jSerialComm.SerialPortInvalidPortException e) {
      throw DeviceException.of(
          Fault.REFUSED, Phase.CONNECT, "serial port " + name + " is not there", e);
    } finally {
      if (!done) {
        release(name, port, calls);
      }
    }
  }

  private static void set(SerialPort port, SerialLine line) {
    int parity =
        switch (line.parity()) {
          case NONE -> SerialPort.NO_PARITY;
          case EVEN -> SerialPort.EVEN_PARITY;
          case ODD -> SerialPort.ODD_PARITY;
        };
    int stopBits = line.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
    port.setComPortParameters(line.baud(), line.dataBits(), stopBits, parity);
    port.setFlowControl(
        switch (line.flow()) {
          case NONE -> SerialPort.FLOW_CONTROL_DISABLED;
          case RTS_CTS -> SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
          case XON_XOFF ->
              SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED
                  | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
        });
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
  }

  private static DeviceException refused(String name, int error) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    Fault fault =
        windows && error == WINDOWS_ACCESS_DENIED || !windows && error == Libc.EBUSY
            ? Fault.CLAIMED
            : !windows && error == Libc.EACCES ? Fault.PERMISSION : Fault.REFUSED;
    return DeviceException.of(
        fault, Phase.CONNECT, "serial port " + name + " does not open (error " + error + ")");
  }

  private static void release(
      String name,
      @org.jspecify.annotations.Nullable SerialPort port,
      @org.jspecify.annotations.Nullable CallThread calls) {
    if (calls == null) {
      HELD.remove(name);
      return;
    }
    calls.close(
        () -> {
          try {
            if (port != null) {
              port.closePort();
            }
          } finally {
            HELD.remove(name);
          }
        });
  }

  @Override
  public int read(ByteBuffer into, Deadline deadline) {
    byte[] chunk = new byte[Math.min(CHUNK, into.remaining())];
    try {
      while (true) {
        int waiting = available(Phase.READ);
        if (waiting > 0) {
          int count = port.readBytes(chunk, Math.min(waiting, chunk.length));
          if (count < 0) {
            throw lost(Phase.READ);
          }
          into.put(chunk, 0, count);
          return count;
        }
        pause(Phase.READ, "does not answer", deadline);
      }
    } finally {
      Arrays.fill(chunk, (byte) 0);
    }
  }

  private int available(Phase phase) {
    int waiting = closed.get() ? -1 : port.bytesAvailable();
    if (waiting < 0) {
      throw lost(phase);
    }
    return waiting;
  }

  private void pause(Phase phase, String what, Deadline deadline) {
    if (deadline.passed()) {
      throw DeviceException.of(Fault.TIMEOUT, phase, "serial port " + name + " " + what);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw DeviceException.of(Fault.CANCELLED, phase, "serial port " + name + " was interrupted");
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  @Override
  public void write(ByteBuffer from, Deadline deadline) {
    while (from.hasRemaining()) {
      available(Phase.WRITE);
      byte[] chunk = new byte[Math.min(CHUNK, from.remaining())];
      from.get(from.position(), chunk);
      int count;
      try {
        count = calls.call(Phase.WRITE, deadline, () -> port.writeBytes(chunk, chunk.length));
      } catch (DeviceException e) {
        if (e.fault() == Fault.TIMEOUT) {
          // How much of the chunk left is not known, so all of it is taken to have left.
          written.addAndGet(chunk.length);
        }
        close();
        throw e;
      }
      if (count < 0) {
        throw lost(Phase.WRITE);
      }
      if (count == 0) {
        pause(Phase.WRITE, "takes no more bytes", deadline);
      }
      from.position(from.position() + count);
      written.addAndGet(count);
    }
  }

  private DeviceException lost(Phase phase) {
    return DeviceException.of(Fault.LOST, phase, "serial port " + name + " was lost");
  }

  @Override
  public long written() {
    return written.get();
  }

  @Override
  public boolean discardInput() {
    byte[] junk = new byte[CHUNK];
    // Bounded: a device that talks without end is asked anyway, and then fails as it must.
    for (int i = 0; i < 64; i++) {
      int waiting = closed.get() ? -1 : port.bytesAvailable();
      if (waiting <= 0) {
        return waiting == 0;
      }
      if (port.readBytes(junk, Math.min(waiting, junk.length)) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void drain(Deadline deadline) {
    while (port.bytesAwaitingWrite() > 0) {
      available(Phase.WRITE);
      pause(Phase.WRITE, "does not send", deadline);
    }
  }

  @Override
  public void discardOutput() {
    port.flushIOBuffers();
  }

  @Override
  public boolean isOn(ModemLine line) {
    available(Phase.STATUS);
    return switch (line) {
      case DTR -> port.getDTR();
      case RTS -> port.getRTS();
      case CTS -> port.getCTS();
      case CD -> port.getDCD();
      case RI -> port.getRI();
      case DSR -> port.getDSR();
    };
  }

  @Override
  public void set(ModemLine line, boolean on) {
    if (!line.isOurs()) {
      throw new IllegalArgumentException(line + " is set by the device");
    }
    boolean done =
        line == ModemLine.DTR
            ? on ? port.setDTR() : port.clearDTR()
            : on ? port.setRTS() : port.clearRTS();
    if (!done) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.STATUS, "serial port " + name + " has no modem lines");
    }
  }

  @Override
  public void abort() {
    close();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release(name, port, calls);
    }
  }
}
