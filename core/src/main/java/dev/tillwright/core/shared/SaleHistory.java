package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A sale and what came back of it, over all tills.
 *
 * @param sold at its home till
 * @param backs the tickets by which goods came back, oldest first, each once
 */
public record SaleHistory(SoldSale sold, List<Back> backs) {
  public SaleHistory {
    Objects.requireNonNull(sold, "sold");
    backs = List.copyOf(backs);
  }

  /** What was paid for it, less what came back; below zero when too much did. */
  public Money left() {
    Money left = sold.sale().total();
    for (Back back : backs) {
      left = left.minus(back.amount());
    }
    return left;
  }

  /**
   * One ticket by which goods came back.
   *
   * @param ticket its terminal is the till that paid it out, and counts it
   * @param seq of its entry in that till's journal
   * @param at by that till's clock
   * @param amount what the goods were worth
   */
  public record Back(SaleId ticket, long seq, Instant at, Money amount) {
    public Back {
      Objects.requireNonNull(ticket, "ticket");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(amount, "amount");
    }

    Back with(Back more) {
      return new Back(ticket, seq, at, amount.plus(more.amount));
    }
  }
}
