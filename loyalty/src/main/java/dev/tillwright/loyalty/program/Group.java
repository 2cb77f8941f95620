package dev.tillwright.loyalty.program;

import java.util.Objects;

/**
 * Rules of which only one counts.
 *
 * @param id unique among groups; as a rule's id
 * @param pick which
 * @param per for each line by itself, or for the whole basket
 */
public record Group(String id, Pick pick, Rule.Scope per) {
  public Group {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(pick, "pick");
    Objects.requireNonNull(per, "per");
  }

  /** Which rule of a group counts. */
  public enum Pick {
    /** The one with the largest priority; of equal ones that with the first id. */
    PRIORITY,
    /** The one that gives the member most; of equal ones as by priority. */
    BEST
  }
}
