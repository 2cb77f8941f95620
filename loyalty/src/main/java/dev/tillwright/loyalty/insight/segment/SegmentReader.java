package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads segment rules, strictly. */
final class SegmentReader {
  static final String[] RULES = {
    "$schema", "schema", "id", "zone", "currency", "rfm", "lifecycle", "segments"
  };
  static final String[] RFM = {"days", "recency", "frequency", "monetary"};
  static final String[] LIFECYCLE = {
    "newDays", "loyalPurchases", "loyalDays", "atRiskDays", "silentDays", "lostDays", "rhythm"
  };
  static final String[] SEGMENT = {"id", "when"};
  static final String[] OF = {"type", "of"};
  static final String[] STAGE = {"type", "in"};
  static final String[] RANGE = {"type", "field", "days", "min", "max"};
  static final String[] BOUGHT = {"type", "items", "categories", "days", "min"};

  private static final int DEEPEST = 8;
  private static final int MOST_CONDITIONS = 200;
  private static final int MOST_VALUES = 1_000;
  private static final String NAME = "[a-z0-9-]{1,64}";

  private final JsonIn in;
  private int conditions;

  SegmentReader(JsonIn in) {
    this.in = in;
  }

  SegmentRules rules() {
    in.only(RULES);
    if (in.number("schema") != 1) {
      throw in.wrong("schema", "1 was expected");
    }
    Currency currency = currency();
    return new SegmentRules(
        name(in), zone(), currency, cuts(currency), lifecycle(), segments(currency));
  }

