package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether each reward of the catalogue can ever be had. */
final class CatalogueChecks {
  private final Program program;
  private final List<Finding> found = new ArrayList<>();

  CatalogueChecks(Program program) {
    this.program = program;
  }

  List<Finding> run() {
    for (Reward reward : program.rewards()) {
      if (!within(program.effective(), reward.effective())) {
        find(
            Finding.Kind.DEAD_DATES,
            reward,
            "its time and the program's have nothing in common, or the clock skips it");
      }
      reward.tiers().stream().sorted().forEach(tier -> known(reward, tier));
    }
    return found;
  }

  private boolean within(Effective one, Effective other) {
    Instant from = latest(start(one), start(other));
    Instant to = end(one).isBefore(end(other)) ? end(one) : end(other);
    return from.isBefore(to);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private Instant start(Effective of) {
    return of.start(program.zone()).orElse(Instant.MIN);
  }

  private Instant end(Effective of) {
    return of.end(program.zone()).orElse(Instant.MAX);
  }

  private void known(Reward reward, String tier) {
    boolean there =
        program
            .tiers()
            .filter(
                plan ->
                    plan.base().equals(tier)
                        || plan.levels().stream().anyMatch(level -> level.id().equals(tier)))
            .isPresent();
    if (!there) {
      find(Finding.Kind.UNKNOWN_REFERENCE, reward, "there is no member.tier " + tier);
    }
  }

  private void find(Finding.Kind kind, Reward reward, String reason) {
    found.add(new Finding(kind, reward.id(), "", reason));
  }
}
