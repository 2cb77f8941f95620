package dev.tillwright.core.central;

import java.util.Objects;

/**
 * Where a terminal's journal and the central store's copy of it part.
 *
 * @param what in which way
 * @param terminal whose journal
 * @param epoch of the terminal's own entry there; 0 when it has none
 * @param seq the first position at which the two differ
 */
public record Fork(What what, String terminal, int epoch, long seq) {
  public Fork {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(terminal, "terminal");
  }

  /** The ways in which they can part. */
  public enum What {
    /** The central store has another entry there. */
    DIFFERS(
        "central.fork",
        "the central store has another entry there: an old copy of the till's file was put back,"
            + " or one of the two was changed"),
    /** Another machine took the terminal's place from there on. */
    REPLACED(
        "central.replaced",
        "another machine took this till's place there: sell no more on this one"),
    /** The terminal has nothing there, the central store goes on. */
    OLD_COPY(
        "central.oldCopy",
        "the till has nothing there, but the central store goes on: an old copy of the till's file"
            + " was put back; replace the till from the central store before it sells"),
    /** What arrived there broke the chain, and the store's owner set it aside. */
    UNSOUND("central.broken", "what arrived there broke the chain and was set aside");

    private final String code;
    private final String sentence;

    What(String code, String sentence) {
      this.code = code;
      this.sentence = sentence;
    }

    /** The code of the alarm and of the error. */
    public String code() {
      return code;
    }
  }

  /** One sentence for people: terminal, position and what is wrong. */
  public String message() {
    return "the journal of " + terminal + ": entry " + seq + ": " + what.sentence;
  }
}
