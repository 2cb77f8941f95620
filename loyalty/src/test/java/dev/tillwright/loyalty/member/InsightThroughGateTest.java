package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.TestStore;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.insight.campaign.Campaign;
import dev.tillwright.loyalty.insight.campaign.CampaignDesk;
import dev.tillwright.loyalty.insight.campaign.CampaignFollower;
import dev.tillwright.loyalty.insight.campaign.CampaignReport;
import dev.tillwright.loyalty.insight.campaign.Campaigns;
import dev.tillwright.loyalty.insight.campaign.Group;
import dev.tillwright.loyalty.insight.feedback.FeedbackDesk;
import dev.tillwright.loyalty.insight.feedback.FeedbackFollower;
import dev.tillwright.loyalty.insight.feedback.FeedbackQueries;
import dev.tillwright.loyalty.insight.feedback.FeedbackRules;
import dev.tillwright.loyalty.insight.recommend.PairFollower;
import dev.tillwright.loyalty.insight.recommend.PairPlan;
import dev.tillwright.loyalty.insight.segment.SegmentEntries;
import dev.tillwright.loyalty.insight.segment.SegmentFollower;
import dev.tillwright.loyalty.insight.segment.Segments;
import dev.tillwright.loyalty.member.VirtualSender.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows E16 and E18 with real members, the real gate and carriers that fail. */
class InsightThroughGateTest {
  private static final Duration PATIENCE = MemberShop.PATIENCE;
  private static final Duration DAY = Duration.ofDays(1);
  private static final String KEY = "00112233445566778899aabbccddeeff";
  private static final ContactText SPRING = new ContactText("spring/1", "Spring", "{name}, 5 off");
  private static final ContactText HOW = new ContactText("ask/1", "How", "How was it, {name}?");
  private static final int MEMBERS = 30;

  @TempDir Path dir;

  @Test
  void fromEnrolmentToReport_throughTheGate() {
    run(() -> TestStore.open(dir.resolve("till.db")));
  }

  @Test
  void fromEnrolmentToReport_throughTheGate_onPostgres() {
    run(() -> TestStore.postgres(dir.resolve("through-gate")));
  }

  private static void run(Supplier<Database> store) {
    try (MemberShop shop = new MemberShop(store, MemberShop.policy(), 1)) {
      new Story(shop).tell();
    }
  }

  private static final class Story {
    private final MemberShop shop;
    private final Feed maker;
    private final CampaignDesk campaigns;
    private final FeedbackDesk feedback;
    private final Map<MemberId, Entry> sales = new LinkedHashMap<>();
    private final List<MemberId> silent = new ArrayList<>();

    Story(MemberShop shop) {
      this.shop = shop;
      maker = new Feed(shop.database).forgetful();
      shop.journal.follow(new SegmentFollower());
      shop.journal.follow(new PairFollower(PairPlan.usual()));
      shop.journal.follow(new CampaignFollower());
      shop.journal.follow(new FeedbackFollower());
      campaigns =
          new CampaignDesk(shop.journal, new Segments(shop.database), shop.gate, () -> shop.now);
      feedback =
          new FeedbackDesk(
              shop.journal, shop.gate, FeedbackRules.usual(), () -> shop.now, shop.seals);
    }

    void tell() {
      enrol();
      theCampaignReachesWhomItMay();
      anotherOneWaitsForTheCap();
      aSaleIsAskedAboutOnce();
      aPersonIsAskedOnce_byAllNumbers();
      aClockThatWasBehind_letsNobodyBeAskedTwice();
      whoIsErased_isReachedNoMore();
      everythingRebuilds();
    }

    private void enrol() {
      shop.journal.append(
          SegmentEntries.adopted(Programs.text("/insight/house-segments.json")), PATIENCE);
      for (int i = 0; i < MEMBERS; i++) {
        String phone = "+4477009%05d".formatted(i);
        Enrolment.Builder builder =
            Enrolment.by(Identifier.phone(phone))
                .profile(MemberShop.profile(phone, MemberShop.LONDON))
                .consent(MemberShop.consent(Channel.SMS, Purpose.FEEDBACK))
                .consent(MemberShop.consent(Channel.EMAIL, Purpose.FEEDBACK));
        if (i % 5 > 0) {
          builder.consent(MemberShop.consent(Channel.EMAIL, Purpose.MARKETING));
        }
        MemberId member = shop.enrol(builder);
        if (i % 5 == 0) {
          silent.add(member);
        }
        sales.put(member, sell(member));
      }
    }

    private Entry sell(MemberId member) {
      CompletedSale sale =
          maker.sale(
              "till-01",
              shop.now,
              member.value(),
              Feed.item("tea", "food", "5.00"),
              Feed.item("milk", "food", "1.00"));
      return shop.journal.append(sale.toDraft(), PATIENCE);
    }

