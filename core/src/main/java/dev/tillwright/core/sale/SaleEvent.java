package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a sale. Each is the payload of one journal entry, whose kind and fields its
 * Javadoc gives; {@link SaleEvents} writes and reads them.
 *
 * <p>In every payload {@code sale} is the sale's name, amounts are whole numbers of the minor unit
 * of {@code currency} (ISO 4217), and quantities, unit prices and percentages are decimals in
 * texts. A field whose value is {@code null} is left out; unknown fields are passed by.
 */
public sealed interface SaleEvent {

  /** Whose event. */
  SaleId sale();

  /**
   * {@code sale.opened}: {@code sale, kind} (name of a {@link SaleKind}) {@code , operator,
   * currency, reference, channel, origin, taxRounding} (name of a {@link
   * dev.tillwright.core.basket.TaxRounding}; left out for PER_RATE) {@code , smallestCoin,
   * exactCash}; the last two are left out when cash is not rounded.
   */
  record Opened(
      SaleId sale,
      SaleKind kind,
      String operator,
      Currency currency,
      String reference,
      @Nullable SaleId origin,
      SaleTerms terms,
      @Nullable String channel)
      implements SaleEvent {
    /** Of no channel. */
    public Opened(
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
    public Opened(
        SaleId sale,
        SaleKind kind,
        String operator,
        Currency currency,
        String reference,
        @Nullable SaleId origin) {
      this(sale, kind, operator, currency, reference, origin, SaleTerms.usual());
    }

    public Opened {
      Objects.requireNonNull(terms, "terms");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(reference, "reference");
    }
  }

  /**
   * {@code sale.lineAdded}: {@code sale, currency, line, item, name, category, price, taxCode,
   * taxRate, taxIncluded, moreTaxes} (each {@code taxCode, taxRate, taxIncluded, compound}; left
   * out when there are none) {@code , quantity, unit} (left out for what is counted). A compound
   * first tax has {@code compound}.
   */
  record LineAdded(SaleId sale, Line line) implements SaleEvent {
    public LineAdded {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(line, "line");
    }
  }

  /**
   * {@code sale.lineReturned}: as {@code sale.lineAdded}, and {@code list, discount, tax, taxes}
   * (one amount a tax; left out for one tax) {@code , total, exempted} (left out for nothing)
   * {@code , originLine}.
   */
  record LineReturned(SaleId sale, CompletedLine line) implements SaleEvent {
    public LineReturned {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(line, "line");
    }
  }

  /** {@code sale.lineVoided}: {@code sale, line}. */
  record LineVoided(SaleId sale, int line) implements SaleEvent {
    public LineVoided {
      Objects.requireNonNull(sale, "sale");
    }
  }

  /**
   * {@code sale.discounted}: {@code sale, line, percent, currency, amount, coupon, reason}; either
   * {@code percent}, or {@code currency} and {@code amount}.
   */
  record Discounted(SaleId sale, Discount discount) implements SaleEvent {
    public Discounted {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(discount, "discount");
    }
  }

  /** {@code sale.couponShown}: {@code sale, coupon}. */
  record CouponShown(SaleId sale, String coupon) implements SaleEvent {
    public CouponShown {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(coupon, "coupon");
    }
  }

  /** {@code sale.memberIdentified}: {@code sale, member}. */
  record MemberIdentified(SaleId sale, String member) implements SaleEvent {
    public MemberIdentified {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(member, "member");
    }
  }

  /**
   * {@code sale.tendering}: {@code sale, points}, which is an object of {@code program, digest,
   * points, reasons} (a list of {@code rule, points, lines, text}) and {@code shares} (a list of
   * {@code line, points}), and what {@link CompletedSale} says besides; and {@code promotions},
   * where there are any, each as {@code sale.discounted} says.
   */
  record Tendering(SaleId sale, PointsQuote quote, List<Discount> promotions) implements SaleEvent {
    public Tendering {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(quote, "quote");
      promotions = List.copyOf(promotions);
    }

    /** Without promotions. */
    public Tendering(SaleId sale, PointsQuote quote) {
      this(sale, quote, List.of());
    }
  }

  /**
   * {@code sale.tendered}: {@code sale, currency, kind} (name of a {@link TenderKind}) {@code ,
   * amount, given, payment, card} (an object of {@code token, masked, keyId, entry}) {@code ,
   * authorization, points, rounding, cashback, tip, surcharge} (an object of {@code amount,
   * disclosure}) {@code , conversion} (an object of {@code id, local, currency, foreign, rate,
   * markUp, text, chosen}). What does not move is left out.
   */
  record Tendered(SaleId sale, TenderLine tender) implements SaleEvent {
    public Tendered {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(tender, "tender");
    }
  }

  /** {@code sale.taxExempted}: {@code sale, reason}. */
  record TaxExempted(SaleId sale, String reason) implements SaleEvent {
    public TaxExempted {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** {@code sale.suspended}: {@code sale, label}. */
  record Suspended(SaleId sale, String label) implements SaleEvent {
    public Suspended {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(label, "label");
    }
  }

  /** {@code sale.resumed}: {@code sale, operator}. */
  record Resumed(SaleId sale, String operator) implements SaleEvent {
    public Resumed {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(operator, "operator");
    }
  }

  /**
   * {@code sale.laidAway}: {@code sale, currency, instalments} (each {@code due, amount}) {@code ,
   * feeName, feeFixed, feeShare}.
   */
  record LaidAway(SaleId sale, LayawayPlan plan) implements SaleEvent {
    public LaidAway {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(plan, "plan");
    }
  }

  /** {@code sale.deposited}: as {@code sale.tendered}; a deposit on a layaway. */
  record Deposited(SaleId sale, TenderLine tender) implements SaleEvent {
    public Deposited {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(tender, "tender");
    }
  }

  /** {@code sale.layawayCancelled}: {@code sale, currency, fee, reason}; the fee is kept. */
  record LayawayCancelled(SaleId sale, Money fee, String reason) implements SaleEvent {
    public LayawayCancelled {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(fee, "fee");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** {@code sale.depositReturned}: as {@code sale.tendered}; a deposit that went back. */
  record DepositReturned(SaleId sale, TenderLine tender) implements SaleEvent {
    public DepositReturned {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(tender, "tender");
    }
  }

  /**
   * {@code sale.verificationAsked}: {@code sale, currency, amount, kind} (left out for a pay-out)
   * {@code , card} (a token) {@code , asked} (names of {@link Verification}s) {@code , reasons}
   * (codes). The sale waits.
   */
  record VerificationAsked(SaleId sale, Pause pause) implements SaleEvent {
    public VerificationAsked {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(pause, "pause");
    }
  }

  /**
   * {@code sale.verified}: {@code sale, verification, by, operator}; {@code by} is who was shown to
   * be there: a manager's id, or {@code customer}.
   */
  record Verified(SaleId sale, Verification verification, String by, String operator)
      implements SaleEvent {
    public Verified {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(verification, "verification");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(operator, "operator");
    }
  }

  /** {@code sale.verificationDropped}: {@code sale, reason}; it goes on without that tender. */
  record VerificationDropped(SaleId sale, String reason) implements SaleEvent {
    public VerificationDropped {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** {@code sale.tenderRemoved}: {@code sale, payment}; without a payment the latest cash. */
  record TenderRemoved(SaleId sale, @Nullable String payment) implements SaleEvent {
    public TenderRemoved {
      Objects.requireNonNull(sale, "sale");
    }
  }

  /** {@code sale.reopened}: {@code sale}. */
  record Reopened(SaleId sale) implements SaleEvent {
    public Reopened {
      Objects.requireNonNull(sale, "sale");
    }
  }

  /** {@code sale.completed}: the whole sale, as {@link CompletedSale} says. */
  record Completed(CompletedSale completed) implements SaleEvent {
    public Completed {
      Objects.requireNonNull(completed, "completed");
    }

    @Override
    public SaleId sale() {
      return completed.id();
    }
  }

  /** {@code sale.voided}: {@code sale, reason}. */
  record Voided(SaleId sale, String reason) implements SaleEvent {
    public Voided {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
