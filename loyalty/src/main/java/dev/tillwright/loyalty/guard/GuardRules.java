package dev.tillwright.loyalty.guard;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Signals with their thresholds, as data. Immutable, for any number of threads.
 *
 * <p>In JSON: {@code {"schema":1,"signals":[{"id":"fast","type":"velocity","then":"REVIEW",
 * "accruals":4,"within":"PT10M"}]}}. The types and their fields stand in docs/points-guard.md.
 *
 * @param signals at most {@value #MOST}
 */
public record GuardRules(List<Signal> signals) {
  /** No more signals than these. */
  public static final int MOST = 100;

  private static final Duration LONGEST = Duration.ofDays(400);

  public GuardRules {
    signals = List.copyOf(signals);
    if (signals.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " signals");
    }
  }

  /**
   * Reads signals strictly.
   *
   * @throws JsonException when the text is not JSON, or has an unknown or missing field or a value
   *     that cannot be; with the JSON pointer of the place
   */
  public static GuardRules parse(String json) {
    return read(JsonIn.parse(json));
  }

  /** As above, where it is a part of another document. */
  public static GuardRules read(JsonIn in) {
    in.only("schema", "signals");
    if (in.number("schema") != 1) {
      throw in.wrong("schema", "1 was expected");
    }
    List<Signal> signals = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonIn each : in.objects("signals")) {
      Signal signal = signal(each);
      if (!ids.add(signal.id())) {
        throw each.wrong("id", "another signal has this id");
      }
      signals.add(signal);
    }
    if (signals.size() > MOST) {
      throw in.wrong("signals", "at most " + MOST + " signals were expected");
    }
    return new GuardRules(signals);
  }

  /** What to do with an activity, which is not in the history yet. */
  public Verdict judge(Activity activity, History history) {
    List<Finding> review = new ArrayList<>();
    List<Finding> refused = new ArrayList<>();
    for (Signal signal : signals) {
      signal
          .in(activity, history)
          .ifPresent((signal.then() == Signal.Then.REFUSE ? refused : review)::add);
    }
    if (!refused.isEmpty()) {
      refused.addAll(review);
      return new Verdict.Refused(refused);
    }
    return review.isEmpty() ? new Verdict.Clear() : new Verdict.Review(review);
  }

  private static Signal signal(JsonIn in) {
    String id = in.text("id");
    if (!id.matches("[a-z0-9-]{1,64}")) {
      throw in.wrong("id", "1 to 64 of a-z, 0-9 and - were expected");
    }
    Signal.Pattern pattern = pattern(in);
    return switch (in.text("then")) {
      case "REVIEW" -> new Signal(id, Signal.Then.REVIEW, pattern);
      case "REFUSE" -> new Signal(id, Signal.Then.REFUSE, pattern);
      default -> throw in.wrong("then", "REVIEW or REFUSE was expected");
    };
  }

  private static Signal.Pattern pattern(JsonIn in) {
    switch (in.text("type")) {
      case "velocity" -> {
        in.only("id", "type", "then", "accruals", "within");
        return new Signal.Velocity(count(in, "accruals", 2, History.MOST), span(in, "within"));
      }
      case "ownAccount" -> {
        in.only("id", "type", "then");
        return new Signal.OwnAccount();
      }
      case "split" -> {
        in.only("id", "type", "then", "threshold", "below", "sales", "within");
        long threshold = whole(in, "threshold");
        long below = whole(in, "below");
        if (below > threshold) {
          throw in.wrong("below", "not more than the threshold was expected");
        }
        int sales = count(in, "sales", 2, History.MOST);
        return new Signal.Split(threshold, below, sales, span(in, "within"));
      }
      case "buyAndRefund" -> {
        in.only("id", "type", "then", "sales", "percent", "within");
        int sales = count(in, "sales", 1, History.MOST);
        return new Signal.BuyAndRefund(sales, count(in, "percent", 1, 100), span(in, "within"));
      }
      case "takeover" -> {
        in.only("id", "type", "then", "points", "within");
        return new Signal.Takeover(whole(in, "points"), span(in, "within"));
      }
      case "awakening" -> {
        in.only("id", "type", "then", "points", "silence");
        return new Signal.Awakening(whole(in, "points"), span(in, "silence"));
      }
      default ->
          throw in.wrong(
              "type",
              "one of awakening, buyAndRefund, ownAccount, split, takeover, velocity was expected");
    }
  }

  private static int count(JsonIn in, String name, int least, int most) {
    long value = in.number(name);
    if (value < least || value > most) {
      throw in.wrong(name, "a whole number from " + least + " to " + most + " was expected");
    }
    return (int) value;
  }

  private static long whole(JsonIn in, String name) {
    long value = in.number(name);
    if (value < 1 || value > 1_000_000_000_000L) {
      throw in.wrong(name, "a whole number from 1 to a million millions was expected");
    }
    return value;
  }

  private static Duration span(JsonIn in, String name) {
    try {
      Duration span = Duration.parse(in.text(name));
      if (span.compareTo(Duration.ZERO) > 0 && span.compareTo(LONGEST) <= 0) {
        return span;
      }
    } catch (DateTimeException e) {
      // told below, as for a length that is out of range
    }
    throw in.wrong(name, "a length of time such as PT10M or P2D was expected, at most 400 days");
  }
}
