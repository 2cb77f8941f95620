package dev.tillwright.loyalty.insight.recommend;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.member.MemberEntries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts in how many baskets two items were together, and how many buyers those baskets had, as far
 * as {@value Pairs#BUYERS}. {@link Recommender} reads it.
 *
 * <p>A sale counts once, by its id; goods that come back were still chosen together; a voided sale
 * is taken out again. A basket without a member counts as one of a buyer of its own. Of each member
 * the newest {@value Recent#MOST} items are kept, to be used with his leave only; they go when he
 * is erased.
 *
 * <p><b>Guarantees.</b> A pure fold, as {@link Follower} says: the same entries in the same order
 * give the same rows. An entry costs at most the square of the plan's items, however long the
 * history is.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class PairFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "pairs";

  private static final List<String> TABLES =
      List.of("pair_total", "pair_item", "pair_count", "pair_basket", "pair_recent", "pair_gone");

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table pair_total (id integer not null, baskets bigint not null,"
                  + " primary key (id))",
              "create table pair_item (code text not null, name text not null,"
                  + " baskets bigint not null, primary key (code))",
              "create table pair_count (a text not null, b text not null, baskets bigint not null,"
                  + " buyers integer not null, seen text not null, touched bigint not null,"
                  + " primary key (a, b))",
              "create table pair_basket (sale text not null, counted integer not null,"
                  + " primary key (sale))",
              "create table pair_recent (member text not null, code text not null,"
                  + " at_ms bigint not null, terminal text not null, seq bigint not null,"
                  + " line integer not null, primary key (member, code))",
              "create table pair_gone (member text not null, primary key (member))"),
          // The print of who bought; of sales before it there is none.
          Migration.of(
              2,
              "alter table pair_basket add column buyer text not null default ''",
              "alter table pair_item add column partners bigint not null default 0",
              "update pair_item set partners ="
                  + " (select count(*) from pair_count where pair_count.a = pair_item.code)"));

  private final PairPlan plan;

  /** A follower; all of its state is in the journal's database. */
  public PairFollower(PairPlan plan) {
    this.plan = Objects.requireNonNull(plan, "plan");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(MemberEntries.Erased.KIND)) {
      MemberEntries.read(entry)
          .map(MemberEntries.Erased.class::cast)
          .ifPresent(it -> it.members().forEach(member -> erase(member.value(), tx)));
    }
    if (!entry.kind().equals(CompletedSale.KIND)) {
      return;
    }
    for (CompletedSale sale : CompletedSale.read(entry).parts()) {
      if (sale.kind() == SaleKind.SALE) {
        sold(entry, sale, tx);
      } else if (sale.kind() == SaleKind.VOID) {
        voided(sale, tx);
      }
    }
  }

  private static void erase(String member, Tx tx) {
    tx.insertIfAbsent("insert into pair_gone (member) values (?)", member);
    tx.update("delete from pair_recent where member = ?", member);
  }

  private void sold(Entry entry, CompletedSale sale, Tx tx) {
    // A row without a count is one that was voided before it was seen.
    String member = sale.member();
    String buyer = Pairs.buyer(member, sale.id());
    if (!tx.insertIfAbsent(
        "insert into pair_basket (sale, counted, buyer) values (?, 1, ?)",
        sale.id().toString(),
        buyer)) {
      return;
    }
    List<Item> items = items(sale);
    if (items.isEmpty()) {
      return;
    }
    new Pairs(tx, plan).add(items, buyer);
    if (member != null
        && tx.first("select 1 from pair_gone where member = ?", row -> true, member).isEmpty()) {
      new Recent(tx).add(entry, member, items);
    }
  }

  private void voided(CompletedSale sale, Tx tx) {
    SaleId of = sale.origin();
    if (of == null
        || tx.insertIfAbsent(
            "insert into pair_basket (sale, counted) values (?, 0)", of.toString())) {
      return;
    }
    if (tx.update(
            "update pair_basket set counted = 0 where sale = ? and counted = 1", of.toString())
        == 1) {
      String buyer =
          tx.first(
                  "select buyer from pair_basket where sale = ?", row -> row.text(1), of.toString())
              .orElse("");
      new Pairs(tx, plan).remove(items(sale), buyer.isEmpty() ? Pairs.NOBODY : buyer);
    }
  }

  /** The distinct items that count, in the order of the lines. */
  private List<Item> items(CompletedSale sale) {
    Map<String, Item> items = new LinkedHashMap<>();
    for (CompletedLine line : sale.lines()) {
      Item item = line.priced().line().item();
      boolean out =
          plan.leftOutItems().contains(item.code())
              || plan.leftOutCategories().contains(item.category());
      if (!out && items.size() < plan.itemsPerBasket()) {
        items.putIfAbsent(item.code(), item);
      }
    }
    return new ArrayList<>(items.values());
  }

  @Override
  public void reset(Tx tx) {
    TABLES.forEach(table -> tx.update("delete from " + table));
  }
}
