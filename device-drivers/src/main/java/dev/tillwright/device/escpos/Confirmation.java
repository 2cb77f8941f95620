package dev.tillwright.device.escpos;

/** How much a printer can say about its paper. */
public enum Confirmation {
  /** It never answers: a job is at best accepted. */
  NONE,
  /**
   * It answers {@code DLE EOT} at once, overtaking what it has still to print: that shows that it
   * could print before the job and can after it, not that it did.
   */
  REAL_TIME,
  /**
   * It also answers {@code GS r} in its turn, once everything before is done: the answer after a
   * job is the proof of the job.
   */
  IN_ORDER
}
