package dev.tillwright.device.pcsc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context of the smart card service. Calls block in the service; {@link #cancel} frees one that
 * waits for a change, none that speaks with a card. For one thread, but for cancelling.
 */
final class PcscContext implements AutoCloseable {
  /** Names of readers that are taken; more come from no real machine. */
  private static final int MAX_NAMES = 8 * 1024;

  private final Winscard library;
  private final PcscAbi abi;
  private final Pointer context;

  private PcscContext(Winscard library, PcscAbi abi, Pointer context) {
    this.library = library;
    this.abi = abi;
    this.context = context;
  }

  /**
   * A new context.
   *
   * @throws DeviceException {@link Fault#NATIVE} without the library, {@link Fault#REFUSED} without
   *     the service, {@link Fault#PERMISSION} when it does not serve this user
   */
  static PcscContext establish() {
    Winscard library = library();
    PcscAbi abi = PcscAbi.here();
    byte[] context = abi.newHandle();
    int code =
        library.SCardEstablishContext(
            PcscAbi.number(Winscard.SCOPE_SYSTEM), Pointer.NULL, Pointer.NULL, context);
    if (PcscCode.lostService(code)) {
      throw DeviceException.of(
          Fault.REFUSED, Phase.CONNECT, "the smart card service (pcscd) does not run");
    }
    require(code, Phase.CONNECT, "a context");
    return new PcscContext(library, abi, abi.handle(context));
  }

  private static Winscard library() {
    try {
      return Loaded.LIBRARY;
    } catch (LinkageError e) {
      throw DeviceException.of(
          Fault.NATIVE, Phase.CONNECT, "no PC/SC library (libpcsclite1) could be loaded", e);
    }
  }

  /** The readers there are. Their number may change between the two calls this takes. */
  List<String> readers() {
    while (true) {
      byte[] names = new byte[MAX_NAMES];
      byte[] length = abi.dwords(names.length);
      int code = library.SCardListReaders(context, Pointer.NULL, names, length);
      if (code == PcscCode.NO_READERS) {
        return List.of();
      }
      require(code, Phase.DISCOVER, "the list of readers");
      return split(names, Math.min(abi.dword(length), names.length));
    }
  }

  /** Names end with a zero each, the list with another. */
  private static List<String> split(byte[] names, int length) {
    List<String> readers = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (names[i] == 0) {
        if (i > start) {
          readers.add(new String(names, start, i - start, StandardCharsets.UTF_8));
        }
        start = i + 1;
      }
    }
    return readers;
  }

  /**
   * Waits until a reader is otherwise than known, and tells how.
   *
   * @param known null to be told at once
   * @return null when nothing changed in this time
   */
  @Nullable SlotState awaitChange(String reader, @Nullable SlotState known, int millis) {
    try (Memory states = new Memory(abi.stateSize());
        Memory name = name(reader)) {
      states.clear();
      states.setPointer(0, name);
      byte[] before = abi.dwords(known == null ? 0 : known.bits());
      states.write(abi.known(0), before, 0, before.length);
      int code =
          library.SCardGetStatusChange(context, PcscAbi.number(millis), states, PcscAbi.number(1));
      if (code == PcscCode.TIMEOUT) {
        return null;
      }
      require(code, Phase.STATUS, "reader " + reader);
      byte[] event = states.getByteArray(abi.event(0), abi.dword());
      byte[] length = states.getByteArray(abi.atrLength(0), abi.dword());
      int atr = Math.max(0, Math.min(abi.dword(length), PcscAbi.LONGEST_ATR));
      return new SlotState(abi.dword(event), states.getByteArray(abi.atr(0), atr));
    }
  }

  private static Memory name(String reader) {
    byte[] bytes = reader.getBytes(StandardCharsets.UTF_8);
    Memory name = new Memory(bytes.length + 1L);
    name.write(0, bytes, 0, bytes.length);
    name.setByte(bytes.length, (byte) 0);
    return name;
  }

  /** Connects with the card in a reader. */
  PcscCard connect(String reader, boolean exclusive) {
    byte[] card = abi.newHandle();
    byte[] protocol = abi.dwords(0);
    int code =
        library.SCardConnect(
            context,
            reader,
            PcscAbi.number(exclusive ? Winscard.SHARE_EXCLUSIVE : Winscard.SHARE_SHARED),
            PcscAbi.number(Winscard.PROTOCOL_T0 | Winscard.PROTOCOL_T1),
            card,
            protocol);
    require(code, Phase.CONNECT, "reader " + reader);
    return new PcscCard(library, abi, abi.handle(card), abi.dword(protocol), reader);
  }

  /** Frees whoever waits for a change. From any thread. */
  void cancel() {
    library.SCardCancel(context);
  }

  static void require(int code, Phase phase, String who) {
    if (code != PcscCode.OK) {
      throw PcscCode.failure(code, phase, who);
    }
  }

  /** Gives the context back. */
  @Override
  public void close() {
    library.SCardReleaseContext(context);
  }

  /** Holds the library, so that it is loaded at the first context. */
  private static final class Loaded {
    private static final Winscard LIBRARY = load();

    private Loaded() {}

    private static Winscard load() {
      if (Platform.isWindows()) {
        // The variants for texts of bytes.
        return Native.load(
            "winscard",
            Winscard.class,
            Map.of(
                com.sun.jna.Library.OPTION_FUNCTION_MAPPER,
                (com.sun.jna.FunctionMapper)
                    (library, method) ->
                        switch (method.getName()) {
                          case "SCardListReaders",
                              "SCardConnect",
                              "SCardStatus",
                              "SCardGetStatusChange" ->
                              method.getName() + "A";
                          default -> method.getName();
                        }));
      }
      if (Platform.isMac()) {
        return Native.load("PCSC", Winscard.class);
      }
      try {
        return Native.load("pcsclite", Winscard.class);
      } catch (UnsatisfiedLinkError e) {
        // Only the development package has the name without a number.
        return Native.load("libpcsclite.so.1", Winscard.class);
      }
    }
  }
}