    private CampaignReport planned(String id) {
      Campaign campaign =
          Campaign.of(id, "new", KEY, Money.parse("50.00", Feed.GBP))
              .runs(shop.now, shop.now.plus(Duration.ofDays(14)))
              .offer(Set.of("SPRING5"))
              .control(200)
              .reach(Channel.EMAIL, Purpose.MARKETING)
              .contactCost(Money.parse("0.10", Feed.GBP))
              .build();
      assertThat(campaigns.plan(campaign, PATIENCE)).isEqualTo(CampaignDesk.Step.DONE);
      assertThat(campaigns.draw(id, PATIENCE)).isEqualTo(CampaignDesk.Step.DONE);
      return new Campaigns(shop.database).report(id).orElseThrow();
    }

    private CampaignReport report(String id) {
      shop.journal.awaitFollowers(PATIENCE);
      return new Campaigns(shop.database).report(id).orElseThrow();
    }

    private void theCampaignReachesWhomItMay() {
      VirtualSender email = shop.sender(Channel.EMAIL);
      planned("spring");
      List<MemberId> may =
          sales.keySet().stream()
              .filter(it -> Group.draw(KEY, it.value(), 200) == Group.TREATED)
              .filter(it -> !silent.contains(it))
              .sorted()
              .toList();
      // A crash: the gate let the first one through, and the campaign does not know of it. What is
      // said was changed since.
      ContactRequest before =
          new ContactRequest(
              "c/spring/" + may.get(0),
              may.get(0),
              Channel.EMAIL,
              Purpose.MARKETING,
              new ContactText("spring/0", "Spring", "{name}"));
      assertThat(shop.gate.ask(before, PATIENCE).allowed()).isTrue();
      email.next(Fault.DOWN, Fault.ANSWER_LOST, Fault.BREAKS, Fault.COMES_BACK, Fault.STOP);
      CampaignDesk.Sent sent = campaigns.send("spring", SPRING, 1_000, PATIENCE);
      assertThat(sent.reached()).isEqualTo(may.size() - 1);
      assertThat(sent.later()).as("the carrier was down").isEqualTo(1);
      Map<String, Long> expected = new TreeMap<>();
      expected.put("!NO_CONSENT", (long) treated(silent));
      expected.put("ASKED_TO_STOP", 1L);
      expected.put("SENT", may.size() - 5L);
      expected.put("UNDELIVERABLE", 1L);
      expected.put("UNKNOWN", 2L);
      assertThat(report("spring").answers()).isEqualTo(expected);
      assertThat(campaigns.send("spring", SPRING, 1_000, PATIENCE).reached()).isEqualTo(1);
      expected.merge("SENT", 1L, Long::sum);
      CampaignReport after = report("spring");
      assertThat(after.answers()).isEqualTo(expected);
      assertThat(after.reached()).isEqualTo(may.size());
      assertThat(after.cost()).isEqualTo(Money.ofMinor(10L * may.size(), Feed.GBP));
      assertThat(reached(email))
          .as("each once, but the one whose carrier broke")
          .hasSize(may.size() - 1)
          .doesNotHaveDuplicates()
          .isSubsetOf(may);
      assertThat(shop.members.queries().consent(may.get(5), Channel.EMAIL, Purpose.MARKETING))
          .isEqualTo(ConsentState.WITHDRAWN);
      assertThat(shop.entries(ContactEntries.Attempted.KIND)).hasSize(may.size() + 1);
    }

    private int treated(List<MemberId> of) {
      return (int)
          of.stream().filter(it -> Group.draw(KEY, it.value(), 200) == Group.TREATED).count();
    }

    private List<MemberId> reached(VirtualSender sender) {
      return sender.delivered().stream()
          .map(
              it ->
                  shop.members
                      .identify(shop.bob, Identifier.phone("+" + digits(it.address())))
                      .orElseThrow())
          .toList();
    }

    private static String digits(String email) {
      return email.replaceAll("[^0-9]", "");
    }

    private void anotherOneWaitsForTheCap() {
      VirtualSender email = shop.sender(Channel.EMAIL);
      shop.now = shop.now.plus(Duration.ofHours(2));
      planned("summer");
      int before = email.delivered().size();
      CampaignDesk.Sent capped = campaigns.send("summer", SPRING, 1_000, PATIENCE);
      assertThat(capped.reached()).isZero();
      assertThat(capped.later()).isPositive();
      assertThat(email.delivered()).hasSize(before);
      shop.now = shop.now.plus(DAY);
      assertThat(campaigns.send("summer", SPRING, 1_000, PATIENCE).reached())
          .as("nobody is capped now")
          .isEqualTo(capped.later());
    }

