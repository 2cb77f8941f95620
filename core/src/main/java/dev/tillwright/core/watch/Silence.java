package dev.tillwright.core.watch;

import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who was active before and is quiet now, against his own rhythm: the gaps between his deeds, in
 * open time. Quiet is a gap beyond the median by six robust deviations, twice as long as any that
 * is remembered, and half an hour; nobody is called quiet before eleven deeds.
 *
 * <p>Remembers the newest 64 gaps of each of at most so many subjects; who was not seen for the
 * longest is forgotten first. Not for several threads.
 */
public final class Silence {
  private static final int GAPS = 64;
  private static final int FEWEST = 10;
  private static final double DEVIATIONS = 6;
  private static final double SHORTEST = Duration.ofMinutes(30).toSeconds();

  private final OpeningHours hours;
  private final Map<Who, Rhythm> rhythms;

  /** Who may fall silent. */
  public enum Kind {
    TERMINAL,
    DEVICE,
    CARD,
    OPERATOR
  }

  /**
   * @param most how many subjects are remembered
   */
  public Silence(OpeningHours hours, int most) {
    this.hours = Objects.requireNonNull(hours, "hours");
    this.rhythms =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Who, Rhythm> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * Somebody did something. In the order of the times; an older one is passed by.
   *
   * @param terminal at which till
   * @param subject its name: the terminal itself, a device's id, a token, an operator's id
   */
  public void active(Kind kind, String terminal, String subject, Instant at) {
    rhythms.computeIfAbsent(new Who(kind, subject), it -> new Rhythm()).deed(terminal, at, hours);
  }

  /** Takes in the payments and sales of a journal, and what devices did. */
  public void learn(JournalFacts journal, List<DeviceEvent> devices) {
    for (SaleFact sale : journal.sales()) {
      active(Kind.TERMINAL, sale.terminal(), sale.terminal(), sale.at());
      active(Kind.OPERATOR, sale.terminal(), sale.operator(), sale.at());
    }
    for (PaymentFact fact : journal.payments()) {
      active(Kind.CARD, fact.terminal(), fact.token(), fact.intended());
    }
    for (DeviceEvent event : devices) {
      if (event.kind() != DeviceEvent.Kind.FAULT) {
        active(Kind.DEVICE, event.terminal(), event.device(), event.at());
      }
    }
  }

  /**
   * Who is quiet now, and why most likely.
   *
   * @param known what the detectors found: fraud at a till is one reason for its silence
   */
  public List<Finding> quiet(Inputs in, List<Finding> known) {
    Map<String, DeviceEvent> lastAt = new HashMap<>();
    Map<String, DeviceEvent> lastOf = new HashMap<>();
    for (DeviceEvent event : in.devices) {
      lastAt.put(event.terminal(), event);
      lastOf.put(event.device(), event);
    }
    List<Finding> quiet = new ArrayList<>();
    rhythms.forEach(
        (who, rhythm) -> {
          if (rhythm.quiet(in.now, hours)) {
            DeviceEvent last =
                (who.kind() == Kind.DEVICE ? lastOf.get(who.name()) : lastAt.get(rhythm.terminal));
            quiet.add(finding(who, rhythm, in, known, last));
          }
        });
    return List.copyOf(quiet);
  }

  private Finding finding(
      Who who, Rhythm rhythm, Inputs in, List<Finding> known, @Nullable DeviceEvent last) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(new Evidence(Evidence.Source.HISTORY, rhythm.terminal + " last " + rhythm.last));
    Verdict verdict = verdict(who, rhythm, in, known, last, evidence);
    return Finding.of(
        Detector.SILENT,
        rhythm.terminal,
        who.kind() + " " + who.name() + " since " + rhythm.last,
        rhythm.last,
        verdict,
        evidence);
  }

