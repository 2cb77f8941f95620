package dev.tillwright.examples.award;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.loyalty.engine.Award;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.guard.Activity;
import dev.tillwright.loyalty.guard.GuardRules;
import dev.tillwright.loyalty.guard.MemoryHistory;
import dev.tillwright.loyalty.guard.Verdict;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Terms;
import dev.tillwright.loyalty.program.Worth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays the elements of a file through the engine and the ledger, one after another. */
final class AwardRun {
  private final Program program;
  private final PointsEngine engine;
  private final LedgerBooks books;
  private final GuardRules signals;
  private final MemoryHistory history = new MemoryHistory();
  private final TallyLog tallies = new TallyLog();
  private final Map<String, Sold> sold = new HashMap<>();
  private long numbers;

  /** A sale that was played. */
  private record Sold(
      Ticket ticket, SaleId id, Purchase purchase, SoldGoods goods, int before, long burned) {}

  AwardRun(Program program, Locale language, SalesFile file, LedgerBooks books) {
    this.program = program;
    this.engine = PointsEngine.compile(program, language);
    this.books = books;
    this.signals = file.signals().orElseGet(() -> new GuardRules(List.of()));
    file.staff().forEach((operator, own) -> own.forEach(m -> history.staff(operator, m)));
  }

  void play(Ticket ticket, Consumer<String> line) {
    books.at(ticket.at());
    Played played =
        switch (ticket.kind()) {
          case SALE -> sale(ticket);
          case RETURN -> comesBack(ticket);
          case HOLD, CAPTURE, RELEASE -> hold(ticket);
        };
    line.accept(played.json());
  }

  private Played sale(Ticket ticket) {
    Sold before = sold.get(ticket.id());
    if (before != null) {
      if (!before.ticket().basket().equals(ticket.basket())
          || !before.ticket().at().equals(ticket.at())) {
        throw ticket.place().wrong("another sale has this id");
      }
      return played(ticket).repeated();
    }
    Totals totals = promoted(ticket);
    long burned = burned(ticket, totals);
    Purchase purchase = purchase(ticket, totals, burned, tallies.size());
    Award award = engine.award(purchase);
    Verdict verdict = judged(ticket, award, totals);
    PointsQuote quote = verdict instanceof Verdict.Refused ? PointsQuote.NOTHING : award.quote();
    SaleId id = new SaleId(LedgerBooks.TERMINAL, 1, ++numbers);
    sold.put(
        ticket.id(), new Sold(ticket, id, purchase, new SoldGoods(totals), tallies.size(), burned));
    books.append(completed(ticket, id, SaleKind.SALE, null, lines(totals), totals, burned, quote));
    if (verdict instanceof Verdict.Refused) {
      tallies.bought(purchase);
    } else {
      tallies.record(purchase, award);
      boolean looked = verdict instanceof Verdict.Review || !award.reviews().isEmpty();
      if (looked && ticket.member() != null) {
        books.underReview(id, ticket.member().id(), award.points());
      }
    }
    return played(ticket).award(quote, award).burned(burned).findings(verdict, award.reviews());
  }

  /** What the goods come to after what the program takes off. */
  private Totals promoted(Ticket ticket) {
    Totals before = ticket.basket().totals();
    Basket basket = ticket.basket();
    for (Discount discount : engine.promotions(purchase(ticket, before, 0, tallies.size()))) {
      basket = basket.withDiscount(discount);
    }
    return basket.totals();
  }

  private Verdict judged(Ticket ticket, Award award, Totals totals) {
    if (ticket.member() == null || award.points() == 0) {
      return new Verdict.Clear();
    }
    Activity activity =
        Activity.accrual(
            ticket.member().id(),
            ticket.at(),
            ticket.where().terminal(),
            ticket.where().operator(),
            totals.total().minor(),
            award.points(),
            ticket.id());
    Verdict verdict = signals.judge(activity, history);
    history.add(activity);
    return verdict;
  }

  /** How many points pay: what is asked for, cut down to what there is and the program allows. */
  private long burned(Ticket ticket, Totals totals) {
    BigDecimal asked = ticket.tenders().get("POINTS");
    if (asked == null || asked.signum() == 0) {
      return 0;
    }
    Worth worth =
        program
            .worth()
            .orElseThrow(
                () -> ticket.place().wrong("the program does not say what points are worth"));
    if (ticket.member() == null) {
      throw ticket.place().wrong("points are paid by a member");
    }
    long redeemable = engine.redeemable(purchase(ticket, totals, 0, tallies.size())).most().minor();
    long limit = worth.pointsFor(Math.min(totals.total().minor(), redeemable));
    Terms.Offline offline = program.terms().offline();
    if (!ticket.offline()) {
      limit = Math.min(limit, Math.max(0, books.balance(ticket.member().id()).available()));
    } else if (offline.policy() == Terms.Honoured.LIMIT) {
      limit =
          Math.min(
              limit,
              Math.max(0, offline.points() - books.offline(ticket.where().terminal(), ticket)));
    }
    long most = asked.signum() < 0 ? limit : Math.min(limit, asked.longValueExact());
    long points = most / worth.step() * worth.step();
    return points < worth.min() ? 0 : points;
  }

