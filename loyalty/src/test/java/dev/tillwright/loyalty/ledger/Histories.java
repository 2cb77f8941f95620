package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.loyalty.program.Expiry;
import dev.tillwright.loyalty.program.TermSheet;
import dev.tillwright.loyalty.program.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One random history: entries for the ledger, told to the naive one at the same time. */
final class Histories {
  static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final String DIGEST = "d".repeat(64);

  final NaiveLedger naive;
  final List<Entry> entries = new ArrayList<>();

  /** What a member had after the last entry of an instant. */
  final Map<Instant, Map<String, Balance>> seen = new TreeMap<>();

  private final SplittableRandom random;
  private final List<String> members;
  private final Map<String, CompletedSale> sales = new HashMap<>();
  private final List<String> saleIds = new ArrayList<>();
  private final List<String> holds = new ArrayList<>();
  private final List<String> undoable = new ArrayList<>();
  private final List<Draft> keyed = new ArrayList<>();
  private final String terminal;
  private final int acts;
  private Instant at = Instant.parse("2025-03-28T09:00:00Z");
  private int number;

  Histories(SplittableRandom random, String terminal, List<String> members) {
    this(random, terminal, members, terms(random), 16);
  }

  private Histories(
      SplittableRandom random, String terminal, List<String> members, Terms terms, int acts) {
    this.random = random;
    this.terminal = terminal;
    this.members = members;
    this.acts = acts;
    this.naive = new NaiveLedger(terms, LONDON);
    add(new LedgerEntries.Adopted(sheet(terms)).draft());
  }

  /** One in which no time matters: sales, holds and returns under plain terms. */
  static Histories timeless(SplittableRandom random, String terminal, List<String> members) {
    return new Histories(random, terminal, members, Terms.PLAIN, 12);
  }

  static TermSheet sheet(Terms terms) {
    return new TermSheet("club", 1, DIGEST, LONDON, Shop.GBP, terms, Optional.empty());
  }

  private static <T> T one(SplittableRandom random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  static Terms terms(SplittableRandom random) {
    Expiry.End end = one(random, List.of(Expiry.End.values()));
    Optional<Expiry> expiry =
        random.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of(
                new Expiry(
                    Period.ofDays(1 + random.nextInt(6)),
                    end == Expiry.End.YEAR ? Expiry.End.DAY : end,
                    one(random, List.of(Expiry.Basis.values()))));
    return new Terms(
        one(random, List.of(Period.ZERO, Period.ZERO, Period.ofDays(2))),
        expiry,
        random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofHours(12)),
        Terms.Returns.PROPORTIONAL,
        new Terms.GiveBack(
            one(random, List.of(Terms.GiveBack.Order.values())),
            one(random, List.of(Terms.GiveBack.Expired.values()))),
        one(
            random,
            List.of(
                Terms.Shortfall.NEGATIVE,
                Terms.Shortfall.NEGATIVE,
                Terms.Shortfall.WRITE_OFF,
                new Terms.Shortfall(Terms.Missing.CASH, 100, 100))),
        Terms.Offline.OPEN);
  }

  private void add(Draft draft) {
    entries.add(
        new Entry(terminal, 1, entries.size() + 1, at, draft.kind(), draft.payload(), "", ""));
  }

  private String nextLot() {
    return terminal + "/" + (entries.size() + 1);
  }

  /** One more step. */
  void step() {
    if (random.nextInt(3) > 0) {
      at = at.plus(Duration.ofMinutes(random.nextInt(60 * 40)));
    }
    String member = one(random, members);
    switch (random.nextInt(acts)) {
      case 0, 1, 2, 3 -> sale(member, "", 0);
      case 4, 5 -> hold(member);
      case 6, 7 -> redeem(member);
      case 8 -> release();
      case 9, 10, 11 -> back();
      case 12 -> grant(member);
      case 13 -> take(member);
      case 14 -> reverse();
      default -> run();
    }
    if (random.nextInt(8) == 0 && !keyed.isEmpty()) {
      add(one(random, keyed)); // delivered again
    }
    Map<String, Balance> balances = new HashMap<>();
    members.forEach(each -> balances.put(each, naive.balance(each, at)));
    seen.put(at, balances);
  }

