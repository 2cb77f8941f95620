package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that counts for a member's tier, or counts no more because it came back.
 *
 * @param counts in which window: when the sale was made
 * @param at since when: when the sale was made, or when it came back
 * @param amounts how much; below zero for what came back
 */
public record Qualifying(Instant counts, Instant at, Counts amounts) {
  public Qualifying {
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(amounts, "amounts");
  }

  static List<Qualifying> of(Tx tx, Owner owner) {
    return tx.list(
        "select counts_ms, at_ms, spend, points, visits from ledger_qualify"
            + " where member = ? and program = ? order by at_ms, terminal, seq, part",
        row ->
            new Qualifying(
                Instant.ofEpochMilli(row.number(1)),
                Instant.ofEpochMilli(row.number(2)),
                new Counts(row.number(3), row.number(4), row.number(5))),
        owner.member(),
        owner.program());
  }
}
