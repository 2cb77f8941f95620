package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.till.FindingsDesk;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.watch.Correction;
import dev.tillwright.core.watch.FindingBook;
import dev.tillwright.core.watch.HostLine;
import dev.tillwright.core.watch.Inputs;
import dev.tillwright.core.watch.WatchRules;
import java.time.Instant;
import java.util.List;

/**
 * What happened and nobody said. The page docs/silent-transactions.md shows it, and a test runs it.
 */
public final class SilentTour {
  private final Till till;
  private final OperatorSession manager;

  /**
   * @param manager logged on, may settle payments
   */
  public SilentTour(Till till, OperatorSession manager) {
    this.till = till;
    this.manager = manager;
  }

  /** Holds the journal against the host's file. */
  public List<FindingBook.Kept> look(List<HostLine> lines, Instant until, Instant now) {
    // docs: look
    FindingsDesk desk = till.findings(manager);
    Inputs in = Inputs.at(now, desk.facts()).host(lines, until);
    List<FindingBook.Kept> open = desk.look(in, new WatchRules());
    // docs: end
    return open;
  }

  /** Puts right what a machine may. */
  public List<String> correct(List<FindingBook.Kept> open) {
    // docs: correct
    FindingsDesk desk = till.findings(manager);
    return open.stream()
        .map(kept -> desk.correct(kept.finding().id()))
        .map(SilentTour::said)
        .toList();
    // docs: end
  }

  private static String said(Correction correction) {
    return correction.match(
        done -> "done: " + done.state(),
        tried -> "later: " + tried.state(),
        proposed -> "please " + proposed.sentence());
  }
}
