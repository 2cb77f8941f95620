package dev.tillwright.core.catalogue;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes on their way from one catalogue to another: from head office to the tills, or from a till
 * to its neighbours. Taken in twice, or after newer ones, it changes nothing.
 *
 * <p>As a text it is a line of JSON with what there is, then one for each update; a text that was
 * cut is refused. It is not signed: carry it by a way that you trust.
 *
 * @param position up to which position of its journal the giver had looked: what to ask with next
 *     time, see {@link Catalogue#since}
 * @param updates in order; at most {@value #MAX}
 */
public record CatalogueBundle(long position, List<CatalogueUpdate> updates) {
  /** A bundle has at most so many updates, each with what fits one entry. */
  public static final int MAX = 10_000;

  private static final String FORMAT = "tillwright-catalogue/1";

  public CatalogueBundle {
    updates = List.copyOf(updates);
    if (position < 0) {
      throw new IllegalArgumentException("a position is not negative");
    }
    if (updates.size() > MAX) {
      throw new IllegalArgumentException("a bundle has at most " + MAX + " updates");
    }
  }

  /** Whether it holds nothing. */
  public boolean isEmpty() {
    return updates.isEmpty();
  }

  /** Whether it holds what goods cost. */
  public boolean isSecret() {
    return updates.stream()
        .anyMatch(it -> it.changes().stream().anyMatch(ItemCost.class::isInstance));
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    List<Draft> drafts =
        updates.stream().flatMap(it -> CatalogueEntries.drafts(it).stream()).toList();
    StringBuilder text = new StringBuilder();
    text.append(
            JsonOut.object(
                out ->
                    out.put("format", FORMAT)
                        .put("position", position)
                        .put("updates", drafts.size())))
        .append('\n');
    for (Draft draft : drafts) {
      text.append(draft.kind()).append(' ').append(draft.payload()).append('\n');
    }
    return text.toString();
  }

  /**
   * Reads a bundle.
   *
   * @throws TillwrightException {@code catalogue.bundle} naming the line, when it is not a whole
   *     one
   */
  public static CatalogueBundle parse(String text) {
    List<CatalogueUpdate> updates = new ArrayList<>();
    String[] lines = text.split("\n", MAX + 3);
    long position;
    try {
      JsonIn head = JsonIn.parse(lines[0]);
      // Behind the last line there is its end, and nothing.
      boolean whole =
          head.text("format").equals(FORMAT)
              && head.number("updates") == lines.length - 2
              && lines[lines.length - 1].isEmpty();
      position = head.number("position");
      if (!whole || position < 0) {
        throw new TillwrightException(
            "catalogue.bundle", false, "not a bundle of a catalogue, or not a whole one");
      }
    } catch (JsonException e) {
      throw wrong(1);
    }
    for (int i = 1; i < lines.length - 1; i++) {
      updates.add(update(lines[i], i + 1));
    }
    return new CatalogueBundle(position, updates);
  }

  private static CatalogueUpdate update(String line, int number) {
    int space = line.indexOf(' ');
    String kind = line.substring(0, Math.max(space, 0));
    if (!CatalogueEntries.isOne(kind)) {
      throw wrong(number);
    }
    try {
      return CatalogueEntries.read(kind, line.substring(space + 1));
    } catch (JsonException e) {
      throw wrong(number);
    }
  }

  private static TillwrightException wrong(int line) {
    return new TillwrightException(
        "catalogue.bundle", false, "line " + line + " of the bundle is not as described");
  }
}
