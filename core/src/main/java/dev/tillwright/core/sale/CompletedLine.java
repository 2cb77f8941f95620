package dev.tillwright.core.sale;

import dev.tillwright.core.basket.PricedLine;
import java.util.Objects;

/**
 * A line of a finished sale or return.
 *
 * @param priced the line with everything that falls on it; amounts are positive also on returns
 * @param originLine on a return with receipt, the line of the original sale; otherwise 0
 */
public record CompletedLine(PricedLine priced, int originLine) {
  public CompletedLine {
    Objects.requireNonNull(priced, "priced");
    if (originLine < 0) {
      throw new IllegalArgumentException("an original line is a line number, or 0");
    }
  }
}
