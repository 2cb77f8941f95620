package dev.tillwright.core.receipt;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What one sale puts between the head and the foot of its receipt. */
final class SaleSection {
  private static final String INDENT = "  ";
  // With more lines than this, three blocks each would be more than a document holds.
  private static final int MAX_ROOMY_LINES = 1_000;
  private static final Quantity ONE = Quantity.of(1);

  private final Paper paper;
  private final Labels labels;
  private final CompletedSale sale;
  private final Map<String, CardFacts> cards;
  private final boolean compact;

  SaleSection(Paper paper, Labels labels, CompletedSale sale, Map<String, CardFacts> cards) {
    this.paper = paper;
    this.labels = labels;
    this.sale = sale;
    this.cards = cards;
    this.compact = sale.lines().size() > MAX_ROOMY_LINES;
  }

  void print(ZonedDateTime at) {
    paper.pair(labels.of(Label.RECEIPT), Long.toString(sale.receipt()), Style.BOLD);
    body(at);
    change();
    taxes();
    points();
  }

  /** The same of a sale that is not finished: it has no number, and something may be due. */
  void preview(ZonedDateTime at, Money due) {
    body(at);
    if (!due.isZero()) {
      paper.pair(labels.of(Label.STILL_DUE), due.toString(), Style.BOLD);
    }
    taxes();
    points();
  }

  private void body(ZonedDateTime at) {
    numbers(at);
    paper.rule();
    sale.lines().forEach(this::line);
    paper.rule();
    totals();
    new TenderSection(paper, labels, cards).print(sale);
  }

  private void taxes() {
    paper.rule().rows(sale.taxes().stream().map(this::tax).toList());
  }

  private void numbers(ZonedDateTime at) {
    paper.pair(labels.of(Label.SALE), sale.id().toString());
    if (sale.channel() != null) {
      paper.pair(labels.of(Label.CHANNEL), sale.channel());
    }
    if (!sale.reference().isEmpty()) {
      paper.pair(labels.of(Label.REFERENCE), sale.reference());
    }
    if (sale.origin() != null) {
      Label of =
          switch (sale.kind()) {
            case EXCHANGE -> Label.EXCHANGE_OF;
            case VOID -> Label.VOID_OF;
            default -> Label.RETURN_OF;
          };
      paper.pair(labels.of(of), sale.origin().toString());
    }
    paper
        .pair(labels.of(Label.DATE), Paper.time(at))
        .pair(labels.of(Label.OPERATOR), sale.operator());
    if (sale.member() != null) {
      paper.pair(labels.of(Label.MEMBER), hidden(sale.member()));
    }
  }

  /** A receipt that is left behind must not be a membership card. */
  static String hidden(String member) {
    int shown = Math.min(4, member.length() / 2);
    return "***" + member.substring(member.length() - shown);
  }

  private void line(CompletedLine completed) {
    PricedLine priced = completed.priced();
    Line line = priced.line();
    Item item = line.item();
    boolean back = sale.kind() == SaleKind.EXCHANGE && sale.cameBack(completed);
    String named = item.name().isBlank() ? item.code() : item.name();
    String name = back ? labels.of(Label.CAME_BACK) + " " + named : named;
    String amount = signed(back, priced.list()).decimal() + " " + codes(item);
    if (line.quantity().equals(ONE) && item.unit().isEmpty()) {
      paper.pair(name, amount);
    } else {
      String each = measured(line) + " " + labels.of(Label.EACH) + " " + item.price().decimal();
      if (compact) {
        paper.pair(name + " " + each, amount);
      } else {
        paper.text(name).pair(INDENT + each, amount);
      }
    }
    sale.discounts().stream()
        .filter(it -> Objects.equals(it.discount().line(), line.number()))
        .forEach(it -> discount(INDENT, it));
    // A line of a return has its share of discounts that stood on the sale.
    if (sale.cameBack(completed) && !priced.discount().isZero()) {
      paper.pair(INDENT + labels.of(Label.DISCOUNT), signed(!back, priced.discount()).decimal());
    }
  }

