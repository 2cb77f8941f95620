package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.risk.Review;
import dev.tillwright.core.risk.Reviews;
import dev.tillwright.core.risk.RiskCheck;
import dev.tillwright.core.risk.dry.DryReport;
import dev.tillwright.core.risk.dry.DryRun;
import dev.tillwright.core.risk.dry.Labels;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.RuleFinding;
import dev.tillwright.core.settings.SettingsEntries;
import java.util.List;

/**
 * Risk rules, and what they found: open reviews, which somebody closes; other rules, tried on what
 * has been or put in force. Got from {@link Till#risk}.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class RiskDesk {
  private final Till till;
  private final RiskCheck check;
  private final OperatorSession session;

  RiskDesk(Till till, RiskCheck check, OperatorSession session) {
    this.till = till;
    this.check = check;
    this.session = session;
  }

  /** Rules that a till may go by. */
  static RiskRules fit(RiskRules rules) {
    if (!rules.isApproved()) {
      throw new IllegalArgumentException("a draft of risk rules is for dry runs only");
    }
    for (RuleFinding finding : rules.findings()) {
      if (finding.isError()) {
        throw new IllegalArgumentException(
            "risk rules with an error: " + finding.part() + " " + finding.kind());
      }
    }
    return rules;
  }

  /** The rules in force; needs {@link Permission#REPORT}. */
  public RiskRules rules() {
    till.require(session, Permission.REPORT);
    return check.rules();
  }

  /** What is to be looked at, oldest first, the first 1,000; needs {@link Permission#REPORT}. */
  public List<Review> open() {
    till.require(session, Permission.REPORT);
    return reviews().open();
  }

  /** What was looked at, behind a position, 1,000 at a time; needs {@link Permission#REPORT}. */
  public List<Review> closed(long after) {
    till.require(session, Permission.REPORT);
    return reviews().closed(after);
  }

  /**
   * Says what came of a review; needs {@link Permission#OVERRIDE}.
   *
   * @param review its position
   * @param reason 1 to 200 characters
   * @throws RefusedException when no open one has this name, or it is about the operator himself
   */
  public void close(long review, Review.Result result, String reason) {
    till.require(session, Permission.OVERRIDE);
    Review found =
        reviews()
            .find(review)
            .filter(it -> it.closed().isEmpty())
            .orElseThrow(
                () -> new RefusedException("review.unknown", "no open review has this name"));
    String operator = session.operator().id();
    if (found.operator().equals(operator)) {
      throw new RefusedException("review.own", "nobody closes a review about himself");
    }
    reviews().close(review, result, operator, reason);
  }

  /**
   * What rules would have said of the whole journal of this till, without any effect; needs {@link
   * Permission#REPORT}. Takes as long as reading the journal does, and {@link Labels} may be {@link
   * Labels#NONE}.
   */
  public DryReport dryRun(RiskRules rules, Labels labels) {
    till.require(session, Permission.REPORT);
    Journal journal = till.journal();
    DryRun run = DryRun.of(rules, labels);
    journal.read(1, journal.headSeq(), run::apply);
    return run.report();
  }

  /**
   * Puts other rules in force, from the next act on; needs {@link Permission#CHANGE_SETTINGS}. At
   * the next opening the builder's count again.
   *
   * @throws IllegalArgumentException as {@link TillBuilder#risk}
   */
  public void use(RiskRules rules) {
    till.require(session, Permission.CHANGE_SETTINGS);
    fit(rules);
    if (!rules.grounds().currency().equals(check.rules().grounds().currency())) {
      throw new IllegalArgumentException("the risk rules are of another currency than the till");
    }
    synchronized (till.opened()) { // as for other settings: two do not both find the older
      List<Draft> drafts =
          SettingsEntries.changes(
              List.of(rules.settings()), till.safekeeping().settings(), session.operator().id());
      if (!drafts.isEmpty()) {
        till.opened().books().append(drafts);
      }
      check.use(rules);
    }
  }

  private Reviews reviews() {
    return new Reviews(till.journal(), till.opened().books().patience());
  }
}
