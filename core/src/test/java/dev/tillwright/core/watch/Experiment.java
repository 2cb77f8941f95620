package dev.tillwright.core.watch;

import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.checkpoint.WitnessFault;
import dev.tillwright.core.journal.JournalFault;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.watch.shop.Label;
import dev.tillwright.core.watch.shop.Shop;
import dev.tillwright.core.watch.shop.ShopBooks;
import dev.tillwright.core.watch.shop.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lets the detectors look at a simulated shop, and counts what they found against what is true. */
final class Experiment {
  private final Path folder;
  private final int tills;
  private final int days;
  private final int sales;

  /** What the detectors are not given. */
  enum Lack {
    NOTHING,
    HOST_LATE,
    DEVICES
  }

  /**
   * How a detector did.
   *
   * @param labels what it should find
   * @param found how many of these it found
   * @param right findings that are true
   * @param wrong findings that are not
   */
  record Score(long labels, long found, long right, long wrong) {
    static final Score NONE = new Score(0, 0, 0, 0);

    Score plus(Score other) {
      return new Score(
          labels + other.labels, found + other.found, right + other.right, wrong + other.wrong);
    }

    double recall() {
      return labels == 0 ? 1 : (double) found / labels;
    }

    double precision() {
      return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }
  }

  Experiment(Path folder, int tills, int days, int sales) {
    this.folder = folder;
    this.tills = tills;
    this.days = days;
    this.sales = sales;
  }

  static WatchRules rules() {
    return new WatchRules().cutOver(LocalTime.of(15, 0), ZoneId.of("UTC"), Duration.ofHours(6));
  }

  Map<Detector, Score> run(long seed, double rate, Lack lack) {
    World world = world(seed, rate);
    List<Finding> findings = Detectors.run(inputs(world, seed, rate, lack), rules());
    if (Boolean.getBoolean("detect.explain")) {
      wrong(world, findings).forEach(System.out::println);
    }
    return score(world, findings);
  }

  World world(long seed, double rate) {
    return new Shop(seed, tills, days, sales, rate).run();
  }

  Inputs inputs(World world, long seed, double rate, Lack lack) {
    Path file = folder.resolve("shop-" + seed + "-" + rate + "-" + lack + ".db");
    try (Database database = Database.sqlite(file)) {
      ShopBooks books = new ShopBooks(world, database, seed);
      books.write(Math.min(0.5, rate * 20));
      JournalFacts facts = new JournalFacts();
      books.entries().forEach(facts::apply);
      return inputs(world, database, books, facts, lack);
    }
  }

  private Inputs inputs(
      World world, Database database, ShopBooks books, JournalFacts facts, Lack lack) {
    List<JournalFault> faults = new ArrayList<>();
    for (Verification.Chain chain : JournalVerifier.verify(database, Optional.empty()).chains()) {
      chain.fault().ifPresent(faults::add);
    }
    List<WitnessFault> witnesses = new ArrayList<>();
    for (String terminal : world.rows.keySet()) {
      witnesses.addAll(
          WitnessCheck.check(database, terminal, books.slips(), CheckpointKeys.of()).faults());
    }
    Inputs in =
        Inputs.at(world.now, facts)
            .shipped(world.marks)
            .cash(world.counts)
            .verified(faults, witnesses);
    Instant until = lack == Lack.HOST_LATE ? world.now.minus(Duration.ofDays(3)) : world.now;
    in.host(world.host.stream().filter(line -> line.at().isBefore(until)).toList(), until);
    if (lack != Lack.DEVICES) {
      in.devices(world.devices, world.rows.keySet());
    }
    return in;
  }

  /** A finding is right when any label is about it; a label is found when any finding is. */
  static Map<Detector, Score> score(World world, List<Finding> findings) {
    Map<Detector, Score> scores = new EnumMap<>(Detector.class);
    for (Detector detector : Detector.values()) {
      List<Label> labels = world.truth.stream().filter(it -> it.detector() == detector).toList();
      List<Finding> mine = findings.stream().filter(it -> it.detector() == detector).toList();
      List<Label> must = labels.stream().filter(Label::must).toList();
      long found =
          must.stream().filter(label -> mine.stream().anyMatch(it -> about(label, it))).count();
      long right =
          mine.stream().filter(it -> labels.stream().anyMatch(label -> about(label, it))).count();
      scores.put(detector, new Score(must.size(), found, right, mine.size() - right));
    }
    return scores;
  }

  /** For looking closer. */
  static List<String> wrong(World world, List<Finding> findings) {
    List<String> all = new ArrayList<>();
    for (Finding it : findings) {
      if (world.truth.stream().noneMatch(l -> l.detector() == it.detector() && about(l, it))) {
        all.add("false " + it);
      }
    }
    for (Label l : world.truth) {
      if (l.must()
          && findings.stream().noneMatch(it -> l.detector() == it.detector() && about(l, it))) {
        all.add("missed " + l);
      }
    }
    return all;
  }

  static boolean about(Label label, Finding finding) {
    boolean place =
        label.terminal().equals(finding.terminal())
            && (label.near().isEmpty()
                || finding.subject().equals(label.near())
                || (label.detector() != Detector.S1
                        && label.detector() != Detector.S7
                        && !label.near().contains("/"))
                    && finding.subject().contains(label.near()));
    return place && (label.after() == null || !finding.since().isBefore(label.after()));
  }

  static String table(Map<Detector, Score> scores) {
    StringBuilder table =
        new StringBuilder("| rule | true | recall | precision |\n|---|---|---|---|\n");
    scores.forEach(
        (detector, score) -> {
          if (score.labels() > 0 || score.wrong() > 0) {
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s %s | %d | %.3f | %.3f |%n",
                    detector,
                    detector.title(),
                    score.labels(),
                    score.recall(),
                    score.precision()));
          }
        });
    return table.toString();
  }
}
