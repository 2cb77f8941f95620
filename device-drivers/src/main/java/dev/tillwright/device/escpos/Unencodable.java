package dev.tillwright.device.escpos;

/** What to do with characters that the printer does not have. */
public enum Unencodable {
  /** Show {@code ?} and count it in the outcome. */
  SUBSTITUTE,
  /** Refuse the job before a byte is sent. */
  FAIL
}
