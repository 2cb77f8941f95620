package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Withheld;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a part of a refund for points that the goods had earned and that are spent already, where
 * the points program says so. Points that come back with the same return fill the hole first, so
 * they go back before anything is withheld. Nothing is withheld that was not shown; of an exchange
 * and of a void nothing is. One return of a member that withholds is paid out at a time.
 */
final class Withholding {
  private final Books books;
  private final Checkout checkout;
  private final Origins origins;
  private final PayBack back;
  private final @Nullable PointsCounter points;

  Withholding(Books books, Checkout checkout, Origins origins, PayBack back) {
    this.books = books;
    this.checkout = checkout;
    this.origins = origins;
    this.back = back;
    this.points = checkout.points();
  }

  /** The points that go back, and what is withheld beside them. */
  private record Plan(List<TenderLine> points, Withheld withheld) {}

  /** What a return comes to as it stands. */
  Refund refund(Ticket ticket) {
    if (!ticket.sale().kind().isReturn()) {
      throw new RefusedException("sale.isSale", "a sale is paid, not paid out");
    }
    Money goods = ticket.sale().total();
    Withheld withheld = plan(ticket).map(Plan::withheld).orElse(done(ticket.sale()));
    return new Refund(goods, withheld.amount(), withheld.points());
  }

  /** What a return that is being paid out has withheld already. */
  private static Withheld done(Sale sale) {
    return sale.tenders().stream()
        .filter(tender -> tender.kind() == TenderKind.WITHHELD)
        .findFirst()
        .map(tender -> new Withheld(tender.points(), tender.amount()))
        .orElse(Withheld.nothing(sale.basket().currency()));
  }

  private Optional<Plan> plan(Ticket ticket) {
    Sale sale = ticket.sale();
    if (points == null || sale.kind() != SaleKind.RETURN || !sale.tenders().isEmpty()) {
      return Optional.empty();
    }
    List<CompletedSale> chain = origins.chain(ticket);
    Money money = sale.due();
    for (CompletedSale original : chain) {
      for (TenderLine line : PayBack.of(original, TenderKind::byHost)) {
        money = money.minus(back.byCard(sale, original, line).min(money));
      }
    }
    List<TenderLine> lines = points(chain, money);
    money = sale.due();
    long pointsBack = 0;
    for (TenderLine line : lines) {
      money = money.minus(line.amount());
      pointsBack = Math.addExact(pointsBack, line.points());
    }
    Withheld withheld = points.withheld(sale.asItStands(), pointsBack, money);
    return withheld.points() == 0 ? Optional.empty() : Optional.of(new Plan(lines, withheld));
  }

  /** The points that go back towards what no card can be given. */
  private List<TenderLine> points(List<CompletedSale> chain, Money towards) {
    List<TenderLine> lines = new ArrayList<>();
    Money left = towards;
    for (CompletedSale original : chain) {
      for (TenderLine line : PayBack.of(original, TenderKind.POINTS::equals)) {
        Optional<TenderLine> part = back.points(original, line, left);
        if (part.isPresent()) {
          lines.add(part.get());
          left = left.minus(part.get().amount());
        }
      }
    }
    return lines;
  }

  /**
   * Withholds what is to be withheld, once. Under the lock of the checkout.
   *
   * @param shown what the customer was shown; {@code null} for nothing
   * @return the end of the return, or why it is not paid out; empty when it goes on
   */
  Optional<Outcome> withhold(Ticket ticket, @Nullable Refund shown) {
    if (points == null
        || ticket.sale().kind() != SaleKind.RETURN
        || !ticket.sale().tenders().isEmpty()) {
      return Optional.empty();
    }
    Optional<Outcome> other = origins.withheld(ticket);
    if (other.isPresent()) {
      return other;
    }
    Optional<Plan> plan = plan(ticket);
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    Withheld withheld = plan.get().withheld();
    if (shown == null || shown.withheld().compareTo(withheld.amount()) < 0) {
      return Optional.of(
          new Outcome.Declined(
              "refund.withholds",
              refund(ticket).sentence() + "; show this first, then pay out what was shown"));
    }
    List<TenderLine> lines = new ArrayList<>(plan.get().points());
    lines.add(TenderLine.withheld(withheld.amount(), withheld.points()));
    List<Draft> drafts = new ArrayList<>();
    Checkout.Step step = new Checkout.Step(ticket.sale(), List.of(), Optional.empty());
    for (TenderLine line : lines) {
      step = checkout.tender(step.next(), line);
      drafts.addAll(step.drafts());
    }
    books.append(drafts); // all of them or none: a crash in between withholds nothing by surprise
    Outcome.Approved arrived =
        checkout.arrived(ticket, step, Money.zero(withheld.amount().currency()), false);
    return Optional.of(arrived).filter(it -> it.sale().isPresent()).map(Outcome.class::cast);
  }
}
