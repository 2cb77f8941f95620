package dev.tillwright.core.host.wallet.simulator;

import java.util.Objects;

/**
 * What the simulator does with one question.
 *
 * @param customer what the customer does, who is asked to pay
 * @param polls of a customer who pays later: after so many questions whether he has
 * @param line what becomes of the question and its answer
 * @param notices what notices are sent of a payment that is begun by this question
 */
public record WalletBehaviour(Customer customer, int polls, Line line, Notices notices) {
  public WalletBehaviour {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(notices, "notices");
    if (polls < 0) {
      throw new IllegalArgumentException("a number of questions is not negative");
    }
  }

  /** A customer. */
  public enum Customer {
    /**
     * Pays at once, without a password; of a code that is shown to him, after the first question.
     */
    PAYS,
    /** Types his password, and has paid after {@link WalletBehaviour#polls} questions. */
    PAYS_LATER,
    /** Types for ever. */
    NEVER,
    /** Does not pay. */
    DECLINES
  }

  /** What happens on the way. */
  public enum Line {
    USUAL,
    /** The question gets lost; nobody answers. */
    LOSE_REQUEST,
    /** It counts; nobody answers. */
    LOSE_ANSWER,
    /** It counts, and is answered after {@link WalletSimulator#LATE}. */
    LATE_ANSWER,
    /** It counts, and the line breaks within the answer. */
    BREAK_ANSWER,
    /** It counts, and bytes that mean nothing come back. */
    GARBLE_ANSWER,
    /** It counts, and the answer is about another payment, and signed. */
    ANSWER_OF_OTHER,
    /** It counts, and the answer was changed after it was signed. */
    ALTER_ANSWER,
    /** It does not count, and status 500 comes back. */
    FAIL_BEFORE,
    /** It counts, and status 500 comes back. */
    FAIL_AFTER
  }

  /** What becomes of notices. */
  public enum Notices {
    /** None comes. */
    NONE,
    /** One, when it is paid. */
    ONE,
    /** The same one, three times. */
    AGAIN,
    /** One, when {@link WalletSimulator#deliver} is called. */
    LATE,
    /** One that says it was paid comes at once, signed with another key. */
    FORGED,
    /** One that was changed after it was signed comes at once, and says it was paid. */
    ALTERED
  }

  /** The customer pays at once, nothing gets lost, and one notice comes. */
  public static WalletBehaviour usual() {
    return new WalletBehaviour(Customer.PAYS, 0, Line.USUAL, Notices.ONE);
  }

  /** The usual, but for the customer. */
  public static WalletBehaviour of(Customer customer) {
    return new WalletBehaviour(customer, 2, Line.USUAL, Notices.ONE);
  }

  /** The usual, but for the way. */
  public static WalletBehaviour of(Line line) {
    return new WalletBehaviour(Customer.PAYS, 0, line, Notices.ONE);
  }

  /** The same with other notices. */
  public WalletBehaviour with(Notices other) {
    return new WalletBehaviour(customer, polls, line, other);
  }

  /** The same on another way. */
  public WalletBehaviour with(Line other) {
    return new WalletBehaviour(customer, polls, other, notices);
  }

  /** The same, of a customer who has paid after so many questions. */
  public WalletBehaviour after(int questions) {
    return new WalletBehaviour(Customer.PAYS_LATER, questions, line, notices);
  }
}
