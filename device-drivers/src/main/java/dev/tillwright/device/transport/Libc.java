package dev.tillwright.device.transport;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;

/**
 * The calls of Linux's C library that files of devices need. Numbers are those of the kernel's
 * generic tables, which x86, Arm and RISC-V share.
 */
interface Libc extends Library {
  int O_RDONLY = 0;
  int O_WRONLY = 1;
  int O_RDWR = 2;
  int O_NOCTTY = 0x100;
  int O_NONBLOCK = 0x800;
  int O_CLOEXEC = 0x80000;

  int POLLIN = 1;
  int POLLOUT = 4;
  int POLLERR = 8;
  int POLLHUP = 0x10;

  int EPERM = 1;
  int EINTR = 4;
  int EIO = 5;
  int EAGAIN = 11;
  int EACCES = 13;
  int EBUSY = 16;
  int EINVAL = 22;
  int ENOTTY = 25;
  int ENOSPC = 28;

  int LOCK_EX_NB = 2 | 4;

  int open(String path, int flags);

  int close(int fd);

  NativeLong read(int fd, byte[] into, NativeLong count);

  NativeLong write(int fd, byte[] from, NativeLong count);

  int poll(byte[] fds, NativeLong count, int millis);

  int eventfd(int value, int flags);

  int ioctl(int fd, NativeLong request, byte[] argument);

  int ioctl(int fd, NativeLong request, NativeLong argument);

  int flock(int fd, int operation);

  int posix_openpt(int flags);

  int grantpt(int fd);

  int unlockpt(int fd);

  int ptsname_r(int fd, byte[] into, NativeLong size);

  /** Whether this is Linux. Loads nothing. */
  static boolean isLinux() {
    return System.getProperty("os.name", "").startsWith("Linux");
  }

  /**
   * The library, loaded at the first call.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} on another system, {@link Fault#NATIVE}
   *     without JNA's library
   */
  static Libc libc() {
    if (!isLinux()) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.CONNECT, "this way is Linux's own");
    }
    try {
      return Loaded.LIBC;
    } catch (LinkageError e) {
      throw DeviceException.of(
          Fault.NATIVE, Phase.CONNECT, "JNA's native library could not be loaded", e);
    }
  }

  /** Holds the library, so that naming the interface loads nothing. */
  final class Loaded {
    private static final Libc LIBC = Native.load(Platform.C_LIBRARY_NAME, Libc.class);

    private Loaded() {}
  }
}
