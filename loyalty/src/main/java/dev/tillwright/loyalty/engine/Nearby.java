package dev.tillwright.loyalty.engine;

import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reward within reach.
 *
 * @param rule the rule's id
 * @param amount so much more money; {@code null} when it is units
 * @param units so many more units; {@code null} when it is money
 * @param text a sentence for the customer
 */
public record Nearby(String rule, @Nullable Money amount, @Nullable BigDecimal units, String text) {
  public Nearby {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(text, "text");
  }
}
