package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The page of rules that a customer reads, made from the program alone. */
final class RulePage {
  private final Program program;
  private final Wording wording;
  private final Words words;
  private final RuleWords rules;

  private RulePage(Program program, Wording wording) {
    this.program = program;
    this.wording = wording;
    this.words = wording.words();
    this.rules = new RuleWords(wording, program);
  }

  static String of(Program program, Wording wording) {
    return new RulePage(program, wording).text();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        words.say(
            "page.title", wording.name(program.text()).orElse(program.id()), program.version()));
    lines.add("");
    List<Rule> live =
        program.rules().stream().filter(r -> r.status() == Rule.Status.APPROVED).toList();
    for (int i = 0; i < live.size(); i++) {
      lines.add(words.say("page.rule", i + 1, rules.rule(live.get(i))));
    }
    lines.add("");
    lines.addAll(terms());
    return String.join("\n", lines) + "\n";
  }

  /** What holds for all rules, a sentence each. */
  List<String> terms() {
    List<String> lines = new ArrayList<>();
    if (!program.effective().equals(Effective.ALWAYS)) {
      lines.add(words.say("page.effective", rules.dates(program.effective())));
    }
    lines.add(words.say("page.base." + program.base().amount(), program.currency()));
    tenders(lines, "page.tenders", program.base().excludeTenders());
    tenders(lines, "page.only", program.base().onlyTenders());
    lines.add(
        words.say(
            "page.rounding." + program.rounding().level(),
            words.say("page.mode." + program.rounding().mode())));
    if (factors() > 1) {
      lines.add(words.say("page.multipliers." + program.multipliers()));
    }
    program.groups().forEach(group -> lines.add(group(group)));
    program.budgets().forEach(budget -> lines.add(budget(budget)));
    program.limits().forEach(limit -> lines.add(words.say("page.limit", rules.limit(limit))));
    program
        .worth()
        .ifPresentOrElse(it -> worth(it, lines), () -> lines.add(words.say("page.worth.none")));
    program.rewards().forEach(reward -> lines.add(reward(reward)));
    lines.addAll(new TermsWords(program, wording).sentences());
    lines.add(words.say("page.zone", program.zone()));
    return lines;
  }

  static List<String> terms(Program program, Wording wording) {
    return new RulePage(program, wording).terms();
  }

  private void tenders(List<String> lines, String key, Set<String> kinds) {
    if (!kinds.isEmpty()) {
      lines.add(words.say(key, words.either(rules.tenders(kinds))));
    }
  }

  private String group(Group group) {
    List<String> names =
        program.rules().stream()
            .filter(rule -> group.id().equals(rule.group()))
            .map(wording::name)
            .toList();
    return words.say(
        "page.group." + group.pick() + "." + group.per(),
        names.isEmpty() ? group.id() : words.both(names));
  }

  private String budget(Budget budget) {
    List<String> names =
        program.rules().stream()
            .filter(rule -> budget.id().equals(rule.budget()))
            .map(wording::name)
            .toList();
    return words.say(
        "page.budget",
        names.isEmpty() ? budget.id() : words.both(names),
        words.points(budget.points()));
  }

  private long factors() {
    return program.rules().stream()
        .flatMap(rule -> rule.then().stream())
        .filter(Action.Grow.class::isInstance)
        .count();
  }

  private String reward(Reward reward) {
    List<String> parts = new ArrayList<>();
    if (!reward.tiers().isEmpty()) {
      parts.add(words.say("reward.tiers", words.either(tiers(reward.tiers()))));
    }
    if (!reward.effective().equals(Effective.ALWAYS)) {
      parts.add(rules.dates(reward.effective()));
    }
    if (reward.hasStock()) {
      parts.add(words.say("reward.stock", reward.stock()));
    }
    if (reward.hasMost()) {
      parts.add(words.say("reward.each", reward.each()));
    }
    if (reward.days() > 0) {
      parts.add(words.say("reward.days", reward.days()));
    }
    String name = wording.name(reward.text()).orElse(reward.id());
    String said = words.say("reward.line", name, words.points(reward.points()));
    return parts.isEmpty()
        ? words.say("reward.plain", said)
        : words.say("reward.terms", said, String.join("; ", parts));
  }

  /** The tiers by their names, lowest first. */
  private List<String> tiers(Set<String> ids) {
    List<String> names = new ArrayList<>();
    Set<String> left = new TreeSet<>(ids);
    program
        .tiers()
        .ifPresent(
            plan ->
                plan.levels().stream()
                    .filter(level -> left.remove(level.id()))
                    .forEach(level -> names.add(wording.name(level.text()).orElse(level.id()))));
    names.addAll(left);
    return names;
  }

  private void worth(Worth worth, List<String> lines) {
    lines.add(
        words.say(
            "page.worth",
            words.points(worth.points()),
            Money.ofMinor(worth.minor(), program.currency()),
            worth.min(),
            worth.step()));
    if (worth.hasMax()) {
      lines.add(words.say("page.worth.max", words.points(worth.max())));
    }
    if (worth.isPart()) {
      lines.add(words.say("page.worth.percent", worth.percent().toPlainString()));
    }
  }
}
