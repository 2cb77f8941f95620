package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.loyalty.program.Base;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** Everything a rule may look at, frozen once a quote. Lines are counted from 0 here. */
final class Facts {
  private final Instant at;
  private final ZoneId zone;
  final LocalDateTime local;
  final String terminal;
  final List<PricedLine> lines;
  private final Ratio[] base;
  private final boolean[] excluded;
  private long basketTotal;
  private long basketNet;

  /**
   * @param earning the part of the total that earns, 0 to 1: what excluded tenders leave
   */
  Facts(Program program, Instant at, String terminal, List<PricedLine> lines, Ratio earning) {
    this.at = at;
    this.zone = program.zone();
    this.local = at.atZone(program.zone()).toLocalDateTime();
    this.terminal = terminal;
    this.lines = lines;
    this.base = new Ratio[lines.size()];
    this.excluded = new boolean[lines.size()];
    for (int i = 0; i < base.length; i++) {
      PricedLine line = lines.get(i);
      // A basket may hold lines below zero one day (deposits given back): they earn nothing.
      base[i] = Ratio.of(Math.max(0, amount(program.base().amount(), line))).times(earning);
      basketTotal = Math.addExact(basketTotal, line.total().minor());
      basketNet = Math.addExact(basketNet, line.net().minor());
    }
  }

  boolean inForce(Rule rule) {
    return rule.status() == Rule.Status.APPROVED && rule.effective().at(at, zone);
  }

  private static long amount(Base.Amount amount, PricedLine line) {
    return switch (amount) {
      case TOTAL -> line.total().minor();
      case NET -> line.net().minor();
      case AFTER_DISCOUNT -> line.afterDiscount().minor();
      case LIST -> line.list().minor();
    };
  }

  /** Takes a line out: it earns nothing and counts for no threshold. */
  void exclude(int line) {
    excluded[line] = true;
    basketTotal -= lines.get(line).total().minor();
    basketNet -= lines.get(line).net().minor();
  }

  boolean excluded(int line) {
    return excluded[line];
  }

  /** What earns on a line, in minor units. */
  Ratio base(int line) {
    return base[line];
  }

  long basketTotal() {
    return basketTotal;
  }

  long basketNet() {
    return basketNet;
  }
}
