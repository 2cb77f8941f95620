package dev.tillwright.core.risk.act;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@link ActFold} has to know of earlier entries: the sales that are open, and a few facts
 * about cards, payments and finished sales, which may be forgotten after {@link #DAYS}. For one
 * thread.
 */
public interface ActMemory {
  /** Facts are remembered for so many days. */
  int DAYS = 100;

  /** One more event of a sale. */
  void event(SaleEvent event, Entry entry);

  /** A sale that is open, as its events make it; none when they do not fit together. */
  Optional<Sale> open(String sale);

  /** A sale came to its end. */
  void end(String sale);

  /** Remembers a fact in place of an earlier one. */
  void remember(String about, String name, Instant at, String fact);

  /** A fact, unless it was forgotten. */
  Optional<String> recall(String about, String name);
}
