package dev.tillwright.loyalty.program;

import dev.tillwright.loyalty.text.Words;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One rule in one sentence. */
final class RuleWords {
  private final Wording wording;
  private final Words words;
  private final Program program;
  private final ConditionWords conditions;

  RuleWords(Wording wording, Program program) {
    this.wording = wording;
    this.words = wording.words();
    this.program = program;
    this.conditions = new ConditionWords(words, program.currency());
  }

  String rule(Rule rule) {
    String said = words.both(rule.then().stream().map(this::action).toList());
    if (!rule.when().equals(Condition.always())) {
      said = words.say("page.rule.when", conditions.condition(rule.when()), said);
    }
    Base base = rule.base();
    if (base != null) {
      said = words.say("page.rule.base", said, words.say("base." + base.amount()));
      if (!base.onlyTenders().isEmpty()) {
        said = words.say("page.rule.only", said, words.either(tenders(base.onlyTenders())));
      } else if (!base.excludeTenders().isEmpty()) {
        said = words.say("page.rule.without", said, words.either(tenders(base.excludeTenders())));
      }
    }
    for (Limit limit : rule.limits()) {
      said = words.say("page.rule.limit", said, limit(limit));
    }
    LocalDateTime from = rule.effective().from();
    if (from != null) {
      said = words.say("page.rule.from", said, ConditionWords.time(from));
    }
    LocalDateTime to = rule.effective().to();
    if (to != null) {
      said = words.say("page.rule.to", said, ConditionWords.time(to));
    }
    String whole = said;
    return wording
        .name(rule.text())
        .map(name -> words.say("colon", name, whole))
        .orElseGet(() -> whole.substring(0, 1).toUpperCase(Locale.ROOT) + whole.substring(1));
  }

  /** {@code "500 points a sale"}. */
  String limit(Limit limit) {
    String said = words.say("limit." + limit.per(), words.points(limit.points()));
    return limit.cut() == Limit.Cut.PARTIAL ? said : words.say("limit.whole", said);
  }

  List<String> tenders(Set<String> kinds) {
    return conditions.tenders(List.copyOf(kinds));
  }

  String dates(Effective effective) {
    return conditions.dates(effective);
  }

  private String action(Action action) {
    String said = wording.action(action);
    if (action instanceof Action.Grow grow && !grow.of().isEmpty()) {
      List<String> names =
          program.rules().stream()
              .filter(rule -> grow.of().contains(rule.id()))
              .map(wording::name)
              .toList();
      return words.say("page.rule.of", said, words.both(names));
    }
    return said;
  }
}
