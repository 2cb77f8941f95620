package dev.tillwright.core.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of a shop for weighed goods, in the order of asking.
 *
 * @param rules at most {@value #MAX}
 */
public record WeighedRules(List<WeighedRule> rules) {
  /** So many rules at most. */
  public static final int MAX = 32;

  public WeighedRules {
    rules = List.copyOf(rules);
    if (rules.size() > MAX) {
      throw new IllegalArgumentException("at most " + MAX + " rules");
    }
  }

  /** These. */
  public static WeighedRules of(WeighedRule... rules) {
    return new WeighedRules(List.of(rules));
  }

  /** No code holds a price or a weight. */
  public static WeighedRules none() {
    return new WeighedRules(List.of());
  }

  /** What a code says, by the first rule that it is of. */
  public Optional<WeighedCode> read(String code) {
    return rules.stream().flatMap(rule -> rule.read(code).stream()).findFirst();
  }

  /** All of them in one text, a line each, for settings. */
  public String words() {
    return rules.stream()
        .map(it -> it.pattern() + " " + it.decimals() + " " + (it.isPrice() ? "price" : it.unit()))
        .collect(Collectors.joining("\n"));
  }
}
