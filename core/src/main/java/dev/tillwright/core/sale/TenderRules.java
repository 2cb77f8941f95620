package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.CashRounding;
import dev.tillwright.core.money.Money;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tender fits, and when a sale is paid. */
final class TenderRules {
  /** Room for the tenders, which come later, in the 1 MiB of a journal entry's payload. */
  private static final int MAX_UNPAID_PAYLOAD = 950_000;

  private TenderRules() {}

  static Decision begin(Sale sale, SaleCommand.BeginTender command) {
    PointsQuote quote = command.quote();
    if (sale.basket().lines().isEmpty() && sale.back().lines().isEmpty()) {
      return SaleRules.refuse(Refusal.EMPTY);
    }
    if (!fits(sale, quote)) {
      return SaleRules.refuse(Refusal.QUOTE_DOES_NOT_FIT);
    }
    Refusal against = against(sale, command.promotions());
    if (against != null) {
      return SaleRules.refuse(against);
    }
    SaleEvent.Tendering event = new SaleEvent.Tendering(sale.id(), quote, command.promotions());
    Sale locked = sale.apply(event);
    String payload = CompletedSaleJson.write(locked.finish(Long.MAX_VALUE, quote));
    if (payload.getBytes(StandardCharsets.UTF_8).length > MAX_UNPAID_PAYLOAD) {
      return SaleRules.refuse(Refusal.TOO_LARGE);
    }
    return SaleRules.accept(sale, event);
  }

  /** An outside quote is trusted no further than a cashier's discount. */
  private static @Nullable Refusal against(Sale sale, List<Discount> promotions) {
    if (promotions.isEmpty()) {
      return null;
    }
    if (sale.kind().isReturn()) {
      return Refusal.NO_DISCOUNT_ON_RETURN;
    }
    if (promotions.size() > Sale.MAX_PROMOTIONS) {
      return Refusal.TOO_MANY_DISCOUNTS;
    }
    for (Discount promotion : promotions) {
      Refusal against = SaleRules.against(sale.basket(), promotion);
      if (against != null) {
        return against;
      }
    }
    return null;
  }

  private static boolean fits(Sale sale, PointsQuote quote) {
    if (sale.kind().isReturn()) {
      return quote.equals(PointsQuote.NOTHING);
    }
    BigInteger shares = BigInteger.ZERO;
    for (PointsQuote.Share share : quote.shares()) {
      if (!sale.basket().has(share.line())) {
        return false;
      }
      shares = shares.add(BigInteger.valueOf(share.points()));
    }
    BigInteger reasons = BigInteger.ZERO;
    for (PointsQuote.Reason reason : quote.reasons()) {
      reasons = reasons.add(BigInteger.valueOf(reason.points()));
    }
    BigInteger points = BigInteger.valueOf(quote.points());
    return shares.equals(points) && reasons.equals(points);
  }

  static Decision tender(Sale sale, TenderLine tender) {
    Refusal against = against(sale, tender);
    return against == null
        ? SaleRules.accept(sale, new SaleEvent.Tendered(sale.id(), tender))
        : SaleRules.refuse(against);
  }

  /** What speaks against one more tender, deposit or pay-out. */
  static @Nullable Refusal against(Sale sale, TenderLine tender) {
    List<TenderLine> there =
        sale.state() == Sale.State.CANCELLING ? sale.paidBack() : sale.tenders();
    if (there.size() >= Sale.MAX_TENDERS) {
      return Refusal.TOO_MANY_TENDERS;
    }
    if (!tender.amount().currency().equals(sale.basket().currency())) {
      return Refusal.CURRENCY_DIFFERS;
    }
    if (!whole(sale, tender)) {
      return Refusal.TENDER_NOT_WHOLE;
    }
    if (tender.payment() != null && SaleFold.lastTender(there, tender.payment()) >= 0) {
      return Refusal.PAYMENT_USED;
    }
    boolean change = tender.change().isPositive();
    boolean givesChange = tender.kind() == TenderKind.CASH && !sale.paysOut();
    if (tender.amount().compareTo(sale.due()) > 0 || change && !givesChange) {
      return Refusal.OVERPAID;
    }
    if (tender.given().minor() > Sale.MAX_AMOUNT * 100) {
      return Refusal.AMOUNT_TOO_LARGE;
    }
    if (!extrasFit(sale, tender)) {
      return Refusal.EXTRAS_DO_NOT_FIT;
    }
    return payable(sale, tender) ? null : Refusal.CASH_NOT_PAYABLE;
  }

