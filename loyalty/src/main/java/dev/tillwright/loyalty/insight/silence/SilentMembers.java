package dev.tillwright.loyalty.insight.silence;

import dev.tillwright.core.watch.Evidence;
import dev.tillwright.core.watch.Finding;
import dev.tillwright.loyalty.insight.feedback.FeedbackQueries;
import dev.tillwright.loyalty.insight.segment.Rhythm;
import dev.tillwright.loyalty.insight.segment.Segments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds members who were active before and are quiet now. A pure question to the views: the same
 * journal and instant give the same answer, and {@code Findings.note} writes each silence down
 * once.
 *
 * <p>Threads: any number at once.
 */
public final class SilentMembers {
  /** So many are answered at most, the ids in order. */
  public static final int MOST = 10_000;

  private static final double TO_DEVIATION = 1.4826;

  private final Segments segments;
  private final SilenceRules rules;
  private final @Nullable FeedbackQueries feedback;

  /**
   * @param segments the view of who bought when
   * @param feedback what members said; {@code null} where nobody asks them
   */
  public SilentMembers(Segments segments, SilenceRules rules, @Nullable FeedbackQueries feedback) {
    this.segments = Objects.requireNonNull(segments, "segments");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.feedback = feedback;
  }

  /** Who is quiet as of an instant; the first {@value #MOST} by id. */
  public List<QuietMember> at(Instant now) {
    Map<String, Instant> tills = segments.lastByTerminal(now);
    List<QuietMember> quiet = new ArrayList<>();
    List<Rhythm> found = new ArrayList<>();
    segments.rhythms(
        now,
        rhythm -> {
          if (found.size() < MOST && quiet(rhythm, now)) {
            found.add(rhythm);
          }
        });
    for (Rhythm each : found) {
      quiet.add(told(each, tills));
    }
    return List.copyOf(quiet);
  }

  /** The same as findings, to be noted. */
  public List<Finding> findings(Instant now) {
    return at(now).stream().map(QuietMember::finding).toList();
  }

  private boolean quiet(Rhythm rhythm, Instant now) {
    if (rhythm.gaps().size() < rules.fewestGaps()) {
      return false;
    }
    Duration away = Duration.between(rhythm.last(), now);
    if (away.compareTo(rules.shortest()) <= 0 || away.compareTo(rules.longest()) > 0) {
      return false;
    }
    double[] gaps = rhythm.gaps().stream().mapToDouble(Duration::toMillis).toArray();
    double median = median(gaps);
    double longest = 0;
    double[] off = new double[gaps.length];
    for (int i = 0; i < gaps.length; i++) {
      longest = Math.max(longest, gaps[i]);
      off[i] = Math.abs(gaps[i] - median);
    }
    double gone = away.toMillis();
    return gone > median + rules.deviations() * TO_DEVIATION * median(off) && gone > 2 * longest;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private QuietMember told(Rhythm rhythm, Map<String, Instant> tills) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(new Evidence(Evidence.Source.JOURNAL, rhythm.terminal() + "@" + rhythm.seq()));
    Duration usual =
        Duration.ofMillis(
            Math.round(median(rhythm.gaps().stream().mapToDouble(Duration::toMillis).toArray())));
    return new QuietMember(
        rhythm.member(), rhythm.terminal(), rhythm.last(), usual, why(rhythm, tills), evidence);
  }

  private QuietMember.Why why(Rhythm rhythm, Map<String, Instant> tills) {
    FeedbackQueries said = feedback;
    if (said != null && said.unhappy(rhythm.member(), rhythm.since()).isPresent()) {
      return QuietMember.Why.UNHAPPY;
    }
    if (rhythm.broughtBack()) {
      return QuietMember.Why.BROUGHT_BACK;
    }
    Instant till = tills.getOrDefault(rhythm.terminal(), rhythm.last());
    return till.isBefore(rhythm.last().plus(rules.shortest()))
        ? QuietMember.Why.TILL_QUIET
        : QuietMember.Why.UNKNOWN;
  }
}
