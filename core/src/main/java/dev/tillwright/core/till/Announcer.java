package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Says aloud that a payment arrived. The till asks it only after the payment's outcome is durable.
 *
 * <p><b>Guarantees towards it.</b> Each payment that the host moved is announced at most once, also
 * across a crash; what somebody asks to hear again is marked. No sale waits for it or changes by
 * it.
 *
 * <p><b>Threads.</b> One call at a time, on a thread of its own. One that hangs beyond its deadline
 * is only interrupted when the till closes; what comes meanwhile is not said.
 */
@FunctionalInterface
public interface Announcer {

  /**
   * Says an announcement, or does not. What it throws counts as {@link Said#UNKNOWN}.
   *
   * @param deadline the call is back by then
   */
  Said say(Announcement announcement, Duration deadline);

  /** What became of an announcement. Nothing is said again by itself, whatever this is. */
  enum Said {
    /** It was said, or the device took it and says no more. */
    SAID,
    /** Nothing was said, for certain. */
    NOT_SAID,
    UNKNOWN
  }

  /**
   * What is announced. There are no words in it: whoever could choose them could fake a payment.
   *
   * @param id new for each: the payment's key, and of a repetition another that begins with it
   * @param amount that the host moved, positive
   * @param language to say it in
   * @param repeated whether it was, or may have been, announced before
   */
  record Announcement(String id, Money amount, Locale language, boolean repeated) {
    public Announcement {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(language, "language");
      if (!amount.isPositive()) {
        throw new IllegalArgumentException("what arrived is more than nothing");
      }
    }

    /** Names the payment, not the amount. */
    @Override
    public String toString() {
      return "Announcement[" + id + (repeated ? ", repeated" : "") + "]";
    }
  }
}
