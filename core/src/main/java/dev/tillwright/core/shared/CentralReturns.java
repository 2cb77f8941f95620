package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
public final class CentralReturns implements SharedReturns {
  private final FarStore store;
  private final Duration lapse;
  private final @Nullable Money own;
  private final boolean ownCapped;
  private final @Nullable Money others;

  private CentralReturns(Builder from) {
    this.store = from.store;
    this.lapse = from.lapse;
    this.own = from.own;
    this.ownCapped = from.ownCapped;
    this.others = from.others;
  }

  /**
   * Returns at a store.
   *
   * @param store opened as a role that {@code CentralRoles.allowReturns} was run for; the caller
   *     closes it
   */
  public static Builder at(FarStore store) {
    return new Builder(store);
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

  /**
   * Defaults: without the store a till takes its own sales back, recorded as {@code return.alone},
   * and no other's; a reservation lapses after a day.
   */
  public static final class Builder {
    private final FarStore store;
    private Duration lapse = Duration.ofDays(1);
    private @Nullable Money own;
    private boolean ownCapped;
    private @Nullable Money others;

    private Builder(FarStore store) {
      this.store = Objects.requireNonNull(store, "store");
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

    public CentralReturns build() {
      return new CentralReturns(this);
    }
  }
}
