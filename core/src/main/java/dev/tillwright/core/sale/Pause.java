package dev.tillwright.core.sale;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sale waits for before it takes a tender or is paid out: all that is asked must be shown.
 * What was shown then holds for that kind of tender, that card, and no more than that amount; a
 * tender uses it up.
 *
 * @param kind of the tender; {@code null} for a pay-out as a whole
 * @param amount what may move at most
 * @param card of the tender; {@code null} for other kinds and where a terminal keeps it
 * @param asked at least one
 * @param reasons codes of why, at most {@value #MAX_REASONS} of at most 64 characters
 */
public record Pause(
    @Nullable TenderKind kind,
    Money amount,
    @Nullable CardToken card,
    Set<Verification> asked,
    List<String> reasons) {
  /** So many reasons are kept. */
  public static final int MAX_REASONS = 20;

  public Pause {
    Objects.requireNonNull(amount, "amount");
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("a pause asks for something");
    }
    asked = Collections.unmodifiableSet(EnumSet.copyOf(asked));
    reasons = List.copyOf(reasons);
  }

  /** Whether what was shown for this holds for a tender. */
  public boolean covers(TenderLine tender) {
    CardToken other = tender.card() == null ? null : tender.card().token();
    return kind == tender.kind() && Objects.equals(card, other) && coversAmount(tender.charged());
  }

  /** Whether what was shown for this holds for paying out so much. */
  public boolean coversPayOut(Money due) {
    return kind == null && coversAmount(due);
  }

  private boolean coversAmount(Money moved) {
    return moved.currency().equals(amount.currency()) && moved.compareTo(amount) <= 0;
  }
}
