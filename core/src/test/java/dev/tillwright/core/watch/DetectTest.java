package dev.tillwright.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.watch.Experiment.Score;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectTest {
  static final Set<Detector> EXACT =
      EnumSet.of(
          Detector.S1,
          Detector.S2,
          Detector.S4,
          Detector.S5,
          Detector.S6,
          Detector.S7,
          Detector.S8,
          Detector.S11);

  @TempDir Path folder;

  @Test
  void withCompleteInputs_theExactRulesFindAll_andNearlyNothingElse() {
    Map<Detector, Score> scores =
        new Experiment(folder, 5, 3, 40).run(1, 0.03, Experiment.Lack.NOTHING);
    System.out.println(Experiment.table(scores));
    for (Detector detector : EXACT) {
      Score score = Objects.requireNonNull(scores.get(detector));
      assertThat(score.labels()).as("%s is tried", detector).isPositive();
      assertThat(score.recall()).as("%s %s", detector, score).isEqualTo(1.0);
      assertThat(score.precision()).as("%s %s", detector, score).isGreaterThanOrEqualTo(0.99);
    }
  }

  @Test
  void anHonestShop_isAccusedOfNothing_byTheExactRules() {
    Map<Detector, Score> scores =
        new Experiment(folder, 3, 2, 40).run(2, 0, Experiment.Lack.NOTHING);
    for (Detector detector : EXACT) {
      assertThat(Objects.requireNonNull(scores.get(detector)).wrong()).as("%s", detector).isZero();
    }
  }
}
