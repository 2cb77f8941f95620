package dev.tillwright.device.virtual;

/** A chip card without a chip: what it says when it is powered, and what it answers. */
public interface VirtualCard {

  /** Its answer to reset (ISO/IEC 7816-3). */
  byte[] atr();

  /**
   * Answers a command APDU with data and two status bytes. One call at a time; may take as long as
   * a slow card does.
   */
  byte[] answer(byte[] command);

  /** It was powered or reset: what was selected is so no more. */
  default void reset() {}
}
