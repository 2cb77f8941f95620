package dev.tillwright.loyalty.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.TestStore;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.insight.segment.SegmentEntries;
import dev.tillwright.loyalty.insight.segment.SegmentFollower;
import dev.tillwright.loyalty.insight.segment.Segments;
import dev.tillwright.loyalty.member.ContactAnswer;
import dev.tillwright.loyalty.member.ContactGate;
import dev.tillwright.loyalty.member.ContactOutcome;
import dev.tillwright.loyalty.member.ContactRefusal;
import dev.tillwright.loyalty.member.ContactRequest;
import dev.tillwright.loyalty.member.ContactText;
import dev.tillwright.loyalty.member.MemberEntries;
import dev.tillwright.loyalty.member.MemberId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E18: campaigns in a real journal. */
class CampaignDeskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant BEGIN = Instant.parse("2025-06-04T12:00:00Z");
  private static final ContactText TEXT = new ContactText("spring/1", "Hello", "Come back.");
  private static final String KEY = "00112233445566778899aabbccddeeff";

  private static final int MEMBERS = 80;

  @TempDir Path dir;
  private Instant now = BEGIN;
  private Database database;
  private Journal journal;
  private CampaignDesk desk;
  private Campaigns campaigns;
  private Feed maker;
  private final List<ContactRequest> asked = new ArrayList<>();
  private final Map<String, ContactAnswer> answers = new HashMap<>();

  @BeforeEach
  void open() {
    database = TestStore.open(dir.resolve("till.db"));
    journal = Journal.open(database, "till-01", new Now());
    journal.follow(new SegmentFollower());
    journal.follow(new CampaignFollower());
    campaigns = new Campaigns(database);
    ContactGate gate =
        (request, deadline) -> {
          asked.add(request);
          return answers.getOrDefault(
              request.member().value(), new ContactAnswer.Made("till-01@1", ContactOutcome.SENT));
        };
    desk = new CampaignDesk(journal, new Segments(database), gate, () -> now);
    maker = new Feed(database).forgetful();
    journal.append(SegmentEntries.adopted(Programs.text("/insight/house-segments.json")), PATIENCE);
    List<Draft> sales = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      sales.add(maker.sale("till-01", now, "m-" + i, Feed.item("tea", "food", "5.00")).toDraft());
    }
    journal.append(sales, PATIENCE);
    journal.awaitFollowers(PATIENCE);
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
  }

  private final class Now extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new AssertionError("nobody asks");
    }
  }

  private CompletedSale sell(String member, String price, Discount... discounts) {
    CompletedSale sale =
        maker.sale("till-01", now, member, discounts, Feed.item("tea", "food", price));
    journal.append(sale.toDraft(), PATIENCE);
    return sale;
  }

  private static Money pounds(String amount) {
    return Money.parse(amount, Feed.GBP);
  }

  private Campaign.Builder plan() {
    return Campaign.of("spring", "new", KEY, pounds("100.00"))
        .runs(BEGIN, BEGIN.plus(Duration.ofDays(14)))
        .offer(Set.of("SPRING5"))
        .control(250)
        .contactCost(pounds("0.10"));
  }

  private CampaignReport report() {
    journal.awaitFollowers(PATIENCE);
    return campaigns.report("spring").orElseThrow();
  }

  private void drawn(Campaign campaign) {
    assertThat(desk.plan(campaign, PATIENCE)).isEqualTo(CampaignDesk.Step.DONE);
    assertThat(desk.draw("spring", PATIENCE)).isEqualTo(CampaignDesk.Step.DONE);
  }

  @Test
  void sidesAreDrawnBeforeAnybodyIsReached_andTheControlGroupNeverIs() {
    assertThat(desk.send("spring", TEXT, 10, PATIENCE).step()).isEqualTo(CampaignDesk.Step.NOT_NOW);
    desk.plan(plan().build(), PATIENCE);
    assertThat(desk.send("spring", TEXT, 10, PATIENCE).step()).isEqualTo(CampaignDesk.Step.NOT_NOW);
    assertThat(asked).isEmpty();
    desk.draw("spring", PATIENCE);
    assertThat(desk.draw("spring", PATIENCE)).isEqualTo(CampaignDesk.Step.NOT_NOW);
    assertThat(desk.plan(plan().control(0).build(), PATIENCE))
        .isEqualTo(CampaignDesk.Step.PLANNED_BEFORE);
    CampaignDesk.Sent sent = desk.send("spring", TEXT, 1_000, PATIENCE);
    CampaignReport report = report();
    assertThat(report.treated() + report.control()).isEqualTo(MEMBERS);
    assertThat(report.control()).isBetween(8L, 32L);
    assertThat(sent)
        .isEqualTo(
            new CampaignDesk.Sent(
                (int) report.treated(), (int) report.treated(), 0, CampaignDesk.Step.DONE));
    for (int i = 0; i < MEMBERS; i++) {
      String member = "m-" + i;
      Group side = campaigns.side("spring", member).orElseThrow();
      assertThat(side).isEqualTo(Group.draw(KEY, member, 250));
      assertThat(asked.stream().anyMatch(it -> it.member().value().equals(member)))
          .isEqualTo(side == Group.TREATED);
    }
    assertThat(asked).extracting(ContactRequest::key).doesNotHaveDuplicates();
    assertThat(desk.send("spring", TEXT, 1_000, PATIENCE).asked()).isZero();
    assertThat(report.cost()).isEqualTo(Money.ofMinor(10 * report.treated(), Feed.GBP));
  }

  @Test
  void whoIsRefusedForNow_isAskedAgain_andWhoIsRefusedForGoodIsNot() {
    drawn(plan().control(0).build());
    answers.put(
        "m-1",
        new ContactAnswer.Refused(
            ContactRefusal.QUIET_HOURS, Optional.of(now.plus(Duration.ofHours(9)))));
    answers.put("m-2", new ContactAnswer.Refused(ContactRefusal.NO_CONSENT, Optional.empty()));
    CampaignDesk.Sent sent = desk.send("spring", TEXT, 1_000, PATIENCE);
    assertThat(sent)
        .isEqualTo(new CampaignDesk.Sent(MEMBERS, MEMBERS - 2, 1, CampaignDesk.Step.DONE));
    asked.clear();
    answers.clear();
    assertThat(desk.send("spring", TEXT, 1_000, PATIENCE).reached()).isEqualTo(1);
    assertThat(asked).extracting(it -> it.key()).containsExactly("c/spring/m-1");
    assertThat(report().answers()).isEqualTo(Map.of("!NO_CONSENT", 1L, "SENT", MEMBERS - 1L));
    assertThat(campaigns.kept("spring").orElseThrow().reached()).isEqualTo(MEMBERS - 1);
  }

  @Test
  void whoseCarrierWasDown_isAskedForAgain() {
    drawn(plan().control(0).build());
    answers.put("m-1", new ContactAnswer.Made("till-01@7", ContactOutcome.NOT_SENT));
    assertThat(desk.send("spring", TEXT, 1_000, PATIENCE))
        .isEqualTo(new CampaignDesk.Sent(MEMBERS, MEMBERS - 1, 1, CampaignDesk.Step.DONE));
    answers.clear();
    assertThat(desk.send("spring", TEXT, 1_000, PATIENCE).reached()).isEqualTo(1);
    assertThat(report().answers()).isEqualTo(Map.of("SENT", (long) MEMBERS));
  }

  @Test
  void numbersMergedAfterTheDraw_reachNobodyOfTheControlGroup_andNoPersonTwice() {
    drawn(plan().control(500).build());
    List<String> treated = on(Group.TREATED);
    List<String> control = on(Group.CONTROL);
    merge(treated.get(0), control.get(0));
    merge(control.get(1), treated.get(1));
    merge(treated.get(2), treated.get(3));
    desk.send("spring", TEXT, 1_000, PATIENCE);
    desk.send("spring", TEXT, 1_000, PATIENCE);
    assertThat(asked)
        .extracting(it -> it.member().value())
        .hasSize(treated.size() - 3)
        .doesNotHaveDuplicates()
        .doesNotContain(treated.get(0), treated.get(1))
        .doesNotContainAnyElementsOf(control)
        .containsAnyOf(treated.get(2), treated.get(3));
  }

  private List<String> on(Group side) {
    return IntStream.range(0, MEMBERS)
        .mapToObj(i -> "m-" + i)
        .filter(member -> Group.draw(KEY, member, 500) == side)
        .toList();
  }

  private void merge(String from, String into) {
    journal.append(
        new MemberEntries.Merged(MemberId.of(from), MemberId.of(into), "ann", 1).draft(), PATIENCE);
  }

  @Test
  void aCampaignStops_atItsBudget_atComplaints_atItsEnd_andWhenSomebodySaysSo() {
    drawn(plan().control(0).contactCost(pounds("9.00")).build());
    CampaignDesk.Sent sent = desk.send("spring", TEXT, 1_000, PATIENCE);
    assertThat(sent).isEqualTo(new CampaignDesk.Sent(11, 11, 0, CampaignDesk.Step.OVER));
    assertThat(report().state()).isEqualTo(CampaignReport.State.STOPPED);
    assertThat(desk.stop("spring", "ann", PATIENCE)).isEqualTo(CampaignDesk.Step.OVER);

    Campaign other =
        Campaign.of("annoying", "new", KEY, pounds("100.00"))
            .runs(BEGIN, BEGIN.plus(Duration.ofDays(14)))
            .control(0)
            .stop(new StopRules(100, 20, 1))
            .build();
    desk.plan(other, PATIENCE);
    desk.draw("annoying", PATIENCE);
    for (int i = 0; i < MEMBERS; i++) {
      if (i % 5 == 0) {
        answers.put("m-" + i, new ContactAnswer.Made("till-01@2", ContactOutcome.ASKED_TO_STOP));
      }
    }
    assertThat(desk.send("annoying", TEXT, 1_000, PATIENCE).reached()).isBetween(20, 40);
    assertThat(campaigns.report("annoying").orElseThrow().state())
        .isEqualTo(CampaignReport.State.STOPPED);

    Campaign late =
        Campaign.of("late", "new", KEY, pounds("1.00"))
            .runs(BEGIN, BEGIN.plus(Duration.ofDays(1)))
            .build();
    desk.plan(late, PATIENCE);
    desk.draw("late", PATIENCE);
    now = BEGIN.plus(Duration.ofDays(1));
    assertThat(desk.send("late", TEXT, 10, PATIENCE).step()).isEqualTo(CampaignDesk.Step.OVER);
    assertThat(desk.stop("late", "ann", PATIENCE)).isEqualTo(CampaignDesk.Step.DONE);
  }

  @Test
  void salesReturnsVoidsAndOffers_areCounted_andTheViewRebuildsToTheSameBytes() {
    drawn(plan().control(500).build());
    now = BEGIN.plus(Duration.ofDays(1));
    Discount five = Discount.amount(pounds("5.00"), "spring").forCoupon("SPRING5");
    String treated = first(Group.TREATED);
    String control = first(Group.CONTROL);
    CompletedSale redeemed = sell(treated, "30.00", five);
    CompletedSale voided = sell(treated, "70.00", five);
    CompletedSale bought = sell(control, "12.00");
    sell("stranger", "9.00", five);
    for (CompletedSale back :
        List.of(
            maker.back("till-01", now, voided, null, SaleKind.VOID),
            maker.back("till-01", now, bought, null, SaleKind.RETURN))) {
      journal.append(back.toDraft(), PATIENCE);
    }
    now = BEGIN.plus(Duration.ofDays(14)); // its time is over
    sell(treated, "500.00", five);
    CampaignReport report = report();
    assertThat(report.treatedBuyers()).isEqualTo(1);
    assertThat(report.controlBuyers()).isEqualTo(1);
    assertThat(report.redeemers()).isEqualTo(1);
    assertThat(report.redemptions()).isEqualTo(2);
    assertThat(report.strangers()).isEqualTo(1);
    assertThat(report.taken()).isEqualTo(pounds("10.00"));
    assertThat(report.spentOfTreated().sum().longValueExact())
        .isEqualTo(redeemed.total().minor())
        .isEqualTo(2_500);
    assertThat(report.spentOfControl().sum().longValueExact()).isZero();
    Campaigns.Kept sums = campaigns.kept("spring").orElseThrow();
    assertThat(sums.taken()).isEqualTo(report.taken().minor());

    String before = report.toString();
    journal.rebuild(CampaignFollower.NAME);
    assertThat(report().toString().replaceAll("Campaign@\\w+", ""))
        .isEqualTo(before.replaceAll("Campaign@\\w+", ""));
  }

  private String first(Group side) {
    for (int i = 0; ; i++) {
      if (Group.draw(KEY, "m-" + i, 500) == side) {
        return "m-" + i;
      }
    }
  }

  @Test
  void harm_stopsACampaign_atALook_andLooksAreCounted() {
    drawn(plan().control(500).stop(new StopRules(1_000, 1, 2)).build());
    assertThat(desk.look("spring", PATIENCE)).isEqualTo(CampaignDesk.Step.DONE);
    now = BEGIN.plus(Duration.ofDays(1));
    for (int i = 0; i < MEMBERS; i++) {
      if (Group.draw(KEY, "m-" + i, 500) == Group.CONTROL && i % 2 == 0) {
        sell("m-" + i, "5.00");
      }
    }
    assertThat(report().buying().orElseThrow().lift()).isNegative();
    assertThat(report().costPerRetained()).isEmpty();
    assertThat(desk.look("spring", PATIENCE)).isEqualTo(CampaignDesk.Step.OVER);
    assertThat(report().state()).isEqualTo(CampaignReport.State.STOPPED);
    Campaign patient =
        Campaign.of("patient", "new", KEY, pounds("1.00"))
            .runs(BEGIN, BEGIN.plus(Duration.ofDays(9)))
            .stop(new StopRules(0, 1, 1))
            .build();
    desk.plan(patient, PATIENCE);
    desk.draw("patient", PATIENCE);
    assertThat(desk.look("patient", PATIENCE)).isEqualTo(CampaignDesk.Step.DONE);
    assertThat(desk.look("patient", PATIENCE)).isEqualTo(CampaignDesk.Step.NO_LOOKS_LEFT);
  }

  @Test
  void whatCannotBe_isRefusedAtOnce() {
    assertThatThrownBy(() -> Campaign.of("Spring!", "new", KEY, pounds("1.00")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Campaign.of("spring", "new", "short", pounds("1.00")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Campaign.of("spring", "new", KEY, pounds("1.00")).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan().control(1_000)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> plan().contactCost(Money.parse("1.00", java.util.Currency.getInstance("EUR"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
