package dev.tillwright.core.monitor;

import java.util.Objects;

/**
 * Raises an alarm when a gauge reaches a bound, and clears it when the gauge is well back. The two
 * bounds differ, so that a value on the edge does not page somebody every ten seconds.
 *
 * @param gauge which one; its name is the alarm's subject
 * @param raiseAt reached or passed: the alarm is raised
 * @param clearAt reached or passed on the way back: it is cleared. Below {@code raiseAt} when too
 *     much is bad, above it when too little is
 * @param code the alarm's
 * @param sentence what is the case and what to do, for people
 */
public record Threshold(String gauge, long raiseAt, long clearAt, String code, String sentence) {
  public Threshold {
    Objects.requireNonNull(gauge, "gauge");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(sentence, "sentence");
    if (raiseAt == clearAt) {
      throw new IllegalArgumentException("an alarm is cleared elsewhere than it is raised");
    }
  }

  boolean raises(long value) {
    return raiseAt > clearAt ? value >= raiseAt : value <= raiseAt;
  }

  boolean clears(long value) {
    return raiseAt > clearAt ? value <= clearAt : value >= clearAt;
  }
}
