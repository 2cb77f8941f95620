package dev.tillwright.loyalty.insight;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Database;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finished sales as entries of one or more terminals, folded by followers in batches. */
public final class Feed {
  public static final Currency GBP = Currency.getInstance("GBP");
  private static final int BATCH = 200;
  private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*)\\)");

  public final Database database;
  private final List<Follower> followers;
  private final List<Entry> waiting = new ArrayList<>();
  private final List<Entry> all = new ArrayList<>();
  private final Map<String, Long> seqs = new HashMap<>();
  private boolean keeps = true;

  public Feed(Database database, Follower... followers) {
    this.database = database;
    this.followers = List.of(followers);
    this.followers.forEach(it -> database.migrate(it.name(), it.migrations()));
  }

  /** Does not remember the entries, for long runs. */
  public Feed forgetful() {
    keeps = false;
    return this;
  }

  public List<Entry> entries() {
    return List.copyOf(all);
  }

  public static Item item(String code, String category, String price) {
    return new Item(
        code,
        "the " + code,
        category,
        UnitPrice.parse(price, GBP),
        TaxRate.included("A", Percent.of(0)));
  }

  public long next(String terminal) {
    return seqs.getOrDefault(terminal, 0L) + 1;
  }

  /** A sale of one piece of each. */
  public CompletedSale sale(
      String terminal, Instant at, @Nullable String member, Discount[] discounts, Item... items) {
    Totals totals = discounts.length == 0 ? plain(items) : reduced(discounts, items);
    CompletedSale sale =
        completed(
            new SaleId(terminal, 1, next(terminal)),
            SaleKind.SALE,
            null,
            member,
            totals,
            totals.discounts(),
            0);
    say(terminal, at, sale.toDraft());
    return sale;
  }

  private static Totals reduced(Discount[] discounts, Item... items) {
    Basket basket = Basket.empty(GBP);
    int number = 0;
    for (Item item : items) {
      basket = basket.withLine(new Line(++number, item, Quantity.of(1)));
    }
    for (Discount discount : discounts) {
      basket = basket.withDiscount(discount);
    }
    return basket.totals();
  }

  /** Without the pricer, which is made for baskets of people and not of wholesalers. */
  private static Totals plain(Item... items) {
    Money zero = Money.zero(GBP);
    Money sum = zero;
    List<PricedLine> lines = new ArrayList<>();
    for (Item item : items) {
      Line line = new Line(lines.size() + 1, item, Quantity.of(1));
      Money price = item.price().times(line.quantity(), RoundingMode.HALF_UP);
      sum = sum.plus(price);
      lines.add(new PricedLine(line, price, zero, zero, price));
    }
    return new Totals(lines, List.of(), TaxLine.table(lines), sum, zero, zero, sum);
  }

  public CompletedSale sale(String terminal, Instant at, @Nullable String member, Item... items) {
    return sale(terminal, at, member, new Discount[0], items);
  }

  /** The entry of a sale, not folded. */
  public Entry made(String terminal, Instant at, @Nullable String member, Item... items) {
    long seq = next(terminal);
    seqs.put(terminal, seq);
    CompletedSale sale =
        completed(
            new SaleId(terminal, 1, seq), SaleKind.SALE, null, member, plain(items), List.of(), 0);
    Draft draft = sale.toDraft();
    return new Entry(terminal, 1, seq, at, draft.kind(), draft.payload(), "", "");
  }

  /** The first line of a sale comes back, at another terminal or the same. */
  public CompletedSale back(
      String terminal, Instant at, CompletedSale of, @Nullable String member, SaleKind kind) {
    Basket basket = Basket.empty(GBP);
    int number = 0;
    for (CompletedLine line : kind == SaleKind.VOID ? of.lines() : List.of(of.lines().get(0))) {
      Line sold = line.priced().line();
      basket = basket.withLine(new Line(++number, sold.item(), sold.quantity()));
    }
    CompletedSale back =
        completed(
            new SaleId(terminal, 1, next(terminal)),
            kind,
            of.id(),
            member,
            basket.totals(),
            List.of(),
            1);
    say(terminal, at, back.toDraft());
    return back;
  }

  private static CompletedSale completed(
      SaleId id,
      SaleKind kind,
      @Nullable SaleId origin,
      @Nullable String member,
      Totals totals,
      List<AppliedDiscount> discounts,
      int originLine) {
    List<CompletedLine> lines = new ArrayList<>();
    for (PricedLine line : totals.lines()) {
      lines.add(new CompletedLine(line, originLine == 0 ? 0 : line.line().number()));
    }
    Money total = totals.total();
    return new CompletedSale(
        id,
        kind,
        id.number(),
        "ann",
        "",
        origin,
        member,
        lines,
        discounts,
        totals.taxes(),
        totals.subtotal(),
        totals.discount(),
        totals.tax(),
        total,
        total.isZero() ? List.of() : List.of(TenderLine.cash(total, total)),
        PointsQuote.NOTHING);
  }

  public Entry say(String terminal, Instant at, Draft draft) {
    long seq = next(terminal);
    seqs.put(terminal, seq);
    Entry entry = new Entry(terminal, 1, seq, at, draft.kind(), draft.payload(), "", "");
    if (keeps) {
      all.add(entry);
    }
    waiting.add(entry);
    if (waiting.size() == BATCH) {
      flush();
    }
    return entry;
  }

  public Feed flush() {
    fold(waiting);
    waiting.clear();
    return this;
  }

  /** Folds entries in the order of the list. */
  public void fold(List<Entry> entries) {
    for (int i = 0; i < entries.size(); i += BATCH) {
      List<Entry> some = entries.subList(i, Math.min(i + BATCH, entries.size()));
      database.change(
          tx -> some.forEach(entry -> followers.forEach(each -> each.apply(entry, tx))));
    }
  }

  public void reset() {
    database.change(tx -> followers.forEach(each -> each.reset(tx)));
  }

  /** Every row of every table of the followers, in one order. */
  public String dump() {
    flush();
    StringBuilder dump = new StringBuilder();
    for (Follower follower : followers) {
      follower.migrations().stream()
          .flatMap(step -> step.statements().stream())
          .map(TABLE::matcher)
          .filter(Matcher::matches)
          .forEach(
              table -> {
                dump.append(table.group(1)).append('\n');
                rows(table).forEach(row -> dump.append(row).append('\n'));
              });
    }
    return dump.toString();
  }

  private List<String> rows(Matcher table) {
    String columns =
        Arrays.stream(table.group(2).replaceFirst(",\\s*primary key.*", "").split(","))
            .map(it -> "cast(" + it.strip().replaceFirst(" .*", "") + " as text)")
            .collect(Collectors.joining("||'|'||"));
    String sql = "select " + columns + " from " + table.group(1);
    return database.read(tx -> tx.list(sql, row -> row.text(1))).stream().sorted().toList();
  }
}
