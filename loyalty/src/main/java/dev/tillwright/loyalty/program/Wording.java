package dev.tillwright.loyalty.program;

import dev.tillwright.loyalty.text.Words;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Rules, conditions and actions in the words of one language. Immutable. */
public final class Wording {
  private final Words words;

  private Wording(Words words) {
    this.words = words;
  }

  /** The words of this language; English when there are none. */
  public static Wording in(Locale locale) {
    return new Wording(Words.in(locale));
  }

  Words words() {
    return words;
  }

  /** A program's or a rule's own name in this language, or in English; none when it has neither. */
  public Optional<String> name(Map<String, String> text) {
    return words.languages().stream().map(text::get).filter(Objects::nonNull).findFirst();
  }

  /** A rule's own name, or what it does. */
  public String name(Rule rule) {
    return name(rule.text())
        .orElseGet(() -> words.both(rule.then().stream().map(this::action).toList()));
  }

  /** What an action does: {@code "2 points per 1.00 GBP"}. */
  public String action(Action action) {
    return new ActionWords(words).action(action);
  }

  /** When a condition holds: {@code "drinks or snacks"}, {@code "on Tuesday"}. */
  public String condition(Condition condition, Currency currency) {
    return new ConditionWords(words, currency).condition(condition);
  }
}
