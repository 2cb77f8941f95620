package dev.tillwright.core.access;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who works here, folded from the journal: a restart knows every operator, and counts every wrong
 * try. Hashes of secrets are in the view and are never handed out.
 */
final class Operators implements Follower {
  static final String NAME = "access";

  // Whom no device knows is counted together; so were names that no operator has, in older entries.
  private static final String NOBODY = "";
  private static final long FORGET_NOBODY = Duration.ofDays(1).toMillis();

  // Each name that no operator has is counted for itself, as if it was of somebody.
  private static final long FORGET_STRANGER = Duration.ofDays(31).toMillis();
  private static final int MOST_STRANGERS = 10_000;
  private static final int DROPPED_AT_ONCE = 1_000;

  private static final String COLUMNS =
      "select id, name, role, secret_hash, retired, wrong_tries, last_wrong, code_seed, code_step,"
          + " last_seen from access_operator ";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return List.of(
        Migration.of(
            1,
            "create table access_operator (id varchar(64) not null primary key,"
                + " name varchar(200) not null, role varchar(32) not null,"
                + " secret_hash varchar(512), retired integer not null,"
                + " wrong_tries bigint not null, last_wrong bigint not null)"),
        Migration.of(
            2,
            "alter table access_operator add column code_seed text",
            "alter table access_operator add column code_step bigint not null default -1",
            "alter table access_operator add column last_seen bigint not null default 0",
            "create table access_identity (method varchar(16) not null,"
                + " reference varchar(64) not null, operator varchar(64) not null,"
                + " primary key (method, reference))",
            "create table access_clock (id bigint not null primary key, latest bigint not null)"),
        Migration.of(
            3,
            "create table access_stranger (mark varchar(128) not null primary key,"
                + " wrong_tries bigint not null, last_wrong bigint not null)",
            "create index access_stranger_last on access_stranger (last_wrong)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    ClockWatch.apply(entry, tx);
    switch (entry.kind()) {
      case OperatorEntries.ENROLLED -> enrol(JsonIn.parse(entry.payload()), tx);
      case OperatorEntries.REHASHED -> {
        JsonIn in = JsonIn.parse(entry.payload());
        tx.update(
            "update access_operator set secret_hash = ? where id = ?",
            in.text("secretHash"),
            in.text("operator"));
      }
      case OperatorEntries.RETIRED -> {
        String operator = JsonIn.parse(entry.payload()).text("operator");
        tx.update(
            "update access_operator set retired = 1, secret_hash = null, code_seed = null"
                + " where id = ?",
            operator);
        tx.update("delete from access_identity where operator = ?", operator);
      }
      case OperatorEntries.UNBOUND -> {
        JsonIn in = JsonIn.parse(entry.payload());
        tx.update(
            "delete from access_identity where operator = ? and method = ?",
            in.text("operator"),
            in.text("method"));
      }
      case OperatorEntries.LOGGED_ON, OperatorEntries.REAUTHENTICATED -> {
        JsonIn in = JsonIn.parse(entry.payload());
        shown(in.text("operator"), in, entry.at().toEpochMilli(), tx);
      }
      case OperatorEntries.OVERRIDDEN -> {
        JsonIn in = JsonIn.parse(entry.payload());
        shown(in.text("by"), in, entry.at().toEpochMilli(), tx);
      }
      case OperatorEntries.CODE_ENROLLED -> {
        JsonIn in = JsonIn.parse(entry.payload());
        tx.update(
            "update access_operator set code_seed = ?, code_step = -1 where id = ?",
            in.text("seed"),
            in.text("operator"));
      }
      case OperatorEntries.BOUND -> bound(JsonIn.parse(entry.payload()), tx);
      case OperatorEntries.REFUSED ->
          refused(JsonIn.parse(entry.payload()), entry.at().toEpochMilli(), tx);
      default -> {
        // Not about operators.
      }
    }
  }

  private static void enrol(JsonIn in, Tx tx) {
    String id = in.text("operator");
    String hash = in.optionalText("secretHash").orElse(null);
    tx.insertIfAbsent(
        "insert into access_operator (id, name, role, retired, wrong_tries, last_wrong)"
            + " values (?, ?, ?, 0, 0, 0)",
        id,
        in.text("name"),
        in.text("role"));
    tx.update(
        "update access_operator set name = ?, role = ?, secret_hash = ?, retired = 0,"
            + " wrong_tries = 0 where id = ?",
        in.text("name"),
        in.text("role"),
        hash,
        id);
  }

  /** Who one is was shown: wrong tries are forgiven, and a code is used up. */
  private static void shown(String operator, JsonIn in, long at, Tx tx) {
    tx.update(
        "update access_operator set wrong_tries = 0, last_seen = ? where id = ?", at, operator);
    in.optionalNumber("code")
        .ifPresent(
            step ->
                tx.update(
                    "update access_operator set code_step = ? where id = ? and code_step < ?",
                    step,
                    operator,
                    step));
  }

  private static void bound(JsonIn in, Tx tx) {
    tx.update(
        "delete from access_identity where method = ? and reference = ?",
        in.text("method"),
        in.text("reference"));
    tx.update(
        "insert into access_identity (method, reference, operator) values (?, ?, ?)",
        in.text("method"),
        in.text("reference"),
        in.text("operator"));
  }

  private static void refused(JsonIn in, long at, Tx tx) {
    String reason = in.text("reason");
    if (!reason.equals(AccessRefusal.WRONG.code())
        && !reason.equals(AccessRefusal.CODE_USED.code())) {
      return;
    }
    Optional<String> mark = in.optionalText("nobody");
    if (mark.isPresent()) {
      stranger(mark.get(), at, tx);
      return;
    }
    String id = in.optionalText("operator").orElse(NOBODY);
    if (id.equals(NOBODY)) {
      tx.insertIfAbsent(
          "insert into access_operator (id, name, role, retired, wrong_tries, last_wrong)"
              + " values (?, '', '', 1, 0, 0)",
          NOBODY);
      tx.update(
          "update access_operator set wrong_tries = 0 where id = ? and last_wrong < ?",
          NOBODY,
          at - FORGET_NOBODY);
    }
    tx.update(
        "update access_operator set wrong_tries = wrong_tries + 1, last_wrong = ? where id = ?",
        at,
        id);
  }

  private static void stranger(String mark, long at, Tx tx) {
    tx.update("delete from access_stranger where last_wrong < ?", at - FORGET_STRANGER);
    long known = tx.first("select count(*) from access_stranger", row -> row.number(1)).orElse(0L);
    if (known >= MOST_STRANGERS) {
      tx.update(
          "delete from access_stranger where mark in (select mark from access_stranger order by"
              + " last_wrong, mark limit "
              + DROPPED_AT_ONCE
              + ")");
    }
    tx.insertIfAbsent(
        "insert into access_stranger (mark, wrong_tries, last_wrong) values (?, 0, 0)", mark);
    tx.update(
        "update access_stranger set wrong_tries = wrong_tries + 1, last_wrong = ? where mark = ?",
        at,
        mark);
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from access_stranger");
    tx.update("delete from access_operator");
    tx.update("delete from access_identity");
    tx.update("delete from access_clock");
  }

  /** All operators who are not retired, by id. */
  List<Operator> list(Tx tx) {
    return tx.list(COLUMNS + "where retired = 0 order by id", Operators::known).stream()
        .map(Known::operator)
        .toList();
  }

  /**
   * What is known of whoever has this id, or of the stranger who types it.
   *
   * @param mark what stands for the name when no operator has it; {@code null} where nobody named
   *     himself, who are counted together
   */
  Known find(Tx tx, String id, @Nullable String mark) {
    String known = COLUMNS + "where id = ? and retired = 0";
    return tx.first(known, Operators::known, id)
        .or(
            () ->
                mark == null
                    ? tx.first(COLUMNS + "where id = ?", Operators::known, NOBODY)
                    : Optional.of(stranger(tx, mark)))
        .orElse(Known.NOBODY);
  }

  private static Known stranger(Tx tx, String mark) {
    return tx.first(
            "select wrong_tries, last_wrong from access_stranger where mark = ?",
            row -> Known.stranger(mark, row.number(1), Instant.ofEpochMilli(row.number(2))),
            mark)
        .orElse(Known.stranger(mark, 0, Instant.EPOCH));
  }

  /** Whom the first of these references stands for that stands for somebody. */
  Optional<String> bound(Tx tx, String method, List<String> references) {
    for (String reference : references) {
      Optional<String> operator =
          tx.first(
              "select operator from access_identity where method = ? and reference = ?",
              row -> row.text(1),
              method,
              reference);
      if (operator.isPresent()) {
        return operator;
      }
    }
    return Optional.empty();
  }

  /** All who are not retired, with when each was last seen. */
  List<Known> all(Tx tx) {
    return tx.list(COLUMNS + "where retired = 0 order by id", Operators::known);
  }

  private static Known known(Tx.Row row) {
    String id = row.text(1);
    return new Known(
        id.equals(NOBODY) ? null : new Operator(id, row.text(2), row.text(3)),
        row.optionalText(4).orElse(null),
        row.number(6),
        Instant.ofEpochMilli(row.number(7)),
        row.optionalText(8).orElse(null),
        row.number(9),
        Instant.ofEpochMilli(row.number(10)),
        null);
  }

  /**
   * @param operator {@code null} for nobody
   * @param secretHash {@code null} for an operator without a secret
   * @param wrongTries in a row
   * @param lastWrong when
   * @param seed of one-time codes, sealed; {@code null} for none
   * @param codeStep the latest step whose code was used; -1 for none
   * @param lastSeen when who one is was last shown
   * @param mark what stands for a name that no operator has
   */
  record Known(
      @Nullable Operator operator,
      @Nullable String secretHash,
      long wrongTries,
      Instant lastWrong,
      @Nullable String seed,
      long codeStep,
      Instant lastSeen,
      @Nullable String mark) {
    static final Known NOBODY =
        new Known(null, null, 0, Instant.EPOCH, null, -1, Instant.EPOCH, null);

    static Known stranger(String mark, long wrongTries, Instant lastWrong) {
      return new Known(null, null, wrongTries, lastWrong, null, -1, Instant.EPOCH, mark);
    }

    Optional<String> id() {
      return Optional.ofNullable(operator).map(Operator::id);
    }
  }
}
