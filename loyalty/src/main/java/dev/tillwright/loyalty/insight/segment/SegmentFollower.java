package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.member.MemberEntries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps when each member bought, for how much and what, with running sums. {@link Segments} reads
 * it.
 *
 * <p>What a number that was merged into another did counts for that one, until it stands by itself
 * again. When a member is erased, his visits go with him, and later ones are not kept.
 *
 * <p>A sale counts once, by its id; an exchange counts as its return and its sale. A voided sale
 * counts as if it had never been. What comes back is taken off what was spent by whom the return
 * names, or else by whom its sale names; it does not undo the purchase.
 *
 * <p><b>Guarantees.</b> A pure fold, as {@link Follower} says; the order in which the journals of
 * several terminals are folded does not matter to what {@link Segments} answers. An entry costs the
 * same however long the history is, but for visits of its member that are later than it.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class SegmentFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "segments";

  private static final Set<String> OF_MEMBERS =
      Set.of(MemberEntries.Merged.KIND, MemberEntries.Unmerged.KIND, MemberEntries.Erased.KIND);

  /** A follower; all of its state is in the journal's database. */
  public SegmentFollower() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return SegmentTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(SegmentEntries.RULES)) {
      tx.update(
          "insert into segment_rules (at_ms, terminal, seq, json) values (?,?,?,?)",
          entry.at().toEpochMilli(),
          entry.terminal(),
          entry.seq(),
          entry.payload());
    } else if (OF_MEMBERS.contains(entry.kind())) {
      MemberEntries.read(entry).ifPresent(it -> new Owners(tx).apply(it));
    } else if (entry.kind().equals(CompletedSale.KIND)) {
      int part = 0;
      for (CompletedSale sale : CompletedSale.read(entry).parts()) {
        switch (sale.kind()) {
          case SALE -> sold(entry, part, sale, tx);
          case VOID -> voided(sale.origin(), tx);
          default -> cameBack(entry, part, sale, tx);
        }
        part++;
      }
    }
  }

  private static boolean gone(String member, Tx tx) {
    return has("select 1 from segment_gone where member = ?", member, tx);
  }

  private static void sold(Entry entry, int part, CompletedSale sale, Tx tx) {
    String named = sale.member();
    String id = sale.id().toString();
    if (named == null || has("select 1 from segment_void where sale = ?", id, tx)) {
      return;
    }
    if (gone(named, tx)
        || has("select 1 from segment_visit where sale = ? and bought = 1", id, tx)) {
      return;
    }
    String member = new Owners(tx).owner(named);
    Visits visits = new Visits(tx);
    String currency = sale.total().currency().getCurrencyCode();
    visits.add(
        new Visits.Place(
            currency, member, entry.at().toEpochMilli(), entry.terminal(), entry.seq(), part),
        named,
        true,
        sale.total().minor(),
        id);
    for (CompletedLine line : sale.lines()) {
      tx.insertIfAbsent(
          "insert into segment_goods (member, at_ms, terminal, seq, code, category, named)"
              + " values (?,?,?,?,?,?,?)",
          member,
          entry.at().toEpochMilli(),
          entry.terminal(),
          entry.seq(),
          line.priced().line().item().code(),
          line.priced().line().item().category(),
          named);
    }
    unpark(id, member, named, visits, tx);
  }

  private static void unpark(String sale, String member, String named, Visits visits, Tx tx) {
    tx.list(
            "select terminal, seq, part, at_ms, currency, minor from segment_parked where sale = ?"
                + " order by terminal, seq, part",
            row ->
                new Parked(
                    new Visits.Place(
                        row.text(5),
                        member,
                        row.number(4),
                        row.text(1),
                        row.number(2),
                        (int) row.number(3)),
                    row.number(6)),
            sale)
        .forEach(each -> visits.add(each.place(), named, false, -each.minor(), ""));
    tx.update("delete from segment_parked where sale = ?", sale);
  }

  private record Parked(Visits.Place place, long minor) {}

  private static void cameBack(Entry entry, int part, CompletedSale back, Tx tx) {
    long at = entry.at().toEpochMilli();
    String currency = back.total().currency().getCurrencyCode();
    SaleId origin = back.origin();
    String member = back.member();
    Optional<String> buyer =
        member != null
            ? Optional.of(member)
            : origin == null ? Optional.empty() : buyer(origin, tx);
    if (buyer.isPresent() && gone(buyer.get(), tx)) {
      return;
    }
    if (buyer.isPresent()) {
      new Visits(tx)
          .add(
              new Visits.Place(
                  currency,
                  new Owners(tx).owner(buyer.get()),
                  at,
                  entry.terminal(),
                  entry.seq(),
                  part),
              buyer.get(),
              false,
              -back.total().minor(),
              "");
    } else if (origin != null && !origin.terminal().equals(entry.terminal())) {
      // A sale of the same till would have been there before: it names nobody.
      tx.update(
          "insert into segment_parked (sale, terminal, seq, part, at_ms, currency, minor)"
              + " values (?,?,?,?,?,?,?)",
          origin.toString(),
          entry.terminal(),
          entry.seq(),
          part,
          at,
          currency,
          back.total().minor());
    }
  }

  private static Optional<String> buyer(SaleId sale, Tx tx) {
    return tx.first(
        "select named from segment_visit where sale = ? and bought = 1",
        row -> row.text(1),
        sale.toString());
  }

  private static void voided(@Nullable SaleId sale, Tx tx) {
    if (sale != null
        && tx.insertIfAbsent("insert into segment_void (sale) values (?)", sale.toString())) {
      new Visits(tx).remove(sale.toString());
    }
  }

  private static boolean has(String sql, String key, Tx tx) {
    return tx.first(sql, row -> true, key).isPresent();
  }

  @Override
  public void reset(Tx tx) {
    SegmentTables.NAMES.forEach(table -> tx.update("delete from " + table));
  }
}
