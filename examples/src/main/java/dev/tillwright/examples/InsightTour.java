package dev.tillwright.examples;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.watch.Findings;
import dev.tillwright.loyalty.insight.campaign.Campaign;
import dev.tillwright.loyalty.insight.campaign.CampaignDesk;
import dev.tillwright.loyalty.insight.campaign.CampaignFollower;
import dev.tillwright.loyalty.insight.campaign.CampaignReport;
import dev.tillwright.loyalty.insight.campaign.Campaigns;
import dev.tillwright.loyalty.insight.feedback.FeedbackDesk;
import dev.tillwright.loyalty.insight.feedback.FeedbackFollower;
import dev.tillwright.loyalty.insight.feedback.FeedbackQueries;
import dev.tillwright.loyalty.insight.feedback.FeedbackRules;
import dev.tillwright.loyalty.insight.recommend.InStock;
import dev.tillwright.loyalty.insight.recommend.PairFollower;
import dev.tillwright.loyalty.insight.recommend.PairPlan;
import dev.tillwright.loyalty.insight.recommend.Recommendation;
import dev.tillwright.loyalty.insight.recommend.Recommender;
import dev.tillwright.loyalty.insight.segment.SegmentEntries;
import dev.tillwright.loyalty.insight.segment.SegmentFollower;
import dev.tillwright.loyalty.insight.segment.Segments;
import dev.tillwright.loyalty.insight.silence.SilenceRules;
import dev.tillwright.loyalty.insight.silence.SilentMembers;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactGate;
import dev.tillwright.loyalty.member.ContactText;
import dev.tillwright.loyalty.member.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who the members are, what goes with what, what they think, what a campaign did, who stays away.
 * The page docs/insight.md shows it, and a test runs it.
 */
public final class InsightTour {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final Journal journal;
  private final Database database;
  private final ContactGate gate;
  private final Clock clock;

  /**
   * @param gate through which members are reached: the contact desk
   */
  public InsightTour(Journal journal, ContactGate gate, Clock clock) {
    this.journal = journal;
    this.database = journal.database();
    this.gate = gate;
    this.clock = clock;
  }

  /** Registers the views. */
  public void follow() {
    // docs: follow
    journal.follow(new SegmentFollower());
    journal.follow(new PairFollower(PairPlan.usual().without("POST", "BANK CHARGES")));
    journal.follow(new FeedbackFollower());
    journal.follow(new CampaignFollower());
    // docs: end
  }

  /** Rules come into force, and a member is told apart by them. */
  public String segments(String rulesAsJson, String member, Instant at) {
    // docs: segments
    journal.append(SegmentEntries.adopted(rulesAsJson), TEN_SECONDS);
    journal.awaitFollower(SegmentFollower.NAME, journal.headSeq(), TEN_SECONDS);

    Segments segments = new Segments(database);
    return segments
        .standing(member, at) // any instant: last year's answer is still there
        .map(it -> it.stage() + " " + it.rfm() + " " + it.segments() + ": " + it.reason())
        .orElse("never bought");
    // docs: end
  }

  /** What goes with a basket. */
  public List<Recommendation> recommend(
      StockBook stock, Predicate<String> agreedToPersonalisation, List<String> basket) {
    // docs: recommend
    Recommender recommender =
        Recommender.of(database)
            .baskets(5)
            .buyers(5) // no pair that fewer people bought is told to anybody
            .lift(1.5)
            .stock(InStock.byTheBooks(database, stock, StockBook.SHOP))
            .leave(agreedToPersonalisation)
            .build();
    return recommender.forBasket(basket, 3);
    // docs: end
  }

  /** A sale is asked about, and what is said comes back. */
  public FeedbackDesk.Step feedback(Entry sale, SaleId id) {
    // docs: feedback
    FeedbackDesk desk = new FeedbackDesk(journal, gate, FeedbackRules.usual(), clock, null);
    ContactText question = new ContactText("ask/1", "", "{name}, how was it today? 1 to 5");
    FeedbackDesk.Step asked = desk.invite(sale, Channel.SMS, question, TEN_SECONDS);
    if (asked == FeedbackDesk.Step.DONE) {
      desk.give(id, 2, Set.of("waiting"), "", TEN_SECONDS);
    }
    // docs: end
    return asked;
  }

  /** A campaign from its plan to its report. */
  public CampaignReport campaign(Money budget, Money contactCost, String randomKey) {
    // docs: campaign
    Campaign spring =
        Campaign.of("spring", "loyal", randomKey, budget)
            .runs(clock.instant(), clock.instant().plus(Duration.ofDays(14)))
            .offer(Set.of("SPRING5"))
            .control(200) // of a thousand
            .reach(Channel.EMAIL, Purpose.MARKETING)
            .contactCost(contactCost)
            .build();
    CampaignDesk desk = new CampaignDesk(journal, new Segments(database), gate, clock);
    desk.plan(spring, TEN_SECONDS);
    desk.draw("spring", TEN_SECONDS); // sides are durable before anybody is reached
    desk.send("spring", new ContactText("spring/1", "Spring", "{name}, 5 off"), 1_000, TEN_SECONDS);
    return new Campaigns(database).report("spring").orElseThrow();
    // docs: end
  }

  /** Who stays away, beside what core's watch found. */
  public int silence(Findings findings) {
    // docs: silence
    SilentMembers silent =
        new SilentMembers(
            new Segments(database), SilenceRules.usual(), new FeedbackQueries(database));
    return findings.note(silent.findings(clock.instant())); // the same silence is noted once
    // docs: end
  }
}
