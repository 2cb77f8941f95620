package dev.tillwright.core.receipt;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.payment.CardholderCheck;
import dev.tillwright.core.sale.TenderKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a receipt in one language. English, German and Simplified Chinese are shipped;
 * another language is a map with the same keys. Immutable.
 *
 * <p><b>Guarantee.</b> Labels are whole: a key that is missing or unknown is refused when they are
 * made, never found out at the printer.
 */
public final class Labels {
  /** English. */
  public static final Labels ENGLISH = shipped(Locale.ENGLISH);

  /** German. */
  public static final Labels GERMAN = shipped(Locale.GERMAN);

  /** Simplified Chinese. */
  public static final Labels SIMPLIFIED_CHINESE = shipped(Locale.SIMPLIFIED_CHINESE);

  private final Locale language;
  private final Map<String, String> words;

  private Labels(Locale language, Map<String, String> words) {
    this.language = language;
    this.words = Map.copyOf(words);
    Set<String> odd = new TreeSet<>(keys());
    odd.removeAll(words.keySet());
    if (!odd.isEmpty()) {
      throw new IllegalArgumentException("labels are missing: " + odd);
    }
    odd.addAll(words.keySet());
    odd.removeAll(keys());
    if (!odd.isEmpty()) {
      throw new IllegalArgumentException("labels are unknown: " + odd);
    }
  }

  /** The shipped labels for a language; English for one that is not shipped. */
  public static Labels of(Locale language) {
    return switch (language.getLanguage()) {
      case "zh" -> SIMPLIFIED_CHINESE;
      case "de" -> GERMAN;
      default -> ENGLISH;
    };
  }

  /**
   * Labels of a language of your own.
   *
   * @param words one for each of {@link #keys()}
   * @throws IllegalArgumentException naming the keys that are missing or unknown
   */
  public static Labels of(Locale language, Map<String, String> words) {
    return new Labels(language, words);
  }

  /** All keys that labels must have. */
  public static Set<String> keys() {
    Stream<String> plain = Arrays.stream(Label.values()).map(Label::key);
    Stream<String> tenders = Arrays.stream(TenderKind.values()).map(Labels::key);
    Stream<String> entries = Arrays.stream(EntryMode.values()).map(Labels::key);
    Stream<String> checks = Arrays.stream(CardholderCheck.values()).map(Labels::key);
    return Stream.of(plain, tenders, entries, checks)
        .flatMap(it -> it)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Which language it is. */
  public Locale language() {
    return language;
  }

  String of(Label label) {
    return word(label.key());
  }

  String of(TenderKind kind) {
    return word(key(kind));
  }

  String of(EntryMode mode) {
    return word(key(mode));
  }

  String of(CardholderCheck check) {
    return word(key(check));
  }

  private String word(String key) {
    String word = words.get(key);
    if (word == null) {
      throw new IllegalStateException("labels are whole: " + key);
    }
    return word;
  }

  private static String key(TenderKind kind) {
    return "tender." + kind.name();
  }

  private static String key(EntryMode mode) {
    return "entry." + mode.name();
  }

  private static String key(CardholderCheck check) {
    return "check." + check.name();
  }

  // A bundle of ResourceBundle would fall back to the machine's language; a receipt does not.
  private static Labels shipped(Locale language) {
    String file = "labels_" + language.getLanguage() + ".properties";
    Properties properties = new Properties();
    try (InputStream in = Labels.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's " + file + " cannot be read", e);
    }
    Map<String, String> words = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
    return new Labels(language, words);
  }
}
