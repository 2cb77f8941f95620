package dev.tillwright.core.risk.dry;

import dev.tillwright.core.TillwrightException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of past acts: which entries were part of a fraud, of which kind, and of which case.
 * At most {@value #MOST}. Immutable.
 */
public final class Labels {
  /** So many entries are labelled at most. */
  public static final int MOST = 1_000_000;

  /** Nothing is known. */
  public static final Labels NONE = new Labels(Map.of());

  private static final String HEADER = "terminal,seq,kind,case";
  private static final String NAME = "[A-Za-z0-9._-]{1,64}";

  private final Map<String, Label> byEntry;
  private final Map<String, Set<String>> cases = new LinkedHashMap<>();

  /**
   * What is known of one entry.
   *
   * @param kind of fraud
   * @param name of the case: several entries may be of one
   */
  public record Label(String kind, String name) {
    public Label {
      if (!kind.matches(NAME) || !name.matches(NAME)) {
        throw new IllegalArgumentException("a kind and a case have 1 to 64 letters and digits");
      }
    }
  }

  private Labels(Map<String, Label> byEntry) {
    this.byEntry = byEntry;
    byEntry
        .values()
        .forEach(it -> cases.computeIfAbsent(it.kind(), k -> new LinkedHashSet<>()).add(it.name()));
  }

  /** By {@link #key}. */
  public static Labels of(Map<String, Label> byEntry) {
    if (byEntry.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " labels");
    }
    return new Labels(Collections.unmodifiableMap(new LinkedHashMap<>(byEntry)));
  }

  /**
   * Reads lines of {@code terminal,seq,kind,case} below that header; fields hold no commas.
   *
   * @throws TillwrightException {@code labels.invalid} with the number of the line
   */
  public static Labels parse(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw wrong(1, "the header " + HEADER + " was expected");
    }
    Map<String, Label> all = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      String[] parts = line.split(",", -1);
      if (parts.length != 4 || !parts[1].matches("[0-9]{1,18}")) {
        throw wrong(i + 1, "four fields were expected, the second a position");
      }
      try {
        String key = key(parts[0], Long.parseLong(parts[1]));
        if (all.put(key, new Label(parts[2], parts[3])) != null) {
          throw wrong(i + 1, "this entry stands twice");
        }
      } catch (IllegalArgumentException e) {
        throw wrong(i + 1, "a kind and a case have 1 to 64 letters, digits, dots and hyphens");
      }
    }
    return of(all);
  }

  private static TillwrightException wrong(int line, String what) {
    return new TillwrightException("labels.invalid", false, "line " + line + ": " + what);
  }

  /** Names an entry. */
  public static String key(String terminal, long seq) {
    return Objects.requireNonNull(terminal, "terminal") + "/" + seq;
  }

  Optional<Label> of(String terminal, long seq) {
    return Optional.ofNullable(byEntry.get(key(terminal, seq)));
  }

  /** The cases of each kind. */
  Map<String, Set<String>> cases() {
    return cases;
  }

  public boolean isEmpty() {
    return byEntry.isEmpty();
  }
}
