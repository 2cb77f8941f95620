package dev.tillwright.core.access;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits that several tills count at the central store. One serializable transaction a question
 * adds up what moved at other tills (the follower {@link Limits#shared} knows it from their
 * journals), what is reserved and has not moved yet, and what this till itself counted; where there
 * is room, it reserves in the same transaction.
 *
 * <p><b>Guarantees.</b> While the store answers, what tills let pass together is never above the
 * limit, except where enough was shown. A reservation is one row for a limit, a subject and a sale,
 * so that the same tender asked again takes no more room. It ends when the entry that ends its sale
 * was shipped and followed, or after {@link Builder#lapse} when it never comes: the till died.
 * Cards and members are there as indexes under a key.
 *
 * <p><b>Not promised.</b> While the store does not answer, tills do not see each other: {@link
 * Overshoots} finds what came of it. The same is so for what moved at a till whose journal comes
 * later than the lapse. A tender that was declined keeps its room until its sale ends. Tills must
 * share the tokens of cards; clocks of tills that differ move the edge of the time by as much.
 *
 * <p><b>Threads.</b> Any number. A question waits no longer than its deadline; what hangs then is
 * left on a thread of the executor. After a failure the store is left alone for {@link
 * Builder#rest}.
 */
public final class CentralLimits implements SharedLimits, AutoCloseable {
  private final FarStore store;
  private final KeyedIndex index;
  private final Duration lapse;
  private final int parts;

  private CentralLimits(Builder from) {
    this.store = new FarStore("shared-limits", from.source, from.rest, from.executor);
    this.index = from.index;
    this.lapse = from.lapse;
    this.parts = from.parts;
  }

  /**
   * Limits at a store.
   *
   * @param source opens the store, as a role that {@code CentralRoles.allowLimits} was run for; it
   *     is asked when the store is first needed, and again as long as it fails. It gives a database
   *     of its own, which {@link #close} closes, with a patience shorter than the limits' deadline
   * @param index the same at all tills and at head office
   */
  public static Builder at(Supplier<Database> source, KeyedIndex index) {
    return new Builder(source, index);
  }

  @Override
  public Answer ask(Question question, Duration deadline) {
    return store
        .write(deadline, tx -> reserved(question, tx))
        .<Answer>map(Counted::new)
        .orElseGet(() -> without(question.limit()));
  }

  private Money reserved(Question question, Tx tx) {
    String subject = SharedTables.subject(index, question.subject());
    return new Reservation(question, subject, lapse).make(tx);
  }

  private Answer without(Limit limit) {
    if (parts == 0) {
      return new Unreached();
    }
    return new Capped(Money.ofMinor(limit.most().minor() / parts, limit.most().currency()));
  }

  /** Closes the store's database; questions are answered as without it from then on. */
  @Override
  public void close() {
    store.close();
  }

  /**
   * Defaults: nothing is taken without the store, a reservation lapses after an hour, a store that
   * failed is left alone for 5 seconds, up to 4 threads of its own.
   */
  public static final class Builder {
    private final Supplier<Database> source;
    private final KeyedIndex index;
    private @Nullable Executor executor;
    private Duration lapse = Duration.ofHours(1);
    private Duration rest = Duration.ofSeconds(5);
    private int parts;

    private Builder(Supplier<Database> source, KeyedIndex index) {
      this.source = Objects.requireNonNull(source, "source");
      this.index = Objects.requireNonNull(index, "index");
    }

    /**
     * Without the store each till takes, counted by itself alone, up to the limit divided by this,
     * rounded down; each such tender is recorded ({@code limit.NAME.capped}).
     *
     * @param parts 1 to 1,000; with as many as there are tills they cannot pass the limit together
     *     by what they take while all are cut off
     */
    public Builder capped(int parts) {
      if (parts < 1 || parts > 1_000) {
        throw new IllegalArgumentException("a limit is divided by 1 to 1,000");
      }
      this.parts = parts;
      return this;
    }

    /** Without the store nothing is taken that a limit is about: {@code limit.NAME.unreached}. */
    public Builder refusing() {
      this.parts = 0;
      return this;
    }

    /** How long a reservation waits for the entry that ends its sale: a minute to 31 days. */
    public Builder lapse(Duration set) {
      if (set.compareTo(Duration.ofMinutes(1)) < 0 || set.compareTo(Duration.ofDays(31)) > 0) {
        throw new IllegalArgumentException("a reservation lapses after a minute to 31 days");
      }
      this.lapse = set;
      return this;
    }

    /** How long a store that failed is left alone: up to ten minutes. */
    public Builder rest(Duration set) {
      if (set.isNegative() || set.compareTo(Duration.ofMinutes(10)) > 0) {
        throw new IllegalArgumentException("a store is left alone for up to ten minutes");
      }
      this.rest = set;
      return this;
    }

    /** Where the store is asked; it must take what hangs. It stays the caller's. */
    public Builder executor(Executor set) {
      this.executor = Objects.requireNonNull(set, "set");
      return this;
    }

    public CentralLimits build() {
      return new CentralLimits(this);
    }
  }
}