  private Purchase purchase(Ticket ticket, Totals totals, long burned, int before) {
    Purchase.Builder purchase =
        Purchase.of(totals, ticket.at())
            .terminal(ticket.where().terminal())
            .store(ticket.where().store(), ticket.where().zone())
            .channel(ticket.where().channel())
            .member(ticket.member() == null ? null : books.standing(ticket))
            .tallies(tallies.before(before))
            .brands(code -> ticket.brands().getOrDefault(code, ""));
    ticket.coupons().forEach(purchase::coupon);
    ticket
        .tenders()
        .forEach(
            (kind, amount) -> {
              if (!kind.equals("POINTS")) {
                purchase.tender(kind, Money.parse(amount.toPlainString(), program.currency()));
              }
            });
    if (burned > 0) {
      purchase.tender("POINTS", worth(burned));
    }
    return purchase.build();
  }

  private Played comesBack(Ticket ticket) {
    Sold of = sold.get(ticket.of());
    if (of == null) {
      throw ticket.place().wrong("no sale of the id in of stands before");
    }
    if (sold.containsKey(ticket.id())) {
      throw ticket.place().wrong("another sale has this id");
    }
    List<CompletedLine> lines = of.goods().take(ticket.place(), ticket.returned());
    Basket basket = Basket.empty(program.currency());
    for (CompletedLine line : lines) {
      basket = basket.withSettled(line.priced());
    }
    Totals totals = basket.totals();
    long given = givenBack(ticket, of, totals);
    of.goods().givenBack(given);
    SaleId id = new SaleId(LedgerBooks.TERMINAL, 1, ++numbers);
    PointsQuote left = left(of);
    long before = books.clawedBack(of.id());
    books.append(completed(ticket, id, SaleKind.RETURN, of, lines, totals, given, left));
    long clawed = books.clawedBack(of.id()) - before;
    if (of.ticket().member() != null) {
      history.add(
          Activity.refund(
              of.ticket().member().id(), ticket.at(), totals.total().minor(), ticket.of()));
    }
    return played(ticket).member(of.ticket().member()).clawedBack(ticket.of(), clawed, given);
  }

  /** Where a return takes back what the sale would not have earned, the sale is scored again. */
  private PointsQuote left(Sold of) {
    if (program.terms().returns() != Terms.Returns.REEVALUATE) {
      return PointsQuote.NOTHING;
    }
    Totals totals = of.goods().left();
    return totals.lines().isEmpty() ? PointsQuote.NOTHING : engine.award(rest(of, totals)).quote();
  }

  private Purchase rest(Sold of, Totals totals) {
    Purchase whole = of.purchase();
    long paid = Math.max(1, whole.totals().total().minor());
    Purchase.Builder rest =
        Purchase.of(totals, whole.at())
            .terminal(whole.terminal())
            .store(whole.store(), whole.storeZone().orElse(null))
            .channel(whole.channel())
            .member(whole.member().orElse(null))
            .tallies(tallies.before(of.before()))
            .brands(whole::brand);
    whole.coupons().forEach(rest::coupon);
    // Each tender is taken to have paid the same part of what is left as of the whole.
    whole
        .tenders()
        .forEach(
            (kind, amount) ->
                rest.tender(
                    kind,
                    Money.ofMinor(
                        Math.multiplyExact(amount.minor(), totals.total().minor()) / paid,
                        program.currency())));
    return rest.build();
  }

  /** Points that come back: as the file says, or in proportion to the money. */
  private long givenBack(Ticket ticket, Sold of, Totals totals) {
    long most = of.burned() - of.goods().givenBack();
    if (most == 0) {
      return 0;
    }
    long asked =
        ticket.points() != null
            ? ticket.points()
            : Math.multiplyExact(of.burned(), of.goods().returnedMinor())
                    / Math.max(1, of.purchase().totals().total().minor())
                - of.goods().givenBack();
    if (asked > most) {
      throw ticket.place().wrong("more points come back than were paid with");
    }
    return worth(asked).compareTo(totals.total()) > 0 ? 0 : asked;
  }

  private Played hold(Ticket ticket) {
    return books.hold(ticket, played(ticket));
  }

  private CompletedSale completed(
      Ticket ticket,
      SaleId id,
      SaleKind kind,
      @Nullable Sold of,
      List<CompletedLine> lines,
      Totals totals,
      long points,
      PointsQuote quote) {
    List<TenderLine> tenders = new ArrayList<>();
    Money byPoints = points == 0 ? Money.zero(program.currency()) : worth(points);
    if (points > 0) {
      String hold = "hold-" + id;
      if (kind == SaleKind.SALE && !ticket.offline()) {
        books.held(hold, id, ticket, points);
      }
      if (ticket.offline()) {
        books.burnedOffline(ticket, points);
      }
      tenders.add(TenderLine.points(byPoints, hold, points));
    }
    Money cash = totals.total().minus(byPoints);
    if (cash.isPositive()) {
      tenders.add(TenderLine.cash(cash, cash));
    }
    var member = of == null ? ticket.member() : of.ticket().member();
    return new CompletedSale(
        id,
        kind,
        id.number(),
        ticket.where().operator().isEmpty() ? "nobody" : ticket.where().operator(),
        "",
        of == null ? null : of.id(),
        member == null ? null : member.id(),
        lines,
        totals.discounts(),
        totals.taxes(),
        totals.subtotal(),
        totals.discount(),
        totals.tax(),
        totals.total(),
        tenders,
        quote);
  }

  private static List<CompletedLine> lines(Totals totals) {
    return totals.lines().stream().map(priced -> new CompletedLine(priced, 0)).toList();
  }

  private Money worth(long points) {
    return program
        .worth()
        .map(worth -> Money.ofMinor(worth.minorOf(points), program.currency()))
        .orElseGet(() -> Money.zero(program.currency()));
  }

  private Played played(Ticket ticket) {
    return new Played(ticket, program, books);
  }
}
