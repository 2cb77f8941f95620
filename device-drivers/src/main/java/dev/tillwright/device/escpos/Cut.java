package dev.tillwright.device.escpos;

/** What ends a receipt. */
public enum Cut {
  /** There is no knife: fed to the tear bar. */
  NONE,
  /** Cut but for one point, so that the slip does not fall. */
  PARTIAL,
  /** Cut through. */
  FULL
}
