package dev.tillwright.device.scanner;

import dev.tillwright.core.TillwrightException;

/** GS1 data that are wrong, with the place and never the data. */
public final class Gs1Exception extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String ai;

  Gs1Exception(int position, String ai, String what) {
    super(
        "gs1.invalid",
        false,
        (ai.isEmpty() ? "" : "AI " + ai + " at ") + "position " + position + ": " + what);
    this.position = position;
    this.ai = ai;
  }

  /** Where, in characters from 0. */
  public int position() {
    return position;
  }

  /** The application identifier that is wrong; empty when there is none. */
  public String ai() {
    return ai;
  }
}
