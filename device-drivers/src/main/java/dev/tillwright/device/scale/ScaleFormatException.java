package dev.tillwright.device.scale;

import dev.tillwright.core.TillwrightException;

/** An answer of a scale that is none, with the place. It is never a weight. */
public final class ScaleFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final int position;

  ScaleFormatException(int position, String what) {
    super("scale.format", true, "byte " + position + ": " + what);
    this.position = position;
  }

  /** A frame that has not ended, to whoever cannot wait for its end. */
  public static ScaleFormatException incomplete(int length) {
    return new ScaleFormatException(length, "the frame has not ended");
  }

  /** Where, in bytes from 0. */
  public int position() {
    return position;
  }
}
