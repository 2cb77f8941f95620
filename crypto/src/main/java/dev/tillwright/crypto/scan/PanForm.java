package dev.tillwright.crypto.scan;

/** How the digits of a card number were written down. */
public enum PanForm {
  /** One character or byte a digit, as in ASCII and UTF-8. */
  TEXT,
  /** Two bytes a digit, either way round. */
  UTF_16,
  /** Two digits a byte. */
  BCD,
  /** Hexadecimal digits of any of these. */
  HEX
}
