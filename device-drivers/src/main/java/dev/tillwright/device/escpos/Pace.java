package dev.tillwright.device.escpos;

/** What keeps a picture from overrunning the printer's buffer. */
public enum Pace {
  /** The connection: TCP, USB, or a serial line whose handshake is wired. */
  TRANSPORT,
  /**
   * A question after each band ({@code GS r}), whose answer is awaited: for serial lines without
   * handshake. Needs {@link Confirmation#IN_ORDER}.
   */
  ASK
}
