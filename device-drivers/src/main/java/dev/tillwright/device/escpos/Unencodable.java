package dev.tillwright.device.escpos;

/**
 * What to do with characters that the printer does not have. Signs that look the same are not
 * meant: a space that forbids a break is a space on paper.
 */
public enum Unencodable {
  /** Show {@code ?} and count it in the outcome. */
  SUBSTITUTE,
  /**
   * Draw it with the printer's glyph source and count it in the outcome; what that source lacks is
   * substituted.
   */
  RASTERISE,
  /** Refuse the job before a byte is sent. */
  FAIL
}
