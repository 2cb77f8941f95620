package dev.tillwright.device.printer;

/** Kinds of bar codes that receipt printers know. */
public enum Symbology {
  /** 7 digits and a check digit (ISO/IEC 15420). */
  EAN_8,
  /** 12 digits and a check digit (ISO/IEC 15420). */
  EAN_13,
  /** 11 digits and a check digit (ISO/IEC 15420). */
  UPC_A,
  /** A UPC-A without its zeros: 6 digits between a leading zero and the check digit. */
  UPC_E,
  /** Digits, capital letters, space and {@code $%+-./} (ISO/IEC 16388). */
  CODE_39,
  /** Interleaved 2 of 5: an even number of digits (ISO/IEC 16390). */
  ITF,
  /** Digits and {@code -$:/.+}, between start and stop signs A to D (EN 798). */
  CODABAR,
  /** As Code 39, denser (AIM BC5). */
  CODE_93,
  /** Printable ASCII (ISO/IEC 15417). */
  CODE_128,
  /** Element strings in Code 128, written as {@code (01)04006381333931(10)A7} (GS1, 5.4). */
  GS1_128
}
