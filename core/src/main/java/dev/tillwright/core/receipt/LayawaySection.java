package dev.tillwright.core.receipt;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.sale.LayawayPlan;
import dev.tillwright.core.sale.Sale;
import java.time.ZonedDateTime;

/** What a layaway puts between the head and the foot of its slip: goods, deposits, what is due. */
final class LayawaySection {
  private static final String INDENT = "  ";

  private final Paper paper;
  private final Labels labels;
  private final Sale sale;
  private final LayawayPlan plan;

  LayawaySection(Paper paper, Labels labels, Sale sale, LayawayPlan plan) {
    this.paper = paper;
    this.labels = labels;
    this.sale = sale;
    this.plan = plan;
  }

  void print(ZonedDateTime at) {
    paper.pair(labels.of(Label.SALE), sale.id().toString(), Style.BOLD);
    if (!sale.reference().isEmpty()) {
      paper.pair(labels.of(Label.REFERENCE), sale.reference());
    }
    paper
        .pair(labels.of(Label.DATE), Paper.time(at))
        .pair(labels.of(Label.OPERATOR), sale.operator());
    sale.member().ifPresent(it -> paper.pair(labels.of(Label.MEMBER), SaleSection.hidden(it)));
    paper.rule();
    sale.totals().lines().forEach(this::line);
    paper.rule();
    Money off = sale.totals().discount();
    if (!off.isZero()) {
      paper.pair(labels.of(Label.DISCOUNTS), off.negate().decimal());
    }
    paper.pair(labels.of(Label.TOTAL), sale.total().toString(), Style.LARGE);
    deposits();
    paper.rule();
    sale.fee().ifPresentOrElse(this::givenUp, this::agreed);
  }

  private void line(PricedLine priced) {
    Line line = priced.line();
    String named = line.item().name();
    String name = named.isBlank() ? line.item().code() : named;
    String each = labels.of(Label.EACH) + " " + line.item().price().decimal();
    paper.pair(name + " " + SaleSection.measured(line) + " " + each, priced.list().decimal());
  }

  private void deposits() {
    TenderSection tenders = new TenderSection(paper, labels);
    sale.tenders().forEach(it -> tenders.tender(it, false, true));
    paper.pair(labels.of(Label.PAID_SO_FAR), sale.paid().toString(), Style.BOLD);
  }

  private void agreed() {
    paper.pair(labels.of(Label.STILL_DUE), sale.due().toString(), Style.BOLD);
    Money paid = sale.paid();
    for (LayawayPlan.Instalment each : plan.instalments()) {
      Money covered = paid.min(each.amount());
      Money rest = each.amount().minus(covered);
      if (!rest.isZero()) {
        paper.pair(INDENT + labels.of(Label.DUE_BY) + " " + each.due(), rest.decimal());
      }
      paid = paid.minus(covered);
    }
    LayawayPlan.Fee fee = plan.fee();
    paper.text(
        labels.of(Label.KEPT_IF_GIVEN_UP)
            + ": "
            + fee.name()
            + ", "
            + fee.fixed().decimal()
            + " + "
            + fee.share());
  }

  private void givenUp(Money kept) {
    paper.pair(labels.of(Label.KEPT) + ": " + plan.fee().name(), kept.decimal());
    TenderSection tenders = new TenderSection(paper, labels);
    sale.paidBack().forEach(it -> tenders.tender(it, true, false));
    if (!sale.due().isZero()) {
      paper.pair(labels.of(Label.STILL_DUE), sale.due().toString(), Style.BOLD);
    }
  }
}
