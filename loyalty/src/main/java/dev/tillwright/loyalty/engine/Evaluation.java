package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.ZoneOf;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fixed phases, one after another, on one purchase. */
final class Evaluation {
  private final Program program;
  private final List<CompiledRule> rules;
  private final RuleIndex exclusions;
  private final RuleIndex rewards;

  Evaluation(Program program, List<CompiledRule> rules, RuleIndex exclusions, RuleIndex rewards) {
    this.program = program;
    this.rules = rules;
    this.exclusions = exclusions;
    this.rewards = rewards;
  }

  Result of(Purchase purchase) {
    List<TierPart> tiers =
        TierPart.of(program, purchase, () -> of(purchase, TierPart.before(purchase)).points());
    return of(purchase, tiers);
  }

  /** Where the rules that reward are found. */
  RuleIndex rewards() {
    return rewards;
  }

  /** Of a program that is not in force. */
  Result nothing(Purchase purchase) {
    Facts facts = new Facts(program, purchase, TierPart.before(purchase));
    return new Result(
        program,
        facts,
        rules,
        new Exclusions(Map.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0,
        List.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  private Result of(Purchase purchase, List<TierPart> tiers) {
    Facts facts = new Facts(program, purchase, tiers);
    Exclusions excluded = Exclusions.take(facts, exclusions, rules);
    Selection selection = Selection.of(facts, rewards, rules);
    List<Groups.Lost> lost =
        new Groups(program, rules, selection, Groups.points(program, facts, rules)).resolve();
    List<Earned> earned =
        facts.member == null ? List.of() : new Earning(program, facts).of(selection, rules);
    long[] rounded = Rounder.round(program.rounding(), earned, facts.positions.size());
    Caps caps = new Caps(program, facts, earned, rounded);
    return new Result(
        program,
        facts,
        rules,
        excluded,
        lost,
        earned,
        Arrays.stream(rounded).boxed().toList(),
        Arrays.stream(caps.points()).boxed().toList(),
        caps.cuts(),
        caps.given(),
        Sharing.of(facts, earned, caps.points(), caps.given()),
        extras(selection),
        grants(facts, selection),
        reviews(selection));
  }

  int candidates(Purchase purchase) {
    Facts facts = new Facts(program, purchase, TierPart.before(purchase));
    int count = 0;
    for (RuleIndex index : List.of(exclusions, rewards)) {
      RuleIndex.Question question = index.ask(facts);
      for (int position = 0; position < facts.positions.size(); position++) {
        question.ofPosition(position);
        count += question.matches().size();
      }
    }
    return count;
  }

  private Map<Integer, List<Integer>> extras(Selection selection) {
    Map<Integer, List<Integer>> extras = new TreeMap<>();
    selection
        .byRule()
        .forEach(
            (place, chosen) -> {
              if (rules.get(place).givesExtra()) {
                extras.put(place, chosen.positions());
              }
            });
    return extras;
  }

  private List<PointsQuote.Grant> grants(Facts facts, Selection selection) {
    List<PointsQuote.Grant> grants = new ArrayList<>(0);
    for (Map.Entry<Integer, Chosen> each : selection.byRule().entrySet()) {
      CompiledRule rule = rules.get(each.getKey());
      for (Action action : rule.rule().then()) {
        if (action instanceof Action.IssueCoupon coupon) {
          grants.add(
              new PointsQuote.Grant(
                  rule.rule().id(), coupon.coupon(), null, lastDay(facts, coupon.days())));
        } else if (action instanceof Action.IssueVoucher voucher) {
          grants.add(
              new PointsQuote.Grant(
                  rule.rule().id(), "", voucher.amount(), lastDay(facts, voucher.days())));
        }
      }
    }
    return grants;
  }

  /** The day of the sale is the first of them. */
  private static @Nullable LocalDate lastDay(Facts facts, @Nullable Integer days) {
    return days == null ? null : facts.local(ZoneOf.PROGRAM).toLocalDate().plusDays(days - 1L);
  }

  private List<String> reviews(Selection selection) {
    List<String> reviews = new ArrayList<>(0);
    for (int place : selection.byRule().keySet()) {
      for (Action action : rules.get(place).rule().then()) {
        if (action instanceof Action.Review review) {
          reviews.add(review.reason());
        }
      }
    }
    return reviews;
  }
}
