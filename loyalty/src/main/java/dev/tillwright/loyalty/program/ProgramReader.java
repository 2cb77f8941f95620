package dev.tillwright.loyalty.program;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Set;

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
    Program.Parts parts =
        new Program.Parts(
            place.id("program"),
            version(place),
            place.read("zone", ZoneId::of, "a zone such as Europe/London was expected"),
            currency,
            in.optionalObject("effective").map(RuleReader::effective).orElse(Effective.ALWAYS),
            place.languages("text"),
            RuleReader.base(in.object("base")),
            rounding(in.object("rounding")),
            place.choice("multipliers", Program.Multipliers.ADD),
            in.optionalObject("worth").map(ProgramReader::worth),
            in.optionalObject("terms").map(TermsReader::terms).orElse(Terms.PLAIN),
            in.optionalObject("tiers").map(tiers -> TermsReader.tiers(tiers, currency)),
            RewardFormat.read(in),
            RuleReader.limits(place),
            in.objects("budgets").stream().map(ProgramReader::budget).toList(),
            in.objects("groups").stream().map(ProgramReader::group).toList(),
            rules(in, currency));
    new References(parts).check(in);
    return new Program(parts);
  }

  private static int version(Place place) {
    long version = place.count("version");
    if (version > Integer.MAX_VALUE) {
      throw place.wrong("version", "too large");
    }
    return (int) version;
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
    long step = place.count("step", points);
    long min = place.count("min", step);
    if (min < step || min % step != 0) {
      throw place.wrong("min", "a multiple of step was expected");
    }
    long max = place.count("max", Long.MAX_VALUE);
    if (max < min || in.has("max") && max % step != 0) {
      throw place.wrong("max", "a multiple of step, not below min, was expected");
    }
    BigDecimal percent = place.optionalDecimal("percent").orElse(BigDecimal.valueOf(100));
    if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw place.wrong("percent", "above 0 and at most 100 was expected");
    }
    try {
      return new Worth(points, minor, min, step, max, percent);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw place.wrong("step", "a step is not worth a whole number of minor units");
    }
  }

  private static Budget budget(JsonIn in) {
    Place place = new Place(in, Names.BUDGET);
    return new Budget(
        place.id("id"), place.count("points"), place.choice("cut", Limit.Cut.PARTIAL));
  }

  private static Group group(JsonIn in) {
    Place place = new Place(in, Names.GROUP);
    return new Group(
        place.id("id"),
        place.choice("pick", Group.Pick.class),
        place.choice("per", Rule.Scope.class));
  }

  private static List<Rule> rules(JsonIn in, Currency currency) {
    RuleReader reader = new RuleReader(currency);
    List<JsonIn> places = in.objects("rules");
    if (places.isEmpty() || places.size() > MAX_RULES) {
      throw in.wrong("rules", "1 to " + MAX_RULES + " rules were expected");
    }
    return places.stream().map(reader::read).toList();
  }
}
