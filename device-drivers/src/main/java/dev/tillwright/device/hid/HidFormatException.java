package dev.tillwright.device.hid;

/** A report descriptor that is none. */
public final class HidFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int position;

  HidFormatException(int position, String what) {
    super("byte " + position + ": " + what);
    this.position = position;
  }

  /** Of the item that is wrong, from 0. */
  public int position() {
    return position;
  }
}