    private void aSaleIsAskedAboutOnce() {
      VirtualSender sms = shop.sender(Channel.SMS);
      VirtualSender email = shop.sender(Channel.EMAIL);
      shop.now = shop.now.plus(DAY.multipliedBy(2));
      MemberId down = silent.get(0);
      sms.next(Fault.DOWN);
      assertThat(invite(sale(down), Channel.SMS)).isEqualTo(FeedbackDesk.Step.LATER);
      assertThat(invite(sale(down), Channel.EMAIL)).isEqualTo(FeedbackDesk.Step.DONE);
      assertThat(invite(sale(down), Channel.SMS)).isEqualTo(FeedbackDesk.Step.BEFORE);
      // A crash: it went out, and the desk does not know of it; then another channel is tried.
      MemberId crashed = silent.get(1);
      CompletedSale of = CompletedSale.read(sale(crashed));
      ContactRequest before =
          new ContactRequest("f/" + of.id(), crashed, Channel.SMS, Purpose.FEEDBACK, HOW);
      assertThat(shop.gate.ask(before, PATIENCE).allowed()).isTrue();
      int mails = email.delivered().size();
      assertThat(invite(sale(crashed), Channel.EMAIL)).isEqualTo(FeedbackDesk.Step.DONE);
      assertThat(email.delivered()).hasSize(mails);
      assertThat(feedback.give(of.id(), 1, Set.of("waiting"), "the till", PATIENCE))
          .isEqualTo(FeedbackDesk.Step.DONE);
      assertThat(new FeedbackQueries(shop.database).open()).hasSize(1);
      assertThat(feedback.words(of.id())).contains("the till");
      shop.now = shop.now.plus(DAY);
      assertThat(feedback.answer(of.id(), "ann", Channel.EMAIL, HOW, PATIENCE))
          .isEqualTo(FeedbackDesk.Step.DONE);
      assertThat(feedback.close(of.id(), "ann", "called", PATIENCE))
          .isEqualTo(FeedbackDesk.Step.DONE);
    }

    private Entry sale(MemberId member) {
      return Optional.ofNullable(sales.get(member)).orElseThrow();
    }

    private FeedbackDesk.Step invite(Entry sale, Channel channel) {
      return feedback.invite(sale, channel, HOW, PATIENCE);
    }

    private void aPersonIsAskedOnce_byAllNumbers() {
      MemberId one = silent.get(2);
      MemberId two = silent.get(3);
      assertThat(invite(sale(one), Channel.SMS)).isEqualTo(FeedbackDesk.Step.DONE);
      shop.members.merge(shop.ann, one, two);
      shop.now = shop.now.plus(DAY.multipliedBy(2));
      assertThat(invite(sale(two), Channel.SMS)).isEqualTo(FeedbackDesk.Step.TOO_SOON);
      assertThat(invite(sell(one), Channel.SMS)).isEqualTo(FeedbackDesk.Step.TOO_SOON);
      shop.members.unmerge(shop.ann, one);
      assertThat(invite(sale(two), Channel.SMS)).isEqualTo(FeedbackDesk.Step.DONE);
    }

    private void aClockThatWasBehind_letsNobodyBeAskedTwice() {
      MemberId ann =
          shop.enrol(
              Enrolment.by(Identifier.phone("+447700900123"))
                  .profile(MemberShop.profile("+447700900123", MemberShop.LONDON))
                  .consent(MemberShop.consent(Channel.SMS, Purpose.FEEDBACK)));
      Duration wrong = DAY.multipliedBy(2_000);
      shop.now = shop.now.minus(wrong);
      assertThat(invite(sell(ann), Channel.SMS)).isEqualTo(FeedbackDesk.Step.DONE);
      shop.now = shop.now.plus(wrong).plus(DAY);
      assertThat(invite(sell(ann), Channel.SMS)).isEqualTo(FeedbackDesk.Step.TOO_SOON);
      shop.now = shop.now.plus(DAY.multipliedBy(29));
      assertThat(invite(sell(ann), Channel.SMS)).isEqualTo(FeedbackDesk.Step.TOO_SOON);
      shop.now = shop.now.plus(DAY);
      assertThat(invite(sell(ann), Channel.SMS)).isEqualTo(FeedbackDesk.Step.DONE);
    }

    private void whoIsErased_isReachedNoMore() {
      MemberId gone = silent.get(4);
      Entry sale = sell(gone);
      shop.members.erase(shop.ann, gone, "request");
      assertThat(invite(sale, Channel.SMS)).isEqualTo(FeedbackDesk.Step.REFUSED);
      shop.journal.awaitFollowers(PATIENCE);
      assertThat(new Segments(shop.database).standing(gone.value(), shop.now)).isEmpty();
    }

    private void everythingRebuilds() {
      String members = shop.dump();
      String spring = facts(report("spring"));
      List<String> names =
          shop.journal.lags().stream().map(lag -> lag.name()).collect(Collectors.toList());
      assertThat(names)
          .contains(MemberFollower.NAME, SegmentFollower.NAME, PairFollower.NAME)
          .contains(CampaignFollower.NAME, FeedbackFollower.NAME);
      for (String each : names) {
        shop.journal.rebuild(each);
      }
      assertThat(shop.dump()).isEqualTo(members);
      assertThat(facts(report("spring"))).isEqualTo(spring);
    }

    private static String facts(CampaignReport report) {
      return report.answers() + " " + report.cost() + " " + report.reached() + report.buying();
    }
  }
}
