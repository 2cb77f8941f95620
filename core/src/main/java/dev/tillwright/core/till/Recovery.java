package dev.tillwright.core.till;

import dev.tillwright.core.sale.SaleId;
import java.util.List;

/**
 * What opening a till found of its last run.
 *
 * @param entries how many entries the journal held
 * @param attempts payments whose end was not known
 * @param reversed of these, how many the host has acknowledged as undone
 * @param waiting payments that still wait for the host
 * @param completed sales that were paid in full and are finished now
 * @param open sales that stand open and can be taken up with {@link Till#resume}
 * @param aside sales, of this opening and of earlier ones, whose entries do not go together; a
 *     person looks at them, see docs/books.md; at most 1,000
 */
public record Recovery(
    long entries,
    int attempts,
    int reversed,
    int waiting,
    List<SaleId> completed,
    List<SaleId> open,
    List<SaleId> aside) {
  public Recovery {
    completed = List.copyOf(completed);
    open = List.copyOf(open);
    aside = List.copyOf(aside);
  }

  /** One sentence for people. */
  public String sentence() {
    return String.format(
        "%,d entries; %d payments without a known end, %d reversed, %d waiting;"
            + " %d sales finished, %d open%s",
        entries,
        attempts,
        reversed,
        waiting,
        completed.size(),
        open.size(),
        aside.isEmpty() ? "" : ", " + aside.size() + " set aside for a person");
  }
}
