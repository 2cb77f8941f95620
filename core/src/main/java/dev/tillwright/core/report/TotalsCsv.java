package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import org.jspecify.annotations.Nullable;

/** An X or a Z as CSV, one figure a line. */
final class TotalsCsv {
  private final DayTotals day;
  private final StringBuilder csv = new StringBuilder();

  TotalsCsv(DayTotals day) {
    this.day = day;
  }

  String text() {
    csv.append(ReportExport.line("terminal", "z", "currency", "figure", "of", "count", "amount"));
    day.currencies().forEach(this::totals);
    return csv.toString();
  }

  private void totals(SalesTotals it) {
    figure(it, "sales", "", it.sales(), it.gross());
    figure(it, "returns", "", it.returns(), it.refunded());
    figure(
        it, "returnsWithoutReceipt", "", it.returnsWithoutReceipt(), it.refundedWithoutReceipt());
    figure(it, "voids", "", it.voids(), it.voided());
    figure(it, "discount", "", null, it.discount());
    figure(it, "lines", "", it.lines(), null);
    figure(it, "anonymousSales", "", it.anonymousSales(), null);
    figure(it, "pointsEarned", "", it.pointsEarned(), null);
    figure(it, "pointsUsed", "", it.pointsUsed(), null);
    for (TaxTotal tax : it.taxes()) {
      String rate = tax.rate().code() + " " + tax.rate().rate();
      figure(it, "net", rate, null, tax.net());
      figure(it, "tax", rate, null, tax.tax());
      figure(it, "returnedNet", rate, null, tax.returnedNet());
      figure(it, "returnedTax", rate, null, tax.returnedTax());
    }
    for (TenderTotal tender : it.tenders()) {
      figure(it, "in", tender.kind().name(), tender.payments(), tender.in());
      figure(it, "out", tender.kind().name(), tender.payouts(), tender.out());
    }
    for (SalesRow row : it.operators()) {
      figure(it, "operatorSales", row.key(), row.sales(), row.gross());
      figure(it, "operatorReturns", row.key(), row.returns(), row.refunded());
    }
    cash(it, it.cash());
    charges(it, it.charges());
  }

  private void cash(SalesTotals it, CashTotals cash) {
    figure(it, "cashTaken", "", null, cash.taken());
    figure(it, "cashPaidBack", "", null, cash.paidBack());
    figure(it, "cashback", "", null, cash.cashback());
    figure(it, "paidIn", "", null, cash.paidIn());
    figure(it, "paidOut", "", null, cash.paidOut());
    figure(it, "drawerOpens", "", cash.opens(), null);
    figure(it, "cashExpected", "", null, cash.expected());
  }

  private void charges(SalesTotals it, ChargeTotals charges) {
    figure(it, "rounding", "", null, charges.rounding());
    figure(it, "tips", "", null, charges.tips());
    figure(it, "surcharges", "", null, charges.surcharges());
    figure(it, "deposits", "", null, charges.deposits());
    figure(it, "depositsBack", "", null, charges.depositsBack());
    figure(it, "layawayFees", "", null, charges.fees());
    if (!charges.giftSold().isZero() || !charges.giftBack().isZero()) {
      figure(it, "giftSold", "", null, charges.giftSold());
      figure(it, "giftBack", "", null, charges.giftBack());
    }
  }

  private void figure(
      SalesTotals of, String figure, String what, @Nullable Long count, @Nullable Money amount) {
    csv.append(
        ReportExport.line(
            day.terminal(),
            Long.toString(day.number()),
            of.currency().getCurrencyCode(),
            figure,
            ReportExport.text(what),
            count == null ? "" : count.toString(),
            amount == null ? "" : amount.decimal()));
  }
}
