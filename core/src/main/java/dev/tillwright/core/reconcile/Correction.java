package dev.tillwright.core.reconcile;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonOut;
import java.util.Objects;

/**
 * A difference that somebody accepts: a new entry beside those that it corrects, which stay. It
 * moves no money and changes no payment; it says that the books agree with the host by so much
 * more, and why.
 *
 * <pre>
 * settlement.corrected  id, settlement, difference, line?, key?, seq?, currency, journal,
 *                       hostCurrency, host, operator, note
 * </pre>
 *
 * @param operator who accepts it
 * @param note why, 1 to 200 characters
 */
public record Correction(Difference difference, String operator, String note) {
  /** The kind of its entry. */
  public static final String KIND = "settlement.corrected";

  public Correction {
    Objects.requireNonNull(difference, "difference");
    Objects.requireNonNull(operator, "operator");
    if (note.isBlank() || note.length() > 200) {
      throw new IllegalArgumentException("a note has 1 to 200 characters");
    }
  }

  /** The entry to be written, once. */
  public Draft toDraft() {
    return new Draft(
        KIND,
        JsonOut.object(
            out -> {
              out.put("id", difference.id())
                  .put("settlement", difference.settlement())
                  .put("difference", difference.kind().name());
              if (difference.line() > 0) {
                out.put("line", difference.line());
              }
              if (!difference.key().isEmpty()) {
                out.put("key", difference.key()).put("seq", difference.seq());
              }
              out.put("currency", difference.journal().currency().getCurrencyCode())
                  .put("journal", difference.journal().minor())
                  .put("hostCurrency", difference.host().currency().getCurrencyCode())
                  .put("host", difference.host().minor())
                  .put("operator", operator)
                  .put("note", note);
            }));
  }
}
