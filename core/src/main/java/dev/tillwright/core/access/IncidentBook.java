package dev.tillwright.core.access;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is revoked and frozen, folded from the journal, and held in memory for the next call:
 *
 * <pre>
 * incident.revoked     kind, id, reason, by
 * incident.restored    kind, id, reason, by
 * incident.frozen      reason, by
 * incident.thawed      reason, by
 * incident.listTaken   list (its signed body), key, by
 * incident.listRefused code, by; number where it could be read
 * </pre>
 */
final class IncidentBook implements Follower {
  static final String NAME = "incidents";
  static final String REVOKED = "incident.revoked";
  static final String RESTORED = "incident.restored";
  static final String FROZEN = "incident.frozen";
  static final String THAWED = "incident.thawed";
  static final String LIST_TAKEN = "incident.listTaken";
  static final String LIST_REFUSED = "incident.listRefused";

  private static final String HERE = "here";
  private static final String LIST = "list";

  private final String terminal;
  private final boolean freezesWhenStale;
  private volatile boolean changed;
  private volatile State state = new State(Set.of(), List.of(), false, 0, null);

  /**
   * @param freezesWhenStale whether a till whose list is too old is as frozen
   */
  IncidentBook(String terminal, boolean freezesWhenStale) {
    this.terminal = terminal;
    this.freezesWhenStale = freezesWhenStale;
  }

  private record State(
      Set<String> revoked,
      List<Revocation> all,
      boolean frozen,
      long list,
      @Nullable Instant until) {}

  boolean isRevoked(Revocable kind, String id) {
    return state.revoked.contains(kind + " " + id);
  }

  boolean isFrozen(Instant now) {
    State known = state;
    return known.frozen
        || isRevoked(Revocable.TERMINAL, terminal)
        || freezesWhenStale && isStale(known, now);
  }

  boolean isStale(Instant now) {
    return isStale(state, now);
  }

  private static boolean isStale(State known, Instant now) {
    Instant until = known.until;
    return until != null && !now.isBefore(until);
  }

  boolean isFrozenHere() {
    return state.frozen;
  }

  long list() {
    return state.list;
  }

  Optional<Instant> until() {
    return Optional.ofNullable(state.until);
  }

  List<Revocation> all() {
    return state.all;
  }

  /** Whether there are entries that {@link #load} has not read. */
  boolean isChanged() {
    return changed;
  }

  /** Reads what was folded so far, once that is all of the journal. */
  synchronized void load(Database database) {
    changed = false;
    try {
      state = database.read(IncidentBook::state);
    } catch (RuntimeException e) {
      changed = true;
      throw e;
    }
  }

  private static State state(Tx tx) {
    List<Revocation> all =
        tx.list(
            "select distinct kind, id, reason from incident_revoked order by kind, id, reason",
            row -> new Revocation(Revocable.valueOf(row.text(1)), row.text(2), row.text(3)));
    Set<String> revoked = new HashSet<>();
    all.forEach(it -> revoked.add(it.kind() + " " + it.id()));
    List<Long> facts = new ArrayList<>(List.of(0L, 0L, -1L));
    tx.each(
        "select frozen, list, until from incident_state",
        row -> {
          facts.set(0, row.number(1));
          facts.set(1, row.number(2));
          facts.set(2, row.number(3));
        });
    Instant until = facts.get(2) < 0 ? null : Instant.ofEpochMilli(facts.get(2));
    return new State(Set.copyOf(revoked), all, facts.get(0) == 1, facts.get(1), until);
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
            "create table incident_revoked (source varchar(8) not null, kind varchar(16) not null,"
                + " id varchar(200) not null, reason varchar(200) not null,"
                + " primary key (source, kind, id))",
            "create table incident_state (id bigint not null primary key, frozen bigint not null,"
                + " list bigint not null, until bigint not null)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case REVOKED, RESTORED, FROZEN, THAWED, LIST_TAKEN -> {
        fold(entry, tx);
        changed = true;
      }
      default -> {
        // not about incidents
      }
    }
  }

  private static void fold(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case REVOKED -> {
        JsonIn in = JsonIn.parse(entry.payload());
        drop(tx, in.text("kind"), in.text("id"));
        add(tx, HERE, in.text("kind"), in.text("id"), in.text("reason"));
      }
      case RESTORED -> {
        JsonIn in = JsonIn.parse(entry.payload());
        drop(tx, in.text("kind"), in.text("id"));
      }
      case FROZEN -> set(tx, "frozen", 1);
      case THAWED -> set(tx, "frozen", 0);
      case LIST_TAKEN ->
          taken(RevocationList.parse(JsonIn.parse(entry.payload()).text("list")), tx);
      default -> throw new IllegalStateException("not about incidents");
    }
  }

  private static void taken(RevocationList list, Tx tx) {
    tx.update("delete from incident_revoked where source = ?", LIST);
    for (Revocation each : list.revoked()) {
      tx.insertIfAbsent(
          "insert into incident_revoked (source, kind, id, reason) values (?, ?, ?, ?)",
          LIST,
          each.kind().name(),
          each.id(),
          each.reason());
    }
    set(tx, "list", list.number());
    set(tx, "until", list.until().toEpochMilli());
  }

  private static void drop(Tx tx, String kind, String id) {
    tx.update(
        "delete from incident_revoked where source = ? and kind = ? and id = ?", HERE, kind, id);
  }

  private static void add(Tx tx, String source, String kind, String id, String reason) {
    tx.update(
        "insert into incident_revoked (source, kind, id, reason) values (?, ?, ?, ?)",
        source,
        kind,
        id,
        reason);
  }

  private static void set(Tx tx, String column, long value) {
    tx.insertIfAbsent("insert into incident_state (id, frozen, list, until) values (1, 0, 0, -1)");
    tx.update("update incident_state set " + column + " = ? where id = 1", value);
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from incident_revoked");
    tx.update("delete from incident_state");
  }
}
