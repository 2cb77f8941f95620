package dev.tillwright.loyalty.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** Sentences with places for figures, in one language. Immutable, for any number of threads. */
public final class Words {
  private static final String BUNDLE = "dev.tillwright.loyalty.text.words";

  private final ResourceBundle bundle;
  private final List<String> languages;

  private Words(Locale locale, String... languages) {
    this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
    this.languages = List.of(languages);
  }

  /** The words of this language; English when there are none. */
  public static Words in(Locale locale) {
    // The machine's own language must never decide: English is the root bundle, asked for by name.
    return switch (locale.getLanguage()) {
      case "zh" -> new Words(Locale.CHINESE, "zh-Hans", "zh", "en");
      case "de" -> new Words(Locale.GERMAN, "de", "en");
      default -> new Words(Locale.ROOT, "en");
    };
  }

  /** The languages in which a name of the program's own is looked for, the best first. */
  public List<String> languages() {
    return languages;
  }

  /** A sentence with its places filled. */
  public String say(String key, Object... values) {
    String form = bundle.getString(key);
    StringBuilder said = new StringBuilder(form.length() + 32);
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      if (c == '{') {
        said.append(values[form.charAt(i + 1) - '0']);
        i += 2;
      } else {
        said.append(c);
      }
    }
    return said.toString();
  }

  /** A word, where there is one of this key. */
  public Optional<String> find(String key) {
    return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
  }

  /** {@code "1 point"}, {@code "2.5 points"}. */
  public String points(BigDecimal count) {
    boolean one = count.compareTo(BigDecimal.ONE) == 0;
    return say(one ? "points.one" : "points.many", count.toPlainString());
  }

  /** As above. */
  public String points(long count) {
    return points(BigDecimal.valueOf(count));
  }

  /** {@code "a, b or c"}. */
  public String either(List<String> values) {
    return join("or", values);
  }

  /** {@code "a, b and c"}. */
  public String both(List<String> values) {
    return join("and", values);
  }

  private String join(String key, List<String> values) {
    int last = values.size() - 1;
    return last == 0
        ? values.get(0)
        : say(key, String.join(say("comma"), values.subList(0, last)), values.get(last));
  }
}
