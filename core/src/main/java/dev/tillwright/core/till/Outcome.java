package dev.tillwright.core.till;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Pause;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What became of a tender. Four cases, and "unknown" is never shown as declined. */
public sealed interface Outcome {

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Approved, T> approved,
      Function<Declined, T> declined,
      Function<Paused, T> paused,
      Function<Unknown, T> unknown) {
    return this instanceof Paused it ? paused.apply(it) : match(approved, declined, unknown);
  }

  /** The same, for tills without limits and checks: one that waits is shown as declined. */
  default <T> T match(
      Function<Approved, T> approved,
      Function<Declined, T> declined,
      Function<Unknown, T> unknown) {
    if (this instanceof Approved it) {
      return approved.apply(it);
    } else if (this instanceof Declined it) {
      return declined.apply(it);
    } else if (this instanceof Paused it) {
      return declined.apply(new Declined(Paused.CODE, it.reason()));
    } else {
      return unknown.apply((Unknown) this);
    }
  }

  /**
   * The tender counts. Durable.
   *
   * @param due what is still to be paid, or to be paid out
   * @param change what goes back to the customer of this tender
   * @param offline whether the host has still to be told
   * @param sale the finished sale, when nothing is due any more
   */
  record Approved(Money due, Money change, boolean offline, Optional<CompletedSale> sale)
      implements Outcome {
    public Approved {
      Objects.requireNonNull(due, "due");
      Objects.requireNonNull(change, "change");
      Objects.requireNonNull(sale, "sale");
    }

    /** What the sale earned; nothing while it is not finished. */
    public PointsQuote points() {
      return sale.map(CompletedSale::points).orElse(PointsQuote.NOTHING);
    }
  }

  /**
   * Nothing moved, for certain. Another tender may be offered.
   *
   * @param code stable, for programs: {@code host.51}, {@code tender.notAccepted}
   * @param reason a sentence for people
   */
  record Declined(String code, String reason) implements Outcome {
    public Declined {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Nothing moved, and the sale waits: see {@link Till#verify}. When all that is asked for was
   * shown, the same tender is offered again, or the pay-out called again.
   *
   * @param pause what is asked for
   * @param reason a sentence for people
   */
  record Paused(Pause pause, String reason) implements Outcome {
    /** The code of a refusal that asks for a verification. */
    public static final String CODE = "sale.verifying";

    public Paused {
      Objects.requireNonNull(pause, "pause");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Money may have moved and is on its way back. Until that is certain the sale takes no other
   * tender; see {@link Till#resolve}.
   *
   * @param key names the attempt
   * @param reason a sentence for people
   */
  record Unknown(String key, String reason) implements Outcome {
    public Unknown {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
