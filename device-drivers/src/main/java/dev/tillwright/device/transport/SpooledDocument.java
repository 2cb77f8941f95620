package dev.tillwright.device.transport;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document of the Windows spooler (winspool.h), for one thread. The order is the documented
 * one: open, start the document, start a page, write, end page and document, close. It is started
 * by the first bytes: who only looks whether the printer is there leaves no empty document.
 */
final class SpooledDocument {
  static final int ACCESS_DENIED = 5;

  private static final int LEVEL_1 = 1;

  private @Nullable Pointer printer;
  private boolean started;

  /** The calls of winspool.drv, in their variants for wide characters. */
  private interface Winspool extends Library {
    boolean OpenPrinterW(WString name, byte[] handle, Pointer defaults);

    int StartDocPrinterW(Pointer printer, int level, Pointer document);

    boolean StartPagePrinter(Pointer printer);

    boolean WritePrinter(Pointer printer, byte[] bytes, int count, byte[] written);

    boolean EndPagePrinter(Pointer printer);

    boolean EndDocPrinter(Pointer printer);

    boolean AbortPrinter(Pointer printer);

    boolean ClosePrinter(Pointer printer);
  }

  /** Opens the printer; 0, or the system's error. */
  int open(String name) {
    Winspool library = library();
    byte[] handle = new byte[Long.BYTES];
    if (!library.OpenPrinterW(new WString(name), handle, Pointer.NULL)) {
      return Native.getLastError();
    }
    ByteBuffer bytes = ByteBuffer.wrap(handle).order(ByteOrder.nativeOrder());
    printer =
        Pointer.createConstant(
            Native.POINTER_SIZE == Integer.BYTES
                ? Integer.toUnsignedLong(bytes.getInt())
                : bytes.getLong());
    return 0;
  }

  private boolean start() {
    Winspool library = library();
    // DOC_INFO_1: name, output file (none), data type.
    try (Memory title = wide("receipt");
        Memory type = wide("RAW");
        Memory document = new Memory(3L * Native.POINTER_SIZE)) {
      document.setPointer(0, title);
      document.setPointer(Native.POINTER_SIZE, Pointer.NULL);
      document.setPointer(2L * Native.POINTER_SIZE, type);
      started = library.StartDocPrinterW(held(), LEVEL_1, document) != 0;
      return started && library.StartPagePrinter(held());
    }
  }

  private static Memory wide(String text) {
    Memory memory = new Memory(2L * (text.length() + 1));
    memory.setWideString(0, text);
    return memory;
  }

  /** How many bytes were taken; 0 when none. */
  int write(byte[] bytes) {
    if (!started && !start()) {
      return 0;
    }
    byte[] written = new byte[Integer.BYTES];
    boolean done = library().WritePrinter(held(), bytes, bytes.length, written);
    return done ? ByteBuffer.wrap(written).order(ByteOrder.nativeOrder()).getInt() : 0;
  }

  private Pointer held() {
    Pointer held = printer;
    if (held == null) {
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "no printer was opened");
    }
    return held;
  }

  /** Hands the document over. */
  void end() {
    if (printer != null && started) {
      library().EndPagePrinter(printer);
      library().EndDocPrinter(printer);
    }
    close();
  }

  /** Throws the document away. */
  void abort() {
    if (printer != null && started) {
      library().AbortPrinter(printer);
    }
    close();
  }

  private void close() {
    if (printer != null) {
      library().ClosePrinter(printer);
      printer = null;
    }
  }

  private static Winspool library() {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.CONNECT, "this way is Windows' own");
    }
    try {
      return Loaded.WINSPOOL;
    } catch (LinkageError e) {
      throw DeviceException.of(
          Fault.NATIVE, Phase.CONNECT, "JNA's native library could not be loaded", e);
    }
  }

  private static final class Loaded {
    private static final Winspool WINSPOOL =
        Native.load(
            "winspool.drv",
            Winspool.class,
            Map.of(Library.OPTION_CALLING_CONVENTION, com.sun.jna.Function.ALT_CONVENTION));

    private Loaded() {}
  }
}
