package dev.tillwright.core.order;

import java.util.Objects;

/**
 * Why something does not fit an order.
 *
 * @param code stable, for programs: {@code order.totalDiffers}
 * @param field which field is wrong, as a path: {@code lines/3/price}; empty for none
 * @param sentence for people, without data
 */
public record OrderRefusal(String code, String field, String sentence) {
  public OrderRefusal {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(sentence, "sentence");
  }
}
