package dev.tillwright.core.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What a code of a weighed pack says.
 *
 * @param rule that it was read by
 * @param item its number, with the zeros before it
 * @param value the price, or the weight in the rule's unit
 * @param sound whether its check digits fit; what does not is not to be believed
 */
public record WeighedCode(WeighedRule rule, String item, BigDecimal value, boolean sound) {
  public WeighedCode {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(value, "value");
  }

  /**
   * Under what the item may stand in the catalogue, in the order of asking: its number, and the
   * code of a pack with zeros for the value.
   */
  public List<String> itemCodes() {
    return List.of(item, rule.ofItem(item));
  }
}
