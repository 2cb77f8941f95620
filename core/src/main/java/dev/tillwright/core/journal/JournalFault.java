package dev.tillwright.core.journal;

import java.util.Locale;

/**
 * The first place where a journal is not what was written.
 *
 * @param what in which way
 * @param terminal whose journal; anything unprintable in a damaged name shows as {@code ?}
 * @param epoch of the entry; 0 where there is none to name
 * @param seq the first position that cannot be relied on; 0 when the fault has no position
 */
public record JournalFault(What what, String terminal, int epoch, long seq) {

  /** The ways in which a journal can be wrong. */
  public enum What {
    /** The entry's hash is not that of its fields. */
    CHANGED("was changed: its hash differs"),
    /** The entry names another hash before it than that of the entry before. */
    UNLINKED("does not follow the entry before it"),
    /** No entry stands at the position, but one after it. */
    MISSING("is missing"),
    /** A second entry for a position, or one out of order. */
    EXTRA("stands there twice or out of order"),
    /** The writer's row tells of entries that are not there. */
    CUT_OFF("is missing, and all after it up to the writer's row"),
    /** Entries stand behind the one that the writer's row ends with. */
    NOT_WRITTEN("was not written by the journal: the writer's row ends before it"),
    /** The writer's row is absent, unreadable or disagrees with the newest entry. */
    WRITER_DIFFERS("is the newest, but the writer's row says something else"),
    /** A field has a form that the journal never writes. */
    MALFORMED("cannot be read: a field has another form"),
    /** The database itself cannot be read from here on. */
    UNREADABLE("cannot be read: the database is damaged there"),
    /** There is nothing of the terminal that was asked for. */
    UNKNOWN_TERMINAL("does not exist: there is no journal of this terminal");

    private final String sentence;

    What(String sentence) {
      this.sentence = sentence;
    }
  }

  /** One sentence for people: terminal, entry and what is wrong. */
  public String message() {
    String epochs = epoch > 0 ? " (epoch " + epoch + ")" : "";
    String place = seq > 0 ? ": entry " + seq + epochs + " " : " ";
    return "the journal of " + terminal + place + what.sentence;
  }

  /** The kind of fault and its place. */
  @Override
  public String toString() {
    return what.name().toLowerCase(Locale.ROOT) + " " + terminal + "/" + epoch + "/" + seq;
  }
}
