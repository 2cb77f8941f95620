package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The catalogue, from JSON and to it. */
final class RewardFormat {
  private static final int MOST = 1_000;
  private static final int MOST_DAYS = 3_660;
  private static final String TIER = "[A-Za-z0-9_-]{1,32}";

  private RewardFormat() {}

  static List<Reward> read(JsonIn in) {
    List<Reward> rewards = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonIn each : in.objects("rewards")) {
      Reward reward = reward(each);
      if (!ids.add(reward.id())) {
        throw each.wrong("id", "another reward has this id");
      }
      rewards.add(reward);
    }
    if (rewards.size() > MOST) {
      throw in.wrong("rewards", "at most " + MOST + " rewards were expected");
    }
    return rewards;
  }

  private static Reward reward(JsonIn in) {
    Place place = new Place(in, Names.REWARD);
    return new Reward(
        place.id("id"),
        place.count("points"),
        in.optionalObject("effective").map(RuleReader::effective).orElse(Effective.ALWAYS),
        place.distinct("tiers", TIER, "ids of tiers were expected"),
        place.count("stock", Long.MAX_VALUE),
        place.count("each", Long.MAX_VALUE),
        place.optionalWithin("days", 1, MOST_DAYS).orElse(0),
        place.languages("text"));
  }

  static void write(JsonOut out, Reward reward) {
    out.put("id", reward.id()).put("points", reward.points());
    ProgramWriter.effective(out, reward.effective());
    if (!reward.tiers().isEmpty()) {
      out.putTexts("tiers", new TreeSet<>(reward.tiers()));
    }
    if (reward.hasStock()) {
      out.put("stock", reward.stock());
    }
    if (reward.hasMost()) {
      out.put("each", reward.each());
    }
    if (reward.days() > 0) {
      out.put("days", reward.days());
    }
    ProgramWriter.text(out, reward.text());
  }

  /**
   * Reads those of a term sheet, which an earlier version wrote without any.
   *
   * @throws JsonException with the place
   */
  static List<Reward> ofSheet(JsonIn in) {
    return in.has("rewards") ? read(in) : List.of();
  }
}
