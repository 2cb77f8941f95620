package dev.tillwright.core.risk.rule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the conditions of one rule set stand on: its zone and currency, its lists, where issuers are
 * and which member is which operator. Immutable.
 */
public final class Grounds {
  /** What the country of an issuer is called that no range names. */
  public static final String UNKNOWN = "ZZ";

  private final ZoneId zone;
  private final Currency currency;
  private final Map<String, Set<String>> lists;
  private final Map<String, List<BinRange>> countries;
  private final Map<String, String> staff;
  private final Map<String, List<BinRange>> issuerLists = new LinkedHashMap<>();
  private final TreeMap<Integer, Issuer> issuers = new TreeMap<>();

  private record Issuer(int last, String country) {}

  Grounds(
      ZoneId zone,
      Currency currency,
      Map<String, Set<String>> lists,
      Map<String, List<BinRange>> countries,
      Map<String, String> staff) {
    this.zone = zone;
    this.currency = currency;
    this.lists = lists;
    this.countries = countries;
    this.staff = staff;
    countries.forEach(
        (country, ranges) -> {
          for (BinRange range : ranges) {
            Map.Entry<Integer, Issuer> below = issuers.floorEntry(range.last());
            if (below != null && below.getValue().last() >= range.first()) {
              throw new IllegalArgumentException("two countries have the same issuers");
            }
            issuers.put(range.first(), new Issuer(range.last(), country));
          }
        });
  }

  public ZoneId zone() {
    return zone;
  }

  public Currency currency() {
    return currency;
  }

  Map<String, Set<String>> lists() {
    return lists;
  }

  Map<String, List<BinRange>> countries() {
    return countries;
  }

  Map<String, String> staff() {
    return staff;
  }

  Set<String> list(String name) {
    return lists.getOrDefault(name, Set.of());
  }

  /** A list whose texts are ranges of issuers; asked when a set is made, so it fits later. */
  List<BinRange> issuers(String name) {
    List<BinRange> ranges = issuerLists.get(name);
    if (ranges == null) {
      ranges = new ArrayList<>();
      for (String text : list(name)) {
        ranges.add(BinRange.parse(text));
      }
      issuerLists.put(name, ranges);
    }
    return ranges;
  }

  /** The country of an issuer; {@link #UNKNOWN} when no range holds it. */
  String country(String bin) {
    Map.Entry<Integer, Issuer> below = issuers.floorEntry(Integer.parseInt(bin));
    return below != null && below.getValue().last() >= Integer.parseInt(bin)
        ? below.getValue().country()
        : UNKNOWN;
  }

  /** The operator's own account as a member. */
  Optional<String> account(String operator) {
    return Optional.ofNullable(staff.get(operator));
  }
}
