package dev.tillwright.core.settings;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The journal entries of settings:
 *
 * <pre>
 * settings.changed  area, digest, values{name: text}; by when an operator did it
 * </pre>
 */
public final class SettingsEntries {
  /** The kind of the entry that puts settings in force, from its position on. */
  public static final String KIND = "settings.changed";

  private SettingsEntries() {}

  /**
   * The drafts that put settings in force: one for each area that differs from what is.
   *
   * @param by the operator; {@code null} at an opening
   */
  public static List<Draft> changes(
      Collection<Settings> wanted, Collection<InForce> now, @Nullable String by) {
    Map<String, String> digests =
        now.stream()
            .map(InForce::settings)
            .collect(Collectors.toMap(Settings::area, Settings::digest));
    return wanted.stream()
        .filter(it -> !it.digest().equals(digests.get(it.area())))
        .map(it -> draft(it, by))
        .toList();
  }

  private static Draft draft(Settings settings, @Nullable String by) {
    return new Draft(
        KIND,
        JsonOut.object(
            out ->
                out.put("area", settings.area())
                    .put("digest", settings.digest())
                    .put("by", by)
                    .put("values", values -> settings.values().forEach(values::put))));
  }

  /**
   * Reads an entry of the kind {@value #KIND}.
   *
   * @throws JsonException with the place, when it is not one or its digest is another
   */
  public static InForce read(Entry entry) {
    return read(entry.seq(), entry.payload());
  }

  static InForce read(long seq, String payload) {
    JsonIn in = JsonIn.parse(payload);
    JsonIn values = in.object("values");
    SortedMap<String, String> found = new TreeMap<>();
    for (String name : values.names()) {
      found.put(name, values.text(name));
    }
    Settings settings;
    try {
      settings = new Settings(in.text("area"), found);
    } catch (IllegalArgumentException e) {
      throw in.wrong("values", "are not settings");
    }
    if (!settings.digest().equals(in.text("digest"))) {
      throw in.wrong("digest", "is not that of the values");
    }
    return new InForce(settings, seq, in.optionalText("by"));
  }
}