  private static String name(JsonIn in) {
    String id = in.text("id");
    if (!id.matches(NAME)) {
      throw in.wrong("id", "1 to 64 of a-z, 0-9 and - were expected");
    }
    return id;
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(in.text("zone"));
    } catch (DateTimeException e) {
      throw in.wrong("zone", "an IANA zone was expected");
    }
  }

  private Currency currency() {
    try {
      return Currency.getInstance(in.text("currency"));
    } catch (IllegalArgumentException e) {
      throw in.wrong("currency", "a code of ISO 4217 was expected");
    }
  }

  private RfmCuts cuts(Currency currency) {
    JsonIn rfm = in.object("rfm").only(RFM);
    List<Long> monetary = new ArrayList<>();
    for (String each : rfm.texts("monetary")) {
      monetary.add(minor(rfm, "monetary", each, currency));
    }
    return new RfmCuts(
        count(rfm, "days", 1, SegmentRules.MOST_DAYS),
        cuts(rfm, "recency", rfm.numbers("recency")),
        cuts(rfm, "frequency", rfm.numbers("frequency")),
        cuts(rfm, "monetary", monetary));
  }

  private static List<Long> cuts(JsonIn rfm, String name, List<Long> cuts) {
    if (!RfmCuts.ascending(cuts)) {
      throw rfm.wrong(name, "1 to " + RfmCuts.MOST + " ascending cuts from 0 were expected");
    }
    return cuts;
  }

  private Lifecycle lifecycle() {
    JsonIn of = in.object("lifecycle").only(LIFECYCLE);
    int most = SegmentRules.MOST_DAYS;
    int atRisk = count(of, "atRiskDays", 1, most);
    int silent = count(of, "silentDays", 1, most);
    int lost = count(of, "lostDays", 1, most);
    if (silent <= atRisk) {
      throw of.wrong("silentDays", "more than atRiskDays was expected");
    }
    if (lost <= silent) {
      throw of.wrong("lostDays", "more than silentDays was expected");
    }
    return new Lifecycle(
        count(of, "newDays", 1, most),
        count(of, "loyalPurchases", 2, 1_000_000),
        count(of, "loyalDays", 1, most),
        atRisk,
        silent,
        lost,
        of.has("rhythm") ? count(of, "rhythm", 0, 1_000) : 0);
  }

  private List<Segment> segments(Currency currency) {
    Set<String> ids = new HashSet<>();
    for (Stage stage : Stage.values()) {
      ids.add(Segment.of(stage));
    }
    List<Segment> segments = new ArrayList<>();
    for (JsonIn each : in.objects("segments")) {
      each.only(SEGMENT);
      String id = name(each);
      if (!ids.add(id)) {
        throw each.wrong("id", "a stage or another segment has this name");
      }
      conditions = 0;
      segments.add(new Segment(id, query(each.object("when"), currency, 1)));
    }
    if (segments.size() > SegmentRules.MOST) {
      throw in.wrong("segments", "at most " + SegmentRules.MOST + " segments were expected");
    }
    return segments;
  }

  private SegmentQuery query(JsonIn of, Currency currency, int depth) {
    if (depth > DEEPEST || ++conditions > MOST_CONDITIONS) {
      throw of.wrong(
          "type", "at most " + DEEPEST + " levels and " + MOST_CONDITIONS + " conditions");
    }
    switch (of.text("type")) {
      case "all" -> {
        return new SegmentQuery.All(parts(of.only(OF), currency, depth));
      }
      case "any" -> {
        return new SegmentQuery.Any(parts(of.only(OF), currency, depth));
      }
      case "not" -> {
        return new SegmentQuery.Not(query(of.only(OF).object("of"), currency, depth + 1));
      }
      case "stage" -> {
        return stage(of.only(STAGE));
      }
      case "range" -> {
        return range(of.only(RANGE), currency);
      }
      case "bought" -> {
        return bought(of.only(BOUGHT));
      }
      default -> throw of.wrong("type", "one of all, any, bought, not, range, stage was expected");
    }
  }

  private List<SegmentQuery> parts(JsonIn of, Currency currency, int depth) {
    List<SegmentQuery> parts = new ArrayList<>();
    for (JsonIn each : of.objects("of")) {
      parts.add(query(each, currency, depth + 1));
    }
    if (parts.isEmpty()) {
      throw of.wrong("of", "at least one condition was expected");
    }
    return parts;
  }

  private static SegmentQuery stage(JsonIn of) {
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    for (String each : of.texts("in")) {
      try {
        stages.add(Stage.valueOf(each));
      } catch (IllegalArgumentException e) {
        throw of.wrong("in", "names of stages were expected");
      }
    }
    if (stages.isEmpty()) {
      throw of.wrong("in", "at least one stage was expected");
    }
    return new SegmentQuery.InStage(stages);
  }

  private static SegmentQuery range(JsonIn of, Currency currency) {
    Measure measure =
        Measure.of(of.text("field"))
            .orElseThrow(
                () ->
                    of.wrong(
                        "field", "one of f, m, purchases, r, recency, spent, tenure was expected"));
    if (of.has("days") && !measure.windowed()) {
      throw of.wrong("days", "this field has no window");
    }
    int days = of.has("days") ? count(of, "days", 1, SegmentRules.MOST_DAYS) : 0;
    Long min = bound(of, "min", measure, currency);
    Long max = bound(of, "max", measure, currency);
    if (min == null && max == null) {
      throw of.wrong("min", "a bound was expected");
    }
    return new SegmentQuery.Range(measure, days, min, max);
  }

  private static @Nullable Long bound(JsonIn of, String name, Measure measure, Currency currency) {
    if (!of.has(name)) {
      return null;
    }
    if (measure == Measure.SPENT) {
      return minor(of, name, of.text(name), currency);
    }
    return of.number(name);
  }

  private static SegmentQuery bought(JsonIn of) {
    Set<String> items = values(of, "items");
    Set<String> categories = values(of, "categories");
    if (items.isEmpty() && categories.isEmpty()) {
      throw of.wrong("items", "items or categories were expected");
    }
    return new SegmentQuery.Bought(
        items,
        categories,
        of.has("days") ? count(of, "days", 1, SegmentRules.MOST_DAYS) : 0,
        of.has("min") ? count(of, "min", 1, 1_000_000) : 1);
  }

  private static Set<String> values(JsonIn of, String name) {
    Set<String> values = new HashSet<>(of.texts(name));
    if (values.size() > MOST_VALUES || values.contains("")) {
      throw of.wrong(name, "at most " + MOST_VALUES + " texts, none empty, were expected");
    }
    return values;
  }

  private static long minor(JsonIn of, String name, String decimal, Currency currency) {
    try {
      return Money.parse(decimal, currency).minor();
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw of.wrong(name, "decimals of the currency, as texts, were expected");
    }
  }

  private static int count(JsonIn of, String name, int least, int most) {
    long value = of.number(name);
    if (value < least || value > most) {
      throw of.wrong(name, "a whole number from " + least + " to " + most + " was expected");
    }
    return (int) value;
  }
}
