package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.risk.Review;
import dev.tillwright.core.risk.dry.DryReport;
import dev.tillwright.core.risk.dry.Labels;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.RuleFinding;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.RiskDesk;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;

/** Risk rules at a till. The page docs/risk.md shows it, and a test runs it. */
public final class RiskTour {
  private RiskTour() {}

  /** Rules that are in order, given to a till. */
  public static TillBuilder wire(TillBuilder builder, String json) {
    // docs: wire
    RiskRules rules = RiskRules.parse(json); // refused with the JSON pointer of what is wrong
    for (RuleFinding finding : rules.findings()) {
      System.out.println(finding.kind() + " " + finding.part() + ": " + finding.reason());
    }
    builder.risk(rules); // drafts, and sets with errors, are refused
    // docs: end
    return builder;
  }

  /** What the rules say comes back with the tender. */
  public static String pay(Till till, Ticket ticket, Tender tender) {
    // docs: pay
    Outcome outcome = till.pay(ticket, tender);
    String said =
        outcome.match(
            approved -> "paid",
            declined -> declined.code() + ": " + declined.reason(), // risk.card-testing
            paused -> "please show " + paused.pause().asked() + ": " + paused.reason(),
            unknown -> "being resolved");
    // docs: end
    return said;
  }

  /** What is to be looked at. */
  public static int review(Till till, OperatorSession manager) {
    // docs: review
    RiskDesk desk = till.risk(manager);
    for (Review review : desk.open()) {
      System.out.println(review.act() + " by " + review.operator() + ": " + review.reasons());
      desk.close(review.seq(), Review.Result.IN_ORDER, "counted the drawer together");
    }
    // docs: end
    return desk.closed(0).size();
  }

  /** Other rules, on what has been, and then in force. */
  public static DryReport tryOut(Till till, OperatorSession manager, RiskRules next) {
    // docs: dry
    RiskDesk desk = till.risk(manager);
    DryReport report = desk.dryRun(next, Labels.NONE);
    System.out.println(report.toText(3));
    desk.use(next); // from the next act on, over the same past
    // docs: end
    return report;
  }
}
