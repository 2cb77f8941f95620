package dev.tillwright.core.access;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The port to limits that several tills count together, at a store that all of them reach: asked
 * before each tender that a limit is about.
 *
 * <p><b>Implementers promise.</b> An answer within the deadline; it throws nothing. What is {@link
 * Counted} and stays within the limit, or passes it because enough was shown, is reserved before
 * the answer: no other till is let into the same room. The same tender of the same sale, asked
 * again, is reserved once. <b>Threads.</b> Any number at once.
 */
@FunctionalInterface
public interface SharedLimits {

  /** What is to be said about one tender. */
  Answer ask(Question question, Duration deadline);

  /** A till that counts for itself alone. */
  static SharedLimits none() {
    return (question, deadline) -> new Alone();
  }

  /**
   * One tender.
   *
   * @param limit that it is about
   * @param subject whose: {@code card TOKEN} or {@code member ID}
   * @param sale that it is of; its terminal is the till that asks
   * @param at when, by the till's clock
   * @param amount what would move
   * @param shown whether all was shown that the limit asks for, so that it may pass it
   * @param own what this till itself counted
   */
  record Question(
      Limit limit, String subject, SaleId sale, Instant at, Money amount, boolean shown, Own own) {
    public Question {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(own, "own");
    }
  }

  /** What a till itself counted for a question, by its journal as it stands at the call. */
  interface Own {
    /** What moved for the subject within the limit's time. */
    Money here();

    /**
     * What one sale of this till has moved for the subject, whenever that was.
     *
     * @return empty for a sale that has ended
     */
    Optional<Money> moved(SaleId sale);
  }

  /** What the store says, or what holds without it. */
  sealed interface Answer permits Alone, Counted, Capped, Unreached {
    /** Exactly one of the functions is called. */
    default <T> T match(
        Supplier<T> alone,
        Function<Counted, T> counted,
        Function<Capped, T> capped,
        Supplier<T> unreached) {
      if (this instanceof Counted it) {
        return counted.apply(it);
      }
      if (this instanceof Capped it) {
        return capped.apply(it);
      }
      return this instanceof Alone ? alone.get() : unreached.get();
    }
  }

  /** Nothing is shared: what this till counted is all. */
  record Alone() implements Answer {}

  /**
   * All that counts before this tender, this till's own included. It is reserved when with it no
   * more than the limit has moved, or when enough was shown.
   */
  record Counted(Money before) implements Answer {
    public Counted {
      Objects.requireNonNull(before, "before");
    }
  }

  /** The store did not answer in time: this till counts alone, up to so much, and says so. */
  record Capped(Money most) implements Answer {
    public Capped {
      Objects.requireNonNull(most, "most");
    }
  }

  /** The store did not answer in time, and nothing is taken without it. */
  record Unreached() implements Answer {}
}
