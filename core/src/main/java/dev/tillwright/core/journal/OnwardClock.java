package dev.tillwright.core.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of what slides over one terminal's entries: it never goes back, whatever the terminal's
 * clock does, so that what left a window stays out and what is in it does not stay for ever.
 *
 * <p>A clock that is set back by up to {@link #JITTER} stands still until it has caught up. One
 * that is set back further goes on from where it stood, at its own pace: no window is emptied by
 * it, and none stops. One that is set forward looks like time that passed.
 *
 * @param latest the latest time it gave, in milliseconds since 1970
 * @param offset what is added to the till's clock, in milliseconds; not negative
 */
public record OnwardClock(long latest, long offset) {
  /** So much is unsteadiness, not a clock that was set. */
  public static final Duration JITTER = Duration.ofMinutes(2);

  /** Before the first act. */
  public static final OnwardClock START = new OnwardClock(Long.MIN_VALUE, 0);

  /** The clock after it was told a time of the till's clock; {@link #latest} is what that is. */
  public OnwardClock at(Instant wall) {
    long told = wall.toEpochMilli() + offset;
    if (told >= latest) {
      return new OnwardClock(told, offset);
    }
    long behind = latest - told;
    return behind <= JITTER.toMillis() ? this : new OnwardClock(latest, offset + behind);
  }
}
