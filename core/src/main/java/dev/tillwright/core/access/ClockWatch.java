package dev.tillwright.core.access;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the clock is behind the journal. A clock that was set back would make sessions, lists and
 * lock-outs last longer than they may: that is an entry {@code access.clockBack} ({@code seconds}),
 * and until somebody who manages operators logs on and so vouches for the clock, nobody else does.
 */
final class ClockWatch {
  static final String KIND = "access.clockBack";

  private final Journal journal;

  ClockWatch(Journal journal) {
    this.journal = journal;
  }

  static void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case KIND -> {
        long behind = JsonIn.parse(entry.payload()).number("seconds");
        set(tx, entry.at().plusSeconds(behind));
      }
      case OperatorEntries.LOGGED_ON -> {
        if (JsonIn.parse(entry.payload()).optionalNumber("clockBack").isPresent()) {
          tx.update("delete from access_clock");
        }
      }
      default -> {
        // says nothing of the clock
      }
    }
  }

  private static void set(Tx tx, Instant latest) {
    tx.update("delete from access_clock");
    tx.update("insert into access_clock (id, latest) values (1, ?)", latest.toEpochMilli());
  }

  /** How far behind it is; zero for not, or for less than network time moves a clock. */
  Duration behind(Tx tx, Instant now) {
    Instant newest = journal.head().map(Entry::at).orElse(Instant.EPOCH);
    Instant known =
        tx.first("select latest from access_clock", row -> Instant.ofEpochMilli(row.number(1)))
            .orElse(Instant.EPOCH);
    Instant latest = known.isAfter(newest) ? known : newest;
    Duration behind = Duration.between(now, latest);
    return behind.compareTo(Sessions.STEP) > 0 ? behind : Duration.ZERO;
  }

  static Draft back(Duration behind) {
    return new Draft(KIND, JsonOut.object(out -> out.put("seconds", seconds(behind))));
  }

  /** Rounded up, so that a part of a second is not forgiven. */
  static long seconds(Duration behind) {
    return behind.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
