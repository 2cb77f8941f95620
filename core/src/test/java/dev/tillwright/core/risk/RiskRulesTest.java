package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.risk.act.Trait;
import dev.tillwright.core.risk.rule.Condition;
import dev.tillwright.core.risk.rule.Dimension;
import dev.tillwright.core.risk.rule.Measure;
import dev.tillwright.core.risk.rule.RiskRule;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.RuleFinding;
import dev.tillwright.core.risk.rule.RuleOutcome;
import dev.tillwright.core.sale.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row C3: a rule set as data. */
class RiskRulesTest {
  static final String SHOP = text("/dev/tillwright/core/risk/corner-shop.json");

  static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(RiskRulesTest.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSet_readsBackFromItsOwnText_asTheSame() {
    RiskRules shop = RiskRules.parse(SHOP);
    RiskRules again = RiskRules.parse(shop.toJson());

    assertThat(again).isEqualTo(shop);
    assertThat(again.toJson()).isEqualTo(shop.toJson());
    assertThat(again.digest()).isEqualTo(shop.digest()).matches("[0-9a-f]{64}");
    assertThat(shop.rules()).hasSize(18);
    assertThat(shop.findings()).filteredOn(RuleFinding::isError).isEmpty();
  }

  @Test
  void theBuilder_makesTheSameModel() {
    String json =
        """
        {"schema": 1, "set": "small", "version": 2, "status": "APPROVED",
         "zone": "Europe/London", "currency": "GBP",
         "staff": {"ann": "10007"},
         "measures": [{"id": "keyed", "by": ["DEVICE", "OPERATOR"], "over": "PT90M",
           "kinds": ["TENDER"],
           "when": {"type": "in", "field": "entry", "values": ["MANUAL"]}}],
         "rules": [{"id": "keyed-often", "version": 4, "on": ["TENDER"],
           "when": {"type": "all", "of": [
             {"type": "sum", "measure": "keyed", "atLeast": "120.50"},
             {"type": "not", "of": {"type": "discounted", "percent": 12.5}}]},
           "then": {"outcome": "STEP_UP", "ask": ["MANAGER"]},
           "text": "Many numbers were keyed."}]}
        """;
    RiskRules built =
        RiskRules.builder("small", 2, ZoneId.of("Europe/London"), Currency.getInstance("GBP"))
            .approved()
            .staff("ann", "10007")
            .measure(
                new Measure(
                    "keyed",
                    Set.of(Dimension.OPERATOR, Dimension.DEVICE),
                    Duration.ofMinutes(90),
                    Set.of(ActKind.TENDER),
                    new Condition.In(
                        dev.tillwright.core.risk.rule.Field.ENTRY, Set.of("MANUAL"), null)))
            .rule(
                new RiskRule(
                    "keyed-often",
                    4,
                    RiskRule.Status.APPROVED,
                    Set.of(ActKind.TENDER),
                    new Condition.All(
                        List.of(
                            new Condition.Sum("keyed", 12_050),
                            new Condition.Not(new Condition.Discounted(new BigDecimal("12.50"))))),
                    RuleOutcome.STEP_UP,
                    Set.of(Verification.MANAGER),
                    "Many numbers were keyed."))
            .build();

    assertThat(RiskRules.parse(json)).isEqualTo(built);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "schema": 1|"schema": 2|/schema
          "set": "corner-shop"|"set": "Corner Shop"|/set
          "zone": "Europe/London"|"zone": "Europe/Atlantis"|/zone
          "currency": "GBP"|"currency": "XXX"|/currency
          "status": "APPROVED",|"status": "APPROVED", "colour": "red",|/colour
          "GB": ["400000-429999"|"GB": ["400000-4299"|/countries/GB
          "FR": ["497000-497999"]|"FR": ["420000-497999"]|/countries
          "510000-510999"|"5100001"|/rules/5/when/list
          "over": "PT1H", "kinds": ["TENDER"]|"over": "PT0S", "kinds": ["TENDER"]|/measures/0/over
          "over": "P7D"|"over": "P32D"|/measures/6/over
          "over": "P7D"|"over": "one week"|/measures/6/over
          "by": ["CARD"]|"by": []|/measures/0/by
          "by": ["CARD"]|"by": ["CARDS"]|/measures/0/by
          "id": "card-day"|"id": "card-hour"|/measures/1/id
          "kinds": ["DECLINED"]|"kinds": ["DECLINED"], "per": 1|/measures/2/per
          {"type": "amount", "below": "50.00"}|{"type": "count", "measure": "card-hour", "atLeast": 1}|/measures/4/when
          {"type": "amount", "below": "50.00"}|{"type": "amount"}|/measures/4/when/min
          {"type": "amount", "below": "50.00"}|{"type": "amount", "below": "50.005"}|/measures/4/when/below
          {"type": "amount", "below": "50.00"}|{"type": "amount", "below": "50.00", "above": "1"}|/measures/4/when/above
          "trait": "OFFLINE"|"trait": "SUSPICIOUS"|/measures/5/when/trait
          "measure": "card-hour"|"measure": "card-year"|/rules/0/when/measure
          "atLeast": 4}|"atLeast": 0}|/rules/0/when/atLeast
          "atLeast": 4}|"atLeast": 4.5}|/rules/0/when/atLeast
          "on": ["TENDER"]|"on": ["SALE"]|/rules/0/on
          "ask": ["PIN"]}|"ask": []}|/rules/0/then/ask
          "outcome": "BLOCK"}|"outcome": "BLOCK", "ask": ["PIN"]}|/rules/2/then/ask
          "id": "card-velocity", "version": 2|"id": "card-velocity", "version": 0|/rules/0/version
          "list": "watched-issuers"|"list": "loved-issuers"|/rules/5/when/list
          "in": ["GB", "ZZ"]|"in": ["GB", "DE"]|/rules/6/when/of/0/of/in
          "to": "22:15"|"to": "24:15"|/rules/10/when/of/to
          "to": "sales-week"|"to": "discounts-day-x"|/rules/11/when/of/1/to
          "to": "sales-week"|"to": "drawer-day"|OK
          "to": "sales-week"|"to": "card-day"|/rules/11/when/of/1/to
          "percent": "12"|"percent": "0"|/rules/11/when/of/1/percent
          {"type": "ownAccount"}|{"type": "ownAccount", "of": 1}|/measures/9/when/of
          "type": "issuer"|"type": "isuer"|/rules/5/when/type
          """)
  void whatCannotBe_isRefused_withThePointerOfItsPlace(String was, String is, String pointer) {
    assertThat(SHOP).contains(was);
    String changed = SHOP.replaceFirst(java.util.regex.Pattern.quote(was), is);
    if (pointer.equals("OK")) {
      assertThat(RiskRules.parse(changed).rules()).hasSize(18);
      return;
    }
    assertThatThrownBy(() -> RiskRules.parse(changed))
        .isInstanceOfSatisfying(
            JsonException.class, e -> assertThat(e.pointer()).isEqualTo(pointer));
  }

  @Test
  void aSetWithoutStaff_refusesToAskForOwnAccounts() {
    String changed = SHOP.replaceFirst("\"staff\": \\{[^}]*\\},", "");
    assertThatThrownBy(() -> RiskRules.parse(changed))
        .isInstanceOfSatisfying(
            JsonException.class, e -> assertThat(e.pointer()).isEqualTo("/measures/9/when/type"));
  }

  @Test
  void whateverTheText_itIsReadOrRefusedWithAPointer_andNeverFailsOtherwise() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("risk rules: -Dseed=" + seed);
    Random random = new Random(seed);
    String[] pieces = SHOP.split("(?<=[\\[\\]{},:])|(?=[\\[\\]{},:])");
    String[] odd = {
      "\"\"", "null", "-1", "0", "1e400", "99999999999999999999", "\"PT99999999999999999H\"", "[]",
      "{}", "true", "\"P1D\"", "\"ZZ\"", "0.0000001", "\"1.5\"", "\"9-1\"", "\"25:00\"",
      "\"999999999999.99\"", "\"-\"", "\"PT0.5S\"", "\"\\u0000\""
    };
    int read = 0;
    int refused = 0;
    for (int round = 0; round < 1_500; round++) {
      String[] changed = pieces.clone();
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        int at = random.nextInt(changed.length);
        while (!pieces[at].strip().matches("[\"0-9].*") || pieces[at + 1].equals(":")) {
          at = random.nextInt(changed.length);
        }
        changed[at] =
            random.nextInt(3) == 0
                ? pieces[random.nextInt(pieces.length)]
                : odd[random.nextInt(odd.length)];
      }
      String text = String.join("", changed);
      try {
        RiskRules set = RiskRules.parse(text);
        assertThat(RiskRules.parse(set.toJson())).isEqualTo(set);
        set.findings();
        read++;
      } catch (JsonException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
    System.out.println("risk rules: " + read + " read, " + refused + " refused");
  }

  // --- static checks ---------------------------------------------------------------------------

  private static List<RuleFinding> findings(String measures, String... rules) {
    return RiskRules.parse(
            """
            {"schema": 1, "set": "t", "version": 1, "status": "DRAFT",
             "zone": "Europe/London", "currency": "GBP", "lists": {"few": ["CASH"]},
             "measures": [%s], "rules": [%s]}
            """
                .formatted(measures, String.join(",", rules)))
        .findings();
  }

  private static String rule(String id, String on, String when, String then) {
    return """
    {"id": "%s", "version": 1, "on": ["%s"], "when": %s, "then": %s, "text": "x"}
    """
        .formatted(id, on, when, then);
  }

  private static final String BLOCK = "{\"outcome\": \"BLOCK\"}";
  private static final String REVIEW = "{\"outcome\": \"REVIEW\"}";
  private static final String CARDS =
      "{\"id\": \"m\", \"by\": [\"CARD\"], \"over\": \"PT1H\", \"kinds\": [\"TENDER\"]}";

  private static String count(int least) {
    return "{\"type\": \"count\", \"measure\": \"m\", \"atLeast\": " + least + "}";
  }

  private static void assertFound(List<RuleFinding> found, RuleFinding.Kind kind, String part) {
    assertThat(found).anyMatch(it -> it.kind() == kind && it.part().equals(part));
  }

  @Test
  void conditionsThatNeverHoldTogether_areFound() {
    for (String when :
        List.of(
            "{\"type\": \"all\", \"of\": [{\"type\": \"amount\", \"min\": \"50\"},"
                + " {\"type\": \"amount\", \"below\": \"50\"}]}",
            "{\"type\": \"all\", \"of\": ["
                + "{\"type\": \"in\", \"field\": \"tender\", \"values\": [\"CARD\"]},"
                + " {\"type\": \"in\", \"field\": \"tender\", \"list\": \"few\"}]}",
            "{\"type\": \"all\", \"of\": ["
                + count(5)
                + ", {\"type\": \"not\", \"of\": "
                + count(3)
                + "}]}",
            // A tender has no other card, and no category.
            "{\"type\": \"is\", \"trait\": \"OTHER_CARD\"}",
            "{\"type\": \"in\", \"field\": \"category\", \"values\": [\"wine\"]}",
            "{\"type\": \"all\", \"of\": [{\"type\": \"is\", \"trait\": \"FALLBACK\"},"
                + " {\"type\": \"not\", \"of\": {\"type\": \"is\", \"trait\": \"FALLBACK\"}}]}")) {
      assertFound(
          findings(CARDS, rule("r", "TENDER", when, BLOCK)), RuleFinding.Kind.NEVER_MATCHES, "r");
    }
  }

  @Test
  void aRuleThatAnotherMakesNeedless_isFound() {
    assertFound(
        findings(
            CARDS,
            rule("many", "TENDER", count(9), REVIEW),
            rule("some", "TENDER", count(4), BLOCK)),
        RuleFinding.Kind.SHADOWED,
        "many");
    assertThat(
            findings(
                CARDS,
                rule("many", "TENDER", count(9), BLOCK),
                rule("some", "TENDER", count(4), REVIEW)))
        .noneMatch(it -> it.kind() == RuleFinding.Kind.SHADOWED);
  }

  @Test
  void rulesThatContradictEachOther_areFound_andTwins() {
    assertFound(
        findings(
            CARDS, rule("a", "TENDER", count(4), REVIEW), rule("b", "TENDER", count(4), BLOCK)),
        RuleFinding.Kind.CONTRADICTORY,
        "a");
    assertFound(
        findings(CARDS, rule("a", "TENDER", count(4), BLOCK), rule("b", "TENDER", count(4), BLOCK)),
        RuleFinding.Kind.DUPLICATE,
        "a");
  }

  @Test
  void aWindowThatStaysEmpty_isFound_andOneThatNobodyLooksAt() {
    String drawerByCard =
        "{\"id\": \"m\", \"by\": [\"CARD\"], \"over\": \"PT1H\", \"kinds\": [\"DRAWER\"]}";
    String neverMet =
        "{\"id\": \"m\", \"by\": [\"CARD\"], \"over\": \"PT1H\", \"kinds\": [\"TENDER\"],"
            + " \"when\": {\"type\": \"is\", \"trait\": \"COMPLETED\"}}";
    for (String measure : List.of(drawerByCard, neverMet)) {
      assertFound(
          findings(measure, rule("r", "TENDER", count(4), BLOCK)),
          RuleFinding.Kind.EMPTY_WINDOW,
          "m");
    }
    List<RuleFinding> unused =
        findings(CARDS, rule("r", "TENDER", "{\"type\": \"amount\", \"min\": \"1\"}", BLOCK));
    assertFound(unused, RuleFinding.Kind.UNUSED, "m");
    assertFound(unused, RuleFinding.Kind.UNUSED, "few");
    assertFound(
        findings(CARDS, rule("r", "TENDER", count(2_000_000), BLOCK)),
        RuleFinding.Kind.OUT_OF_REACH,
        "r");
  }

  @Test
  void aTrait_isOfTheActsThatCanHaveIt() {
    assertThat(Trait.OTHER_CARD.fits(ActKind.REFUND)).isTrue();
    assertThat(Trait.OTHER_CARD.fits(ActKind.TENDER)).isFalse();
  }
}
