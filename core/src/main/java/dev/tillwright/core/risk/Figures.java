package dev.tillwright.core.risk;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.rule.Condition;
import dev.tillwright.core.risk.rule.Field;
import dev.tillwright.core.risk.rule.Looks;
import dev.tillwright.core.risk.rule.Measure;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a condition holds of an act: the figures of its parts that hold. */
final class Figures {
  private static final Set<Field> SHOWN = Set.of(Field.TENDER, Field.ENTRY, Field.CATEGORY);

  private final RiskRules rules;
  private final Looks looks;
  private final Act act;
  private final List<Figure> found = new ArrayList<>();

  Figures(RiskRules rules, Looks looks, Act act) {
    this.rules = rules;
    this.looks = looks;
    this.act = act;
  }

  /** Of a condition that holds. */
  List<Figure> of(Condition condition) {
    add(condition, true);
    return List.copyOf(found);
  }

  private void add(Condition condition, boolean holds) {
    if (condition instanceof Condition.Not it) {
      add(it.of(), !holds);
    } else if (condition instanceof Condition.All it) {
      it.of().forEach(each -> add(each, holds));
    } else if (condition instanceof Condition.Any it) {
      it.of().forEach(each -> add(each, holds));
    } else if (condition.holds(act, rules.grounds(), looks) == holds) {
      Figure figure = leaf(condition);
      found.add(holds ? figure : new Figure("not " + figure.name(), "", figure.bound()));
    }
  }

  private Figure leaf(Condition leaf) {
    if (leaf instanceof Condition.Count it) {
      return new Figure(
          "count " + it.measure(),
          Long.toString(looks.with(it.measure(), act).count()),
          it.atLeast() + over(it.measure()));
    } else if (leaf instanceof Condition.Sum it) {
      return new Figure(
          "sum " + it.measure(),
          money(looks.with(it.measure(), act).sum()),
          money(it.atLeast()) + over(it.measure()));
    } else if (leaf instanceof Condition.Ratio it) {
      Tally of = looks.with(it.of(), act);
      Tally to = looks.with(it.to(), act);
      return new Figure(
          it.of() + " to " + it.to(),
          money(of.sum()) + " to " + money(to.sum()),
          it.percent().toPlainString() + "%" + over(it.of()));
    } else if (leaf instanceof Condition.Amount it) {
      String min = it.min() == null ? "" : "from " + money(it.min());
      String below = it.below() == null ? "" : "below " + money(it.below());
      return new Figure("amount", act.amount().decimal(), (min + " " + below).strip());
    } else if (leaf instanceof Condition.Discounted it) {
      return new Figure(
          "discount by hand", act.share().toPlainString() + "%", it.min().toPlainString() + "%");
    }
    return name(leaf);
  }

  private Figure name(Condition leaf) {
    if (leaf instanceof Condition.Within it) {
      String age = act.since().map(since -> since.toSeconds() + " s").orElse("");
      return new Figure("age of the sale", age, "below " + it.age().toSeconds() + " s");
    } else if (leaf instanceof Condition.Is it) {
      return new Figure(it.trait().name(), "", "");
    } else if (leaf instanceof Condition.In it) {
      String value =
          SHOWN.contains(it.field())
              ? switch (it.field()) {
                case TENDER -> act.tender().orElse("");
                case ENTRY -> act.entry().map(Enum::name).orElse("");
                default -> act.category().orElse("");
              }
              : "";
      return new Figure(it.field().code(), value, it.list() == null ? "" : "list " + it.list());
    } else if (leaf instanceof Condition.Hours it) {
      String days =
          it.days().stream()
              .map(day -> day.name().substring(0, 3))
              .collect(Collectors.joining(","));
      return new Figure(
          "hours",
          act.at().atZone(rules.grounds().zone()).toLocalTime().withNano(0).toString(),
          days + " " + it.from() + "-" + it.to());
    } else if (leaf instanceof Condition.Country it) {
      return new Figure("country", "", String.join(",", it.countries()));
    } else if (leaf instanceof Condition.Issuer it) {
      return new Figure("issuer", "", it.list() == null ? "" : "list " + it.list());
    }
    return new Figure("own account", "", "");
  }

  private String over(String measure) {
    return rules.measures().stream()
        .filter(it -> it.id().equals(measure))
        .map(Measure::over)
        .map(it -> " in " + it)
        .findFirst()
        .orElse("");
  }

  private String money(long minor) {
    return new Money(minor, rules.grounds().currency()).decimal();
  }
}
