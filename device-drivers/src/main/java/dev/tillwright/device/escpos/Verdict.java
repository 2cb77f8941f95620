package dev.tillwright.device.escpos;

/** What a printer's counters and signs say of a lost job. */
enum Verdict {
  PRINTED,
  /** No whole receipt of it is on paper. */
  NOT_PRINTED,
  /** The printer cannot be asked now; later it may. */
  NOT_NOW,
  /** It will never be known from the printer. */
  NEVER
}
