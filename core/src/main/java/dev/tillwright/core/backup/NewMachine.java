package dev.tillwright.core.backup;

import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Books that go on behind a loss: the same entry that a till replaced from the central store begins
 * with, so that no sale, payment or receipt has a name that the lost books may have used.
 *
 * @param receipt numbers go on behind this one
 * @param reason for people
 */
record NewMachine(long receipt, String reason, Clock clock) {
  /** As docs/journal-format.md has it; {@code central} is a neighbour and not imported. */
  private static final String KIND = "journal.replaced";

  private static final int LONGEST_REASON = 200;
  private static final Instant FIRST_DAY = Instant.parse("2020-01-01T00:00:00Z");

  NewMachine {
    if (receipt < 0 || receipt > 999_999_999_999L || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException("a receipt's number from 0, and a reason of up to 200");
    }
  }

  /** Writes the first entry into restored books that nobody has opened. */
  void begin(Path file, String terminal, List<Witness> witnesses) {
    try (Database books = Database.sqlite(file)) {
      books.change(tx -> begin(tx, terminal, witnesses));
    }
    Disk.delete(file.resolveSibling(file.getFileName() + ".lock"));
  }

  /**
   * Nobody tells a second restore of the same backup of the first. So the epochs of a machine begin
   * where its day and second have them: two that begin at different times have none in common.
   */
  static int epoch(int deadEpoch, Instant now) {
    long day = ChronoUnit.DAYS.between(FIRST_DAY, now);
    long second = now.getEpochSecond() % Duration.ofDays(1).toSeconds();
    long byTime = day * Journal.EPOCHS_OF_A_MACHINE + second;
    long byEpoch = Math.addExact(deadEpoch, Journal.EPOCHS_OF_A_MACHINE);
    return Math.toIntExact(
        Math.max(byEpoch, byTime <= Integer.MAX_VALUE - Journal.EPOCHS_OF_A_MACHINE ? byTime : 0));
  }

  private void begin(Tx tx, String terminal, List<Witness> witnesses) {
    JournalCopy copy = new JournalCopy(terminal);
    Head before = copy.checked(tx);
    int lost = before.epoch();
    for (Witness witness : witnesses) {
      if (witness.terminal().equals(terminal)) {
        lost = Math.max(lost, witness.epoch());
      }
    }
    int deadEpoch = lost;
    String payload =
        JsonOut.object(
            out -> out.put("deadEpoch", deadEpoch).put("receipt", receipt).put("reason", reason));
    Entry first =
        JournalCopy.entry(
            terminal,
            epoch(deadEpoch, clock.instant()),
            before,
            clock.instant(),
            new Draft(KIND, payload));
    tx.update(
        "insert into journal (" + JournalCopy.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)",
        JournalCopy.values(first));
    copy.move(tx, before, Head.of(first));
  }
}
