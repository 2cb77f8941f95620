package dev.tillwright.core.risk;

import dev.tillwright.core.access.Reason;
import dev.tillwright.core.access.Situation;
import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.access.Verdict;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActFold;
import dev.tillwright.core.risk.act.CardFacts;
import dev.tillwright.core.risk.act.SaleActs;
import dev.tillwright.core.risk.act.Trait;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.RuleOutcome;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The rules as a check of the till: before a tender, a pay-out, a void of a completed sale, the
 * giving up of an open one that took money, and the drawer. Discounts are judged with the tender,
 * when it is known what they come to.
 *
 * <p><b>Guarantees.</b> It decides from the journal's entries up to the newest, by way of the
 * {@link RiskBook}; the windows are filled from its rows when it is made, so a restart forgets
 * nothing, and new rules look at the same past. Each look costs what happened since the one before.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class RiskCheck implements TenderCheck {
  /** So many acts are read at once. */
  static final int PAGE = 512;

  private final Journal journal;
  private final Duration durable;
  private RiskEngine engine;
  private long position;

  private RiskCheck(Journal journal, RiskRules rules, Duration durable) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.durable = Objects.requireNonNull(durable, "durable");
    this.engine = RiskEngine.of(rules);
  }

  /**
   * A check by rules.
   *
   * @param journal that a {@link RiskBook} follows
   * @param durable how long the book may take to catch up; beyond that nothing passes
   */
  public static RiskCheck of(Journal journal, RiskRules rules, Duration durable) {
    return new RiskCheck(journal, rules, durable);
  }

  /** Other rules, from now on, over the same past. */
  public synchronized void use(RiskRules rules) {
    engine = RiskEngine.of(rules);
    position = 0;
  }

  /** The rules it goes by. */
  public synchronized RiskRules rules() {
    return engine.rules();
  }

  @Override
  public Verdict check(Situation situation) {
    return verdict(decide(situation));
  }

  /** The same, with all figures. */
  public synchronized RiskDecision decide(Situation situation) {
    journal.awaitFollower(RiskBook.NAME, journal.headSeq(), durable);
    Look look = look(situation);
    count(look);
    while (look.since().size() >= PAGE) { // a first look may find a month
      look = look(situation);
      count(look);
    }
    return look.next().map(engine::decide).orElse(RiskDecision.ALLOWED);
  }

  private Look look(Situation situation) {
    return journal
        .database()
        .read(
            tx -> {
              List<Act> since = RiskBook.page(journal.terminal(), position, PAGE, tx);
              boolean last = since.size() < PAGE;
              return new Look(since, last ? act(situation, tx) : Optional.empty());
            });
  }

  /** Counted once a page is read to its end: a read may be tried again. */
  private void count(Look look) {
    for (Act act : look.since()) {
      engine.happened(act);
      position = act.seq();
    }
  }

  private record Look(List<Act> since, Optional<Act> next) {}

  /** What is about to happen; none for what rules do not decide about. */
  private Optional<Act> act(Situation situation, Tx tx) {
    SaleActs acts = new SaleActs(new RowMemory(journal.terminal(), tx));
    return switch (situation.act()) {
      case TENDER -> tender(acts, situation);
      case PAY_OUT ->
          situation
              .sale()
              .filter(it -> it.kind() != SaleKind.VOID) // decided about before it was begun
              .map(it -> acts.payOut(it, situation.amount(), situation.at()));
      case VOID_COMPLETED -> situation.origin().map(it -> voiding(acts, situation, it));
      case GIVE_UP ->
          situation
              .sale()
              .filter(it -> it.kind().sells())
              .map(it -> acts.givenUp(it, situation.at()))
              .filter(Act::isDecided);
      case OPEN_DRAWER ->
          Optional.of(
              ActFold.drawer(
                  situation.terminal(),
                  situation.operator().id(),
                  Money.zero(situation.amount().currency()),
                  situation.at()));
      case DISCOUNT -> Optional.empty();
    };
  }

  private static Act voiding(SaleActs acts, Situation situation, SaleId origin) {
    return acts.voiding(
        origin, origin, situation.operator().id(), situation.amount(), situation.at());
  }

  private static Optional<Act> tender(SaleActs acts, Situation situation) {
    Sale sale = situation.sale().orElse(null);
    if (sale == null || situation.tender().isEmpty()) {
      return Optional.empty();
    }
    Act.Builder act = acts.tender(sale, situation.tender().get(), situation.at()).with();
    situation
        .tender()
        .map(it -> it.card())
        .filter(it -> it.masked().text().length() >= CardFacts.SHORTEST)
        .flatMap(it -> bin(situation))
        .ifPresent(act::bin);
    if (situation.fallback()) {
      act.trait(Trait.FALLBACK);
    }
    if (situation.offline() && situation.card().isPresent()) {
      act.trait(Trait.OFFLINE);
    }
    return Optional.of(act.build());
  }

  /** The first six digits, found by halving: a situation answers only whether they lie between. */
  private static Optional<String> bin(Situation situation) {
    int from = 0;
    int to = 999_999;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (situation.cardBetween(six(from), six(middle))) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    String bin = six(from);
    return situation.cardBetween(bin, bin) ? Optional.of(bin) : Optional.empty();
  }

  private static String six(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(6 - digits.length()) + digits;
  }

  private static Verdict verdict(RiskDecision decision) {
    List<Reason> reasons =
        decision.reasons().stream()
            .limit(Verdict.MAX_REASONS)
            .map(it -> new Reason(it.code(), it.text(), it.detail()))
            .toList();
    RuleOutcome worst = decision.outcome().orElse(null);
    if (worst == null) {
      return Verdict.allow();
    }
    return switch (worst) {
      case REVIEW -> Verdict.review(reasons.toArray(Reason[]::new));
      case STEP_UP -> Verdict.stepUp(decision.ask(), reasons.toArray(Reason[]::new));
      case BLOCK -> Verdict.block(reasons.toArray(Reason[]::new));
    };
  }
}
