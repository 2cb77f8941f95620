package dev.tillwright.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.watch.Experiment.Lack;
import dev.tillwright.core.watch.Experiment.Score;
import dev.tillwright.core.watch.shop.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty shops at each rate of faults; the tables of docs/silent-transactions.md. */
@Tag("campaign-detect")
class DetectCampaignTest {
  private static final long FIRST = Long.getLong("campaign.seed", 1);
  private static final int SEEDS = Integer.getInteger("campaign.seeds", 20);
  private static final double[] RATES = {0.001, 0.01, 0.05};

  @TempDir Path folder;

  @Test
  void twentySeeds_atEachRate() throws Exception {
    System.out.println("seeds " + FIRST + " to " + (FIRST + SEEDS - 1));
    List<Map<Detector, Score>> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (double rate : RATES) {
      columns.add(all(rate, Lack.NOTHING));
      names.add(String.format(Locale.ROOT, "%.1f %%", rate * 100));
    }
    for (Lack lack : new Lack[] {Lack.HOST_LATE, Lack.DEVICES}) {
      columns.add(all(0.01, lack));
      names.add(lack == Lack.DEVICES ? "1 %, no devices" : "1 %, host late");
    }
    print(names, columns);
    for (int i = 0; i < RATES.length; i++) {
      for (Detector detector : DetectTest.EXACT) {
        Score score = Objects.requireNonNull(columns.get(i).get(detector));
        assertThat(score.recall()).as("%s at %s: %s", detector, names.get(i), score).isEqualTo(1.0);
        assertThat(score.precision())
            .as("%s at %s: %s", detector, names.get(i), score)
            .isGreaterThanOrEqualTo(0.99);
      }
    }
  }

  private Map<Detector, Score> all(double rate, Lack lack) throws Exception {
    Map<Detector, Score> sum = new EnumMap<>(Detector.class);
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Path own = Files.createTempDirectory(folder, "shop");
      new Experiment(own, 8, 4, 60)
          .run(seed, rate, lack)
          .forEach((detector, score) -> sum.merge(detector, score, Score::plus));
    }
    return sum;
  }

  private static void print(List<String> names, List<Map<Detector, Score>> columns) {
    StringBuilder table = new StringBuilder("| rule |");
    names.forEach(name -> table.append(' ').append(name).append(" |"));
    table.append("\n| --- |").append(" --- |".repeat(names.size())).append('\n');
    for (Detector detector : Detector.values()) {
      if (columns.stream().allMatch(it -> Objects.requireNonNull(it.get(detector)).labels() == 0)) {
        continue;
      }
      table.append("| ").append(detector).append(' ').append(detector.title()).append(" |");
      for (Map<Detector, Score> column : columns) {
        Score score = Objects.requireNonNull(column.get(detector));
        table.append(
            String.format(
                Locale.ROOT,
                " %d: %.3f, %.3f |",
                score.labels(),
                score.recall(),
                score.precision()));
      }
      table.append('\n');
    }
    System.out.println(table);
  }

  /** What each bound buys and costs, for the rules that cannot have both. */
  @Test
  void theTradeOff_ofS3S9AndS10() throws Exception {
    Map<String, Score> rows = new LinkedHashMap<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      for (Lack lack : new Lack[] {Lack.NOTHING, Lack.DEVICES}) {
        Experiment shop = new Experiment(Files.createTempDirectory(folder, "shop"), 8, 4, 60);
        World world = shop.world(seed, 0.01);
        Bounds bounds = new Bounds(world, shop.inputs(world, seed, 0.01, lack), lack, rows);
        bounds.tried();
      }
    }
    StringBuilder table =
        new StringBuilder("| rule and bound | recall | precision |\n| --- | --- | --- |\n");
    rows.forEach(
        (name, score) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f |%n",
                    name,
                    score.recall(),
                    score.precision())));
    System.out.println(table);
    assertThat(rows).isNotEmpty();
  }

  /** One shop under different bounds. */
  private record Bounds(World world, Inputs in, Lack lack, Map<String, Score> rows) {
    void tried() {
      for (int seconds : new int[] {10, 60, 300}) {
        Duration twin = Duration.ofSeconds(seconds);
        row("S3, within " + seconds + " s", Detector.S3, Experiment.rules().twin(twin));
      }
      for (int minutes : new int[] {1, 2, 5, 15}) {
        Duration agree = Duration.ofMinutes(minutes);
        row("S9, within " + minutes + " min", Detector.S9, Experiment.rules().agree(agree));
      }
      row("S10, all", Detector.S10, Experiment.rules());
      for (int score : new int[] {0, 1, 3, 6}) {
        WatchRules rules = Experiment.rules().cancelled(Duration.ofMinutes(15), score);
        row("S10, score from " + score, Detector.S10, rules);
      }
    }

    private void row(String name, Detector detector, WatchRules rules) {
      if (detector == Detector.S9 && lack == Lack.DEVICES) {
        return;
      }
      String full = lack == Lack.DEVICES ? name + ", no devices" : name;
      Score score = Experiment.score(world, Detectors.run(in, rules)).get(detector);
      rows.merge(full, score, Score::plus);
    }
  }

  /** Days of operators on which sales were taken back for themselves: who names them? */
  @Test
  void theLearnedBaseline_besideTheRules() throws Exception {
    Map<String, Score> rows = new LinkedHashMap<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Experiment shop = new Experiment(Files.createTempDirectory(folder, "shop"), 4, 30, 40);
      World world = shop.world(seed, 0.01);
      Inputs in = shop.inputs(world, seed, 0, Lack.NOTHING);
      Set<String> truth = new HashSet<>();
      in.journal.sales().stream()
          .filter(sale -> world.skims.containsKey(sale.sale()))
          .forEach(sale -> truth.add(day(sale)));
      Set<String> ruled = new HashSet<>();
      Set<String> learned = new HashSet<>();
      Set<String> named =
          Detectors.run(in, Experiment.rules()).stream()
              .filter(it -> it.detector() == Detector.S10)
              .map(Finding::subject)
              .collect(Collectors.toSet());
      Baseline baseline = new Baseline(ZoneOffset.UTC, 100_000);
      baseline.learn(in.journal);
      for (SaleFact sale : in.journal.sales()) {
        if (named.contains(sale.sale())) {
          ruled.add(day(sale));
        }
        double score =
            baseline.score(
                Silence.Kind.OPERATOR,
                sale.operator(),
                Baseline.Measure.TAKEN_BACK,
                sale.at().atZone(ZoneOffset.UTC).toLocalDate());
        if (score >= 6) {
          learned.add(day(sale));
        }
      }
      Set<String> both = new HashSet<>(ruled);
      both.retainAll(learned);
      Set<String> either = new HashSet<>(ruled);
      either.addAll(learned);
      rows.merge("rule S10", compared(truth, ruled), Score::plus);
      rows.merge("baseline", compared(truth, learned), Score::plus);
      rows.merge("both", compared(truth, both), Score::plus);
      rows.merge("either", compared(truth, either), Score::plus);
    }
    rows.forEach(
        (name, score) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f |%n",
                name,
                score.labels(),
                score.recall(),
                score.precision()));
    assertThat(rows).hasSize(4);
  }

  private static String day(SaleFact sale) {
    return sale.operator() + " " + sale.at().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Score compared(Set<String> truth, Set<String> named) {
    Set<String> right = new HashSet<>(named);
    right.retainAll(truth);
    return new Score(truth.size(), right.size(), right.size(), named.size() - right.size());
  }
}
