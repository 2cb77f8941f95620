package dev.tillwright.core.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/**
 * Counters by name and label. A label that does not fit counts as {@link #OTHER}, a name that is
 * one too many as {@link #OVERFLOW}: counting never fails.
 */
final class Counters {
  static final int MAX_NAMES = 256;
  static final int MAX_LABELS = 32;
  static final String OTHER = "other";
  static final String OVERFLOW = "monitor.overflow";

  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,31}");

  /** Five digits are an amount, a number of somebody, or a part of a card: never a label. */
  private static final Pattern DATA = Pattern.compile(".*\\d{5}.*");

  private final Map<String, Map<String, Counter>> all = new ConcurrentSkipListMap<>();

  Counters() {
    all.put(OVERFLOW, new ConcurrentHashMap<>(Map.of("", new Counter())));
  }

  static String checked(String name) {
    if (name.length() > 64 || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of a counter or gauge: " + name);
    }
    return name;
  }

  Counter of(String name, String label) {
    Map<String, Counter> labels = all.get(name);
    if (labels == null) {
      checked(name);
      if (all.size() >= MAX_NAMES) {
        return overflow();
      }
      labels = all.computeIfAbsent(name, it -> new ConcurrentHashMap<>());
    }
    Counter known = labels.get(label);
    if (known != null) {
      return known;
    }
    boolean fits = label.isEmpty() || (isLabel(label) && labels.size() < MAX_LABELS);
    return labels.computeIfAbsent(fits ? label : OTHER, it -> new Counter());
  }

  private static boolean isLabel(String label) {
    return LABEL.matcher(label).matches() && !DATA.matcher(label).matches();
  }

  Counter overflow() {
    return of(OVERFLOW, "");
  }

  List<Reading.Count> read() {
    List<Reading.Count> counts = new ArrayList<>();
    all.forEach(
        (name, labels) ->
            labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it -> new Reading.Count(name, it.getKey(), it.getValue().value()))
                .forEach(counts::add));
    return counts;
  }
}
