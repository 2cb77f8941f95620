package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.Redeemable;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A program compiled to an index, ready to quote. Immutable; any number of threads at once; no I/O
 * of its own.
 *
 * <p><b>Guarantees.</b> The arithmetic is exact and rounds once, where the program says. The points
 * are the sum of the reasons and the sum of the shares; neither they nor a share are negative. The
 * points depend neither on the order of the lines nor on how the quantity of an item was keyed. A
 * basket costs what its matching rules cost, not what the program has. The same {@link Purchase}
 * always gets the same award.
 */
public final class PointsEngine implements Pricing {
  private final Program program;
  private final Locale language;
  private final Circumstances circumstances;
  private final boolean simulating;
  private final MatcherCompiler matchers;
  private final List<CompiledRule> rules;
  private final List<CompiledRule> rewards;
  private final Evaluation evaluation;
  private final Promotions promotions;
  private final Redeeming redeeming;

  PointsEngine(EngineBuilder parts) {
    this.program = parts.program;
    this.language = parts.language;
    this.circumstances = parts.circumstances;
    this.simulating = parts.simulating;
    this.matchers = new MatcherCompiler(program, parts.languages);
    List<CompiledRule> compiledRules = new ArrayList<>(program.rules().size());
    List<Integer> excluding = new ArrayList<>();
    List<Integer> sparing = new ArrayList<>();
    List<Integer> unredeemable = new ArrayList<>();
    List<Integer> reducing = new ArrayList<>();
    List<Integer> rewarding = new ArrayList<>();
    for (int place = 0; place < program.rules().size(); place++) {
      CompiledRule compiled = CompiledRule.of(program, place, matchers);
      compiledRules.add(compiled);
      Rule rule = compiled.rule();
      if (rule.status() == Rule.Status.APPROVED
          || simulating && rule.status() == Rule.Status.DRAFT) {
        if (rule.excludesPoints()) {
          excluding.add(place);
        }
        if (rule.excludesDiscounts()) {
          sparing.add(place);
        }
        if (rule.excludesRedemption()) {
          unredeemable.add(place);
        }
        if (rule.reduces()) {
          reducing.add(place);
        } else if (rule.excludes().isEmpty()) {
          rewarding.add(place);
        }
      }
    }
    this.rules = List.copyOf(compiledRules);
    this.rewards = rewarding.stream().map(rules::get).toList();
    this.evaluation =
        new Evaluation(
            program,
            rules,
            RuleIndex.of(program, rules, excluding),
            RuleIndex.of(program, rules, rewarding));
    this.promotions =
        new Promotions(
            program,
            rules,
            RuleIndex.of(program, rules, sparing),
            RuleIndex.of(program, rules, reducing),
            language);
    this.redeeming =
        new Redeeming(program, rules, RuleIndex.of(program, rules, unredeemable), language);
  }

  /** An engine that explains in English and knows no more of a sale than the till says. */
  public static PointsEngine compile(Program program) {
    return of(program).build();
  }

  /** The same, explaining in a language; in English where it has no words of it. */
  public static PointsEngine compile(Program program, Locale language) {
    return of(program).language(language).build();
  }

  /** An engine with more around it. */
  public static EngineBuilder of(Program program) {
    return new EngineBuilder(program);
  }

  /** What it was compiled from. */
  public Program program() {
    return program;
  }

  /**
   * What a purchase earns. Outside the program's time it earns nothing.
   *
   * @throws IllegalArgumentException when it is in another currency than the program
   */
  public Award award(Purchase purchase) {
    same(purchase.totals().total());
    purchase.tenders().values().forEach(this::same);
    boolean inForce = simulating || program.effective().at(purchase.at(), program.zone());
    Result result = inForce ? evaluation.of(purchase) : evaluation.nothing(purchase);
    return new Award(result, language);
  }

  /**
   * What the program takes off an open basket: in its order, each on a line, never more than the
   * ones before left. Measured on the marked price less the discounts of the line itself.
   *
   * @throws IllegalArgumentException when it is in another currency than the program
   */
  public List<Discount> promotions(Purchase purchase) {
    same(purchase.totals().total());
    return inForce(purchase) ? promotions.of(purchase) : List.of();
  }

  @Override
  public Map<String, String> rules() {
    return Map.of(
        "program", program.name(),
        "version", Integer.toString(program.version()),
        "digest", program.digest());
  }

  @Override
  public List<Discount> promotions(Request request) {
    return promotions(circumstances.of(request, Map.of()));
  }

  /**
   * How much of a purchase points may pay: by number, by share, and not for goods that are excluded
   * from it.
   *
   * @throws IllegalArgumentException when it is in another currency than the program
   */
  public Redeemable redeemable(Purchase purchase) {
    same(purchase.totals().total());
    return redeeming.of(purchase);
  }

  @Override
  public Redeemable redeemable(Request request) {
    return redeemable(circumstances.of(request, Map.of()));
  }

  /**
   * Why a rule gives nothing on a purchase; empty when it gives points, or does what else it is
   * for: takes off the price, excludes, issues a coupon. For one rule, on request: not for the path
   * of a sale.
   *
   * @throws IllegalArgumentException when the program has no such rule
   */
  public List<Miss> whyNot(Purchase purchase, String rule) {
    CompiledRule named =
        rules.stream()
            .filter(each -> each.rule().id().equals(rule))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the program has no such rule"));
    return new Reasons(evaluation.of(purchase), matchers, language)
        .whyNot(named, inForce(purchase));
  }

  /**
   * Rewards that a little more would reach, the nearest first; none outside the program's time. Its
   * cost follows the rules that miss one condition, and those of which the index knows only a part.
   *
   * @param most 1 or more
   */
  public List<Nearby> nearest(Purchase purchase, int most) {
    if (!inForce(purchase)) {
      return List.of();
    }
    return new Reasons(evaluation.of(purchase), matchers, language)
        .nearest(evaluation.rewards(), most);
  }

  /** The same by a scan of all rules, for who has to trust the index. */
  List<Nearby> nearestByScan(Purchase purchase, int most) {
    return new Reasons(evaluation.of(purchase), matchers, language).nearestOf(rewards, most);
  }

  private boolean inForce(Purchase purchase) {
    return simulating || program.effective().at(purchase.at(), program.zone());
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
    return award(circumstances.of(request, tenders)).quote();
  }

  /** How many times a basket makes the engine look at a rule. */
  int candidates(Request request) {
    return evaluation.candidates(circumstances.of(request, Map.of()));
  }

  private void same(Money amount) {
    if (!amount.currency().equals(program.currency())) {
      throw new IllegalArgumentException(
          "the basket is in " + amount.currency() + ", the program in " + program.currency());
    }
  }
}