  private SaleId nextId() {
    return new SaleId(terminal, 1, ++number);
  }

  private void sale(String member, String hold, long spent) {
    Map<Integer, long[]> lines = new TreeMap<>();
    int count = 1 + random.nextInt(2);
    for (int line = 1; line <= count; line++) {
      lines.put(line, new long[] {random.nextInt(40), 1 + random.nextInt(4)});
    }
    SaleId id = nextId();
    CompletedSale sale = sold(id, member, lines, hold, spent);
    sales.put(id.toString(), sale);
    saleIds.add(id.toString());
    naive.sale(id.toString(), member, lines, hold, spent, nextLot() + "/1", at);
    keyed.add(sale.toDraft());
    add(sale.toDraft());
  }

  static CompletedSale sold(
      SaleId id, @Nullable String member, Map<Integer, long[]> lines, String hold, long spent) {
    Basket basket = Basket.empty(Shop.GBP);
    List<PointsQuote.Share> shares = new ArrayList<>();
    long points = 0;
    for (Map.Entry<Integer, long[]> line : lines.entrySet()) {
      String quantity = Long.toString(line.getValue()[1]);
      basket = basket.withLine(Shop.line(line.getKey(), "c", "x", quantity, "5.00"));
      if (line.getValue()[0] > 0) {
        shares.add(new PointsQuote.Share(line.getKey(), line.getValue()[0]));
        points += line.getValue()[0];
      }
    }
    Totals totals = basket.totals();
    PointsQuote quote =
        new PointsQuote(
            "club/1",
            DIGEST,
            points,
            List.of(new PointsQuote.Reason("r", points, List.of(1), "because")),
            shares);
    List<CompletedLine> completed =
        totals.lines().stream().map(priced -> new CompletedLine(priced, 0)).toList();
    return Shop.completed(
        id, SaleKind.SALE, null, member, completed, totals, tenders(totals, spent, hold), quote);
  }

  private static List<TenderLine> tenders(Totals totals, long points, String hold) {
    List<TenderLine> tenders = new ArrayList<>();
    if (points > 0) {
      tenders.add(TenderLine.points(Money.ofMinor(points, Shop.GBP), hold, points));
    }
    Money cash = totals.total().minus(Money.ofMinor(points, Shop.GBP));
    tenders.add(TenderLine.cash(cash, cash));
    return tenders;
  }

  /** Of the cash that goes back a penny is kept for these points. */
  private static List<TenderLine> withholding(List<TenderLine> tenders, long points) {
    if (points == 0) {
      return tenders;
    }
    List<TenderLine> more = new ArrayList<>(tenders);
    Money penny = Money.ofMinor(1, Shop.GBP);
    Money cash = more.remove(more.size() - 1).amount().minus(penny);
    more.add(TenderLine.withheld(penny, points));
    more.add(TenderLine.cash(cash, cash));
    return more;
  }

  private void hold(String member) {
    String hold = terminal + "/1/" + (entries.size() + 1);
    long points = 1 + random.nextInt(60);
    holds.add(hold + "|" + member + "|" + points);
    naive.hold(hold, member, points, at);
    Draft draft =
        PointsEntries.held(hold, new SaleId(terminal, 1, 900 + holds.size()), member, points);
    keyed.add(draft);
    add(draft);
  }

  private void redeem(String member) {
    if (holds.isEmpty() || random.nextInt(6) == 0) {
      sale(member, "none", 1 + random.nextInt(30));
      return;
    }
    String[] hold = one(random, holds).split("\\|");
    long points = Long.parseLong(hold[2]);
    sale(hold[1], hold[0], random.nextBoolean() ? points : 1 + random.nextInt((int) points));
  }

