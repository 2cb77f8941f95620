package dev.tillwright.core.watch;

import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is usual, learned: for each terminal, operator and card, how much of each measure an hour of
 * the day brings, as median and median absolute deviation over the newest 35 days on which it was
 * there at all. Knows no rule; to be read beside them.
 *
 * <p>An hour, or a day, is unusual when it lies six robust deviations above its own history of at
 * least seven days, a deviation counting as at least half a deed.
 *
 * <p>Memory is bounded: at most so many series of 35 numbers; what was not touched for the longest
 * is forgotten first. Not for several threads.
 */
public final class Baseline {
  private static final int DAYS = 35;
  private static final int FEWEST_DAYS = 7;
  private static final double UNUSUAL = 6;
  private static final int WHOLE_DAY = -1;
  private static final double LEAST_DEVIATION = 0.5;

  private final ZoneId zone;
  private final Map<Series, History> histories;

  /** Up to which entry each terminal's journal was learned; as many as there are tills. */
  private final Map<String, Long> learnedTo = new HashMap<>();

  /** What is counted. */
  public enum Measure {
    SALES,
    /** Sales that were taken back whole, and returns. */
    TAKEN_BACK,
    REFUNDED,
    OPENED,
    /** Anything at all; not judged. */
    THERE
  }

  /**
   * @param zone whose hours
   * @param most how many series are remembered
   */
  public Baseline(ZoneId zone, int most) {
    this.zone = Objects.requireNonNull(zone, "zone");
    this.histories =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Series, History> eldest) {
            return size() > most;
          }
        };
  }

  /** Some more of a measure at a time. Times may come in any order within the newest days. */
  public void seen(Silence.Kind kind, String subject, Measure measure, Instant at, long amount) {
    ZonedDateTime then = at.atZone(zone);
    LocalDate day = then.toLocalDate();
    history(new Series(kind, subject, then.getHour(), measure)).add(day, amount);
    history(new Series(kind, subject, WHOLE_DAY, measure)).add(day, amount);
    history(new Series(kind, subject, WHOLE_DAY, Measure.THERE)).add(day, 1);
  }

  private History history(Series series) {
    return histories.computeIfAbsent(series, it -> new History());
  }

  /**
   * Takes the sales and payments of a journal in, each once: what was learned of a terminal's
   * entries before is passed by, so that facts may overlap.
   */
  public void learn(JournalFacts journal) {
    for (SaleFact sale : journal.sales()) {
      if (sale.seq() <= learned(sale.terminal())) {
        continue;
      }
      Measure measure = sale.origin() == null ? Measure.SALES : Measure.TAKEN_BACK;
      seen(Silence.Kind.TERMINAL, sale.terminal(), measure, sale.at(), 1);
      seen(Silence.Kind.OPERATOR, sale.operator(), measure, sale.at(), 1);
    }
    for (PaymentFact fact : journal.payments()) {
      if (fact.intendedSeq() <= learned(fact.terminal())) {
        continue;
      }
      Measure measure = fact.attempt().isRefund() ? Measure.REFUNDED : Measure.SALES;
      seen(Silence.Kind.CARD, fact.token(), measure, fact.intended(), 1);
    }
    journal
        .courses()
        .forEach((terminal, course) -> learnedTo.merge(terminal, course.seq, Math::max));
  }

  private long learned(String terminal) {
    return learnedTo.getOrDefault(terminal, 0L);
  }

  /** How many series are remembered. */
  public int size() {
    return histories.size();
  }

  /**
   * How far a day lies from the history before and after it, in robust deviations. 0 while too
   * little is known.
   */
  public double score(Silence.Kind kind, String subject, Measure measure, LocalDate day) {
    return score(new Series(kind, subject, WHOLE_DAY, measure), day);
  }

  private double score(Series series, LocalDate day) {
    History there =
        histories.get(new Series(series.kind(), series.subject(), WHOLE_DAY, Measure.THERE));
    History history = histories.get(series);
    if (there == null || history == null || there.days.size() <= FEWEST_DAYS) {
      return 0;
    }
    double[] others =
        there.days.keySet().stream()
            .filter(it -> !it.equals(day))
            .mapToDouble(it -> history.days.getOrDefault(it, 0L))
            .toArray();
    return Robust.of(others).score(history.days.getOrDefault(day, 0L), LEAST_DEVIATION);
  }

  /** The hours of a day, and the day itself, that are far above their own history. */
  public List<Finding> unusual(LocalDate day) {
    List<Finding> found = new ArrayList<>();
    for (Series series : List.copyOf(histories.keySet())) {
      double score = series.measure() == Measure.THERE ? 0 : score(series, day);
      if (score >= UNUSUAL) {
        found.add(finding(series, day, score));
      }
    }
    return List.copyOf(found);
  }

  private Finding finding(Series series, LocalDate day, double score) {
    Instant at = day.atTime(Math.max(0, series.hour()), 0).atZone(zone).toInstant();
    String subject =
        series.kind() + " " + series.subject() + " " + series.measure() + " " + day + hour(series);
    return Finding.of(
        Detector.LEARNED,
        series.kind() == Silence.Kind.TERMINAL ? series.subject() : "any",
        subject,
        at,
        new Verdict(
            Severity.LOW,
            series.measure() == Measure.SALES ? Cause.ABSENCE : Cause.OPERATOR,
            "far above its own history: " + Math.round(score) + " deviations",
            Action.ASK_OPERATOR),
        List.of(new Evidence(Evidence.Source.HISTORY, subject)));
  }

  private static String hour(Series series) {
    return series.hour() == WHOLE_DAY ? "" : " " + series.hour() + "h";
  }

  private record Series(Silence.Kind kind, String subject, int hour, Measure measure) {}

  private static final class History {
    private final TreeMap<LocalDate, Long> days = new TreeMap<>();

    void add(LocalDate day, long amount) {
      days.merge(day, amount, Math::addExact);
      if (days.size() > DAYS) {
        days.pollFirstEntry();
      }
    }
  }
}
