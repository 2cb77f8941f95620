package dev.tillwright.examples.shop;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the till is told to do next: one invoice, or the part of it that is not a sale. */
public sealed interface Step permits Step.Sale, Step.Return, Step.Adjustment {
  /** The invoice's number in the file, with its letter when it has one. */
  String invoice();

  /** Who, in digits; {@code null} when anonymous. */
  @Nullable String customer();

  /** Local time of the shop. */
  LocalDateTime at();

  /**
   * The same moment on the world's clock. In the hour that autumn repeats it is the first; in the
   * one that spring leaves out, an hour later.
   */
  default Instant instant(ZoneId zone) {
    return at().atZone(zone).toInstant();
  }

  /**
   * A sale.
   *
   * @param lines at least one, numbered from 1
   */
  record Sale(String invoice, @Nullable String customer, LocalDateTime at, List<Goods> lines)
      implements Step {
    public Sale {
      lines = List.copyOf(lines);
    }

    /** The sum of the lines. */
    public Money total() {
      return sum(lines.stream().map(Goods::total).toList());
    }
  }

  /**
   * A return. It has neither part when the invoice moves no money; then it is only counted.
   *
   * @param matched what is given back on earlier sales, a part for each of them
   * @param unmatched what finds no earlier sale: a return without receipt
   */
  record Return(
      String invoice,
      @Nullable String customer,
      LocalDateTime at,
      List<OnSale> matched,
      List<Goods> unmatched)
      implements Step {
    public Return {
      matched = List.copyOf(matched);
      unmatched = List.copyOf(unmatched);
    }

    /** What is refunded on earlier sales, in minor units. */
    public long matchedMinor() {
      return matched.stream().mapToLong(it -> it.total().minor()).sum();
    }

    /** What is refunded without receipt, in minor units. */
    public long unmatchedMinor() {
      return unmatched.stream().mapToLong(it -> it.total().minor()).sum();
    }
  }

  /**
   * What changes stock or accounts and is no sale. Nothing is paid.
   *
   * @param kind why it is one
   * @param lines as the file has them: quantities and prices may be negative
   */
  record Adjustment(
      String invoice, @Nullable String customer, LocalDateTime at, Kind kind, List<Adjusted> lines)
      implements Step {
    public Adjustment {
      lines = List.copyOf(lines);
    }

    /** Why lines are an adjustment. */
    public enum Kind {
      /** The invoice's number begins with A. */
      ACCOUNT,
      /** None of the invoice's lines is sold. */
      NOTHING_SOLD,
      /** These lines stand on the invoice of a sale or return, which is a step of its own. */
      BESIDE
    }

    /** Whether the whole invoice is an adjustment, and is counted as one. */
    public boolean wholeInvoice() {
      return kind != Kind.BESIDE;
    }
  }

  /**
   * Goods that are sold or brought back.
   *
   * @param line on a sale its number, from 1; on a return the number among the refunded lines
   * @param code stock code
   * @param description the item's name; may be empty
   * @param quantity pieces, positive
   * @param price of one piece, tax included, above zero
   */
  record Goods(int line, String code, String description, long quantity, UnitPrice price) {
    /** Quantity times price, rounded half up to the minor unit. */
    public Money total() {
      return price.times(Quantity.of(quantity), RoundingMode.HALF_UP);
    }

    Goods withQuantity(long other) {
      return new Goods(line, code, description, other, price);
    }
  }

  /**
   * What a return gives back of one earlier sale.
   *
   * @param sale that sale's invoice
   * @param lines at least one; each names its line number in that sale, once
   */
  record OnSale(String sale, List<Goods> lines) {
    public OnSale {
      lines = List.copyOf(lines);
    }

    public Money total() {
      return sum(lines.stream().map(Goods::total).toList());
    }
  }

  /**
   * A line of an adjustment.
   *
   * @param quantity pieces; may be negative or zero
   * @param price a plain decimal; may be negative or zero
   */
  record Adjusted(String code, String description, long quantity, String price) {}

  private static Money sum(List<Money> amounts) {
    return amounts.stream().reduce(Money::plus).orElseThrow();
  }
}
