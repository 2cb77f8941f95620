package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Sealer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Opens {@link Members}. Unless said otherwise: the system's clock in UTC, numbers from {@link
 * SecureRandom}, a patience of 30 seconds.
 */
public final class MembersBuilder {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Journal journal;
  private final Sealer sealer;
  private final KeyedIndex index;
  Clock clock = Clock.systemUTC();
  RandomGenerator random = new SecureRandom();
  Duration patience = Duration.ofSeconds(30);

  MembersBuilder(Journal journal, Sealer sealer, KeyedIndex index) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.sealer = Objects.requireNonNull(sealer, "sealer");
    this.index = Objects.requireNonNull(index, "index");
  }

  /** Says what time it is. */
  public MembersBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** Gives the numbers of new members; not to be guessed. */
  public MembersBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /** How long a call waits for its turn, for the journal and for the view, each. */
  public MembersBuilder patience(Duration patience) {
    if (patience.toMillis() < 1 || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("patience is from one millisecond to ten minutes");
    }
    this.patience = patience;
    return this;
  }

  /**
   * Follows the journal under the name {@code members}, and finishes erasures that a crash cut
   * short.
   *
   * @throws IllegalStateException when the journal has members already
   * @throws dev.tillwright.core.TillwrightException as {@link Members} says
   */
  public Members open() {
    journal.follow(new MemberFollower(sealer));
    return new Members(this, journal, sealer, index).opened();
  }
}
