package dev.tillwright.device.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Linux's {@code struct termios2}, with the kernel's own requests for it: they take any speed,
 * while the C library's calls changed the meaning of their numbers in glibc 2.42.
 */
final class Termios {
  static final long TCGETS2 = 0x802C542AL;
  static final long TCSETS2 = 0x402C542BL;

  private static final int SIZE = 44;
  private static final int IFLAG = 0;
  private static final int OFLAG = 4;
  private static final int CFLAG = 8;
  private static final int LFLAG = 12;
  private static final int CC = 17;
  private static final int ISPEED = 36;
  private static final int OSPEED = 40;

  private static final int INPCK = 0x10;
  private static final int IXON = 0x400;
  private static final int IXOFF = 0x1000;
  private static final int BOTHER = 0x1000;
  private static final int CSIZE = 0x30;
  private static final int CSTOPB = 0x40;
  private static final int CREAD = 0x80;
  private static final int PARENB = 0x100;
  private static final int PARODD = 0x200;
  private static final int HUPCL = 0x400;
  private static final int CLOCAL = 0x800;
  private static final int CRTSCTS = 0x80000000;
  private static final int SHAPE = CSIZE | CSTOPB | PARENB | PARODD | CRTSCTS;

  private static final int VTIME = 5;
  private static final int VMIN = 6;
  private static final int VSTART = 8;
  private static final int VSTOP = 9;

  private Termios() {}

  /** Room for what the port says. */
  static byte[] empty() {
    return new byte[SIZE];
  }

  /** Every byte passes as it is, in both directions. */
  static byte[] raw(SerialLine line) {
    ByteBuffer t = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
    boolean soft = line.flow() == SerialLine.Flow.XON_XOFF;
    boolean checked = line.parity() != SerialLine.Parity.NONE;
    t.putInt(IFLAG, (checked ? INPCK : 0) | (soft ? IXON | IXOFF : 0));
    t.putInt(OFLAG, 0);
    t.putInt(CFLAG, BOTHER | CREAD | CLOCAL | HUPCL | shape(line));
    t.putInt(LFLAG, 0);
    t.put(CC + VMIN, (byte) 1);
    t.put(CC + VTIME, (byte) 0);
    t.put(CC + VSTART, (byte) 0x11);
    t.put(CC + VSTOP, (byte) 0x13);
    t.putInt(ISPEED, line.baud());
    t.putInt(OSPEED, line.baud());
    return t.array();
  }

  private static int shape(SerialLine line) {
    int parity =
        switch (line.parity()) {
          case NONE -> 0;
          case EVEN -> PARENB;
          case ODD -> PARENB | PARODD;
        };
    return line.dataBits() - 5 << 4
        | (line.stopBits() == 2 ? CSTOPB : 0)
        | parity
        | (line.flow() == SerialLine.Flow.RTS_CTS ? CRTSCTS : 0);
  }

  /** Whether the port took the format; some take what they please and say so only here. */
  static boolean hasShape(byte[] port, SerialLine line) {
    int flags = ByteBuffer.wrap(port).order(ByteOrder.nativeOrder()).getInt(CFLAG);
    return (flags & SHAPE) == shape(line);
  }

  /** Whether the port's speed is within three per cent, which a receiver still follows. */
  static boolean hasSpeed(byte[] port, SerialLine line) {
    long speed = ByteBuffer.wrap(port).order(ByteOrder.nativeOrder()).getInt(OSPEED);
    return Math.abs(speed - line.baud()) * 100 <= line.baud() * 3L;
  }
}
