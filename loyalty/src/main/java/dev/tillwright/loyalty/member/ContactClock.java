package dev.tillwright.loyalty.member;

import java.time.Duration;

/**
 * How much time passed between the contacts of a terminal, as far as it may be believed: besides
 * the clock on the wall, by which caps count, too. It never goes back.
 *
 * <p>A clock that is set back lets no time pass, and goes on at its own pace from there, of which
 * at most {@link #UNSURE} is believed from one contact to the next. When it comes to where it was
 * or beyond, it was put right: the step counts only for what it goes beyond, and only when that is
 * more than it was behind; or else nobody can tell it from the correction. A clock that is set
 * forward without having been set back before looks like time that passed; so does one that was
 * wrong before anybody asked for a contact at this terminal, when it is put right.
 *
 * @param wall what the terminal's clock said last, in milliseconds since 1970
 * @param passed how much passed, in milliseconds
 * @param behind how far the clock is behind where it was, in milliseconds; not negative
 */
record ContactClock(long wall, long passed, long behind) {
  /** So much is unsteadiness, not a clock that was set. */
  static final Duration JITTER = Duration.ofMinutes(2);

  /** Of a clock that is behind, no longer pause is believed: a long night. */
  static final Duration UNSURE = Duration.ofHours(16);

  /** Before the first contact. */
  static final ContactClock START = new ContactClock(Long.MIN_VALUE, 0, 0);

  /** Whether it is behind where it was, and something may have changed since it was told last. */
  boolean isBehind(long now) {
    return behind > 0 && Math.abs(now - wall) > JITTER.toMillis();
  }

  /** The clock after it was told a time of the terminal's clock. */
  ContactClock at(long told) {
    if (wall == Long.MIN_VALUE) {
      return new ContactClock(told, passed, 0);
    }
    long step = told - wall;
    if (step < 0) {
      return -step <= JITTER.toMillis() ? this : new ContactClock(told, passed, behind - step);
    }
    if (behind == 0) {
      return new ContactClock(told, passed + step, 0);
    }
    if (step < behind) {
      return new ContactClock(told, passed + Math.min(step, UNSURE.toMillis()), behind);
    }
    return new ContactClock(told, passed + (step > 2 * behind ? step - behind : 0), 0);
  }
}
