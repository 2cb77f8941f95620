package dev.tillwright.loyalty.tally;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what finished sales were given, rule by rule, and what they came to: a pure fold over the
 * journal's entries. Register it with the till; {@link StoredTallies} reads it.
 *
 * <p><b>Guarantees.</b> A sale counts once, by its id. What comes back counts as it was: a limit
 * that was used up by a sale is not free again.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class TallyFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "tallies";

  private static final List<String> TABLES =
      List.of("points_tally", "points_tally_sale", "points_tally_sum");

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table points_tally (terminal text not null, seq bigint not null,"
                  + " part integer not null, member text not null, rule text not null,"
                  + " at_ms bigint not null, amount bigint not null,"
                  + " primary key (terminal, seq, part))",
              "create index points_tally_member on points_tally (member, rule, at_ms)",
              "create index points_tally_rule on points_tally (rule)",
              "create table points_tally_sale (sale text not null, primary key (sale))"),
          // A budget asks what all members were given: a sum that is kept, by who writes it.
          Migration.of(
              2,
              "create table points_tally_sum (terminal text not null, rule text not null,"
                  + " amount bigint not null, primary key (terminal, rule))",
              "create index points_tally_sum_rule on points_tally_sum (rule)",
              "insert into points_tally_sum (terminal, rule, amount) select terminal, rule,"
                  + " sum(amount) from points_tally group by terminal, rule"));

  /** A follower; all of its state is in the journal's database. */
  public TallyFollower() {}

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
    if (!entry.kind().equals(CompletedSale.KIND)) {
      return;
    }
    for (CompletedSale sale : CompletedSale.read(entry).parts()) {
      String member = sale.member();
      if (sale.kind() == SaleKind.SALE
          && member != null
          && tx.insertIfAbsent(
              "insert into points_tally_sale (sale) values (?)", sale.id().toString())) {
        int part = 0;
        row(entry, tx, part++, member, Rows.BOUGHT, sale.total().minor());
        for (Map.Entry<String, Long> given : given(sale.points()).entrySet()) {
          row(entry, tx, part++, member, given.getKey(), given.getValue());
          all(entry, tx, given.getKey(), given.getValue());
        }
      }
    }
  }

  /** What each rule gave after its own cuts, and all of them together; as an award says it. */
  private static Map<String, Long> given(PointsQuote quote) {
    Map<String, Long> given = new TreeMap<>();
    for (PointsQuote.Reason reason : quote.reasons()) {
      // The cut of the program's own limits stands under no rule's id.
      if (Rows.isRule(reason.rule())) {
        given.merge(reason.rule(), reason.points(), Math::addExact);
      }
    }
    given.put(Rows.ALL, quote.points());
    given.values().removeIf(points -> points <= 0);
    // A coupon is an award of no points, so that it can be had once a month.
    quote.grants().forEach(grant -> given.putIfAbsent(grant.rule(), 0L));
    return given;
  }

  private static void row(Entry entry, Tx tx, int part, String member, String rule, long amount) {
    tx.update(
        "insert into points_tally (terminal, seq, part, member, rule, at_ms, amount)"
            + " values (?,?,?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        part,
        member,
        rule,
        entry.at().toEpochMilli(),
        amount);
  }

  private static void all(Entry entry, Tx tx, String rule, long amount) {
    String more = "update points_tally_sum set amount = amount + ? where terminal = ? and rule = ?";
    if (tx.update(more, amount, entry.terminal(), rule) == 0) {
      tx.update(
          "insert into points_tally_sum (terminal, rule, amount) values (?,?,?)",
          entry.terminal(),
          rule,
          amount);
    }
  }

  @Override
  public void reset(Tx tx) {
    TABLES.forEach(table -> tx.update("delete from " + table));
  }
}
