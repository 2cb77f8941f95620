package dev.tillwright.device.pcsc;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How wide things are in this system's PC/SC.
 *
 * @param dword bytes of a DWORD
 * @param handle bytes of a context's or card's handle
 * @param userData where a reader state's DWORDs begin, after two pointers
 * @param stateSize bytes of a reader state
 */
record PcscAbi(int dword, int handle, int userData, int stateSize) {
  /** The longest answer to reset (ISO/IEC 7816-3, 8.2.1). */
  static final int LONGEST_ATR = 33;

  static PcscAbi of(String system, int pointer, int nativeLong) {
    int strings = 2 * pointer;
    if (system.startsWith("Windows")) {
      return new PcscAbi(4, pointer, strings, strings + 12 + 36);
    }
    if (system.startsWith("Mac")) {
      // Packed, and with the numbers of a 32-bit system.
      return new PcscAbi(4, 4, strings, strings + 12 + LONGEST_ATR);
    }
    int plain = strings + 3 * nativeLong + LONGEST_ATR;
    return new PcscAbi(
        nativeLong, nativeLong, strings, (plain + nativeLong - 1) / nativeLong * nativeLong);
  }

  /** This machine's. Loads JNA's library. */
  static PcscAbi here() {
    return of(System.getProperty("os.name", ""), Native.POINTER_SIZE, Native.LONG_SIZE);
  }

  int known(int index) {
    return index * stateSize + userData;
  }

  int event(int index) {
    return known(index) + dword;
  }

  int atrLength(int index) {
    return known(index) + 2 * dword;
  }

  int atr(int index) {
    return known(index) + 3 * dword;
  }

  byte[] dwords(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * dword).order(ByteOrder.nativeOrder());
    for (int value : values) {
      if (dword == Integer.BYTES) {
        bytes.putInt(value);
      } else {
        bytes.putLong(Integer.toUnsignedLong(value));
      }
    }
    return bytes.array();
  }

  int dword(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return dword == Integer.BYTES ? buffer.getInt() : (int) buffer.getLong();
  }

  byte[] newHandle() {
    return new byte[Math.max(handle, Long.BYTES)];
  }

  Pointer handle(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return Pointer.createConstant(
        handle == Integer.BYTES ? Integer.toUnsignedLong(buffer.getInt()) : buffer.getLong());
  }

  static NativeLong number(long value) {
    return new NativeLong(value, true);
  }
}
