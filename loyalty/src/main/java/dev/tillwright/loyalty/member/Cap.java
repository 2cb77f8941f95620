package dev.tillwright.loyalty.member;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * At most so many contacts within a time, counted back from each new one. A contact that is exactly
 * as old as the time counts no more. What counts and what is stopped are the same channels and
 * purposes; all attempts count but those that certainly never left the house. A contact is old
 * enough when it is by the clock, and by the time that passed since at the gate's terminal as far
 * as that can be known: a clock that is set back, or put right again, makes none older, and one
 * that lies in the future counts.
 *
 * @param most 1 to 1,000
 * @param within one second to 400 days
 * @param channels by what; not empty
 * @param purposes what for; not empty
 */
public record Cap(int most, Duration within, Set<Channel> channels, Set<Purpose> purposes) {
  private static final int MAX = 1000;
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(400);

  public Cap {
    channels = Set.copyOf(channels);
    purposes = Set.copyOf(purposes);
    if (most < 1 || most > MAX) {
      throw new IllegalArgumentException("a cap lets 1 to 1,000 contacts through");
    }
    if (within.compareTo(LEAST) < 0 || within.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a cap counts over one second to 400 days");
    }
    if (channels.isEmpty() || purposes.isEmpty()) {
      throw new IllegalArgumentException("a cap counts some channel and some purpose");
    }
  }

  /** Over all channels, for everything that is not {@link Purpose#TRANSACTIONAL}. */
  public static Cap overall(int most, Duration within) {
    return new Cap(
        most,
        within,
        EnumSet.allOf(Channel.class),
        EnumSet.complementOf(EnumSet.of(Purpose.TRANSACTIONAL)));
  }

  /** On one channel, for everything that is not {@link Purpose#TRANSACTIONAL}. */
  public static Cap on(Channel channel, int most, Duration within) {
    return new Cap(
        most, within, EnumSet.of(channel), EnumSet.complementOf(EnumSet.of(Purpose.TRANSACTIONAL)));
  }

  boolean concerns(Channel channel, Purpose purpose) {
    return channels.contains(channel) && purposes.contains(purpose);
  }

  ContactRefusal refusal() {
    return channels.size() == Channel.values().length
        ? ContactRefusal.OVERALL_CAP
        : ContactRefusal.CHANNEL_CAP;
  }
}
