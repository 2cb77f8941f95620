package dev.tillwright.device.escpos;

import java.util.Arrays;

/**
 * A job's bytes and where the driver waits within them. One object per printer, made anew for each
 * job: valid until the next one.
 */
final class Job {
  /** No command of text is longer. */
  private static final int SHORT = 64;

  /** Lengths of paper in tenths of a millimetre. */
  private static final int LINE = 42;

  private static final int HIGH_LINE = 60;
  private static final int TO_KNIFE = 150;
  private static final int DOTS_PER_MILLIMETRE = 8;

  private final CommandBuffer out = new CommandBuffer();
  private int[] pauses = new int[8];
  private int pauseCount;
  private int longest = SHORT;
  private int substituted;
  private int rasterised;
  private int tenths;

  void clear() {
    out.clear();
    pauseCount = 0;
    longest = SHORT;
    tenths = 0;
    substituted = 0;
    rasterised = 0;
  }

  CommandBuffer out() {
    return out;
  }

  /**
   * So many lines of text: a sixth of an inch each, as the printer begins; six millimetres in
   * double height.
   */
  void fedLines(int lines, boolean high) {
    tenths += lines * (high ? HIGH_LINE : LINE);
  }

  /** So many lines of dots, of which heads of 203 dpi have eight in a millimetre. */
  void fedDots(int dots) {
    tenths += dots * 10 / DOTS_PER_MILLIMETRE;
  }

  /** From the head to the knife. */
  void fedToKnife() {
    tenths += TO_KNIFE;
  }

  /** How much paper the job takes, reckoned. */
  int millimetres() {
    return (tenths + 9) / 10;
  }

  /** One command of this job is so long. */
  void command(int length) {
    longest = Math.max(longest, length);
  }

  /** The longest command of this job: so many bytes end whatever was cut off in its middle. */
  int longest() {
    return longest;
  }

  /** Here the printer is asked, and its answer awaited, before more is sent. */
  void pause() {
    if (pauseCount == pauses.length) {
      pauses = Arrays.copyOf(pauses, pauseCount * 2);
    }
    pauses[pauseCount++] = out.size();
  }

  int pauses() {
    return pauseCount;
  }

  /** How many bytes go before this pause. */
  int pauseAt(int index) {
    return pauses[index];
  }

  void counted(TextEncoder text) {
    substituted = text.substituted();
    rasterised = text.rasterised();
  }

  /** Characters shown as a question mark. */
  int substituted() {
    return substituted;
  }

  /** Characters drawn as pictures. */
  int rasterised() {
    return rasterised;
  }

  /** A copy. */
  byte[] bytes() {
    return out.toArray();
  }
}
