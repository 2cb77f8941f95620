package dev.tillwright.core.payment;

import java.util.Objects;
import java.util.function.Function;

/** What became of a hold on points. */
public sealed interface HoldOutcome {

  /** The hold. */
  String hold();

  /** One of three functions, by what it is. */
  <T> T match(
      Function<? super Held, ? extends T> held,
      Function<? super Refused, ? extends T> refused,
      Function<? super Pending, ? extends T> pending);

  /**
   * The points are held for this sale; nobody else can spend them.
   *
   * @param hold which
   * @param points so many
   */
  record Held(String hold, long points) implements HoldOutcome {
    public Held {
      Objects.requireNonNull(hold, "hold");
    }

    @Override
    public <T> T match(
        Function<? super Held, ? extends T> held,
        Function<? super Refused, ? extends T> refused,
        Function<? super Pending, ? extends T> pending) {
      return held.apply(this);
    }
  }

  /**
   * Nothing is held.
   *
   * @param hold which
   * @param asked so many points
   * @param available so many there were; below zero after a claw-back of points already spent
   */
  record Refused(String hold, long asked, long available) implements HoldOutcome {
    public Refused {
      Objects.requireNonNull(hold, "hold");
    }

    @Override
    public <T> T match(
        Function<? super Held, ? extends T> held,
        Function<? super Refused, ? extends T> refused,
        Function<? super Pending, ? extends T> pending) {
      return refused.apply(this);
    }
  }

  /**
   * The ledger has not read the entry yet. Not a refusal: ask again, or append the release; the
   * ledger reads both in order.
   *
   * @param hold which
   */
  record Pending(String hold) implements HoldOutcome {
    public Pending {
      Objects.requireNonNull(hold, "hold");
    }

    @Override
    public <T> T match(
        Function<? super Held, ? extends T> held,
        Function<? super Refused, ? extends T> refused,
        Function<? super Pending, ? extends T> pending) {
      return pending.apply(this);
    }
  }
}
