package dev.tillwright.loyalty.engine;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.engine.index.NearVisitor;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import dev.tillwright.loyalty.program.Wording;
import dev.tillwright.loyalty.text.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why rules gave nothing, and what is within reach. */
final class Reasons {
  private final Result result;
  private final Program program;
  private final MatcherCompiler matchers;
  private final Locale language;
  private final Words words;
  private final Wording wording;
  private final Failing failing;

  Reasons(Result result, MatcherCompiler matchers, Locale language) {
    this.result = result;
    this.program = result.program();
    this.matchers = matchers;
    this.language = language;
    this.words = Words.in(language);
    this.wording = Wording.in(language);
    this.failing = new Failing(result.facts(), matchers);
  }

  /** Empty when the rule gave points. */
  List<Miss> whyNot(CompiledRule rule, boolean inForce) {
    List<Miss> misses = new ArrayList<>();
    if (rule.rule().status() != Rule.Status.APPROVED) {
      misses.add(miss(Miss.Kind.NOT_APPROVED, "why.status"));
    }
    if (!inForce || !rule.inForce(result.facts().at())) {
      misses.add(miss(Miss.Kind.NOT_IN_FORCE, "why.time"));
    }
    if (result.facts().member == null && givesPoints(rule)) {
      misses.add(miss(Miss.Kind.NO_MEMBER, "why.member"));
    }
    Optional<Failing.Nearest> nearest = failing.of(rule);
    if (result.exclusions().byRule().containsKey(rule.place())) {
      return misses; // it took out what it looks for
    }
    if (nearest.isEmpty()) {
      misses.add(miss(Miss.Kind.EXCLUDED, "why.excluded"));
    } else {
      nearest.get().conditions().forEach(each -> misses.add(condition(each, nearest.get(), rule)));
    }
    if (misses.isEmpty()) {
      later(rule, misses);
    }
    return misses;
  }

  /** It was selected: another rule, a limit or too little stood in its way. */
  private void later(CompiledRule rule, List<Miss> misses) {
    long given = 0;
    for (int i = 0; i < result.earned().size(); i++) {
      given += result.earned().get(i).rule().place() == rule.place() ? result.capped().get(i) : 0;
    }
    boolean extra = !givesPoints(rule) && result.extras().containsKey(rule.place());
    if (given > 0 && result.points() > 0 || extra) {
      return;
    }
    for (Groups.Lost lost : result.lost()) {
      if (lost.rule().place() == rule.place()) {
        String winner = wording.name(lost.winner().rule());
        misses.add(new Miss(Miss.Kind.GROUP, words.say("why.group", winner)));
        return;
      }
    }
    Sentences sentences = new Sentences(program, language);
    for (Cut cut : result.cuts()) {
      boolean ofAll = cut.rule() == null && given > 0;
      if (ofAll || cut.rule() != null && cut.rule().place() == rule.place()) {
        misses.add(new Miss(Miss.Kind.LIMIT, sentences.cut(cut)));
      }
    }
    if (misses.isEmpty() && givesPoints(rule)) {
      misses.add(miss(Miss.Kind.NOTHING, "why.nothing"));
    }
  }

  private static boolean givesPoints(CompiledRule rule) {
    return rule.rule().earns() || rule.rule().grows();
  }

  private Miss condition(Condition condition, Failing.Nearest where, CompiledRule rule) {
    String said = wording.condition(condition, program.currency());
    Optional<Gap> gap =
        Gap.of(condition, result.facts(), where.position(), matchers, rule.rule().id());
    return new Miss(
        Miss.Kind.CONDITION,
        gap.isPresent()
            ? words.say("why.condition.missing", said, figure(gap.get()))
            : words.say("why.condition", said));
  }

  /** Those that a little more would reach, found by the index. */
  List<Nearby> nearest(RuleIndex rewards, int most) {
    Facts facts = result.facts();
    RuleIndex.Question question = rewards.ask(facts);
    Map<Integer, Optional<Gap>> gaps = new HashMap<>();
    NearVisitor reaches =
        place -> gaps.computeIfAbsent(place, key -> gap(result.rules().get(key))).isPresent();
    for (int position = 0; position < facts.positions.size(); position++) {
      if (!facts.excluded(position)) {
        question.near(position, most, reaches);
      }
    }
    question.near(-1, most, reaches);
    List<Reach> reached = new ArrayList<>();
    gaps.forEach(
        (place, gap) -> gap.ifPresent(it -> reached.add(new Reach(result.rules().get(place), it))));
    return nearest(reached, most);
  }

  /** The same by looking at every one: what the index has to agree with. */
  List<Nearby> nearestOf(List<CompiledRule> candidates, int most) {
    List<Reach> reached = new ArrayList<>();
    candidates.forEach(rule -> gap(rule).ifPresent(gap -> reached.add(new Reach(rule, gap))));
    return nearest(reached, most);
  }

  private Optional<Gap> gap(CompiledRule rule) {
    return rule.inForce(result.facts().at()) ? failing.gap(rule) : Optional.empty();
  }

  /** The nearest first: money by how little, then units. */
  private List<Nearby> nearest(List<Reach> reaches, int most) {
    for (Earned earned : result.earned()) {
      Gap.of(earned, matchers.moneyDigits())
          .ifPresent(gap -> reaches.add(new Reach(earned.rule(), gap)));
    }
    reaches.sort(Comparator.comparing(Reach::gap).thenComparing(reach -> reach.rule().rule().id()));
    return reaches.stream().limit(most).map(this::nearby).toList();
  }

  private record Reach(CompiledRule rule, Gap gap) {}

  private Nearby nearby(Reach reach) {
    String text = words.say("near", figure(reach.gap()), wording.name(reach.rule().rule()));
    return new Nearby(
        reach.rule().rule().id(),
        reach.gap().amount() ? money(reach.gap()) : null,
        reach.gap().amount() ? null : reach.gap().missing().shown(),
        text);
  }

  private String figure(Gap gap) {
    BigDecimal units = gap.missing().shown();
    boolean one = units.compareTo(BigDecimal.ONE) == 0;
    return gap.amount()
        ? money(gap).toString()
        : words.say(one ? "reason.unit.one" : "reason.unit.many", units.toPlainString());
  }

  private Money money(Gap gap) {
    return Money.ofMinor(gap.missing().round(RoundingMode.UP), program.currency());
  }

  private Miss miss(Miss.Kind kind, String key) {
    return new Miss(kind, words.say(key));
  }
}
