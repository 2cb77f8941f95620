package dev.tillwright.loyalty.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.Programs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signals at their edges. */
class GuardRulesTest {
  private static final Instant NOON = Instant.parse("2025-06-04T12:00:00Z");
  private final MemoryHistory history = new MemoryHistory();

  static GuardRules rules(String... signals) {
    return GuardRules.parse(
        ("{'schema':1,'signals':[" + String.join(",", signals) + "]}").replace('\'', '"'));
  }

  private static Activity buys(Instant at, long minor) {
    return Activity.accrual("m-1", at, "till-01", "17", minor, minor / 100, "s-" + at);
  }

  private Verdict judged(GuardRules rules, Activity activity) {
    Verdict verdict = rules.judge(activity, history);
    history.add(activity);
    return verdict;
  }

  @Test
  void velocity_isThatOfTheWorkedExample() {
    JsonIn example =
        JsonIn.parse(Programs.text("/vectors/loyalty-scenarios.json")).objects("cases").stream()
            .filter(each -> each.text("id").equals("V20"))
            .findFirst()
            .orElseThrow();
    GuardRules rules =
        rules("{'id':'fast','type':'velocity','then':'REVIEW','accruals':4,'within':'PT10M'}");
    for (String series : List.of("x", "y")) {
      MemoryHistory before = new MemoryHistory();
      List<String> outcomes = new ArrayList<>();
      for (String time : example.object("given").texts(series)) {
        Activity activity = buys(Instant.parse("2025-06-04T" + time + "Z"), 1_000);
        outcomes.add(
            rules.judge(activity, before).match(() -> "ok", r -> "review", r -> "refused"));
        before.add(activity);
      }
      assertThat(outcomes).as(series).isEqualTo(example.object("expected").texts(series));
    }
  }

  @Test
  void ownAccount_isRefusedAtTheOperatorsOwnTill() {
    GuardRules rules =
        rules(
            "{'id':'own','type':'ownAccount','then':'REFUSE'}",
            "{'id':'fast','type':'velocity','then':'REVIEW','accruals':2,'within':'PT1H'}");
    history.staff("17", "m-1");

    Verdict first = judged(rules, buys(NOON, 2_500));
    Verdict second = judged(rules, buys(NOON.plusSeconds(1), 2_500));

    assertThat(first).isInstanceOf(Verdict.Refused.class);
    assertThat(second.findings()).extracting(Finding::signal).containsExactly("own", "fast");
    assertThat(
            rules.judge(
                Activity.accrual("m-1", NOON, "till-01", "18", 2_500, 25, "s"),
                new MemoryHistory()))
        .isInstanceOf(Verdict.Clear.class);
  }

  @Test
  void split_countsOnlySalesJustBelowTheThreshold() {
    GuardRules rules =
        rules(
            "{'id':'split','type':'split','then':'REVIEW','threshold':5000,'below':500,"
                + "'sales':3,'within':'PT2H'}");
    assertThat(judged(rules, buys(NOON, 4_999)).findings()).isEmpty();
    assertThat(judged(rules, buys(NOON.plusSeconds(60), 5_000)).findings()).isEmpty();
    assertThat(judged(rules, buys(NOON.plusSeconds(120), 4_499)).findings()).isEmpty();
    assertThat(judged(rules, buys(NOON.plusSeconds(180), 4_500)).findings()).isEmpty();
    assertThat(judged(rules, buys(NOON.plusSeconds(240), 4_700)).findings())
        .containsExactly(new Finding("split", "3 sales just below a threshold within 2 hours"));
    assertThat(judged(rules, buys(NOON.plusSeconds(2 * 3_600 + 180), 4_700)).findings())
        .as("the first two are out of the window")
        .isEmpty();
  }

  @Test
  void buyAndRefund_showsWhenMostCameBack() {
    GuardRules rules =
        rules(
            "{'id':'loop','type':'buyAndRefund','then':'REVIEW','sales':3,'percent':50,"
                + "'within':'P30D'}");
    judged(rules, buys(NOON, 3_000));
    judged(rules, buys(NOON.plusSeconds(1), 3_000));
    assertThat(judged(rules, Activity.refund("m-1", NOON.plusSeconds(2), 3_000, "s")).findings())
        .as("two sales only")
        .isEmpty();
    judged(rules, buys(NOON.plusSeconds(3), 3_000));
    assertThat(judged(rules, Activity.refund("m-1", NOON.plusSeconds(4), 1_499, "s")).findings())
        .isEmpty();
    assertThat(judged(rules, Activity.refund("m-1", NOON.plusSeconds(5), 1, "s")).findings())
        .hasSize(1);
  }

  @Test
  void takeover_isSpendingSoonAfterAChangeOrAfterALongSilence() {
    GuardRules rules =
        rules(
            "{'id':'taken','type':'takeover','then':'REVIEW','points':500,'within':'P2D'}",
            "{'id':'awake','type':'awakening','then':'REVIEW','points':500,'silence':'P200D'}");
    judged(rules, buys(NOON, 90_000));
    judged(rules, Activity.change("m-1", NOON.plusSeconds(10)));
    Instant soon = NOON.plusSeconds(10 + 2 * 86_400 - 1);

    assertThat(judged(rules, Activity.burn("m-1", soon, "till-01", 499, "s")).findings()).isEmpty();
    assertThat(judged(rules, Activity.burn("m-1", soon, "till-01", 500, "s")).findings())
        .extracting(Finding::signal)
        .containsExactly("taken");
    assertThat(
            judged(rules, Activity.burn("m-1", soon.plusSeconds(1), "till-01", 500, "s"))
                .findings())
        .as("two days after the change")
        .isEmpty();
    assertThat(
            judged(rules, Activity.burn("m-1", soon.plusSeconds(200 * 86_400), "t", 500, "s"))
                .findings())
        .as("the last burn is 200 days and less one second old")
        .isEmpty();
    assertThat(
            judged(rules, Activity.burn("m-1", soon.plusSeconds(401 * 86_400L), "t", 500, "s"))
                .findings())
        .extracting(Finding::signal)
        .containsExactly("awake");
  }

  @Test
  void whatCannotBe_isRefusedWithItsPlace() {
    refused(
        "{'id':'a','type':'velocity','then':'REVIEW','accruals':1,'within':'PT1M'}", "accruals");
    refused("{'id':'a','type':'velocity','then':'REVIEW','accruals':2,'within':'PT0S'}", "within");
    refused(
        "{'id':'a','type':'velocity','then':'REVIEW','accruals':2,'within':'P1000D'}", "within");
    refused("{'id':'a','type':'ownAccount','then':'MAYBE'}", "then");
    refused("{'id':'a','type':'ownAccount','then':'REVIEW','more':1}", "more");
    refused("{'id':'A','type':'ownAccount','then':'REVIEW'}", "id");
    refused("{'id':'a','type':'guess','then':'REVIEW'}", "type");
    refused(
        "{'id':'a','type':'split','then':'REVIEW','threshold':5,'below':6,'sales':2,"
            + "'within':'PT1M'}",
        "below");
    assertThatThrownBy(
            () ->
                rules(
                    "{'id':'a','type':'ownAccount','then':'REVIEW'}",
                    "{'id':'a','type':'ownAccount','then':'REVIEW'}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("/signals/1/id");
  }

  private static void refused(String signal, String field) {
    assertThatThrownBy(() -> rules(signal))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("/signals/0/" + field);
  }
}
