package dev.tillwright.core.receipt;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.CompletedSale;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a receipt is made of, beside the shop.
 *
 * @param sale finished, with its tips as they stand
 * @param entry the one whose payload the sale is
 * @param signed what the customer signed
 * @param cards what is known of each card payment, by the text of its key
 * @param notes of the application, for the foot; at most {@value ReceiptNotes#MAX_LINES}
 * @param invoice what it says of a tax invoice; {@code null} for nothing
 */
public record ReceiptFacts(
    CompletedSale sale,
    Entry entry,
    Signed signed,
    Map<String, CardFacts> cards,
    List<String> notes,
    @Nullable InvoiceNote invoice) {
  public ReceiptFacts {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(signed, "signed");
    cards = Map.copyOf(cards);
    notes = List.copyOf(notes);
    if (notes.size() > ReceiptNotes.MAX_LINES) {
      throw new IllegalArgumentException("at most " + ReceiptNotes.MAX_LINES + " notes");
    }
  }

  /** Without a word of tax invoices. */
  public ReceiptFacts(
      CompletedSale sale,
      Entry entry,
      Signed signed,
      Map<String, CardFacts> cards,
      List<String> notes) {
    this(sale, entry, signed, cards, notes, null);
  }

  /** Without notes. */
  public ReceiptFacts(
      CompletedSale sale, Entry entry, Signed signed, Map<String, CardFacts> cards) {
    this(sale, entry, signed, cards, List.of());
  }

  /** Unsigned, and with nothing of its cards beside what the sale says. */
  public static ReceiptFacts of(CompletedSale sale, Entry entry) {
    return new ReceiptFacts(sale, entry, Signed.NOT, Map.of());
  }

  /** Whether a card of it asks for a signature that nobody gave. */
  boolean wantsSignature() {
    return signed.equals(Signed.NOT)
        && cards.values().stream().anyMatch(it -> it.chip() != null && it.chip().check().signs());
  }
}
