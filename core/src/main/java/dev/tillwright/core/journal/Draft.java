package dev.tillwright.core.journal;

import java.util.Objects;

/**
 * A fact to be written; the journal gives it its place.
 *
 * @param kind lower-case words with a dot between: {@code sale.completed}; at most 64 characters
 * @param payload one JSON object, at most 1 MiB as UTF-8; never card data
 */
public record Draft(String kind, String payload) {
  public Draft {
    Objects.requireNonNull(payload, "payload");
    if (!kind.matches("[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+") || kind.length() > 64) {
      throw new IllegalArgumentException("not a kind of entry: " + kind);
    }
  }

  /** The kind, never the payload. */
  @Override
  public String toString() {
    return "Draft[" + kind + "]";
  }
}
