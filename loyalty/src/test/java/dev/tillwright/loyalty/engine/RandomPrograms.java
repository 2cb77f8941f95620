package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random programs that say everything that gives points. */
final class RandomPrograms {
  private final SplittableRandom random;
  private final List<String> earning = new ArrayList<>();
  private final List<String> groupOf = new ArrayList<>();

  RandomPrograms(SplittableRandom random) {
    this.random = random;
  }

  Program program() {
    earning.clear();
    groupOf.clear();
    int count = 1 + random.nextInt(8);
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rules.append(i == 0 ? "" : ",").append(rule("r" + i));
    }
    String more =
        "'base':"
            + base()
            + ",'zone':'"
            + pick("Europe/Berlin", "Asia/Tokyo", "America/New_York")
            + "','multipliers':'"
            + pick("ADD", "MULTIPLY")
            + "','rounding':{'mode':'"
            + pick("DOWN", "UP", "HALF_UP", "HALF_DOWN", "HALF_EVEN")
            + "','level':'"
            + pick("BASKET", "BASKET", "LINE", "RULE")
            + "'},"
            + tiers()
            + "'groups':[{'id':'g0','pick':'"
            + pick("PRIORITY", "BEST")
            + "','per':'LINE'},{'id':'g1','pick':'"
            + pick("PRIORITY", "BEST")
            + "','per':'"
            + pick("LINE", "BASKET")
            + "'}],'budgets':[{'id':'b0','points':"
            + (50 + random.nextInt(200))
            + ",'cut':'"
            + pick("PARTIAL", "WHOLE")
            + "'}],"
            + limits(200);
    return Programs.of("EUR", more, rules.toString());
  }

  private String base() {
    return "{'amount':'"
        + pick("TOTAL", "NET", "AFTER_DISCOUNT", "LIST")
        + "'"
        + pick("", ",'excludeTenders':[]", ",'excludeTenders':['POINTS']")
        + pick("", "", ",'onlyTenders':['CASH','WALLET']")
        + "}";
  }

  private String tiers() {
    return random.nextInt(3) > 0
        ? ""
        : "'tiers':{'by':'"
            + pick("SPEND", "SPEND", "POINTS", "VISITS")
            + "','window':{'type':'CALENDAR_YEAR'},'reached':'"
            + pick("BEFORE", "SPLIT", "SPLIT", "AFTER")
            + "','levels':[{'id':'SILVER','from':'10'},{'id':'GOLD','from':'100'},"
            + "{'id':'PLATIN','from':'1000'}]},";
  }

  private String rule(String id) {
    int kind = random.nextInt(10);
    boolean line = random.nextInt(3) > 0;
    String when = random.nextInt(4) == 0 ? "" : "'when':" + condition(line, kind == 0, 0) + ",";
    String group = kind > 0 && random.nextInt(3) == 0 ? "g" + random.nextInt(2) : "";
    StringBuilder then = new StringBuilder();
    if (kind == 0) {
      then.append("{'type':'exclude'}");
    } else {
      for (int i = 0; i <= random.nextInt(2); i++) {
        then.append(i == 0 ? "" : ",").append(action(kind < 7, group));
      }
      if (kind < 7) {
        earning.add(id);
        groupOf.add(group);
      }
    }
    return "{'id':'"
        + id
        + "','scope':'"
        + (line ? "LINE" : "BASKET")
        + "',"
        + (random.nextInt(12) == 0 ? "'status':'" + pick("DRAFT", "RETIRED") + "'," : "")
        + effective()
        + when
        + (group.isEmpty() ? "" : "'group':'" + group + "','priority':" + random.nextInt(3) + ",")
        + (kind == 0 ? "" : limits(40))
        + (kind > 0 && random.nextInt(5) == 0 ? "'base':" + base() + "," : "")
        + (kind > 0 && random.nextInt(5) == 0 ? "'budget':'b0'," : "")
        + "'then':["
        + then
        + "]}";
  }

  private String effective() {
    return switch (random.nextInt(8)) {
      case 0 -> "'effective':{'from':'2025-0" + (1 + random.nextInt(6)) + "-01T00:00'},";
      case 1 ->
          "'effective':{'"
              + pick("from", "to")
              + "':'"
              + pick("2025-03-30T02:30", "2025-10-26T02:30", "2025-03-09T02:15")
              + "'},";
      default -> "";
    };
  }

  private String limits(int most) {
    if (random.nextInt(3) > 0) {
      return "";
    }
    return "'limits':[{'per':'"
        + pick("TRANSACTION", "DAY", "WEEK", "MONTH", "YEAR", "EVER")
        + "','points':"
        + (1 + random.nextInt(most))
        + ",'cut':'"
        + pick("PARTIAL", "PARTIAL", "WHOLE")
        + "','zone':'"
        + pick("PROGRAM", "STORE", "MEMBER")
        + "'}],";
  }

  private String action(boolean earn, String group) {
    if (!earn) {
      String of = "";
      int other = earning.isEmpty() ? 0 : random.nextInt(earning.size());
      boolean own = !group.isEmpty() && !earning.isEmpty() && groupOf.get(other).equals(group);
      if (!earning.isEmpty() && !own && random.nextBoolean()) {
        of = ",'of':['" + earning.get(other) + "']";
      }
      return random.nextInt(4) == 0
          ? "{'type':'tierBonus','factors':{'GOLD':'1.5','PLATIN':'2.25'}" + of + "}"
          : "{'type':'multiply','factor':'" + pick("2", "1.5", "3", "1.333333") + "'" + of + "}";
    }
    return switch (random.nextInt(6)) {
      case 0 -> "{'type':'earnFixed','points':" + (1 + random.nextInt(30)) + "}";
      case 1 ->
          "{'type':'earnPerUnit','points':'"
              + pick("1", "2", "0.5", "0.333333")
              + "'"
              + pick("", ",'most':'3'", ",'most':'0.9'")
              + "}";
      case 2 ->
          "{'type':'earnSteps','by':'"
              + pick("AMOUNT", "QUANTITY")
              + "','steps':[{'from':'2','points':3},{'from':'9.5','points':11}]}";
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
    return switch (random.nextInt(depth > 2 ? 8 : 12)) {
      case 0, 1 ->
          line
              ? "{'type':'in','field':'line.code','values':['c" + random.nextInt(6) + "','c9']}"
              : ofSale();
      case 2, 3 ->
          line
              ? pick(
                  "{'type':'in','field':'line.category','values':['k0']}",
                  "{'type':'in','field':'line.category','values':['k1','k2']}",
                  "{'type':'in','field':'line.brand','values':['b1']}")
              : time();
      case 4 -> range(line, exclusion);
      case 5 -> time();
      case 6 -> ofSale();
      case 7 -> exclusion ? ofSale() : counted(line);
      case 8 -> "{'type':'not','of':" + condition(line, exclusion, depth + 1) + "}";
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

  private String ofSale() {
    return pick(
        "{'type':'in','field':'terminal','values':['till-01']}",
        "{'type':'in','field':'store','values':['s-1','s-2']}",
        "{'type':'in','field':'channel','values':['APP']}",
        "{'type':'in','field':'tender','values':['WALLET']}",
        "{'type':'in','field':'coupon','values':['K0']}",
        "{'type':'in','field':'member.tier','values':['GOLD']}",
        "{'type':'in','field':'member.tier','values':['SILVER','GOLD']}",
        "{'type':'in','field':'member.segment','values':['loyal']}",
        "{'type':'tender','kinds':['WALLET','CASH']}",
        "{'type':'tender','kinds':['CASH'],'min':'2.00','below':'20'}",
        "{'type':'member'}",
        "{'type':'firstPurchase'}",
        "{'type':'linkedReturn'}");
  }

  private String counted(boolean line) {
    return switch (random.nextInt(4)) {
      case 0 ->
          "{'type':'counter','of':'"
              + pick("AWARDS", "POINTS")
              + "','rule':'"
              + pick("this", "program")
              + "','period':'"
              + pick("DAY", "WEEK", "MONTH", "YEAR", "EVER")
              + "','zone':'"
              + pick("PROGRAM", "STORE", "MEMBER")
              + "','below':'"
              + pick("1", "2.5", "30")
              + "'}";
      case 1 ->
          "{'type':'counter','of':'"
              + pick("PURCHASES", "SPEND")
              + "','period':'"
              + pick("DAY", "WEEK", "MONTH", "YEAR", "EVER")
              + "','min':'1'}";
      default ->
          "{'type':'aggregate','measure':'"
              + pick("TOTAL", "NET", "LIST", "QUANTITY", "COUNT", "DISTINCT")
              + "','min':'"
              + pick("1", "2", "5")
              + "'"
              + (line ? ",'of':{'type':'in','field':'line.category','values':['k0','k1']}" : "")
              + "}";
    };
  }

  private String range(boolean line, boolean exclusion) {
    String field =
        line
            ? pick("line.total", "line.net", "line.list", "line.quantity")
            : exclusion ? "" : pick("basket.total", "basket.net", "basket.list", "basket.quantity");
    return field.isEmpty()
        ? time()
        : "{'type':'range','field':'"
            + field
            + "','min':'"
            + random.nextInt(4)
            + "','below':'"
            + (4 + random.nextInt(60))
            + "'}";
  }

  private String time() {
    String zone = ",'zone':'" + pick("PROGRAM", "STORE", "MEMBER") + "'}";
    return switch (random.nextInt(6)) {
      case 0 ->
          "{'type':'birthday','leap':'"
              + pick("FEB28", "MAR01")
              + "','before':"
              + random.nextInt(90)
              + ",'after':"
              + random.nextInt(90)
              + zone;
      case 1 ->
          "{'type':'localDayOfYear','leap':'"
              + pick("FEB28", "MAR01")
              + "','from':'"
              + pick("02-29", "06-01", "12-24")
              + "','to':'"
              + pick("03-01", "01-02", "10-26")
              + "'"
              + zone;
      case 2 ->
          "{'type':'dateWindow','"
              + pick("from", "to")
              + "':'"
              + pick("2025-03-30T02:30", "2025-10-26T02:30", "2025-01-01T00:00")
              + "'"
              + zone;
      default ->
          "{'type':'localWindow','days':['"
              + pick("MON", "TUE", "WED")
              + "','"
              + pick("SAT", "SUN", "FRI")
              + "'],'from':'"
              + pick("00:00", "08:00", "22:00")
              + "','to':'"
              + pick("02:30", "12:00", "23:59")
              + "'"
              + zone;
    };
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
