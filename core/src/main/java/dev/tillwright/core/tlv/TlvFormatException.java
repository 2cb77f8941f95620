package dev.tillwright.core.tlv;

import dev.tillwright.core.TillwrightException;

/** Bytes that are no BER-TLV: the tags around the place and the offset, never the data. */
public final class TlvFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final int offset;
  private final String what;

  TlvFormatException(String path, int offset, String what) {
    super(
        "tlv.format",
        false,
        (path.isEmpty() ? "" : "in " + path + " ") + "at byte " + offset + ": " + what);
    this.path = path;
    this.offset = offset;
    this.what = what;
  }

  /** The tags around the place, the outermost first ({@code 70.9F39}); empty at the top. */
  public String path() {
    return path;
  }

  /** The byte where it went wrong, from 0. */
  public int offset() {
    return offset;
  }

  /** What is wrong, without the place. */
  public String what() {
    return what;
  }
}