  private void release() {
    if (!holds.isEmpty()) {
      String hold = one(random, holds).split("\\|")[0];
      naive.release(hold, at);
      add(PointsEntries.released(hold));
    }
  }

  private void back() {
    if (saleIds.isEmpty()) {
      return;
    }
    String of = one(random, saleIds);
    CompletedSale sale = Objects.requireNonNull(sales.get(of));
    Map<Integer, Long> quantities = new TreeMap<>();
    for (CompletedLine line : sale.lines()) {
      if (random.nextInt(3) > 0) {
        quantities.put(line.priced().line().number(), 1L + random.nextInt(3));
      }
    }
    if (quantities.isEmpty()) {
      quantities.put(1, 1L);
    }
    long points = random.nextInt(3) == 0 ? 1 + random.nextInt(50) : 0;
    SaleId id = nextId();
    boolean earned = sale.points().points() > 0;
    long withheld = earned && random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 0;
    naive.back(id.toString(), of, quantities, points, withheld, nextLot(), at);
    CompletedSale back = cameBack(id, sale, quantities, points, withheld);
    undoable.add(id.toString());
    keyed.add(back.toDraft());
    add(back.toDraft());
  }

  static CompletedSale cameBack(
      SaleId id, CompletedSale of, Map<Integer, Long> quantities, long points) {
    return cameBack(id, of, quantities, points, 0);
  }

  static CompletedSale cameBack(
      SaleId id, CompletedSale of, Map<Integer, Long> quantities, long points, long withheld) {
    Basket basket = Basket.empty(Shop.GBP);
    List<Integer> origins = new ArrayList<>();
    for (Map.Entry<Integer, Long> each : quantities.entrySet()) {
      origins.add(each.getKey());
      String quantity = each.getValue().toString();
      Line line = Shop.line(origins.size(), "c", "x", quantity, "5.00");
      basket = basket.withLine(line);
    }
    Totals totals = basket.totals();
    List<CompletedLine> completed = new ArrayList<>();
    for (PricedLine priced : totals.lines()) {
      completed.add(new CompletedLine(priced, origins.get(completed.size())));
    }
    return Shop.completed(
        id,
        SaleKind.RETURN,
        of.id(),
        of.member(),
        completed,
        totals,
        withholding(tenders(totals, points, "back"), withheld),
        PointsQuote.NOTHING);
  }

  private void grant(String member) {
    String key = "g" + entries.size();
    long points = 1 + random.nextInt(50);
    Instant earned = at.minus(Duration.ofHours(random.nextInt(100)));
    Instant free = earned.plus(Duration.ofHours(random.nextInt(150)));
    Instant end = free.plus(Duration.ofHours(1 + random.nextInt(300)));
    naive.grant(key, member, new NaiveLedger.Bag(nextLot() + "/1", earned, free, end, points), at);
    Draft draft =
        new LedgerEntries.Granted(
                key,
                "",
                member,
                "opening",
                List.of(new LedgerEntries.GrantedLot(points, earned, free, end)),
                Counts.NOTHING)
            .draft();
    undoable.add(key);
    keyed.add(draft);
    add(draft);
  }

  private void take(String member) {
    String key = "t" + entries.size();
    long points = 1 + random.nextInt(40);
    naive.take(key, member, points, at);
    if (naive.done.containsKey(key)) {
      undoable.add(key);
    }
    Draft draft = new LedgerEntries.Taken(key, "", member, points, "correction").draft();
    keyed.add(draft);
    add(draft);
  }

  private void reverse() {
    if (undoable.isEmpty()) {
      return;
    }
    String of = one(random, undoable);
    if (Objects.requireNonNull(naive.done.get(of)).undone) {
      return; // told apart in a test of its own
    }
    String key = "r" + entries.size();
    if (naive.reverse(key, of, nextLot(), at)) {
      undoable.add(key);
    }
    Draft draft = new LedgerEntries.Reversed(key, of).draft();
    keyed.add(draft);
    add(draft);
  }

  private void run() {
    naive.run(at);
    add(new LedgerEntries.Run(at).draft());
  }
}
