package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Returns of several tills at the central store: the follower {@link ReturnsBook} knows there from
 * the journals of all tills what was sold and what came back, and a till reserves a sale in one
 * serializable transaction before it pays a return of it out.
 *
 * <p><b>Guarantees.</b> While the store answers, one till at a time takes goods of a sale back, and
 * the next one after it knows what the first gave: nothing comes back twice, and no more goes out
 * than was paid. A reservation ends when the entry that ends its ticket was shipped and followed,
 * or after {@link Builder#lapse} when it never comes: the till died.
 *
 * <p><b>Not promised.</b> While the store does not answer, tills do not see each other: what then
 * happens is the policy here, and {@link Overreturns} finds what came of it. The same is so for a
 * return at a till whose journal comes later than the lapse. All tills must ask: one that was not
 * given this counts for itself alone. Clocks of tills that differ move the lapse by as much.
 *
 * <p><b>Threads.</b> Any number. A question waits no longer than its deadline.
 */
public final class CentralReturns implements SharedReturns, AutoCloseable {
  private final FarStore store;
  private final Duration lapse;
  private final @Nullable Money own;
  private final boolean ownCapped;
  private final @Nullable Money others;

  private CentralReturns(Builder from) {
    this.store = new FarStore("shared-returns", from.source, from.rest, from.executor);
    this.lapse = from.lapse;
    this.own = from.own;
    this.ownCapped = from.ownCapped;
    this.others = from.others;
  }

  /**
   * Returns at a store.
   *
   * @param source opens the store, as a role that {@code CentralRoles.allowReturns} was run for; it
   *     is asked when the store is first needed, and again as long as it fails. It gives a database
   *     of its own, which {@link #close} closes, with a patience shorter than the till's deadline
   */
  public static Builder at(Supplier<Database> source) {
    return new Builder(source);
  }

  @Override
  public Known look(SaleId sale, String asking, Duration deadline) {
    return store
        .read(
            deadline,
            tx ->
                (Known)
                    new Looked(
                        ReturnTables.sold(sale, tx), ReturnTables.elsewhere(sale, asking, tx)))
        .orElseGet(NotReached::new);
  }

  @Override
  public Answer ask(Question question, Duration deadline) {
    return store.write(deadline, tx -> answer(question, tx)).orElseGet(() -> without(question));
  }

  private Answer answer(Question question, Tx tx) {
    long until = question.at().plus(lapse).toEpochMilli();
    if (!ReturnTables.reserve(question, until, tx)) {
      return new Busy();
    }
    String terminal = question.ticket().terminal();
    Map<SaleId, Elsewhere> elsewhere = new LinkedHashMap<>();
    elsewhere.put(question.origin(), ReturnTables.elsewhere(question.origin(), terminal, tx));
    for (SaleId sale : question.also()) {
      elsewhere.put(sale, ReturnTables.elsewhere(sale, terminal, tx));
    }
    return new Reserved(elsewhere);
  }

  private Answer without(Question question) {
    boolean mine = question.origin().terminal().equals(question.ticket().terminal());
    if (mine && !ownCapped) {
      return new Capped(Money.ofMinor(Long.MAX_VALUE, question.amount().currency()));
    }
    Money most = mine ? own : others;
    return most == null || !most.currency().equals(question.amount().currency())
        ? new Unreached()
        : new Capped(most);
  }

  @Override
  public void release(SaleId origin, SaleId ticket, Duration deadline) {
    var unused =
        store.write(
            deadline,
            tx -> {
              ReturnTables.release(origin, ticket, tx);
              return true;
            });
  }

  /** Closes the store's database; questions are answered as without it from then on. */
  @Override
  public void close() {
    store.close();
  }

  /**
   * Defaults: without the store a till takes its own sales back, recorded as {@code return.alone},
   * and no other's; a reservation lapses after a day; a store that failed is left alone for 5
   * seconds; up to 4 threads of its own.
   */
  public static final class Builder {
    private final Supplier<Database> source;
    private @Nullable Executor executor;
    private Duration lapse = Duration.ofDays(1);
    private Duration rest = Duration.ofSeconds(5);
    private @Nullable Money own;
    private boolean ownCapped;
    private @Nullable Money others;

    private Builder(Supplier<Database> source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    /** Without the store a till takes nothing back, also of its own sales. */
    public Builder refusing() {
      this.own = null;
      this.ownCapped = true;
      this.others = null;
      return this;
    }

    /**
     * Without the store a till takes back its own sales up to so much of each.
     *
     * @param most positive; sales of another currency are not taken back then
     */
    public Builder ownUpTo(Money most) {
      this.own = positive(most);
      this.ownCapped = true;
      return this;
    }

    /**
     * A return of another till's sale that was begun while the store answered is paid out without
     * it, up to so much of each sale. One that was not begun is never: the sale is not known.
     *
     * @param most positive; sales of another currency are not taken back then
     */
    public Builder othersUpTo(Money most) {
      this.others = positive(most);
      return this;
    }

    private static Money positive(Money most) {
      if (!most.isPositive()) {
        throw new IllegalArgumentException("an amount to pay out is positive");
      }
      return most;
    }

    /** How long a reservation waits for the entry that ends its ticket: a minute to 31 days. */
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

    public CentralReturns build() {
      return new CentralReturns(this);
    }
  }
}
