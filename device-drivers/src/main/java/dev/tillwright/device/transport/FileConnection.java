package dev.tillwright.device.transport;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An open file of a device, never blocking: waits are done by poll, on the file and on a counter
 * that {@link #close} raises to wake them.
 *
 * <p>The descriptor is given back by the last call inside, never under one: its number may belong
 * to another file a moment later.
 */
final class FileConnection implements Connection {
  private static final int CHUNK = 4 * 1024;

  /** So long a wait does not look whether its thread was interrupted. */
  private static final int SLICE_MILLIS = 200;

  /** Between tries at a device that says it is ready and takes nothing: a printer without paper. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final int HUNG_UP = Libc.POLLERR | Libc.POLLHUP;

  private final Libc libc;
  private final String name;
  private final int fd;
  private final int wake;
  private final AtomicLong written = new AtomicLong();
  private int inside;
  private boolean closed;

  private FileConnection(Libc libc, String name, int fd, int wake) {
    this.libc = libc;
    this.name = name;
    this.fd = fd;
    this.wake = wake;
  }

  /** Takes an open descriptor over, which is closed when this fails. */
  static FileConnection over(Libc libc, String name, int fd) {
    int wake = libc.eventfd(0, Libc.O_NONBLOCK | Libc.O_CLOEXEC);
    if (wake < 0) {
      int error = Native.getLastError();
      libc.close(fd);
      throw refused(name, error);
    }
    return new FileConnection(libc, name, fd, wake);
  }

  /** Opens a file, never waiting for a carrier or for the other end of a pipe. */
  static FileConnection open(String name, String path, int access) {
    Libc libc = Libc.libc();
    int fd = libc.open(path, access | Libc.O_NONBLOCK | Libc.O_NOCTTY | Libc.O_CLOEXEC);
    if (fd < 0) {
      throw refused(name, Native.getLastError());
    }
    return over(libc, name, fd);
  }

  static DeviceException refused(String name, int error) {
    return switch (error) {
      case Libc.EACCES, Libc.EPERM ->
          DeviceException.of(
              Fault.PERMISSION, Phase.CONNECT, name + " may not be opened by this user");
      case Libc.EBUSY, Libc.EAGAIN ->
          DeviceException.of(Fault.CLAIMED, Phase.CONNECT, name + " is in use by somebody else");
      default ->
          DeviceException.of(
              Fault.REFUSED, Phase.CONNECT, name + " cannot be opened (error " + error + ")");
    };
  }

  @Override
  public int read(ByteBuffer into, Deadline deadline) {
    enter(Phase.READ);
    byte[] chunk = new byte[Math.min(CHUNK, into.remaining())];
    try {
      while (true) {
        int count = libc.read(fd, chunk, new NativeLong(chunk.length)).intValue();
        if (count >= 0) {
          into.put(chunk, 0, count);
          return count == 0 ? -1 : count;
        }
        retry(Native.getLastError(), Libc.POLLIN, Phase.READ, deadline);
      }
    } finally {
      // What came may be a card.
      Arrays.fill(chunk, (byte) 0);
      leave();
    }
  }

  @Override
  public void write(ByteBuffer from, Deadline deadline) {
    enter(Phase.WRITE);
    try {
      while (from.hasRemaining()) {
        byte[] chunk = new byte[Math.min(CHUNK, from.remaining())];
        from.get(from.position(), chunk);
        int count = libc.write(fd, chunk, new NativeLong(chunk.length)).intValue();
        if (count > 0) {
          from.position(from.position() + count);
          written.addAndGet(count);
        } else {
          int error = count == 0 ? Libc.EAGAIN : Native.getLastError();
          retry(error, Libc.POLLOUT, Phase.WRITE, deadline);
        }
      }
    } finally {
      leave();
    }
  }

  private void retry(int error, int events, Phase phase, Deadline deadline) {
    if (error == Libc.ENOSPC || error == Libc.EAGAIN) {
      await(events, phase, deadline);
      if (error == Libc.ENOSPC) {
        // The printer class's word for "no paper"; poll calls it ready all the same.
        LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.nanos()));
      }
    } else if (error != Libc.EINTR) {
      throw lost(phase);
    }
  }

  private void await(int events, Phase phase, Deadline deadline) {
    while (true) {
      if (deadline.passed()) {
        throw DeviceException.of(
            Fault.TIMEOUT,
            phase,
            name + (phase == Phase.WRITE ? " takes no more bytes" : " does not answer"));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw DeviceException.of(Fault.CANCELLED, phase, name + " was interrupted");
      }
      int ready = poll(events, (int) Math.min(SLICE_MILLIS, deadline.millis()));
      if (isClosed()) {
        throw lost(phase);
      }
      if ((ready & events) != 0) {
        return;
      }
      if ((ready & HUNG_UP) != 0) {
        throw lost(phase);
      }
    }
  }

  /** What the file is ready for. */
  private int poll(int events, int millis) {
    ByteBuffer fds = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    fds.putInt(fd).putShort((short) events).putShort((short) 0);
    fds.putInt(wake).putShort((short) Libc.POLLIN);
    int count = libc.poll(fds.array(), new NativeLong(2), millis);
    return count <= 0 ? 0 : fds.getShort(6);
  }

  @Override
  public long written() {
    return written.get();
  }

  @Override
  public boolean discardInput() {
    byte[] junk = new byte[CHUNK];
    if (!entered()) {
      return false;
    }
    try {
      // Bounded: a device that talks without end is asked anyway, and then fails as it must.
      for (int i = 0; i < 64; i++) {
        int count = libc.read(fd, junk, new NativeLong(junk.length)).intValue();
        if (count == 0) {
          return false;
        }
        if (count < 0 && Native.getLastError() != Libc.EINTR) {
          return (poll(0, 0) & HUNG_UP) == 0;
        }
      }
      return true;
    } finally {
      Arrays.fill(junk, (byte) 0);
      leave();
    }
  }

  /**
   * A request to the device's driver.
   *
   * @return 0, or the system's error
   */
  int control(long request, byte[] argument) {
    enter(Phase.STATUS);
    try {
      boolean done = libc.ioctl(fd, new NativeLong(request), argument) >= 0;
      return done ? 0 : Native.getLastError();
    } finally {
      leave();
    }
  }

  /** As above, with a number for an argument. */
  int control(long request, int argument) {
    enter(Phase.STATUS);
    try {
      boolean done = libc.ioctl(fd, new NativeLong(request), new NativeLong(argument)) >= 0;
      return done ? 0 : Native.getLastError();
    } finally {
      leave();
    }
  }

  /** Takes the file for this connection alone, among those that ask; false when it is taken. */
  boolean lock() {
    enter(Phase.CONNECT);
    try {
      return libc.flock(fd, Libc.LOCK_EX_NB) >= 0;
    } finally {
      leave();
    }
  }

  DeviceException lost(Phase phase) {
    return DeviceException.of(Fault.LOST, phase, name + " was lost");
  }

  private void enter(Phase phase) {
    if (!entered()) {
      throw lost(phase);
    }
  }

  private synchronized boolean entered() {
    if (!closed) {
      inside++;
    }
    return !closed;
  }

  private void leave() {
    boolean last;
    synchronized (this) {
      inside--;
      last = closed && inside == 0;
    }
    if (last) {
      release();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private void release() {
    libc.close(fd);
    libc.close(wake);
  }

  @Override
  public void abort() {
    close();
  }

  @Override
  public void close() {
    boolean last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = inside == 0;
      if (!last) {
        byte[] one = new byte[Long.BYTES];
        Arrays.fill(one, (byte) 1);
        libc.write(wake, one, new NativeLong(one.length));
      }
    }
    if (last) {
      release();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
