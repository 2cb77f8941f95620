package dev.tillwright.loyalty.guard;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/** Reads the cases. It says what the follower has read so far. Any number of threads at once. */
public final class GuardQueries {
  private static final int MOST = 1_000;
  private static final String CASES =
      "select a.kind, a.member, a.at_ms, a.terminal, a.operator, a.minor, a.points, a.sale, c.id,"
          + " c.program, c.outcome, c.state, c.held_by, c.held, c.decided_by, c.reason"
          + " from guard_case c join guard_activity a"
          + " on a.terminal = c.terminal and a.seq = c.seq and a.part = c.part ";

  private final Database database;

  /** Reads the cases that are in this database. */
  public GuardQueries(Database database) {
    this.database = database;
  }

  /** One case; none when there is none of this id. */
  public Optional<GuardCase> find(String id) {
    return database.read(
        tx -> {
          List<Finding> findings = findings(tx, id);
          return tx.first(CASES + "where c.id = ?", row -> read(row, findings), id);
        });
  }

  /**
   * The oldest cases of a state.
   *
   * @param most 1 to 1,000
   */
  public List<GuardCase> list(GuardCase.State state, int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " cases");
    }
    return database.read(
        tx ->
            tx
                .list(
                    CASES + "where c.state = ? order by a.at_ms, c.terminal, c.seq, c.part limit ?",
                    row -> read(row, List.of()),
                    state.name(),
                    most)
                .stream()
                .map(each -> told(each, findings(tx, each.id())))
                .toList());
  }

  private static List<Finding> findings(Tx tx, String id) {
    return tx.list(
        "select signal, reason from guard_finding where id = ? order by part",
        row -> new Finding(row.text(1), row.text(2)),
        id);
  }

  private static GuardCase read(Tx.Row row, List<Finding> findings) {
    return new GuardCase(
        row.text(9),
        StoredHistory.activity(row),
        row.text(10),
        Signal.Then.valueOf(row.text(11)),
        GuardCase.State.valueOf(row.text(12)),
        row.text(13),
        row.number(14),
        row.text(15),
        row.text(16),
        findings);
  }

  private static GuardCase told(GuardCase bare, List<Finding> findings) {
    return new GuardCase(
        bare.id(),
        bare.activity(),
        bare.program(),
        bare.then(),
        bare.state(),
        bare.heldBy(),
        bare.held(),
        bare.decidedBy(),
        bare.reason(),
        findings);
  }
}
