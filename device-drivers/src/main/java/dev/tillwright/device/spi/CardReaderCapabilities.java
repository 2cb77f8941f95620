package dev.tillwright.device.spi;

import java.util.Set;

/**
 * What a chip reader can do.
 *
 * @param contacts how cards speak with it
 * @param protocols among {@code "T=0"}, {@code "T=1"}, {@code "T=CL"}
 * @param extendedLength whether commands may be longer than 261 bytes (ISO/IEC 7816-4)
 * @param longestCommand in bytes
 * @param exclusive whether other programs can be kept from a card
 */
public record CardReaderCapabilities(
    Set<CardReader.Contact> contacts,
    Set<String> protocols,
    boolean extendedLength,
    int longestCommand,
    boolean exclusive)
    implements Capabilities {
  public CardReaderCapabilities {
    contacts = Set.copyOf(contacts);
    protocols = Set.copyOf(protocols);
    if (longestCommand < 5) {
      throw new IllegalArgumentException("a command has five bytes and more");
    }
  }
}
