package dev.tillwright.core.reconcile;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What came of laying a settlement beside the journal.
 *
 * @param reference of the file
 * @param whole whether the file could be read whole; when not, what is missing may be in what could
 *     not be read
 * @param totals one a currency, by code
 * @param matched keys of the attempts that the host settled just as the journal has them, all their
 *     movements, in order
 * @param captures keys of captures that the host settled just as the journal has them; of payments
 *     that are not in {@code matched}, the rest is in another settlement or still to come
 * @param differences the first {@value #MAX_DIFFERENCES}: in the order of the lines, then what is
 *     missing in the order of time
 * @param different how many there are in all
 * @param waiting movements so shortly before the cut-over that the next file should have them
 * @param late lines about what was intended before the time of the settlement, and matches
 */
public record Settlement(
    String reference,
    boolean whole,
    List<SettlementTotals> totals,
    List<String> matched,
    List<String> captures,
    List<Difference> differences,
    long different,
    long waiting,
    long late) {
  /** So many differences are kept; more of them are not a settlement but another shop's file. */
  public static final int MAX_DIFFERENCES = 10_000;

  public Settlement {
    Objects.requireNonNull(reference, "reference");
    totals =
        totals.stream()
            .sorted(Comparator.comparing(it -> it.journalTaken().currency().getCurrencyCode()))
            .toList();
    matched = List.copyOf(matched);
    captures = List.copyOf(captures);
    differences = List.copyOf(differences);
  }

  /** Whether the whole file is as the journal has it. */
  public boolean agrees() {
    return whole && different == 0;
  }
}
