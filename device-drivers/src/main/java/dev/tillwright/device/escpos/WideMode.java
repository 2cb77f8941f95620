package dev.tillwright.device.escpos;

/** How a printer takes characters of double width: Chinese, Japanese, Korean. */
public enum WideMode {
  /** Between {@code FS &} and {@code FS .}; outside, the upper half is the code page's. */
  SWITCHED,
  /**
   * At all times: bytes of the upper half always begin a character of two bytes, as Japanese models
   * read Shift_JIS. The only code page beside it is JIS X 0201, whose half-width kana it leaves
   * free.
   */
  ALWAYS,
  /** All text is UTF-8; there are no code pages. */
  UTF_8
}
