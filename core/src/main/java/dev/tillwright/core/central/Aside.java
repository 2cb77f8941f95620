package dev.tillwright.core.central;

import dev.tillwright.core.journal.Entry;
import java.util.Objects;

/**
 * An entry that could not join the copy of its journal, because another stands at its position or
 * before it. It is kept for people to look at, and nothing follows it.
 *
 * @param entry as the terminal has it
 * @param what why it is here
 */
public record Aside(Entry entry, Fork.What what) {
  public Aside {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(what, "what");
  }
}
