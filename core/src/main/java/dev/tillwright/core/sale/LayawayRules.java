package dev.tillwright.core.sale;

import dev.tillwright.core.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Which step fits a sale that is laid away, or a layaway that is given up. */
final class LayawayRules {
  private LayawayRules() {}

  static Decision layAway(Sale sale, LayawayPlan plan) {
    if (sale.kind() != SaleKind.SALE) {
      return SaleRules.refuse(Refusal.ONLY_SALES_LAID_AWAY);
    }
    if (!sale.tenders().isEmpty()) {
      return SaleRules.refuse(Refusal.TENDERS_LEFT);
    }
    if (!Wording.says(plan.fee().name(), Wording.REFERENCE)) {
      return SaleRules.refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    return fits(sale, plan)
        ? SaleRules.accept(sale, new SaleEvent.LaidAway(sale.id(), plan))
        : SaleRules.refuse(Refusal.LAYAWAY_DOES_NOT_FIT);
  }

  private static boolean fits(Sale sale, LayawayPlan plan) {
    if (plan.instalments().isEmpty()
        || plan.instalments().size() > LayawayPlan.MAX_INSTALMENTS
        || !plan.fee().fixed().currency().equals(sale.basket().currency())) {
      return false;
    }
    Money left = sale.total();
    LocalDate before = LocalDate.MIN;
    for (LayawayPlan.Instalment each : plan.instalments()) {
      Money amount = each.amount();
      if (!amount.currency().equals(left.currency())
          || !amount.isPositive()
          || amount.compareTo(left) > 0
          || !each.due().isAfter(before)) {
        return false;
      }
      left = left.minus(amount);
      before = each.due();
    }
    return left.isZero();
  }

  static Decision whileLaidAway(Sale sale, SaleCommand command) {
    if (command instanceof SaleCommand.Tender it) {
      Refusal against = TenderRules.against(sale, it.tender());
      return against == null
          ? SaleRules.accept(sale, new SaleEvent.Deposited(sale.id(), it.tender()))
          : SaleRules.refuse(against);
    }
    if (command instanceof SaleCommand.Complete it) {
      return TenderRules.complete(sale, it.receipt());
    }
    if (command instanceof SaleCommand.CancelLayaway it) {
      return cancel(sale, it.reason());
    }
    if (command instanceof SaleCommand.AskVerification it) {
      return PauseRules.ask(sale, it.pause());
    }
    return SaleRules.refuse(SaleRules.elsewhere(command, Refusal.LAID_AWAY));
  }

  private static Decision cancel(Sale sale, String reason) {
    if (!Wording.says(reason, Wording.REASON)) {
      return SaleRules.refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    if (sale.due().isZero()) {
      return SaleRules.refuse(Refusal.OVERPAID);
    }
    Money fee = sale.plan().orElseThrow().fee().of(sale.paid());
    return andEnd(sale, new SaleEvent.LayawayCancelled(sale.id(), fee, reason), reason);
  }

  static Decision whileCancelling(Sale sale, SaleCommand command) {
    if (!(command instanceof SaleCommand.PayBack it)) {
      return SaleRules.refuse(SaleRules.elsewhere(command, Refusal.CANCELLING));
    }
    Refusal against = TenderRules.against(sale, it.tender());
    return against == null
        ? andEnd(sale, new SaleEvent.DepositReturned(sale.id(), it.tender()), "layaway given up")
        : SaleRules.refuse(against);
  }

  /** With nothing left to pay back, the sale is given up in the same step. */
  private static Decision andEnd(Sale sale, SaleEvent event, String reason) {
    List<SaleEvent> events = new ArrayList<>();
    events.add(event);
    Sale next = sale.apply(event);
    if (next.due().isZero()) {
      SaleEvent end = new SaleEvent.Voided(sale.id(), reason);
      events.add(end);
      next = next.apply(end);
    }
    return new Decision.Accepted(events, next);
  }
}
