package dev.tillwright.core.reconcile;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * Where the journal and a host disagree about one movement.
 *
 * @param kind how
 * @param settlement reference of the file
 * @param line of the file, from 1; 0 when the file has none
 * @param key of the movement in the journal; empty when it has none
 * @param seq position of the newest entry about it; 0 when there is none
 * @param journal what the journal expects: taken is positive, given back negative
 * @param host what the host settled, the same way
 * @param sentence what is the case and what to do, for people; no data
 */
public record Difference(
    Kind kind,
    String settlement,
    long line,
    String key,
    long seq,
    Money journal,
    Money host,
    String sentence) {
  public Difference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(settlement, "settlement");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(journal, "journal");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** How they disagree. Entries keep the names. */
  public enum Kind {
    /** The journal counts it, and the host did not settle it. */
    MISSING("the host did not settle it: ask the host, with the key and the reference"),
    /** The host settled what no journal knows. */
    EXTRA("no journal knows it: find the terminal that it came from, or dispute it"),
    /** The host settled what the journal does not know the end of. */
    LOST("the host settled it, and its end is not known here: settle it by hand"),
    /** The host settled what the journal gave up. */
    NOT_UNDONE("it was given up here, and the host settled it: give it back"),
    /** The host settled what was declined or never sent. */
    REFUSED("it was refused here, and the host settled it: give it back"),
    /** The host undid what the journal counts. */
    UNDONE("the host undid it, and it is counted here: find out who did"),
    /** Both have it, with different amounts. */
    AMOUNT("the amounts differ: tips, conversion or a partial approval may explain it"),
    /** The host settled it more than once, in one file or over several. */
    TWICE("the host settled it again: ask for the second one back"),
    /** The host settled it, in another currency than the journal has. */
    CURRENCY("the currencies differ: ask the host");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  /** The same difference of the same file has the same id, however often it is looked for. */
  public String id() {
    return settlement + "/" + kind + "/" + (line == 0 ? key : String.valueOf(line));
  }

  /** By how much the host settled more than the journal expects. */
  public Money off() {
    if (!host.currency().equals(journal.currency())) {
      return host;
    }
    return host.minus(journal);
  }

  /** The entry that accepts it; see {@link Correction}. */
  public Correction correction(String operator, String note) {
    return new Correction(this, operator, note);
  }

  /** The id, without the key. */
  @Override
  public String toString() {
    return "Difference[" + kind + ", line " + line + ", seq " + seq + "]";
  }
}
