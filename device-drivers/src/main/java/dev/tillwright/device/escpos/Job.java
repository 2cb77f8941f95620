package dev.tillwright.device.escpos;

import java.util.Arrays;

/**
 * A job's bytes and where the driver waits within them. One object per printer, made anew for each
 * job: valid until the next one.
 */
final class Job {
  private final CommandBuffer out = new CommandBuffer();
  private int[] pauses = new int[8];
  private int pauseCount;
  private int substituted;
  private int rasterised;

  void clear() {
    out.clear();
    pauseCount = 0;
    substituted = 0;
    rasterised = 0;
  }

  CommandBuffer out() {
    return out;
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
