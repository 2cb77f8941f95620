package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.watch.Correction;
import dev.tillwright.core.watch.Corrector;
import dev.tillwright.core.watch.Detectors;
import dev.tillwright.core.watch.FindingBook.Kept;
import dev.tillwright.core.watch.Findings;
import dev.tillwright.core.watch.Inputs;
import dev.tillwright.core.watch.JournalFacts;
import dev.tillwright.core.watch.WatchRules;
import java.util.List;

/**
 * What the detectors found about a till, and what is done about it, as an operator may. Got from
 * {@link Till#findings}.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class FindingsDesk {
  private final Till till;
  private final Findings findings;
  private final Corrector corrector;
  private final OperatorSession session;

  FindingsDesk(Till till, Findings findings, Payments payments, OperatorSession session) {
    this.till = till;
    this.findings = findings;
    this.corrector = new ByPayments(payments);
    this.session = session;
  }

  /**
   * The facts of this till's journal, the beginning of {@link Inputs}: of all of it, or of its
   * newest {@value JournalFacts#WINDOW} entries.
   */
  public JournalFacts facts() {
    return facts(Math.max(1, till.journal().headSeq() - JournalFacts.WINDOW + 1));
  }

  /**
   * The facts of entries from a position on, {@value JournalFacts#WINDOW} of them at most; {@link
   * JournalFacts#through} says how far they came. For who looks at more than is held at once: the
   * next call begins there, or a few days before, so that a payment's end is seen with its
   * beginning.
   *
   * @param fromSeq from 1
   */
  public JournalFacts facts(long fromSeq) {
    till.require(session, Permission.REPORT);
    if (fromSeq < 1) {
      throw new IllegalArgumentException("entries begin at 1");
    }
    JournalFacts facts = new JournalFacts();
    till.journal().read(fromSeq, fromSeq + JournalFacts.WINDOW - 1, facts::apply);
    return facts;
  }

  /** Runs the rules, writes down what is new, and answers all that is open. */
  public List<Kept> look(Inputs inputs, WatchRules rules) {
    till.require(session, Permission.REPORT);
    findings.note(Detectors.run(inputs, rules));
    return findings.open();
  }

  /** What is open, oldest first. */
  public List<Kept> open() {
    till.require(session, Permission.REPORT);
    return findings.open();
  }

  /**
   * Does what the finding's action says, if that is safe; needs {@link Permission#SETTLE_PAYMENT}.
   */
  public Correction correct(String id) {
    till.require(session, Permission.SETTLE_PAYMENT);
    return findings.correct(id, corrector, session.operator().id());
  }

  /** Nothing is wrong with it; needs {@link Permission#SETTLE_PAYMENT}. */
  public void dismiss(String id, String reason) {
    till.require(session, Permission.SETTLE_PAYMENT);
    findings.dismiss(id, session.operator().id(), reason);
  }

  /** Corrections by the payments' own ways. */
  private record ByPayments(Payments payments) implements Corrector {
    @Override
    public AttemptState drive(PaymentKey key) {
      payments.drive(key);
      return state(key);
    }

    @Override
    public AttemptState forward(PaymentKey key) {
      payments.forwardNow();
      return state(key);
    }

    @Override
    public AttemptState tookAfterAll(PaymentKey key) {
      payments.tookAfterAll(key);
      return state(key);
    }

    private AttemptState state(PaymentKey key) {
      return payments
          .find(key)
          .map(Attempt::state)
          .orElseThrow(() -> new IllegalArgumentException("no payment has this key"));
    }
  }
}
