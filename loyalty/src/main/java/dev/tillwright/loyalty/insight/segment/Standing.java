package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a member stands as of an instant, and why.
 *
 * @param member who
 * @param at as of when
 * @param stage where
 * @param reason in a sentence, with the dates behind it
 * @param first local day of the first purchase
 * @param last local day of the last purchase
 * @param rfm the scores
 * @param purchases in the window of the scores
 * @param spent less what came back, in the window of the scores; may be negative
 * @param segments the names of those he is in, that of the stage among them
 */
public record Standing(
    String member,
    Instant at,
    Stage stage,
    String reason,
    LocalDate first,
    LocalDate last,
    Rfm rfm,
    long purchases,
    Money spent,
    Set<String> segments) {
  public Standing {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(last, "last");
    Objects.requireNonNull(rfm, "rfm");
    Objects.requireNonNull(spent, "spent");
    segments = Collections.unmodifiableSortedSet(new TreeSet<>(segments));
  }
}
