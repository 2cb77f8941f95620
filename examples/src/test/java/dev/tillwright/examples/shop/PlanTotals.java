package dev.tillwright.examples.shop;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan's steps come to: the fold that a till's journal has to end in. */
final class PlanTotals {
  long sales;
  long returns;
  long adjustments;
  long saleLines;
  long grossMinor;
  long memberGrossMinor;
  long refundedMinor;
  long withoutReceiptMinor;
  long anonymousSales;
  final Set<String> members = new HashSet<>();

  static PlanTotals of(Path file, Days days) {
    PlanTotals totals = new PlanTotals();
    try (ShopPlan plan = ShopPlan.open(file, days, House.ENGLISH.currency())) {
      for (Step step = plan.next(); step != null; step = plan.next()) {
        totals.add(step);
      }
    }
    return totals;
  }

  void add(Step step) {
    if (step instanceof Step.Sale sale) {
      sales++;
      saleLines += sale.lines().size();
      grossMinor += sale.total().minor();
      sold(sale.customer(), sale.total().minor());
    } else if (step instanceof Step.Return back) {
      returns++;
      refundedMinor += back.matchedMinor() + back.unmatchedMinor();
      withoutReceiptMinor += back.unmatchedMinor();
    } else if (step instanceof Step.Adjustment adjustment && adjustment.wholeInvoice()) {
      adjustments++;
    }
  }

  private void sold(@Nullable String customer, long minor) {
    if (customer == null) {
      anonymousSales++;
    } else {
      memberGrossMinor += minor;
      members.add(customer);
    }
  }
}
