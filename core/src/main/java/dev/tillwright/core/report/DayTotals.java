package dev.tillwright.core.report;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import java.util.List;
import java.util.Objects;

/**
 * One period between two day closes: an X while it is open, a Z once it is closed, which is the
 * payload of the entry {@value #KIND}.
 *
 * @param terminal whose
 * @param number of the Z, from 1 without gaps; of an X, that of the Z to come
 * @param fromSeq the first position of the period
 * @param toSeq the newest sale or return counted in; {@code fromSeq - 1} when there is none
 * @param currencies one for each currency that was used, by code; most tills have one
 */
public record DayTotals(
    String terminal, long number, long fromSeq, long toSeq, List<SalesTotals> currencies) {

  /** The kind of journal entry whose payload this is. */
  public static final String KIND = "day.closed";

  public DayTotals {
    Objects.requireNonNull(terminal, "terminal");
    currencies = List.copyOf(currencies);
    if (number < 1 || fromSeq < 1 || toSeq < fromSeq - 1) {
      throw new IllegalArgumentException("not a period of a journal");
    }
  }

  /**
   * Reads the payload of an entry of the kind {@value #KIND}.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not one
   * @throws IllegalArgumentException when the entry is of another kind
   */
  public static DayTotals read(Entry entry) {
    if (!entry.kind().equals(KIND)) {
      throw new IllegalArgumentException("not the entry of a day close: " + entry);
    }
    return TotalsJson.read(entry.terminal(), entry.payload());
  }

  /** Whether nothing was sold and nothing came back. */
  public boolean isEmpty() {
    return currencies.isEmpty();
  }

  /** The journal entry that closes the period. */
  public Draft toDraft() {
    return new Draft(KIND, TotalsJson.write(this));
  }
}
