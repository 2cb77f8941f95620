package dev.tillwright.loyalty.program;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A program from JSON, with the checks that look at several rules. */
final class ProgramReader {
  private static final long MAX_BYTES = 16L << 20;
  private static final int MAX_RULES = 200_000;
  private static final Set<RoundingMode> MODES =
      Set.of(
          RoundingMode.DOWN,
          RoundingMode.UP,
          RoundingMode.HALF_DOWN,
          RoundingMode.HALF_UP,
          RoundingMode.HALF_EVEN);

  private ProgramReader() {}

  static Program read(Path file) {
    String text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new TillwrightException(
            "program.invalid", false, "program file " + file + ": larger than 16 MiB");
      }
      text = Files.readString(file);
    } catch (IOException e) {
      throw new TillwrightException(
          "program.unreadable",
          false,
          "program file " + file + " cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
    try {
      return parse(text);
    } catch (JsonException e) {
      throw new TillwrightException(
          "program.invalid", false, "program file " + file + ": " + e.getMessage(), e);
    }
  }

  static Program parse(String json) {
    JsonIn in = JsonIn.parse(json);
    Place place = new Place(in, Names.PROGRAM);
    in.optionalText("$schema");
    if (in.number("schema") != 1) {
      throw in.wrong("schema", "1 was expected");
    }
    Currency currency =
        place.read("currency", Currency::getInstance, "a currency of ISO 4217 was expected");
    if (currency.getDefaultFractionDigits() < 0) {
      throw in.wrong("currency", "the currency has no minor unit");
    }
    return new Program(
        new Program.Parts(
            place.matching("program", "[a-z0-9-]{1,64}", "1 to 64 of a-z, 0-9 and - were expected"),
            version(place),
            place.read("zone", ZoneId::of, "a zone such as Europe/London was expected"),
            currency,
            place.languages("text"),
            base(in.object("base")),
            rounding(in.object("rounding")),
            in.has("multipliers")
                ? place.choice("multipliers", Program.Multipliers.class)
                : Program.Multipliers.ADD,
            in.optionalObject("worth").map(ProgramReader::worth),
            in.optionalObject("terms").map(TermsReader::terms).orElse(Terms.PLAIN),
            in.optionalObject("tiers").map(tiers -> TermsReader.tiers(tiers, currency)),
            RuleReader.limits(place),
            rules(in, currency)));
  }

  private static int version(Place place) {
    long version = place.count("version");
    if (version > Integer.MAX_VALUE) {
      throw place.wrong("version", "too large");
    }
    return (int) version;
  }

  private static Base base(JsonIn in) {
    Place place = new Place(in, Names.BASE);
    List<String> tenders = in.texts("excludeTenders");
    if (!tenders.stream().allMatch(tender -> tender.matches("[A-Z][A-Z_]{0,31}"))) {
      throw place.wrong("excludeTenders", "kinds of tender such as POINTS were expected");
    }
    return new Base(place.choice("amount", Base.Amount.class), new HashSet<>(tenders));
  }

  private static Rounding rounding(JsonIn in) {
    Place place = new Place(in, Names.ROUNDING);
    RoundingMode mode = place.choice("mode", RoundingMode.class);
    if (!MODES.contains(mode)) {
      throw place.wrong("mode", "DOWN, UP, HALF_DOWN, HALF_UP or HALF_EVEN was expected");
    }
    return new Rounding(mode, place.choice("level", Rounding.Level.class));
  }

  private static Worth worth(JsonIn in) {
    Place place = new Place(in, Names.WORTH);
    long points = place.count("points");
    long minor = place.count("minor");
    long step = in.has("step") ? place.count("step") : points;
    long min = in.has("min") ? place.count("min") : step;
    if (min < step || min % step != 0) {
      throw place.wrong("min", "a multiple of step was expected");
    }
    try {
      return new Worth(points, minor, min, step);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw place.wrong("step", "a step is not worth a whole number of minor units");
    }
  }

  private static List<Rule> rules(JsonIn in, Currency currency) {
    RuleReader reader = new RuleReader(currency);
    List<JsonIn> places = in.objects("rules");
    if (places.isEmpty() || places.size() > MAX_RULES) {
      throw in.wrong("rules", "1 to " + MAX_RULES + " rules were expected");
    }
    List<Rule> rules = new ArrayList<>(places.size());
    Map<String, Rule> byId = new HashMap<>();
    for (JsonIn place : places) {
      Rule rule = reader.read(place);
      if (byId.put(rule.id(), rule) != null) {
        throw place.wrong("id", "another rule has this id");
      }
      rules.add(rule);
    }
    for (int i = 0; i < rules.size(); i++) {
      checkMultiplied(rules.get(i), byId, places.get(i));
    }
    return rules;
  }

  private static void checkMultiplied(Rule rule, Map<String, Rule> byId, JsonIn place) {
    Predicate<Action> earns =
        action -> !(action instanceof Action.Multiply || action instanceof Action.Exclude);
    for (Action action : rule.then()) {
      if (action instanceof Action.Multiply multiply) {
        for (String id : multiply.of()) {
          Rule other = byId.get(id);
          if (other == null || other.then().stream().noneMatch(earns)) {
            throw place.wrong("then", "a factor of a rule that does not exist or does not earn");
          }
        }
      }
    }
  }
}
