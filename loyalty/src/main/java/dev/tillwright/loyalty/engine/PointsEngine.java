package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A program compiled to an index, ready to quote. Immutable; any number of threads at once; no I/O.
 *
 * <p><b>Guarantees.</b> The arithmetic is exact and rounds once, where the program says. The points
 * are the sum of the reasons and the sum of the shares; neither they nor a share are negative. The
 * points do not depend on the order of the lines. A basket costs what its matching rules cost, not
 * what the program has.
 */
public final class PointsEngine implements Pricing {
  private final Program program;
  private final Locale language;
  private final List<CompiledRule> rules;
  private final RuleIndex exclusions;
  private final RuleIndex earnings;

  private PointsEngine(Program program, Locale language) {
    Evaluated.require(program);
    this.program = program;
    this.language = language;
    int digits = program.currency().getDefaultFractionDigits();
    List<CompiledRule> compiled = new ArrayList<>(program.rules().size());
    List<Integer> excluding = new ArrayList<>();
    List<Integer> earning = new ArrayList<>();
    for (int place = 0; place < program.rules().size(); place++) {
      var rule = program.rules().get(place);
      compiled.add(new CompiledRule(place, rule, Matcher.of(rule.when(), digits)));
      (rule.excludesPoints() ? excluding : earning).add(place);
    }
    this.rules = List.copyOf(compiled);
    this.exclusions = new RuleIndex(rules, excluding);
    this.earnings = new RuleIndex(rules, earning);
  }

  /** An engine that explains in English. */
  public static PointsEngine compile(Program program) {
    return compile(program, Locale.ENGLISH);
  }

  /** An engine that explains in a language; in English where it has no words of it. */
  public static PointsEngine compile(Program program, Locale language) {
    return new PointsEngine(program, language);
  }

  /** What it was compiled from. */
  public Program program() {
    return program;
  }

  /**
   * Quotes a basket of which no tender is known yet.
   *
   * @throws IllegalArgumentException when the basket is in another currency than the program
   */
  @Override
  public PointsQuote quote(Request request) {
    return quote(request, Map.of());
  }

  /**
   * Quotes a basket of which some tenders are known: the part of the total that is paid by a kind
   * which the program excludes from its base earns nothing.
   *
   * @param tenders amounts by kind, such as {@code POINTS}; not negative
   * @throws IllegalArgumentException when an amount is in another currency than the program
   */
  @Override
  public PointsQuote quote(Request request, Map<String, Money> tenders) {
    Totals totals = request.totals();
    if (!totals.total().currency().equals(program.currency())) {
      throw new IllegalArgumentException(
          "the basket is in "
              + totals.total().currency()
              + ", the program in "
              + program.currency());
    }
    if (request.member() == null) {
      return new PointsQuote(program.name(), program.digest(), 0, List.of(), List.of());
    }
    // By number, so that ties in sharing do not depend on the order in which lines are given.
    List<PricedLine> lines =
        totals.lines().stream().sorted(Comparator.comparing(p -> p.line().number())).toList();
    Facts facts =
        new Facts(
            program, request.at(), request.terminal(), lines, earning(totals.total(), tenders));
    Selection excluded = Selection.of(facts, exclusions, rules);
    Exclusions taken = Exclusions.take(facts, excluded);
    List<Earned> earned = Earning.of(program, facts, Selection.of(facts, earnings, rules), rules);
    return new Award(program, facts, rules, new Sentences(program, language)).quote(earned, taken);
  }

  /** How many rules a line of this item makes the engine look at. */
  int candidates(String code, String category) {
    int[] count = {0};
    earnings.candidates(code, category, place -> count[0]++);
    exclusions.candidates(code, category, place -> count[0]++);
    return count[0];
  }

  /** The part of the total that excluded tenders leave. */
  private Ratio earning(Money total, Map<String, Money> tenders) {
    Money excluded = Money.zero(program.currency());
    for (Map.Entry<String, Money> tender : tenders.entrySet()) {
      if (program.base().excludeTenders().contains(tender.getKey())) {
        excluded = excluded.plus(tender.getValue());
      }
    }
    if (excluded.isZero()) {
      return Ratio.of(1);
    }
    return excluded.compareTo(total) >= 0
        ? Ratio.ZERO
        : Ratio.of(total.minus(excluded).minor(), total.minor());
  }
}
