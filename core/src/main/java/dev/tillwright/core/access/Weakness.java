package dev.tillwright.core.access;

import java.util.Objects;

/**
 * What the audit found.
 *
 * @param what kind of weakness
 * @param about which key, operator, setting or part
 * @param found what is the case
 * @param todo what to do about it
 */
public record Weakness(What what, String about, String found, String todo) {

  /** The kinds. */
  public enum What {
    STALE_KEY,
    KEY_SOON_STALE,
    KEY_USED_UP,
    KEY_SOON_USED_UP,
    IDLE_OPERATOR,
    WEAK_SETTING,
    UNSHIPPED,
    OLD_VERSION,
    STALE_LIST,
    FROZEN
  }

  public Weakness {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(about, "about");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(todo, "todo");
  }

  /** One line. */
  @Override
  public String toString() {
    return what + " " + about + ": " + found + "; " + todo;
  }
}
