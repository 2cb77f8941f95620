package dev.tillwright.device.pcsc;

import com.sun.jna.Pointer;
import dev.tillwright.device.spi.Phase;
import java.util.Arrays;

/** A connected card. Calls block in the service. For one thread. */
final class PcscCard {
  /** An extended response and its status. */
  private static final int MAX_RESPONSE = 65_536 + 2;

  private static final int SHORT_RESPONSE = 256 + 2;

  /** The longest command without extended length (ISO/IEC 7816-4, 5.2). */
  static final int SHORT_COMMAND = 261;

  private final Winscard library;
  private final PcscAbi abi;
  private final Pointer card;
  private final int protocol;
  private final String reader;

  PcscCard(Winscard library, PcscAbi abi, Pointer card, int protocol, String reader) {
    this.library = library;
    this.abi = abi;
    this.card = card;
    this.protocol = protocol;
    this.reader = reader;
  }

  byte[] atr() {
    byte[] names = new byte[256];
    byte[] atr = new byte[64];
    byte[] atrLength = abi.dwords(atr.length);
    int code =
        library.SCardStatus(
            card, names, abi.dwords(names.length), abi.dwords(0), abi.dwords(0), atr, atrLength);
    PcscContext.require(code, Phase.CONNECT, "reader " + reader);
    return Arrays.copyOf(atr, Math.min(abi.dword(atrLength), PcscAbi.LONGEST_ATR));
  }

  byte[] transmit(byte[] command) {
    byte[] response = new byte[command.length > SHORT_COMMAND ? MAX_RESPONSE : SHORT_RESPONSE];
    byte[] length = abi.dwords(response.length);
    byte[] header = abi.dwords(protocol, 2 * abi.dword());
    try {
      int code =
          library.SCardTransmit(
              card,
              header,
              command,
              PcscAbi.number(command.length),
              Pointer.NULL,
              response,
              length);
      PcscContext.require(code, Phase.READ, "reader " + reader);
      return Arrays.copyOf(response, Math.min(abi.dword(length), response.length));
    } finally {
      Arrays.fill(response, (byte) 0);
    }
  }

  void beginTransaction() {
    PcscContext.require(library.SCardBeginTransaction(card), Phase.CLAIM, "reader " + reader);
  }

  /** Errors are of no use: a card that went took its transaction with it. */
  void endTransaction() {
    library.SCardEndTransaction(card, PcscAbi.number(Winscard.LEAVE_CARD));
  }

  void disconnect(boolean off) {
    int disposition = off ? Winscard.UNPOWER_CARD : Winscard.LEAVE_CARD;
    library.SCardDisconnect(card, PcscAbi.number(disposition));
  }
}
