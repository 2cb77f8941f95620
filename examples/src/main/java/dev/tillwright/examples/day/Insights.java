package dev.tillwright.examples.day;

import dev.tillwright.core.journal.Journal;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.report.DayFigures;
import dev.tillwright.examples.shop.House;
import dev.tillwright.loyalty.insight.recommend.PairFollower;
import dev.tillwright.loyalty.insight.recommend.PairPlan;
import dev.tillwright.loyalty.insight.recommend.Recommendation;
import dev.tillwright.loyalty.insight.recommend.Recommender;
import dev.tillwright.loyalty.insight.segment.SegmentEntries;
import dev.tillwright.loyalty.insight.segment.SegmentFollower;
import dev.tillwright.loyalty.insight.segment.Segments;
import dev.tillwright.loyalty.insight.segment.Stage;
import dev.tillwright.loyalty.insight.segment.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the books say of the members and of goods that go together. Its followers begin when all is
 * sold, and so read the whole journal at once: a follower may come to a journal at any time.
 */
final class Insights {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MOST_GOODS = 8;

  /** Codes of the public data set that are no goods. */
  private static final PairPlan PLAN =
      new PairPlan(30, 200, Set.of("POST", "DOT", "M", "BANK CHARGES", "C2", "D"), Set.of());

  private final House house;
  private final Journal journal;

  Insights(House house, Journal journal) {
    this.house = house;
    this.journal = journal;
  }

  DayFigures.Insight read(Instant now, List<DayFigures.Seller> sellers) {
    journal.follow(new SegmentFollower());
    journal.follow(new PairFollower(PLAN));
    journal.append(SegmentEntries.adopted(rules()), PATIENCE);
    journal.awaitFollowers(PATIENCE);
    Map<Stage, Long> stages = new EnumMap<>(Stage.class);
    Map<Stage, String> reasons = new EnumMap<>(Stage.class);
    new Segments(journal.database())
        .everybody(
            now,
            (Standing each) -> {
              stages.merge(each.stage(), 1L, Long::sum);
              reasons.putIfAbsent(each.stage(), each.reason());
            });
    List<DayFigures.Stage> told = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      told.add(
          new DayFigures.Stage(
              stage.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
              stages.getOrDefault(stage, 0L),
              reasons.getOrDefault(stage, "")));
    }
    return new DayFigures.Insight(told, together(sellers));
  }

  /** What goes best with each of the best sellers. */
  private List<DayFigures.Together> together(List<DayFigures.Seller> sellers) {
    Recommender recommender = Recommender.of(journal.database()).lift(1.2).build();
    List<DayFigures.Together> together = new ArrayList<>();
    for (DayFigures.Seller seller : sellers) {
      List<Recommendation> best = recommender.forBasket(List.of(seller.code()), 1);
      if (together.size() < MOST_GOODS && !best.isEmpty()) {
        together.add(
            new DayFigures.Together(seller.name(), best.get(0).name(), best.get(0).reason()));
      }
    }
    return together;
  }

  private String rules() {
    try (InputStream in = Insights.class.getResourceAsStream(house.segments())) {
      if (in == null) {
        throw new ExampleException("the rules of segments are not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
