package dev.tillwright.loyalty.tally;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.engine.Tallies;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import java.time.Instant;

/**
 * What {@link TallyFollower} kept, for the sales to come. It says what the follower has read so
 * far: two sales of one member in the same second may both find room under a limit. Any number of
 * threads at once.
 *
 * <p>In a database of one till it knows that till's sales; in the central store, all of them.
 */
public final class StoredTallies implements Tallies {
  private static final String SUM =
      "select count(*), coalesce(sum(amount), 0) from points_tally where member = ? and rule = ?"
          + " and at_ms >= ? and at_ms < ?";

  private final Database database;
  private final Program program;

  /**
   * @param database in which the follower keeps its view
   * @param program whose budgets are asked for
   */
  public StoredTallies(Database database, Program program) {
    this.database = database;
    this.program = program;
  }

  @Override
  public Given given(String member, String rule, Instant from, Instant to) {
    String row = rule.isEmpty() ? Rows.ALL : rule;
    return database.read(tx -> sum(tx, member, row, from, to, Given::new));
  }

  @Override
  public Bought bought(String member, Instant from, Instant to) {
    return database.read(tx -> sum(tx, member, Rows.BOUGHT, from, to, Bought::new));
  }

  @Override
  public long drawn(String budget) {
    return database.read(
        tx -> {
          long drawn = 0;
          for (Rule rule : program.rules()) {
            if (budget.equals(rule.budget())) {
              drawn =
                  Math.addExact(
                      drawn,
                      tx.first(
                              "select coalesce(sum(amount), 0) from points_tally_sum where rule ="
                                  + " ?",
                              row -> row.number(1),
                              rule.id())
                          .orElse(0L));
            }
          }
          return drawn;
        });
  }

  private interface Make<T> {
    T of(long count, long sum);
  }

  private static <T> T sum(
      Tx tx, String member, String rule, Instant from, Instant to, Make<T> make) {
    return tx.first(
            SUM,
            row -> make.of(row.number(1), row.number(2)),
            member,
            rule,
            from.toEpochMilli(),
            to.toEpochMilli())
        .orElseGet(() -> make.of(0, 0));
  }
}
