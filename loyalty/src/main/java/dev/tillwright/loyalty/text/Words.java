package dev.tillwright.loyalty.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences with places for figures, in one language. Immutable, for any number of threads. */
public final class Words {
  private static final String BUNDLE = "dev.tillwright.loyalty.text.words";

  private final ResourceBundle bundle;
  private final String language;

  private Words(ResourceBundle bundle, String language) {
    this.bundle = bundle;
    this.language = language;
  }

  /** The words of this language; English when there are none. */
  public static Words in(Locale locale) {
    // The machine's own language must never decide: English is the root bundle, asked for by name.
    boolean chinese = locale.getLanguage().equals("zh");
    Locale known = chinese ? Locale.CHINESE : Locale.ROOT;
    return new Words(ResourceBundle.getBundle(BUNDLE, known), chinese ? "zh" : "en");
  }

  /** Two letters: {@code "en"}. */
  public String language() {
    return language;
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
    if (values.size() == 1) {
      return values.get(0);
    }
    int last = values.size() - 1;
    return say("or", String.join(say("comma"), values.subList(0, last)), values.get(last));
  }

  /** {@code "a, b and c"}. */
  public String both(List<String> values) {
    if (values.size() == 1) {
      return values.get(0);
    }
    int last = values.size() - 1;
    return say("and", String.join(say("comma"), values.subList(0, last)), values.get(last));
  }
}
