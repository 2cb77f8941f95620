package dev.tillwright.core.sale;

import dev.tillwright.core.basket.PointsQuote;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Which tender fits, and when a sale is paid. */
final class TenderRules {
  /** Room for the tenders, which come later, in the 1 MiB of a journal entry's payload. */
  private static final int MAX_UNPAID_PAYLOAD = 950_000;

  private TenderRules() {}

  static Decision begin(Sale sale, PointsQuote quote) {
    if (sale.basket().lines().isEmpty()) {
      return SaleRules.refuse(Refusal.EMPTY);
    }
    if (!fits(sale, quote)) {
      return SaleRules.refuse(Refusal.QUOTE_DOES_NOT_FIT);
    }
    String payload = CompletedSaleJson.write(sale.finish(Long.MAX_VALUE, quote));
    if (payload.getBytes(StandardCharsets.UTF_8).length > MAX_UNPAID_PAYLOAD) {
      return SaleRules.refuse(Refusal.TOO_LARGE);
    }
    return SaleRules.accept(sale, new SaleEvent.Tendering(sale.id(), quote));
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
    if (sale.tenders().size() >= Sale.MAX_TENDERS) {
      return SaleRules.refuse(Refusal.TOO_MANY_TENDERS);
    }
    if (!tender.amount().currency().equals(sale.basket().currency())) {
      return SaleRules.refuse(Refusal.CURRENCY_DIFFERS);
    }
    if (!whole(sale, tender)) {
      return SaleRules.refuse(Refusal.TENDER_NOT_WHOLE);
    }
    if (tender.payment() != null && SaleFold.lastTender(sale.tenders(), tender.payment()) >= 0) {
      return SaleRules.refuse(Refusal.PAYMENT_USED);
    }
    boolean change = tender.change().isPositive();
    boolean givesChange = tender.kind() == TenderKind.CASH && !sale.kind().isReturn();
    if (tender.amount().compareTo(sale.due()) > 0 || change && !givesChange) {
      return SaleRules.refuse(Refusal.OVERPAID);
    }
    return tender.given().minor() > Sale.MAX_AMOUNT * 100
        ? SaleRules.refuse(Refusal.AMOUNT_TOO_LARGE)
        : SaleRules.accept(sale, new SaleEvent.Tendered(sale.id(), tender));
  }

  private static boolean whole(Sale sale, TenderLine tender) {
    boolean cash = tender.kind() == TenderKind.CASH;
    boolean card = tender.kind() == TenderKind.CARD;
    boolean points = tender.kind() == TenderKind.POINTS;
    // A small part of a points tender may be worth no whole point when it goes back.
    long fewest = points && !sale.kind().isReturn() ? 1 : 0;
    String payment = tender.payment();
    return (cash ? payment == null : payment != null && Wording.says(payment, Wording.CODE))
        && card == (tender.card() != null)
        && tender.points() >= fewest
        && (points || tender.points() == 0)
        && Wording.fits(tender.authorizationCode(), Wording.CODE)
        && (tender.card() == null || Wording.says(tender.card().keyId(), Wording.KEY));
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