  private static Verdict verdict(
      Who who,
      Rhythm rhythm,
      Inputs in,
      List<Finding> known,
      @Nullable DeviceEvent last,
      List<Evidence> evidence) {
    String terminal = rhythm.terminal;
    boolean till = who.kind() == Kind.TERMINAL || who.kind() == Kind.DEVICE;
    if (last != null && till && last.kind() == DeviceEvent.Kind.FAULT) {
      evidence.add(Evidence.event(last));
      return said(Cause.DEVICE, "its device reported a fault last", Action.CHECK_DEVICE);
    }
    if (last != null && unfinished(last.kind()) && who.kind() != Kind.OPERATOR) {
      evidence.add(Evidence.event(last));
      return said(
          Cause.UNFINISHED_STEP, "a PIN or signature was asked for last", Action.ASK_OPERATOR);
    }
    HighWater mark = mark(in, terminal);
    if (till && mark != null && mark.heard().isBefore(rhythm.last.plusSeconds(60))) {
      evidence.add(new Evidence(Evidence.Source.SHIPPING, terminal + " heard " + mark.heard()));
      return said(Cause.NETWORK, "the central store has not heard of it since", Action.SHIP);
    }
    Finding fraud = fraud(known, terminal, rhythm.last);
    if (fraud != null && who.kind() != Kind.CARD) {
      evidence.addAll(fraud.evidence());
      return said(Cause.FRAUD, "something was found there: " + fraud.id(), Action.ASK_OPERATOR);
    }
    if (till && stale(in.journal, terminal)) {
      return said(Cause.STALE_VERSION, "it runs another version than most", Action.UPDATE);
    }
    JournalFacts.Course course = in.journal.courses().get(terminal);
    if (till && course != null && !course.manned) {
      evidence.add(Evidence.entry(terminal, course.seq));
      return said(Cause.OPERATOR, "nobody is logged on there", Action.ASK_OPERATOR);
    }
    return said(Cause.ABSENCE, "nothing speaks for a fault", Action.NOTHING);
  }

  private static boolean unfinished(DeviceEvent.Kind kind) {
    return kind == DeviceEvent.Kind.PIN_ASKED || kind == DeviceEvent.Kind.SIGNATURE_ASKED;
  }

  private static @Nullable HighWater mark(Inputs in, String terminal) {
    return in.shipped.stream()
        .filter(it -> it.terminal().equals(terminal))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Finding fraud(List<Finding> known, String terminal, Instant since) {
    Instant dayBefore = since.minus(Duration.ofDays(1));
    return known.stream()
        .filter(
            it ->
                it.cause() == Cause.FRAUD
                    && it.terminal().equals(terminal)
                    && !it.since().isBefore(dayBefore))
        .findFirst()
        .orElse(null);
  }

  private static Verdict said(Cause cause, String sentence, Action action) {
    boolean wrong = cause != Cause.ABSENCE;
    return new Verdict(wrong ? Severity.MEDIUM : Severity.LOW, cause, "quiet: " + sentence, action);
  }

  /** Whether a till runs another version than most tills do. */
  static boolean stale(JournalFacts journal, String terminal) {
    JournalFacts.Course course = journal.courses().get(terminal);
    if (course == null || course.version.isEmpty()) {
      return false;
    }
    long alike =
        journal.courses().values().stream().filter(it -> it.version.equals(course.version)).count();
    return alike * 2 < journal.courses().size();
  }

  private record Who(Kind kind, String name) {}

  private static final class Rhythm {
    private final Deque<Double> gaps = new ArrayDeque<>();
    private String terminal = "";
    private Instant last = Instant.MIN;

    void deed(String where, Instant at, OpeningHours hours) {
      if (!at.isAfter(last)) {
        return;
      }
      if (!last.equals(Instant.MIN)) {
        gaps.addLast((double) hours.between(last, at).toSeconds());
        if (gaps.size() > GAPS) {
          gaps.removeFirst();
        }
      }
      last = at;
      terminal = where;
    }

    boolean quiet(Instant now, OpeningHours hours) {
      if (gaps.size() < FEWEST) {
        return false;
      }
      double[] known = gaps.stream().mapToDouble(it -> it).toArray();
      Robust usual = Robust.of(known);
      double longest = gaps.stream().mapToDouble(it -> it).max().orElse(0);
      double gap = hours.between(last, now).toSeconds();
      return gap > SHORTEST
          && gap > usual.median + DEVIATIONS * usual.deviation
          && gap > 2 * longest;
    }
  }
}
