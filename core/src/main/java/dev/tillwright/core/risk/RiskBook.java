package dev.tillwright.core.risk;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.OnwardClock;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActFold;
import dev.tillwright.core.risk.act.ActJson;
import dev.tillwright.core.risk.rule.Measure;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The follower that keeps the acts of the last 31 days, from which any set of rules fills its
 * windows, and the reviews. What it keeps is bounded by time, not by the length of the journal.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class RiskBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "risk";

  private static final long KEPT = Measure.LONGEST.toMillis();

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table risk_act (terminal text not null, seq bigint not null,"
                  + " part bigint not null, told bigint not null, payload text not null,"
                  + " primary key (terminal, seq, part))",
              "create index risk_act_told on risk_act (terminal, told)",
              "create table risk_clock (terminal text primary key, latest bigint not null,"
                  + " ahead bigint not null)",
              "create table risk_open (terminal text not null, sale text not null,"
                  + " seq bigint not null, kind text not null, payload text not null,"
                  + " primary key (terminal, sale, seq))",
              "create table risk_fact (terminal text not null, about text not null,"
                  + " name text not null, told bigint not null, fact text not null,"
                  + " primary key (terminal, about, name))",
              "create index risk_fact_told on risk_fact (terminal, told)",
              "create table risk_review (terminal text not null, seq bigint not null,"
                  + " state text not null, payload text not null, closed text,"
                  + " primary key (terminal, seq))",
              "create index risk_review_state on risk_review (terminal, state, seq)"));

  /** A follower that knows nothing yet. */
  public RiskBook() {}

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
    ReviewBook.apply(entry, tx);
    List<Act> acts = new ActFold(new RowMemory(entry.terminal(), tx)).apply(entry);
    for (int part = 0; part < acts.size(); part++) {
      add(entry, part, acts.get(part), tx);
    }
  }

  private static void add(Entry entry, int part, Act act, Tx tx) {
    OnwardClock clock = clock(entry.terminal(), tx).at(act.at());
    tx.update("delete from risk_clock where terminal = ?", entry.terminal());
    tx.update(
        "insert into risk_clock (terminal, latest, ahead) values (?, ?, ?)",
        entry.terminal(),
        clock.latest(),
        clock.offset());
    tx.update(
        "insert into risk_act (terminal, seq, part, told, payload) values (?, ?, ?, ?, ?)",
        entry.terminal(),
        entry.seq(),
        part,
        clock.latest(),
        ActJson.write(act));
    tx.update(
        "delete from risk_act where terminal = ? and told <= ?",
        entry.terminal(),
        clock.latest() - KEPT);
  }

  private static OnwardClock clock(String terminal, Tx tx) {
    return tx.first(
            "select latest, ahead from risk_clock where terminal = ?",
            row -> new OnwardClock(row.number(1), row.number(2)),
            terminal)
        .orElse(OnwardClock.START);
  }

  @Override
  public void reset(Tx tx) {
    for (String table :
        List.of("risk_act", "risk_clock", "risk_open", "risk_fact", "risk_review")) {
      tx.update("delete from " + table);
    }
  }

  /**
   * The acts of a till behind a position, in order, as many as a page holds; those of one entry are
   * never parted.
   *
   * @param most from 1; the last entry may bring a few more
   * @return fewer than {@code most} when no more are behind
   */
  static List<Act> page(String terminal, long after, int most, Tx tx) {
    List<Act> page = new ArrayList<>();
    long last =
        tx.first(
                "select coalesce(max(seq), 0) from (select seq from risk_act where terminal = ?"
                    + " and seq > ? order by seq limit "
                    + most
                    + ") page",
                row -> row.number(1),
                terminal,
                after)
            .orElse(0L);
    tx.each(
        "select payload from risk_act where terminal = ? and seq > ? and seq <= ?"
            + " order by seq, part",
        row -> page.add(ActJson.read(JsonIn.parse(row.text(1)))),
        terminal,
        after,
        last);
    return page;
  }

  /** The acts of a till behind a position, in order. */
  public static void acts(String terminal, long after, Consumer<Act> acts, Tx tx) {
    tx.each(
        "select payload from risk_act where terminal = ? and seq > ? order by seq, part",
        row -> acts.accept(ActJson.read(JsonIn.parse(row.text(1)))),
        terminal,
        after);
  }
}
