package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonIn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The terms of points and the tiers, from JSON. */
final class TermsReader {
  private static final String PERIOD = "a period such as P14D, not negative, was expected";
  private static final int MAX_LEVELS = 20;
  private static final int MAX_BENEFITS = 50;

  private TermsReader() {}

  static Terms terms(JsonIn in) {
    Place place = new Place(in, Names.TERMS);
    Optional<Duration> hold = place.optional("hold", Duration::parse, "PT10M was expected");
    if (hold.filter(it -> it.isNegative() || it.isZero()).isPresent()) {
      throw place.wrong("hold", "a time above zero was expected");
    }
    return new Terms(
        period(place, "pending"),
        in.optionalObject("expiry").map(TermsReader::expiry),
        hold,
        place.choice("returns", Terms.PLAIN.returns()),
        in.optionalObject("giveBack").map(TermsReader::giveBack).orElse(Terms.PLAIN.giveBack()),
        in.optionalObject("shortfall").map(TermsReader::shortfall).orElse(Terms.PLAIN.shortfall()),
        in.optionalObject("offline").map(TermsReader::offline).orElse(Terms.PLAIN.offline()));
  }

  private static Expiry expiry(JsonIn in) {
    Place place = new Place(in, Names.EXPIRY);
    Period after = period(place, "after");
    Expiry.End end = place.choice("end", Expiry.End.EXACT);
    if (after.isZero() && end == Expiry.End.EXACT) {
      throw place.wrong("after", "a period above zero was expected");
    }
    return new Expiry(after, end, place.choice("basis", Expiry.Basis.EARNED));
  }

  private static Terms.GiveBack giveBack(JsonIn in) {
    Place place = new Place(in, Names.GIVE_BACK);
    return new Terms.GiveBack(
        place.choice("order", Terms.PLAIN.giveBack().order()),
        place.choice("expired", Terms.PLAIN.giveBack().expired()));
  }

  private static Terms.Shortfall shortfall(JsonIn in) {
    Place place = new Place(in, Names.SHORTFALL);
    Terms.Missing policy = place.choice("policy", Terms.Missing.class);
    if (policy != Terms.Missing.CASH) {
      in.only("policy");
      return new Terms.Shortfall(policy, 0, 0);
    }
    return new Terms.Shortfall(policy, place.count("points"), place.count("minor"));
  }

  private static Terms.Offline offline(JsonIn in) {
    Place place = new Place(in, Names.OFFLINE);
    Terms.Honoured policy = place.choice("policy", Terms.Honoured.class);
    if (policy == Terms.Honoured.OPEN) {
      in.only("policy");
      return Terms.Offline.OPEN;
    }
    return new Terms.Offline(policy, place.count("points"));
  }

  static TierPlan tiers(JsonIn in, Currency currency) {
    Place place = new Place(in, Names.TIERS);
    TierPlan.Measure by = place.choice("by", TierPlan.Measure.class);
    String base =
        in.has("base") ? place.matching("base", "[A-Za-z0-9_-]{1,32}", "an id was expected") : "";
    List<TierPlan.Level> levels = new ArrayList<>();
    Set<String> ids = new HashSet<>(Set.of(base));
    for (JsonIn level : in.objects("levels")) {
      TierPlan.Level read = level(level, by, currency);
      if (!ids.add(read.id())) {
        throw level.wrong("id", "another tier has this id");
      }
      if (!levels.isEmpty() && read.from() <= levels.get(levels.size() - 1).from()) {
        throw level.wrong("from", "thresholds rise from tier to tier");
      }
      levels.add(read);
    }
    if (levels.isEmpty() || levels.size() > MAX_LEVELS) {
      throw in.wrong("levels", "1 to " + MAX_LEVELS + " levels were expected");
    }
    return new TierPlan(
        by,
        window(in.object("window")),
        place.choice("reached", TierPlan.Reached.BEFORE),
        period(place, "grace"),
        place.choice("down", TierPlan.Down.BALANCE),
        base,
        levels);
  }

  private static TierPlan.Window window(JsonIn in) {
    Place place = new Place(in, Names.WINDOW);
    TierPlan.Window.Type type = place.choice("type", TierPlan.Window.Type.class);
    if (type != TierPlan.Window.Type.ROLLING) {
      in.only("type");
      return new TierPlan.Window(type, Period.ZERO);
    }
    Period length = period(place, "length");
    if (length.isZero()) {
      throw place.wrong("length", "a period above zero was expected");
    }
    return new TierPlan.Window(type, length);
  }

  private static TierPlan.Level level(JsonIn in, TierPlan.Measure by, Currency currency) {
    Place place = new Place(in, Names.LEVEL);
    BigDecimal from = place.positive("from");
    int scale = by == TierPlan.Measure.SPEND ? currency.getDefaultFractionDigits() : 0;
    List<Map<String, String>> benefits = new ArrayList<>();
    for (JsonIn benefit : in.objects("benefits")) {
      benefits.add(new Place(benefit, Names.BENEFIT).languages("text"));
    }
    if (benefits.size() > MAX_BENEFITS) {
      throw in.wrong("benefits", "at most " + MAX_BENEFITS + " benefits were expected");
    }
    try {
      return new TierPlan.Level(
          place.matching("id", "[A-Za-z0-9_-]{1,32}", "1 to 32 of A-Z, a-z, 0-9, - and _"),
          from.movePointRight(scale).longValueExact(),
          place.languages("text"),
          benefits);
    } catch (ArithmeticException e) {
      throw place.wrong("from", "whole points or visits, or money to its minor unit was expected");
    }
  }

  private static Period period(Place place, String name) {
    Period period = place.optional(name, Period::parse, PERIOD).orElse(Period.ZERO);
    if (period.isNegative()) {
      throw place.wrong(name, PERIOD);
    }
    return period;
  }
}