  /** How much, with the unit of what is measured: {@code "0.742 kg"}. */
  static String measured(Line line) {
    String unit = line.item().unit();
    return unit.isEmpty() ? line.quantity().toString() : line.quantity() + " " + unit;
  }

  private static Money signed(boolean negative, Money amount) {
    return negative ? amount.negate() : amount;
  }

  private static String codes(Item item) {
    return String.join(" ", item.taxes().stream().map(TaxRate::code).toList());
  }

  private void discount(String indent, AppliedDiscount applied) {
    Discount discount = applied.discount();
    StringBuilder text = new StringBuilder(indent).append(labels.of(Label.DISCOUNT));
    if (discount.percent() != null) {
      text.append(' ').append(discount.percent());
    }
    if (discount.coupon() != null) {
      text.append(' ').append(labels.of(Label.COUPON));
    }
    text.append(": ").append(discount.reason());
    paper.pair(text.toString(), applied.amount().negate().decimal());
  }

  private void totals() {
    if (!sale.discount().isZero()) {
      paper.pair(labels.of(Label.SUBTOTAL), sale.subtotal().decimal());
      sale.discounts().stream()
          .filter(it -> it.discount().line() == null)
          .forEach(it -> discount("", it));
      paper.pair(labels.of(Label.DISCOUNTS), sale.discount().negate().decimal());
    }
    exemption();
    addedTax();
    Label total = sale.paidOut() ? Label.REFUND_TOTAL : Label.TOTAL;
    Money amount = signed(sale.total().isNegative(), sale.total());
    paper.pair(labels.of(total), amount.toString(), Style.LARGE);
  }

  private void exemption() {
    Money exempted = exempted();
    if (sale.exemption() != null) {
      paper.text(labels.of(Label.TAX_EXEMPT) + ": " + sale.exemption());
    }
    if (!exempted.isZero()) {
      paper.pair(labels.of(Label.TAX_EXEMPT), exempted.negate().decimal());
    }
  }

  private Money exempted() {
    Money sum = Money.zero(sale.total().currency());
    for (CompletedLine line : sale.lines()) {
      boolean less = sale.kind() == SaleKind.EXCHANGE && sale.cameBack(line);
      sum = sum.plus(signed(less, line.priced().exempted()));
    }
    return sum;
  }

  private void addedTax() {
    Money added = sale.total().minus(sale.subtotal()).plus(sale.discount()).plus(exempted());
    if (!added.isZero()) {
      paper.pair(labels.of(Label.TAX) + " (" + labels.of(Label.TAX_ADDED) + ")", added.decimal());
    }
  }

  private void change() {
    if (!sale.change().isZero()) {
      paper.pair(labels.of(Label.CHANGE), sale.change().decimal(), Style.BOLD);
    }
  }

  private Pair tax(TaxLine row) {
    String how = labels.of(row.rate().included() ? Label.TAX_INCLUDED : Label.TAX_ADDED);
    String net = labels.of(Label.NET) + " " + row.net().decimal();
    String left =
        labels.of(Label.TAX)
            + " "
            + row.rate().code()
            + " "
            + row.rate().rate()
            + " ("
            + how
            + "), "
            + net;
    return new Pair(left, row.tax().decimal(), Style.NORMAL);
  }

  private void points() {
    PointsQuote quote = sale.points();
    if (quote.points() > 0 || !quote.reasons().isEmpty()) {
      List<Pair> reasons = quote.reasons().stream().map(SaleSection::reason).toList();
      paper
          .rule()
          .pair(labels.of(Label.POINTS_EARNED), Long.toString(quote.points()), Style.BOLD)
          .rows(reasons);
    }
    long moved =
        sale.tenders().stream()
            .filter(it -> it.kind() == TenderKind.POINTS)
            .mapToLong(TenderLine::points)
            .sum();
    if (moved != 0) {
      Label how = sale.paidOut() ? Label.POINTS_RETURNED : Label.POINTS_USED;
      paper.pair(labels.of(how), Long.toString(moved));
    }
  }

  private static Pair reason(PointsQuote.Reason reason) {
    String sign = reason.points() > 0 ? "+" : "";
    return new Pair(INDENT + reason.text(), sign + reason.points(), Style.NORMAL);
  }
}
