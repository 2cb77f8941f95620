package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.Quantity;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one may ask of a sale. A command is only a wish: whether it fits is for {@link Sale#decide}
 * to say, so a command may hold anything.
 */
public sealed interface SaleCommand {

  /**
   * Opens a sale; {@link Sale#open} takes it.
   *
   * @param sale its name
   * @param kind sale or return
   * @param operator who, 1 to 64 characters
   * @param currency of all its amounts
   * @param reference the application's own number, at most 100 characters; empty for none
   * @param origin on a return with receipt, an exchange or a void the original sale; otherwise
   *     {@code null}
   * @param terms how it counts
   * @param channel the channel of the order that it is of, as {@link Sale#CHANNEL} says; {@code
   *     null} for what is sold here
   */
  record Open(
      SaleId sale,
      SaleKind kind,
      String operator,
      Currency currency,
      String reference,
      @Nullable SaleId origin,
      SaleTerms terms,
      @Nullable String channel)
      implements SaleCommand {
    /** Of no channel. */
    public Open(
        SaleId sale,
        SaleKind kind,
        String operator,
        Currency currency,
        String reference,
        @Nullable SaleId origin,
        SaleTerms terms) {
      this(sale, kind, operator, currency, reference, origin, terms, null);
    }

    /** On the usual terms. */
    public Open(
        SaleId sale,
        SaleKind kind,
        String operator,
        Currency currency,
        String reference,
        @Nullable SaleId origin) {
      this(sale, kind, operator, currency, reference, origin, SaleTerms.usual());
    }

    public Open {
      Objects.requireNonNull(terms, "terms");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(reference, "reference");
    }
  }

  /**
   * Adds a line at the item's price; the sale gives it its number. Not where lines only come back.
   *
   * @param item what
   * @param quantity how much, positive
   */
  record AddLine(Item item, Quantity quantity) implements SaleCommand {
    public AddLine {
      Objects.requireNonNull(item, "item");
      Objects.requireNonNull(quantity, "quantity");
    }
  }

  /**
   * Takes back a line of the original sale, or a part of it. What is given back is the line's share
   * of what was paid, such that any number of partial returns adds up to the whole.
   *
   * @param original the line as it was sold
   * @param quantity how much comes back, positive
   * @param already what came back of it in earlier, completed returns; those in this return are
   *     counted by the sale
   */
  record ReturnLine(CompletedLine original, Quantity quantity, Returned already)
      implements SaleCommand {
    public ReturnLine {
      Objects.requireNonNull(original, "original");
      Objects.requireNonNull(quantity, "quantity");
      Objects.requireNonNull(already, "already");
    }
  }

  /** Takes a line out, with the discounts that fall on it alone. */
  record VoidLine(int line) implements SaleCommand {}

  /** Gives a discount. Not on returns. */
  record GiveDiscount(Discount discount) implements SaleCommand {
    public GiveDiscount {
      Objects.requireNonNull(discount, "discount");
    }
  }

  /** Shows a coupon, which a promotion may take. */
  record ShowCoupon(String coupon) implements SaleCommand {
    public ShowCoupon {
      Objects.requireNonNull(coupon, "coupon");
    }
  }

  /**
   * Says who buys; the last word counts.
   *
   * @param member 1 to 64 characters
   */
  record IdentifyMember(String member) implements SaleCommand {
    public IdentifyMember {
      Objects.requireNonNull(member, "member");
    }
  }

  /**
   * Says that the customer pays no tax; for the whole sale. Not on returns: there the taxes are
   * those of the original.
   *
   * @param reason such as the number of a certificate, 1 to 200 characters
   */
  record ExemptFromTax(String reason) implements SaleCommand {
    public ExemptFromTax {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Puts an open basket aside, so that the next customer can be served.
   *
   * @param label to find it by, at most 100 characters
   */
  record Suspend(String label) implements SaleCommand {
    public Suspend {
      Objects.requireNonNull(label, "label");
    }
  }

  /**
   * Takes a suspended basket up again.
   *
   * @param operator who does; the sale is his from now on
   */
  record Resume(String operator) implements SaleCommand {
    public Resume {
      Objects.requireNonNull(operator, "operator");
    }
  }

  /** Lays a locked and unpaid sale away; from now on tenders are deposits. */
  record LayAway(LayawayPlan plan) implements SaleCommand {
    public LayAway {
      Objects.requireNonNull(plan, "plan");
    }
  }

  /**
   * Gives a layaway up. What was paid, less the fee of its plan, is then paid back.
   *
   * @param reason 1 to 200 characters
   */
  record CancelLayaway(String reason) implements SaleCommand {
    public CancelLayaway {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Pays deposits of a layaway back that was given up. */
  record PayBack(TenderLine tender) implements SaleCommand {
    public PayBack {
      Objects.requireNonNull(tender, "tender");
    }
  }

  /**
   * Locks the basket, so that it can be paid.
   *
   * @param quote the points it earns, as quoted for this very basket after its promotions; {@link
   *     PointsQuote#NOTHING} on returns
   * @param promotions what is taken off before it is paid, in order; none on returns. They last
   *     until the basket is opened again
   */
  record BeginTender(PointsQuote quote, List<Discount> promotions) implements SaleCommand {
    public BeginTender {
      Objects.requireNonNull(quote, "quote");
      promotions = List.copyOf(promotions);
    }

    /** Without promotions. */
    public BeginTender(PointsQuote quote) {
      this(quote, List.of());
    }
  }

  /** Pauses a locked sale before a tender or a pay-out, until what is asked for was shown. */
  record AskVerification(Pause pause) implements SaleCommand {
    public AskVerification {
      Objects.requireNonNull(pause, "pause");
    }
  }

  /**
   * Shows one of the things that a paused sale waits for. Whether it was right is found out before.
   *
   * @param by who was shown to be there: a manager's id, or {@code customer}
   * @param operator who serves
   */
  record Verify(Verification verification, String by, String operator) implements SaleCommand {
    public Verify {
      Objects.requireNonNull(verification, "verification");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(operator, "operator");
    }
  }

  /**
   * Goes on without what a paused sale waits for, and without the tender it was for.
   *
   * @param reason 1 to 200 characters
   */
  record DropVerification(String reason) implements SaleCommand {
    public DropVerification {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Puts a tender on the sale: money that has moved, or points that are held. */
  record Tender(TenderLine tender) implements SaleCommand {
    public Tender {
      Objects.requireNonNull(tender, "tender");
    }
  }

  /**
   * Takes a tender off again: its payment was reversed, or its cash was given back.
   *
   * @param payment the tender's payment key; {@code null} for the latest cash
   */
  record RemoveTender(@Nullable String payment) implements SaleCommand {
    /** The latest cash. */
    public static RemoveTender cash() {
      return new RemoveTender(null);
    }
  }

  /** Unlocks the basket; only while nothing is paid. The quote is void. */
  record ReopenBasket() implements SaleCommand {}

  /**
   * Completes a sale that is paid.
   *
   * @param receipt the receipt's number, from 1
   */
  record Complete(long receipt) implements SaleCommand {}

  /**
   * Gives the sale up. Not while money other than cash, or points, are on it.
   *
   * @param reason 1 to 200 characters
   */
  record VoidSale(String reason) implements SaleCommand {
    public VoidSale {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
