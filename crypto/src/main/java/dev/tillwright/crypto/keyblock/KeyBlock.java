package dev.tillwright.crypto.keyblock;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A key block as it travels: text, with its header in clear.
 *
 * <p><b>Guarantees.</b> The text has the parts of a key block, and lengths that agree. <b>Not
 * promised:</b> that anything of it is true; only unwrapping checks the MAC.
 */
public final class KeyBlock {
  private static final Pattern HEX = Pattern.compile("[0-9A-F]+");

  private final String text;
  private final KeyBlockHeader header;
  private final int headerEnd;

  private KeyBlock(String text, KeyBlockHeader header, int headerEnd) {
    this.text = text;
    this.header = header;
    this.headerEnd = headerEnd;
  }

  /**
   * Reads the parts of a block; needs no key. Versions A to D, at most 9,999 characters. A block
   * that a device wraps in something of its own, such as a leading {@code R} or {@code S}, is
   * unpacked by the caller.
   *
   * @throws KeyBlockFormatException naming the field that is wrong
   */
  public static KeyBlock parse(String text) {
    HeaderReader reader = new HeaderReader(text);
    KeyBlockHeader header = reader.read();
    int end = reader.end();
    KeyBlockVersion version = header.version();
    if (end % version.blockBytes() != 0) {
      throw new KeyBlockFormatException("the header", 0, "does not fill whole blocks");
    }
    int body = text.length() - end;
    int encrypted = body - 2 * version.macBytes();
    if (encrypted < 2 * version.blockBytes() || encrypted % (2 * version.blockBytes()) != 0) {
      throw new KeyBlockFormatException("the encrypted key", end, "has no whole blocks");
    }
    // Upper case only: a letter whose case was flipped must not be the same block.
    if (!HEX.matcher(text.substring(end)).matches()) {
      throw new KeyBlockFormatException("the encrypted key", end, "is not upper-case hex");
    }
    return new KeyBlock(text, header, end);
  }

  /** What it says of its key. */
  public KeyBlockHeader header() {
    return header;
  }

  /** The block as it travels. It may be logged: who lacks the protection key learns the header. */
  public String text() {
    return text;
  }

  String headerText() {
    return text.substring(0, headerEnd);
  }

  byte[] encrypted() {
    int end = text.length() - 2 * header.version().macBytes();
    return HexFormat.of().parseHex(text, headerEnd, end);
  }

  byte[] mac() {
    int start = text.length() - 2 * header.version().macBytes();
    return HexFormat.of().parseHex(text, start, text.length());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBlock that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "KeyBlock[" + headerText() + "]";
  }
}
