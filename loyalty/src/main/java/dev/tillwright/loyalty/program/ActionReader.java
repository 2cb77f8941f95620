package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a rule does, from JSON. */
final class ActionReader {
  private static final int MOST_DAYS = 36_525;
  private static final int MOST_SET = 1_000;
  private static final int MOST_STEPS = 1_000;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Currency currency;

  ActionReader(Currency currency) {
    this.currency = currency;
  }

  Action read(JsonIn in) {
    String type = Place.type(in, Names.ACTIONS);
    Place place = new Place(in, Names.ACTIONS.getOrDefault(type, List.of()));
    return switch (type) {
      case "earnPerAmount" ->
          new Action.EarnPerAmount(
              place.positive("points"), place.amount("per", currency), place.truth("full"));
      case "earnFixed" -> new Action.EarnFixed(place.count("points"));
      case "earnPerUnit" ->
          new Action.EarnPerUnit(
              place.positive("points"), in.has("most") ? place.positive("most") : null);
      case "earnSteps" -> steps(place);
      case "multiply" -> new Action.Multiply(factor(place, "factor"), of(place));
      case "tierBonus" -> tierBonus(place);
      case "discountLine" ->
          exactlyOne(
              place,
              new Action.DiscountLine(percent(place).orElse(null), amount(place).orElse(null)));
      case "discountBasket" ->
          exactlyOne(
              place,
              new Action.DiscountBasket(percent(place).orElse(null), amount(place).orElse(null)));
      case "freeUnit" -> freeUnit(place);
      case "issueCoupon" -> new Action.IssueCoupon(coupon(place), days(place));
      case "issueVoucher" -> new Action.IssueVoucher(place.amount("amount", currency), days(place));
      case "review" ->
          new Action.Review(
              place.matching("reason", "[a-zA-Z0-9.-]{1,64}", "a dotted reason was expected"));
      default -> new Action.Exclude(place.choice("from", Action.Exclude.From.POINTS));
    };
  }

  private Action steps(Place place) {
    Action.EarnSteps.By by = place.choice("by", Action.EarnSteps.By.class);
    List<JsonIn> places = place.json().objects("steps");
    if (places.isEmpty() || places.size() > MOST_STEPS) {
      throw place.wrong("steps", "1 to " + MOST_STEPS + " steps were expected");
    }
    List<Action.EarnSteps.Step> steps = new ArrayList<>();
    BigDecimal before = BigDecimal.ZERO;
    for (JsonIn each : places) {
      Place at = new Place(each, Names.STEP);
      BigDecimal from =
          by == Action.EarnSteps.By.AMOUNT
              ? new BigDecimal(at.amount("from", currency).decimal()).stripTrailingZeros()
              : at.positive("from");
      BigDecimal plain = from.scale() < 0 ? from.setScale(0) : from;
      if (plain.compareTo(before) <= 0) {
        throw at.wrong("from", "steps ascend");
      }
      before = plain;
      steps.add(new Action.EarnSteps.Step(plain, at.count("points")));
    }
    return new Action.EarnSteps(by, steps);
  }

  private static BigDecimal factor(Place place, String name) {
    BigDecimal factor = place.positive(name);
    if (factor.compareTo(BigDecimal.ONE) <= 0) {
      throw place.wrong(name, "a factor above 1 was expected");
    }
    return factor;
  }

  private static List<String> of(Place place) {
    if (place.json().has("of") && place.json().texts("of").isEmpty()) {
      throw place.wrong("of", "at least one rule was expected");
    }
    return place.json().texts("of");
  }

  private static Action tierBonus(Place place) {
    JsonIn in = place.json().object("factors");
    Place factors = new Place(in, in.names());
    if (in.names().isEmpty()) {
      throw place.wrong("factors", "at least one tier was expected");
    }
    Map<String, BigDecimal> byTier = new TreeMap<>();
    for (String tier : in.names()) {
      byTier.put(tier, factor(factors, tier));
    }
    return new Action.TierBonus(byTier, of(place));
  }

  private static Optional<Percent> percent(Place place) {
    if (!place.json().has("percent")) {
      return Optional.empty();
    }
    BigDecimal percent = place.positive("percent");
    if (percent.compareTo(HUNDRED) > 0) {
      throw place.wrong("percent", "at most 100 was expected");
    }
    return Optional.of(new Percent(percent));
  }

  private Optional<Money> amount(Place place) {
    return place.json().has("amount")
        ? Optional.of(place.amount("amount", currency))
        : Optional.empty();
  }

  private static Action exactlyOne(Place place, Action action) {
    if (place.json().has("percent") == place.json().has("amount")) {
      throw place.wrong("percent", "either a percent or an amount was expected");
    }
    return action;
  }

  private static Action freeUnit(Place place) {
    return new Action.FreeUnit(
        needed(place, "buy"),
        needed(place, "free"),
        percent(place).orElseGet(() -> Percent.of(100)),
        place.optionalWithin("most", 1, MOST_SET).orElse(null));
  }

  private static int needed(Place place, String name) {
    return place.optionalWithin(name, 1, MOST_SET).orElseThrow(() -> place.wrong(name, "missing"));
  }

  private static String coupon(Place place) {
    return place.matching("coupon", "[A-Za-z0-9._-]{1,64}", "a coupon's code was expected");
  }

  private static @Nullable Integer days(Place place) {
    return place.optionalWithin("days", 1, MOST_DAYS).orElse(null);
  }
}
