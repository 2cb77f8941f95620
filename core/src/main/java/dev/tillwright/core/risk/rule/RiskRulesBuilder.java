package dev.tillwright.core.risk.rule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a set of rules. Not for several threads. */
public final class RiskRulesBuilder {
  static final int MOST_LISTS = 100;
  static final int MOST_VALUES = 10_000;
  static final int MOST_TEXT = 128;

  final String name;
  final int version;
  final ZoneId zone;
  final Currency currency;
  boolean approved;
  final SortedMap<String, String> staff = new TreeMap<>();
  final List<Measure> measures = new ArrayList<>();
  final List<RiskRule> rules = new ArrayList<>();
  private final SortedMap<String, Set<String>> lists = new TreeMap<>();
  private final SortedMap<String, List<BinRange>> countries = new TreeMap<>();

  RiskRulesBuilder(String name, int version, ZoneId zone, Currency currency) {
    this.name = RuleNames.id(name);
    if (version < 1) {
      throw new IllegalArgumentException("versions begin with 1");
    }
    this.version = version;
    this.zone = Objects.requireNonNull(zone, "zone");
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException("the currency has no minor unit");
    }
    this.currency = currency;
  }

  /** It may count; a draft until this is said. */
  public RiskRulesBuilder approved() {
    this.approved = true;
    return this;
  }

  /** Names that conditions point at: tokens, operators, reasons, or ranges of issuers. */
  public RiskRulesBuilder list(String id, Set<String> values) {
    if (lists.put(RuleNames.id(id), Collections.unmodifiableSet(new TreeSet<>(values))) != null) {
      throw new IllegalArgumentException("a list stands twice");
    }
    if (lists.size() > MOST_LISTS || values.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "at most " + MOST_LISTS + " lists of " + MOST_VALUES + " values");
    }
    if (!values.stream().allMatch(it -> !it.isEmpty() && it.length() <= MOST_TEXT)) {
      throw new IllegalArgumentException("a value has 1 to " + MOST_TEXT + " characters");
    }
    return this;
  }

  /**
   * Where issuers are.
   *
   * @param code ISO 3166-1 alpha-2
   */
  public RiskRulesBuilder country(String code, List<BinRange> ranges) {
    if (!code.matches("[A-Z]{2}") || code.equals(Grounds.UNKNOWN)) {
      throw new IllegalArgumentException("a country has two letters, and is not ZZ");
    }
    if (countries.put(code, List.copyOf(ranges)) != null || ranges.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "a country stands twice, or has more than " + MOST_VALUES + " ranges");
    }
    return this;
  }

  /** Which member is an operator's own account. */
  public RiskRulesBuilder staff(String operator, String member) {
    boolean fits =
        !operator.isEmpty()
            && operator.length() <= MOST_TEXT
            && !member.isEmpty()
            && member.length() <= MOST_TEXT
            && staff.size() < MOST_VALUES;
    if (!fits || staff.put(operator, member) != null) {
      throw new IllegalArgumentException("an operator stands twice, or a name does not fit");
    }
    return this;
  }

  public RiskRulesBuilder measure(Measure measure) {
    measures.add(Objects.requireNonNull(measure, "measure"));
    return this;
  }

  public RiskRulesBuilder rule(RiskRule rule) {
    rules.add(Objects.requireNonNull(rule, "rule"));
    return this;
  }

  Map<String, Set<String>> lists() {
    return Collections.unmodifiableSortedMap(lists);
  }

  Map<String, List<BinRange>> countries() {
    return Collections.unmodifiableSortedMap(countries);
  }

  /**
   * @throws IllegalArgumentException saying what does not fit together
   */
  public RiskRules build() {
    RiskRules made = new RiskRules(this);
    new RuleReferences(made).check();
    return made;
  }
}
