package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.List;

/** One rule from JSON, with the checks that need no other rule. */
final class RuleReader {
  private final Currency currency;
  private final ConditionReader conditions;

  RuleReader(Currency currency) {
    this.currency = currency;
    this.conditions = new ConditionReader(currency.getDefaultFractionDigits());
  }

  Rule read(JsonIn in) {
    Place place = new Place(in, Names.RULE);
    Rule rule =
        new Rule(
            place.matching("id", "[a-z0-9-]{1,64}", "1 to 64 of a-z, 0-9 and - were expected"),
            place.choice("scope", Rule.Scope.class),
            in.optionalObject("effective").map(RuleReader::effective).orElse(Rule.Effective.ALWAYS),
            in.optionalObject("when").map(conditions::read).orElse(Condition.always()),
            in.objects("then").stream().map(this::action).toList(),
            limits(place),
            place.languages("text"));
    check(rule, place);
    return rule;
  }

  private static void check(Rule rule, Place place) {
    if (rule.then().isEmpty()) {
      throw place.wrong("then", "at least one action was expected");
    }
    if (rule.scope() == Rule.Scope.BASKET && rule.when().ofLine()) {
      throw place.wrong("scope", "the conditions look at lines, so the scope is LINE");
    }
    if (rule.excludes()) {
      if (rule.then().size() > 1) {
        throw place.wrong("then", "a rule that excludes does nothing else");
      }
      // What a basket comes to depends on what is excluded, so the reverse would be a circle.
      if (rule.when().fields().anyMatch(f -> f == Field.BASKET_TOTAL || f == Field.BASKET_NET)) {
        throw place.wrong("when", "an exclusion cannot depend on what the basket comes to");
      }
      if (!rule.limits().isEmpty()) {
        throw place.wrong("limits", "an exclusion gives nothing that could be limited");
      }
    }
  }

  private static Rule.Effective effective(JsonIn in) {
    Place place = new Place(in, Names.EFFECTIVE);
    String form = "a local time such as 2025-06-01T00:00 was expected";
    LocalDateTime from = place.optional("from", LocalDateTime::parse, form).orElse(null);
    LocalDateTime to = place.optional("to", LocalDateTime::parse, form).orElse(null);
    if (from != null && to != null && !from.isBefore(to)) {
      throw place.wrong("to", "the time is empty: to is not after from");
    }
    return new Rule.Effective(from, to);
  }

  private Action action(JsonIn in) {
    String type = Place.type(in, Names.ACTIONS);
    Place place = new Place(in, Names.ACTIONS.getOrDefault(type, List.of()));
    return switch (type) {
      case "earnPerAmount" ->
          new Action.EarnPerAmount(
              place.positive("points"), amount(place), in.has("full") && in.truth("full"));
      case "earnFixed" -> new Action.EarnFixed(place.count("points"));
      case "earnPerUnit" -> new Action.EarnPerUnit(place.positive("points"));
      case "multiply" -> multiply(place);
      default -> new Action.Exclude();
    };
  }

  private Money amount(Place place) {
    BigDecimal per = place.positive("per");
    if (per.scale() > currency.getDefaultFractionDigits()) {
      throw place.wrong("per", "more decimals than the currency has");
    }
    return Money.parse(per.toPlainString(), currency);
  }

  private static Action multiply(Place place) {
    BigDecimal factor = place.positive("factor");
    if (factor.compareTo(BigDecimal.ONE) <= 0) {
      throw place.wrong("factor", "a factor above 1 was expected");
    }
    if (place.json().has("of") && place.json().texts("of").isEmpty()) {
      throw place.wrong("of", "at least one rule was expected");
    }
    return new Action.Multiply(factor, place.json().texts("of"));
  }

  static List<Limit> limits(Place place) {
    List<Limit> limits =
        place.json().objects("limits").stream()
            .map(
                in -> {
                  Place limit = new Place(in, Names.LIMIT);
                  return new Limit(limit.choice("per", Limit.Per.class), limit.count("points"));
                })
            .toList();
    if (limits.stream().map(Limit::per).distinct().count() < limits.size()) {
      throw place.wrong("limits", "two limits over the same");
    }
    return limits;
  }
}