  private static boolean whole(Sale sale, TenderLine tender) {
    boolean cash = tender.kind() == TenderKind.CASH;
    boolean card = tender.kind() == TenderKind.CARD || tender.kind() == TenderKind.GIFT;
    boolean withheld = tender.kind() == TenderKind.WITHHELD;
    boolean points = tender.kind() == TenderKind.POINTS || withheld;
    // A small part of a points tender may be worth no whole point when it goes back.
    long fewest = withheld || points && !sale.paysOut() ? 1 : 0;
    String payment = tender.payment();
    boolean elsewhere = tender.kind() == TenderKind.CHANNEL;
    return tender.kind() != TenderKind.EXCHANGE
        && (!elsewhere || sale.channel().isPresent())
        && (!withheld || sale.kind() == SaleKind.RETURN)
        && (cash || withheld
            ? payment == null
            : payment != null && Wording.says(payment, Wording.CODE))
        && (card == (tender.card() != null) || tender.kind() == TenderKind.WALLET)
        && tender.points() >= fewest
        && (points || tender.points() == 0)
        && Wording.fits(tender.authorizationCode(), Wording.CODE)
        && (tender.card() == null || Wording.says(tender.card().keyId(), Wording.KEY));
  }

  private static boolean extrasFit(Sale sale, TenderLine tender) {
    TenderExtras extras = tender.extras();
    boolean charges =
        !extras.cashback().isZero() || !extras.tip().isZero() || extras.surcharge() != null;
    Conversion conversion = extras.conversion();
    if (!charges && conversion == null) {
      return true;
    }
    if (!tender.kind().byHost() || sale.paysOut() && sale.kind() != SaleKind.VOID) {
      return false;
    }
    Surcharge surcharge = extras.surcharge();
    return (surcharge == null || Wording.says(surcharge.disclosure(), Wording.REASON))
        && (conversion == null || fits(conversion.quote(), tender));
  }

  private static boolean fits(Conversion.Quote quote, TenderLine tender) {
    return quote.local().equals(tender.charged())
        && quote.foreign().minor() <= Sale.MAX_AMOUNT * 100
        && Wording.says(quote.id(), Wording.CODE)
        && Wording.says(quote.text(), Wording.REASON);
  }

  /**
   * Whether the coins of the terms can pay it. A part of what is due is paid as it is; what covers
   * all of it is rounded. Money that goes out in several returns is rounded over all of them, so
   * there only its size is known here.
   */
  private static boolean payable(Sale sale, TenderLine tender) {
    Money rounding = tender.extras().rounding();
    CashRounding cash = sale.terms().cash();
    Money coin = cash.smallest();
    boolean covers = tender.amount().equals(sale.due());
    if (tender.kind() != TenderKind.CASH || coin == null || !covers) {
      return rounding.isZero();
    }
    if (sale.paysOut()) {
      boolean small = Math.abs(rounding.minor()) < coin.minor();
      return small && cash.payable(tender.charged());
    }
    boolean exact = rounding.isZero() && cash.exactAccepted();
    return exact || rounding.equals(cash.difference(tender.amount()));
  }

  static Decision complete(Sale sale, long receipt) {
    if (!sale.due().isZero()) {
      return SaleRules.refuse(Refusal.NOT_FULLY_PAID);
    }
    if (receipt < 1) {
      return SaleRules.refuse(Refusal.RECEIPT_NUMBER_WRONG);
    }
    return SaleRules.accept(sale, new SaleEvent.Completed(sale.finish(receipt, sale.quote())));
  }
}
