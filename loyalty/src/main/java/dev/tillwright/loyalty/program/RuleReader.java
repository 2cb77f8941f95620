package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonIn;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One rule from JSON, with the checks that need no other rule. */
final class RuleReader {
  private static final int MOST_PRIORITY = 1_000_000;

  private final ConditionReader conditions;
  private final ActionReader actions;

  RuleReader(Currency currency) {
    this.conditions = new ConditionReader(currency.getDefaultFractionDigits());
    this.actions = new ActionReader(currency);
  }

  Rule read(JsonIn in) {
    Place place = new Place(in, Names.RULE);
    Rule rule =
        new Rule(
            place.id("id"),
            place.choice("status", Rule.Status.APPROVED),
            place.choice("scope", Rule.Scope.class),
            in.optionalObject("effective").map(RuleReader::effective).orElse(Effective.ALWAYS),
            place.optionalId("group").orElse(null),
            place.optionalWithin("priority", -MOST_PRIORITY, MOST_PRIORITY).orElse(0),
            in.optionalObject("when").map(conditions::read).orElse(Condition.always()),
            in.optionalObject("base").map(RuleReader::base).orElse(null),
            in.objects("then").stream().map(actions::read).toList(),
            limits(place),
            place.optionalId("budget").orElse(null),
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
    if (rule.excludes().isPresent()) {
      exclusion(rule, place);
    } else if (rule.then().stream().anyMatch(Action.Exclude.class::isInstance)) {
      throw place.wrong("then", "a rule that excludes does nothing else");
    }
    if (rule.reduces()) {
      promotion(rule, place);
    } else if (rule.then().stream().anyMatch(Action.Reduce.class::isInstance)) {
      throw place.wrong("then", "a rule takes off the price or gives points, not both");
    }
  }

  private static void exclusion(Rule rule, Place place) {
    if (rule.then().size() > 1) {
      throw place.wrong("then", "a rule that excludes does nothing else");
    }
    // What a basket comes to depends on what is excluded, so the reverse would be a circle.
    if (rule.when().ofBasketSum()) {
      throw place.wrong("when", "an exclusion cannot depend on what the basket comes to");
    }
    nothingTo(rule, place, "an exclusion gives nothing that could be limited");
    if (rule.group() != null) {
      throw place.wrong("group", "exclusions do not compete");
    }
  }

  private static void promotion(Rule rule, Place place) {
    if (!rule.then().stream().allMatch(Action.Reduce.class::isInstance)) {
      throw place.wrong("then", "a rule takes off the price or gives points, not both");
    }
    // A promotion is known before the customer chooses how to pay.
    if (rule.when().leaves().anyMatch(RuleReader::ofTender)) {
      throw place.wrong("when", "what is taken off the price cannot depend on the tender");
    }
    nothingTo(rule, place, "limits count points; this rule gives none");
  }

  private static boolean ofTender(Condition leaf) {
    return leaf instanceof Condition.Paid
        || leaf instanceof Condition.In in && in.field() == Field.TENDER;
  }

  private static void nothingTo(Rule rule, Place place, String why) {
    if (!rule.limits().isEmpty()) {
      throw place.wrong("limits", why);
    }
    if (rule.budget() != null) {
      throw place.wrong("budget", why);
    }
    if (rule.base() != null) {
      throw place.wrong("base", why);
    }
  }

  static Effective effective(JsonIn in) {
    return TimeReader.effective(new Place(in, Names.EFFECTIVE));
  }

  static Base base(JsonIn in) {
    Place place = new Place(in, Names.BASE);
    Set<String> excluded = in.has("excludeTenders") ? place.kinds("excludeTenders") : Base.EXCLUDED;
    Set<String> only = place.kinds("onlyTenders");
    if (!only.isEmpty() && excluded.containsAll(only)) {
      throw place.wrong("onlyTenders", "every kind is excluded, so nothing would earn");
    }
    return new Base(place.choice("amount", Base.Amount.class), excluded, only);
  }

  static List<Limit> limits(Place place) {
    List<Limit> limits = place.json().objects("limits").stream().map(RuleReader::limit).toList();
    Set<Span> periods = new HashSet<>();
    for (Limit limit : limits) {
      if (!periods.add(limit.per())) {
        throw place.wrong("limits", "two limits over the same");
      }
    }
    return limits;
  }

  private static Limit limit(JsonIn in) {
    Place place = new Place(in, Names.LIMIT);
    return new Limit(
        place.choice("per", Span.class),
        place.count("points"),
        place.choice("cut", Limit.Cut.PARTIAL),
        place.choice("zone", ZoneOf.PROGRAM));
  }
}
