package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.Program;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The engine against the naive evaluator, on random programs and baskets. */
class DifferentialTest {
  private static final long SEED = Long.getLong("loyalty.seed", 20_250_604L);
  private static final int PROGRAMS = Integer.getInteger("loyalty.programs", 1_250);
  private static final int BASKETS = 4;

  @Test
  void engine_agreesWithTheNaiveEvaluator() {
    System.out.println("seed " + SEED + ", " + PROGRAMS + " programs of " + BASKETS + " baskets");
    long points = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      RandomPrograms programs = new RandomPrograms(random);
      Program program = programs.program();
      assertThat(Program.parse(program.toJson())).isEqualTo(program);
      PointsEngine engine = PointsEngine.compile(program);
      for (int b = 0; b < BASKETS; b++) {
        Baskets basket = programs.basket();
        Pricing.Request request = basket.at(programs.instant());
        Map<String, Money> tenders = programs.tenders(basket);
        PointsQuote quote = engine.quote(request, tenders);
        String where = "seed " + (SEED + i) + " basket " + b + "\n" + program.toJson();
        agree(where, quote, new NaivePoints(program, request, tenders));
        if (program.rounding().level().name().equals("BASKET")) {
          Pricing.Request keyed = renumbered(basket, random).at(request.at().toString());
          assertThat(engine.quote(keyed, tenders).points()).as(where).isEqualTo(quote.points());
        }
        points += quote.points();
      }
    }
    assertThat(points).as("the programs give points at all").isPositive();
  }

  private static void agree(String where, PointsQuote quote, NaivePoints naive) {
    assertThat(quote.points()).as(where).isEqualTo(naive.points);
    Map<String, Long> byRule = new TreeMap<>();
    long reasons = 0;
    for (PointsQuote.Reason reason : quote.reasons()) {
      byRule.merge(reason.rule(), reason.points(), Long::sum);
      reasons += reason.points();
    }
    byRule.values().removeIf(value -> value == 0);
    naive.byRule.values().removeIf(value -> value == 0);
    assertThat(byRule).as(where).isEqualTo(naive.byRule);
    Map<Integer, Long> byLine = new TreeMap<>();
    quote.shares().forEach(share -> byLine.put(share.line(), share.points()));
    assertThat(byLine).as(where).isEqualTo(naive.byLine);
    assertThat(reasons).as(where).isEqualTo(quote.points());
    assertThat(byLine.values().stream().mapToLong(v -> v).sum())
        .as(where)
        .isEqualTo(quote.points());
  }

  /** The same lines, keyed in another order. */
  private static Baskets renumbered(Baskets basket, SplittableRandom random) {
    List<PricedLine> lines = new ArrayList<>(basket.lines());
    for (int i = lines.size() - 1; i > 0; i--) {
      Collections.swap(lines, i, random.nextInt(i + 1));
    }
    Baskets keyed = Baskets.in("EUR");
    for (PricedLine line : lines) {
      keyed.line(
          line.line().item().code(),
          line.line().item().category(),
          line.line().quantity().toString(),
          line.total().decimal(),
          line.tax().decimal(),
          line.discount().decimal());
    }
    return keyed;
  }

  /** Random programs and baskets over a small world, so that rules meet lines often. */
  private static final class RandomPrograms {
    private final SplittableRandom random;

    RandomPrograms(SplittableRandom random) {
      this.random = random;
    }

    Program program() {
      int count = 1 + random.nextInt(8);
      StringBuilder rules = new StringBuilder();
      List<String> earning = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        rules.append(i == 0 ? "" : ",").append(rule("r" + i, earning));
      }
      String more =
          "'base':{'amount':'"
              + pick("TOTAL", "NET", "AFTER_DISCOUNT", "LIST")
              + "','excludeTenders':["
              + pick("", "'POINTS'", "'POINTS','WALLET'")
              + "]},"
              + "'zone':'"
              + pick("Europe/Berlin", "Asia/Tokyo", "America/New_York")
              + "',"
              + "'multipliers':'"
              + pick("ADD", "MULTIPLY")
              + "',"
              + "'rounding':{'mode':'"
              + pick("DOWN", "UP", "HALF_UP", "HALF_DOWN", "HALF_EVEN")
              + "','level':'"
              + pick("BASKET", "BASKET", "LINE")
              + "'},"
              + limits(200);
      return Programs.of("EUR", more, rules.toString());
    }

    private String rule(String id, List<String> earning) {
      int kind = random.nextInt(10);
      boolean line = random.nextInt(3) > 0;
      String when = random.nextInt(4) == 0 ? "" : "'when':" + condition(line, kind == 0, 0) + ",";
      String effective =
          random.nextInt(6) == 0
              ? "'effective':{'from':'2025-0" + (1 + random.nextInt(6)) + "-01T00:00'},"
              : "";
      StringBuilder then = new StringBuilder();
      if (kind == 0) {
        then.append("{'type':'exclude'}");
      } else {
        for (int i = 0; i <= random.nextInt(2); i++) {
          then.append(i == 0 ? "" : ",").append(action(id, kind < 7, earning));
        }
      }
      return "{'id':'"
          + id
          + "','scope':'"
          + (line ? "LINE" : "BASKET")
          + "',"
          + effective
          + when
          + (kind == 0 ? "" : limits(40))
          + "'then':["
          + then
          + "]}";
    }

    private String limits(int most) {
      return random.nextInt(4) == 0
          ? "'limits':[{'per':'TRANSACTION','points':" + (1 + random.nextInt(most)) + "}],"
          : "";
    }

    private String action(String id, boolean earn, List<String> earning) {
      if (!earn) {
        String of =
            earning.isEmpty() || random.nextBoolean()
                ? ""
                : ",'of':['" + earning.get(random.nextInt(earning.size())) + "']";
        return "{'type':'multiply','factor':'" + pick("2", "1.5", "3", "1.333333") + "'" + of + "}";
      }
      earning.add(id);
      return switch (random.nextInt(4)) {
        case 0 -> "{'type':'earnFixed','points':" + (1 + random.nextInt(30)) + "}";
        case 1 -> "{'type':'earnPerUnit','points':'" + pick("1", "2", "0.5", "0.333333") + "'}";
        default ->
            "{'type':'earnPerAmount','points':'"
                + pick("1", "2", "0.5", "1.25", "0.07")
                + "','per':'"
                + pick("1.00", "10", "0.30", "7.77")
                + "','full':"
                + random.nextBoolean()
                + "}";
      };
    }

    private String condition(boolean line, boolean exclusion, int depth) {
      int kind = random.nextInt(depth > 2 ? 6 : 9);
      return switch (kind) {
        case 0, 1 ->
            line
                ? "{'type':'in','field':'line.code','values':['c" + random.nextInt(6) + "','c9']}"
                : "{'type':'in','field':'terminal','values':['till-01']}";
        case 2, 3 ->
            line
                ? "{'type':'in','field':'line.category','values':['k" + random.nextInt(3) + "']}"
                : window();
        case 4 -> range(line, exclusion);
        case 5 -> window();
        case 6 -> "{'type':'not','of':" + condition(line, exclusion, depth + 1) + "}";
        default ->
            "{'type':'"
                + pick("all", "any")
                + "','of':["
                + condition(line, exclusion, depth + 1)
                + ","
                + condition(line, exclusion, depth + 1)
                + "]}";
      };
    }

    private String range(boolean line, boolean exclusion) {
      String field =
          line
              ? pick("line.total", "line.net", "line.quantity")
              : exclusion ? "" : pick("basket.total", "basket.net");
      return field.isEmpty()
          ? window()
          : "{'type':'range','field':'"
              + field
              + "','min':'"
              + random.nextInt(4)
              + "','below':'"
              + (4 + random.nextInt(60))
              + "'}";
    }

    private String window() {
      return "{'type':'localWindow','days':['"
          + pick("MON", "TUE", "WED")
          + "','"
          + pick("SAT", "SUN", "FRI")
          + "'],'from':'"
          + pick("00:00", "08:00", "22:00")
          + "','to':'"
          + pick("02:30", "12:00", "23:59")
          + "'}";
    }

    Baskets basket() {
      Baskets basket = Baskets.in("EUR");
      int lines = random.nextInt(8);
      for (int i = 0; i < lines; i++) {
        long total = random.nextInt(10) == 0 ? 0 : random.nextLong(3_000);
        basket.line(
            "c" + random.nextInt(7),
            "k" + random.nextInt(4),
            pick("1", "2", "3", "0.742", "12"),
            cents(total),
            cents(total / 6),
            cents(random.nextInt(3) == 0 ? random.nextLong(500) : 0));
      }
      return basket;
    }

    Map<String, Money> tenders(Baskets basket) {
      Money total = basket.totals().total();
      return random.nextInt(3) > 0
          ? Map.of()
          : Map.of(
              pick("POINTS", "CASH"),
              Money.ofMinor(random.nextLong(total.minor() + 200), total.currency()));
    }

    String instant() {
      return Instant.ofEpochSecond(1_735_689_600L + random.nextLong(366L * 86_400)).toString();
    }

    private static String cents(long minor) {
      return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private String pick(String... of) {
      return of[random.nextInt(of.length)];
    }
  }
}
