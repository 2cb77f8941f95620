package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The points a basket earns, and why.
 *
 * @param program which program and version: {@code "corner-club/3"}; empty for none
 * @param digest SHA-256 of the program as frozen, in hexadecimal; empty for none
 * @param points all of them; the sum of {@code reasons} and of {@code shares}
 * @param reasons one for each rule that gave or took points, in order of evaluation
 * @param shares how the points fall on the lines, so that a return can take back exactly what its
 *     line earned
 * @param grants coupons and vouchers that the sale gives besides
 * @param reviews why a person has to look at it before it counts, stable and dotted; empty when
 *     nobody has to
 */
public record PointsQuote(
    String program,
    String digest,
    long points,
    List<Reason> reasons,
    List<Share> shares,
    List<Grant> grants,
    List<String> reviews) {

  /** No program, no points. */
  public static final PointsQuote NOTHING = new PointsQuote("", "", 0, List.of(), List.of());

  public PointsQuote {
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(digest, "digest");
    reasons = List.copyOf(reasons);
    shares = List.copyOf(shares);
    grants = List.copyOf(grants);
    reviews = List.copyOf(reviews);
    if (points < 0) {
      throw new IllegalArgumentException("a quote is not negative");
    }
  }

  /** Points and nothing besides. */
  public PointsQuote(
      String program, String digest, long points, List<Reason> reasons, List<Share> shares) {
    this(program, digest, points, reasons, shares, List.of(), List.of());
  }

  /** All reasons in one text, a sentence each; empty when there are none. */
  public String explanation() {
    return String.join("; ", reasons.stream().map(Reason::text).toList());
  }

  /**
   * @param rule the rule's id
   * @param points what it gave; negative for a cap that took some back
   * @param lines the lines it counted
   * @param text a sentence for the customer, with the figures
   */
  public record Reason(String rule, long points, List<Integer> lines, String text) {
    public Reason {
      Objects.requireNonNull(rule, "rule");
      lines = List.copyOf(lines);
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * Something for a later sale: a coupon, or a voucher worth an amount.
   *
   * @param rule the rule's id
   * @param coupon its code; empty for a voucher
   * @param voucher what a voucher is worth; {@code null} for a coupon
   * @param lastDay on which it is good, by the program's calendar; {@code null} without end
   */
  public record Grant(
      String rule, String coupon, @Nullable Money voucher, @Nullable LocalDate lastDay) {
    public Grant {
      Objects.requireNonNull(rule, "rule");
      if (coupon.isEmpty() == (voucher == null)) {
        throw new IllegalArgumentException("either a coupon or a voucher");
      }
    }
  }

  /**
   * @param line the line's number
   * @param points its part of the points, not negative
   */
  public record Share(int line, long points) {
    public Share {
      if (line < 1 || points < 0) {
        throw new IllegalArgumentException("a share has a line and is not negative");
      }
    }
  }
}
