package dev.tillwright.core.checkpoint;

/**
 * A witness that the journal contradicts, or that is not to be believed itself.
 *
 * @param what in which way
 * @param witness which one
 */
public record WitnessFault(What what, Witness witness) {

  /** The ways in which a journal and a witness can disagree. */
  public enum What {
    /** The journal ends before the witness: its tail was cut off, or an old copy put back. */
    CUT_OFF("the journal ends before it: entries were cut off, or an old copy was put back"),
    /** The chain breaks before the witness, so that nothing can be said of it. */
    BROKEN_BEFORE("the chain breaks before it: see the fault of the journal"),
    /** Another entry stands there: it, or one before it, was written anew. */
    DIFFERS("the journal has another entry there: it or one before it was written anew"),
    /** The tree over the entries is another one. */
    TREE_DIFFERS("the tree over these entries is another one: one of them was written anew"),
    /** The signature is not of the key that is trusted under its name. */
    BAD_SIGNATURE("its signature is wrong: the checkpoint was changed or made by others"),
    /** It was signed by a key that is not trusted. */
    UNKNOWN_KEY("it was signed by a key that is not among the trusted ones");

    private final String sentence;

    What(String sentence) {
      this.sentence = sentence;
    }
  }

  /** One sentence for people. */
  public String message() {
    return witness.label() + " of " + witness.terminal() + ": " + what.sentence;
  }
}
