package dev.tillwright.loyalty.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What one sale earned, and what of it came back.
 *
 * @param sale which
 * @param terminal whose journal's entry it was
 * @param seq that entry's position
 * @param member who earned it
 * @param program identifier and version
 * @param digest of the program as frozen
 * @param points as awarded
 * @param clawedBack of them, so far
 * @param lines the lines that earned
 * @param reasons one for each rule that gave or took points
 */
public record AwardView(
    String sale,
    String terminal,
    long seq,
    String member,
    String program,
    String digest,
    long points,
    long clawedBack,
    List<Line> lines,
    List<Reason> reasons) {
  public AwardView {
    Objects.requireNonNull(sale, "sale");
    lines = List.copyOf(lines);
    reasons = List.copyOf(reasons);
  }

  /**
   * @param line its number in the sale
   * @param points its share of the award
   * @param quantity sold
   * @param returned of it, so far
   * @param clawedBack of the points, so far
   * @param totalMinor what the customer paid for the line, in minor units
   */
  public record Line(
      int line,
      long points,
      BigDecimal quantity,
      BigDecimal returned,
      long clawedBack,
      long totalMinor) {}

  /**
   * @param rule its id
   * @param points negative for a cap
   * @param text a sentence with the figures
   */
  public record Reason(String rule, long points, String text) {}
}
