package dev.tillwright.crypto.mac;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageMac;

/**
 * Codes of ISO 8583 messages by one key each way, or the same key both ways. Of codes longer than
 * eight bytes the first eight are sent; shorter ones are followed by zeros.
 *
 * <p>Any number of threads.
 */
public final class KeyMessageMac implements MessageMac {
  private final KeyedMac sending;
  private final KeyedMac receiving;

  /**
   * @param sending by which codes are made
   * @param receiving by which codes are checked
   */
  public KeyMessageMac(KeyedMac sending, KeyedMac receiving) {
    this.sending = FieldCode.fitting(sending);
    this.receiving = FieldCode.fitting(receiving);
  }

  @Override
  public byte[] generate(IsoMessage message, byte[] bytes) {
    return FieldCode.generate(sending, bytes);
  }

  @Override
  public boolean verify(IsoMessage message, byte[] bytes, byte[] mac) {
    return FieldCode.verify(receiving, bytes, mac);
  }
}
