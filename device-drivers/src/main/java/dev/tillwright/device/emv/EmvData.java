package dev.tillwright.device.emv;

import dev.tillwright.core.tlv.TlvFormatException;
import dev.tillwright.core.tlv.TlvObjects;
import java.util.Arrays;

/** Reads what a card gave; what is no data objects is an error of the card's, not of the till's. */
final class EmvData {
  private EmvData() {}

  /** Reads the bytes and wipes them. */
  static TlvObjects parse(byte[] bytes, String what) {
    try {
      return TlvObjects.parse(bytes);
    } catch (TlvFormatException e) {
      throw new ApduFormatException(what, e.offset(), e.what());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
