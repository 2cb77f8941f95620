package dev.tillwright.core.access;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The follower that finds acts of security again: who logged on, spoke for whom, saw, changed,
 * carried out, was refused. Its name is {@code acts}.
 */
public final class ActBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "acts";

  /** An answer has at most so many acts. */
  public static final int MAX_ACTS = 1_000;

  /** All entries of which a kind begins so. */
  private static final Set<String> ROOTS =
      Set.of("operator", "access", "incident", "customer", "check", "data", "settings", "backup");

  /** And these, each whole. */
  private static final Set<String> KINDS =
      Set.of(
          "sale.refused",
          "sale.verificationAsked",
          "sale.verified",
          "sale.verificationDropped",
          "sale.verificationSigned",
          "sale.voiding",
          "cash.paidIn",
          "cash.paidOut",
          "drawer.opening",
          "stock.adjusted",
          "day.closed",
          "case.exported",
          "payment.settledByHand");

  /** A follower that knows nothing yet. */
  public ActBook() {}

  static boolean holds(String kind) {
    int dot = kind.indexOf('.');
    return KINDS.contains(kind) || dot > 0 && ROOTS.contains(kind.substring(0, dot));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return List.of(
        Migration.of(
            1,
            "create table security_act (terminal varchar(16) not null, epoch bigint not null,"
                + " seq bigint not null, at bigint not null, kind varchar(64) not null,"
                + " who varchar(64) not null, about varchar(200) not null,"
                + " refusal varchar(64) not null, primary key (terminal, epoch, seq))",
            "create index security_act_who on security_act (who, at)",
            "create index security_act_at on security_act (at)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (!holds(entry.kind())) {
      return;
    }
    JsonIn in = JsonIn.parse(entry.payload());
    tx.update(
        "insert into security_act (terminal, epoch, seq, at, kind, who, about, refusal)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        entry.terminal(),
        (long) entry.epoch(),
        entry.seq(),
        entry.at().toEpochMilli(),
        entry.kind(),
        first(in, "by", "operator"),
        first(in, "act", "permission", "what", "id", "area", "sale", "member", "step", "operator"),
        refusal(entry.kind(), in));
  }

  private static String refusal(String kind, JsonIn in) {
    if (kind.equals("check.found")) {
      return in.text("verdict");
    }
    return kind.endsWith("efused") ? first(in, "reason", "code") : "";
  }

  private static String first(JsonIn in, String... names) {
    for (String name : names) {
      String text = in.has(name) ? text(in, name) : null;
      if (text != null) {
        return text.length() > 64 ? text.substring(0, 64) : text;
      }
    }
    return "";
  }

  private static @Nullable String text(JsonIn in, String name) {
    try {
      return in.text(name);
    } catch (dev.tillwright.core.json.JsonException e) {
      return null; // a number or an object, which names nobody
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from security_act");
  }

  /**
   * What was done, oldest first, at most {@value #MAX_ACTS}; the next page begins after the last.
   *
   * @param who by whom; empty for all
   * @param refusedOnly what was refused, asked more for, or to be looked at
   */
  public static List<SecurityAct> find(
      Tx tx, Instant from, Instant to, String who, boolean refusedOnly, long afterSeq) {
    List<Object> arguments =
        new ArrayList<>(List.of(from.toEpochMilli(), to.toEpochMilli(), afterSeq));
    String sql =
        "select terminal, epoch, seq, at, kind, who, about, refusal from security_act"
            + " where at >= ? and at < ? and seq > ?";
    if (!who.isEmpty()) {
      sql += " and who = ?";
      arguments.add(who);
    }
    if (refusedOnly) {
      sql += " and refusal <> ''";
    }
    return tx.list(
        sql + " order by seq limit " + MAX_ACTS,
        row ->
            new SecurityAct(
                row.text(1),
                Math.toIntExact(row.number(2)),
                row.number(3),
                Instant.ofEpochMilli(row.number(4)),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8)),
        arguments.toArray());
  }
}
