package dev.tillwright.core.sale;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An exchange as a return and a sale. */
final class ExchangeParts {
  private final CompletedSale sale;
  private final List<CompletedLine> back;
  private final List<CompletedLine> out;

  ExchangeParts(CompletedSale sale) {
    this.sale = sale;
    this.back = sale.lines().stream().filter(sale::cameBack).toList();
    this.out = sale.lines().stream().filter(it -> !sale.cameBack(it)).toList();
  }

  List<CompletedSale> parts() {
    Money credit = sum(back, PricedLine::total).min(sum(out, PricedLine::total));
    List<CompletedSale> parts = new ArrayList<>(2);
    if (!back.isEmpty()) {
      parts.add(part(SaleKind.RETURN, back, credit, sale.paidOut()));
    }
    if (!out.isEmpty()) {
      parts.add(part(SaleKind.SALE, out, credit, !sale.paidOut()));
    }
    return parts;
  }

  private CompletedSale part(
      SaleKind kind, List<CompletedLine> lines, Money credit, boolean tendered) {
    boolean sells = kind == SaleKind.SALE;
    List<TenderLine> tenders = new ArrayList<>(tendered ? sale.tenders() : List.of());
    if (credit.isPositive()) {
      tenders.add(
          new TenderLine(TenderKind.EXCHANGE, credit, credit, sale.id().toString(), null, "", 0));
    }
    List<AppliedDiscount> discounts = sells ? sale.discounts() : List.of();
    @Nullable SaleId origin = sells ? null : sale.origin();
    return new CompletedSale(
        sale.id(),
        kind,
        sale.receipt(),
        sale.operator(),
        sale.reference(),
        origin,
        sale.member(),
        lines,
        discounts,
        TaxLine.table(lines.stream().map(CompletedLine::priced).toList()),
        sum(lines, PricedLine::list),
        sum(lines, PricedLine::discount),
        sum(lines, PricedLine::tax),
        sum(lines, PricedLine::total),
        tenders,
        sells ? sale.points() : PointsQuote.NOTHING,
        sells ? sale.exemption() : null,
        0,
        sale.channel());
  }

  private Money sum(List<CompletedLine> lines, Function<PricedLine, Money> amount) {
    Money sum = Money.zero(sale.total().currency());
    for (CompletedLine line : lines) {
      sum = sum.plus(amount.apply(line.priced()));
    }
    return sum;
  }
}
