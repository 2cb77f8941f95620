package dev.tillwright.loyalty.insight.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.Finding;
import dev.tillwright.core.watch.FindingBook;
import dev.tillwright.core.watch.Findings;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.TestStore;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.insight.feedback.FeedbackEntries;
import dev.tillwright.loyalty.insight.feedback.FeedbackFollower;
import dev.tillwright.loyalty.insight.feedback.FeedbackQueries;
import dev.tillwright.loyalty.insight.segment.SegmentEntries;
import dev.tillwright.loyalty.insight.segment.SegmentFollower;
import dev.tillwright.loyalty.insight.segment.Segments;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row B9: members who were active before and are quiet now, and why. */
class SilentMembersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant BEGIN = Instant.parse("2025-01-01T10:00:00Z");
  private static final Item TEA = Feed.item("tea", "food", "3.00");
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);

  @TempDir Path dir;

  private static Instant day(double number) {
    return BEGIN.plusSeconds(Math.round(number * 86_400));
  }

  private static Map<String, QuietMember.Why> told(List<QuietMember> quiet) {
    return quiet.stream().collect(Collectors.toMap(QuietMember::member, QuietMember::why));
  }

  @Test
  void whoStaysAwayAgainstHisRhythm_isFound_withTheReasonThatTheJournalShows() {
    try (Database database = TestStore.open(dir.resolve("quiet.db"))) {
      Feed feed = new Feed(database, new SegmentFollower(), new FeedbackFollower());
      feed.say(
          "till-01", day(0), SegmentEntries.adopted(Programs.text("/insight/house-segments.json")));
      for (int week = 0; week < 20; week++) {
        feed.sale("till-01", day(7 * week), "regular", TEA);
        if (week < 10) {
          feed.sale("till-01", day(7 * week + 0.1), "gone", TEA);
          CompletedSale sale = feed.sale("till-01", day(7 * week + 0.2), "brought-back", TEA);
          if (week == 9) {
            feed.back("till-01", day(7 * week + 1), sale, "brought-back", SaleKind.RETURN);
          }
          sale = feed.sale("till-01", day(7 * week + 0.3), "unhappy", TEA);
          if (week == 9) {
            feed.say(
                "till-01",
                day(64),
                new FeedbackEntries.Invited(sale.id(), "unhappy", "till-01@1").draft());
            feed.say(
                "till-01",
                day(65),
                new FeedbackEntries.Given(sale.id(), 1, true, Set.of(), "").draft());
          }
          feed.sale("till-02", day(7 * week + 0.4), "elsewhere", TEA);
        }
        if (week < 4) {
          feed.sale("till-01", day(7 * week + 0.5), "hardly-known", TEA);
        }
        if (week % 5 == 0) {
          feed.sale("till-01", day(7 * week + 0.6), "seldom", TEA);
        }
      }
      feed.flush();
      SilentMembers silent =
          new SilentMembers(
              new Segments(database), SilenceRules.usual(), new FeedbackQueries(database));
      assertThat(silent.at(day(76))).isEmpty();
      assertThat(told(silent.at(day(140))))
          .isEqualTo(
              Map.of(
                  "gone", QuietMember.Why.UNKNOWN,
                  "brought-back", QuietMember.Why.BROUGHT_BACK,
                  "unhappy", QuietMember.Why.UNHAPPY,
                  "elsewhere", QuietMember.Why.TILL_QUIET));
      assertThat(told(silent.at(day(500)))).containsOnlyKeys("regular");
      Finding finding = silent.findings(day(140)).get(1);
      assertThat(finding.id()).startsWith("SILENT till-02 MEMBER elsewhere since 2025-03-05T");
      assertThat(finding.sentence())
          .isEqualTo(
              "quiet: a member who came every 7 days stays away;"
                  + " the till where he bought has sold to no member since");
    }
  }

  @Test
  void theSameSilence_isNotedOnce() {
    try (Database database = TestStore.open(dir.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", Clock.fixed(BEGIN, ZoneOffset.UTC))) {
      journal.follow(new FindingBook());
      Feed feed = new Feed(database, new SegmentFollower());
      feed.say(
          "till-01", day(0), SegmentEntries.adopted(Programs.text("/insight/house-segments.json")));
      for (int week = 0; week < 8; week++) {
        feed.sale("till-01", day(7 * week), "m-1", TEA);
      }
      feed.flush();
      SilentMembers silent = new SilentMembers(new Segments(database), SilenceRules.usual(), null);
      Findings findings = new Findings(journal, PATIENCE);
      assertThat(findings.note(silent.findings(day(80)))).isEqualTo(1);
      assertThat(findings.note(silent.findings(day(81)))).isZero();
      assertThat(findings.open())
          .extracting(kept -> kept.finding().detector())
          .containsExactly(Detector.SILENT);
    }
  }

  /** Members of many rhythms, of whom some stop: which of them are found, and who else. */
  @Test
  void ofManyRhythms_thoseThatStopAreFound_andFewOthers() {
    System.out.println("quiet members: seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    try (Database database = TestStore.open(dir.resolve("many.db"))) {
      Feed feed = new Feed(database, new SegmentFollower()).forgetful();
      feed.say(
          "till-01", day(0), SegmentEntries.adopted(Programs.text("/insight/house-segments.json")));
      int members = 200;
      for (int i = 0; i < members; i++) {
        double rhythm = 3 + random.nextInt(12);
        double at = random.nextDouble() * rhythm;
        double stops = i % 4 == 0 ? 120 : 240;
        while (at < stops) {
          feed.sale("till-01", day(at), "m-" + i, TEA);
          at += rhythm * (0.5 + random.nextDouble());
        }
      }
      feed.flush();
      Set<String> found =
          new SilentMembers(new Segments(database), SilenceRules.usual(), null)
              .at(day(240)).stream().map(QuietMember::member).collect(Collectors.toSet());
      long right = found.stream().filter(it -> Integer.parseInt(it.substring(2)) % 4 == 0).count();
      System.out.println(
          "quiet members: "
              + right
              + " of "
              + members / 4
              + " found, "
              + (found.size() - right)
              + " others");
      assertThat(right).isGreaterThan(45);
      assertThat(found.size() - right).isLessThan(4);
    }
  }
}
