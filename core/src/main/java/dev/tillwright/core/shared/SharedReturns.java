package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The port to the returns of several tills: asked for a sale of another till, and before each
 * return is paid out, wherever the sale was made.
 *
 * <p><b>Implementers promise.</b> An answer within the deadline; they throw nothing. What is {@link
 * Reserved} is so before the answer: no other till takes goods of that sale back until the entry
 * that ends this ticket arrived, or the reservation lapsed. The same ticket, asked again, is
 * reserved once. <b>Threads.</b> Any number at once.
 */
public interface SharedReturns {

  /**
   * What is known of a sale, and of what came back of it at other tills; nothing is reserved.
   *
   * @param asking the terminal whose own returns are left out
   */
  Known look(SaleId sale, String asking, Duration deadline);

  /** Reserves a sale for a ticket that takes goods of it back. */
  Answer ask(Question question, Duration deadline);

  /**
   * Lets a reservation go of which nothing moved. Best effort: without it, it lapses.
   *
   * @param origin the sale that it is about
   * @param ticket that it was for
   */
  void release(SaleId origin, SaleId ticket, Duration deadline);

  /** A till whose sales come back nowhere else. */
  static SharedReturns none() {
    return Nowhere.IT;
  }

  /** Whether other tills take goods back at all. */
  default boolean isShared() {
    return true;
  }

  /**
   * One ticket that is about to be paid out, or exchanged.
   *
   * @param origin the sale whose goods come back
   * @param also sales whose tenders may pay as well: those that an exchange was paid by
   * @param ticket its terminal is the till that asks
   * @param at when, by the till's clock
   * @param amount what the goods are worth
   * @param own whether this till's journal knows a ticket of its own: what is not known was
   *     reserved by a machine that died
   */
  record Question(
      SaleId origin,
      List<SaleId> also,
      SaleId ticket,
      Instant at,
      Money amount,
      Predicate<SaleId> own) {
    public Question {
      Objects.requireNonNull(origin, "origin");
      also = List.copyOf(also);
      Objects.requireNonNull(ticket, "ticket");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(own, "own");
    }
  }

  /** What the store knows of a sale. */
  sealed interface Known permits Looked, NotReached {}

  /**
   * The store answered.
   *
   * @param sold the sale; empty when its till has not shipped it, or nothing shipped was checked
   * @param elsewhere what came back of it at other tills than the one that asks
   */
  record Looked(Optional<SoldSale> sold, Elsewhere elsewhere) implements Known {
    public Looked {
      Objects.requireNonNull(sold, "sold");
      Objects.requireNonNull(elsewhere, "elsewhere");
    }
  }

  /** The store did not answer in time, or there is none. */
  record NotReached() implements Known {}

  /** What the store says of a ticket, or what holds without it. */
  sealed interface Answer permits Alone, Reserved, Busy, Capped, Unreached {
    /** Exactly one of the functions is called. */
    default <T> T match(
        Supplier<T> alone,
        Function<Reserved, T> reserved,
        Supplier<T> busy,
        Function<Capped, T> capped,
        Supplier<T> unreached) {
      if (this instanceof Reserved it) {
        return reserved.apply(it);
      }
      if (this instanceof Capped it) {
        return capped.apply(it);
      }
      if (this instanceof Busy) {
        return busy.get();
      }
      return this instanceof Alone ? alone.get() : unreached.get();
    }
  }

  /** Nothing is shared: what this till knows is all. */
  record Alone() implements Answer {}

  /**
   * It is reserved.
   *
   * @param elsewhere what came back at other tills, for each sale of the question
   */
  record Reserved(Map<SaleId, Elsewhere> elsewhere) implements Answer {
    public Reserved {
      elsewhere = Map.copyOf(elsewhere);
    }
  }

  /** Another till, or a machine that died, takes goods of this sale back, or did and ships it. */
  record Busy() implements Answer {}

  /** The store did not answer in time: this till goes on alone, up to so much of the sale. */
  record Capped(Money most) implements Answer {
    public Capped {
      Objects.requireNonNull(most, "most");
    }
  }

  /** The store did not answer in time, and nothing is paid out without it. */
  record Unreached() implements Answer {}
}
