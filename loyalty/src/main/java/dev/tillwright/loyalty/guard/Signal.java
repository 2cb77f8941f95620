package dev.tillwright.loyalty.guard;

import dev.tillwright.loyalty.guard.Activity.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something to look for.
 *
 * <p>A window that ends with the activity is open at its start: what is exactly as old as the
 * window is long is out of it.
 *
 * @param id unique in the rules
 * @param then what it leads to
 * @param pattern what it looks like
 */
public record Signal(String id, Then then, Pattern pattern) {
  public Signal {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(then, "then");
    Objects.requireNonNull(pattern, "pattern");
  }

  /** What a signal leads to. */
  public enum Then {
    /** A person decides. */
    REVIEW,
    /** No points. */
    REFUSE
  }

  /** Whether it shows in an activity, which is not in the history yet. */
  Optional<Finding> in(Activity activity, History history) {
    return pattern.in(activity, history).map(reason -> new Finding(id, reason));
  }

  private static Stream<Activity> before(
      Activity activity, History history, Duration within, Kind kind) {
    return history.between(activity.member(), activity.at().minus(within), activity.at()).stream()
        .filter(each -> each.kind() == kind);
  }

  /** What a signal looks like. */
  public sealed interface Pattern {
    /** The reason with its figures, when it shows. */
    Optional<String> in(Activity activity, History history);
  }

  /**
   * One account earns too often.
   *
   * @param accruals so many in the window, this one counted; at least 2
   * @param within the length of the window
   */
  public record Velocity(int accruals, Duration within) implements Pattern {
    @Override
    public Optional<String> in(Activity activity, History history) {
      if (activity.kind() != Kind.ACCRUAL) {
        return Optional.empty();
      }
      long count = 1 + before(activity, history, within, Kind.ACCRUAL).count();
      return count < accruals
          ? Optional.empty()
          : Optional.of("accrual " + count + " within " + Spans.words(within));
    }
  }

  /** An operator serves the operator's own account. */
  public record OwnAccount() implements Pattern {
    @Override
    public Optional<String> in(Activity activity, History history) {
      return activity.kind() == Kind.ACCRUAL && history.own(activity.operator(), activity.member())
          ? Optional.of("the operator's own account")
          : Optional.empty();
    }
  }

  /**
   * Sales just below a threshold, as when a large one is cut in parts.
   *
   * @param threshold in minor units
   * @param below so near below it counts, in minor units
   * @param sales so many in the window, this one counted; at least 2
   * @param within the length of the window
   */
  public record Split(long threshold, long below, int sales, Duration within) implements Pattern {
    @Override
    public Optional<String> in(Activity activity, History history) {
      if (activity.kind() != Kind.ACCRUAL || !near(activity)) {
        return Optional.empty();
      }
      long count = 1 + before(activity, history, within, Kind.ACCRUAL).filter(this::near).count();
      return count < sales
          ? Optional.empty()
          : Optional.of(count + " sales just below a threshold within " + Spans.words(within));
    }

    private boolean near(Activity each) {
      return each.minor() < threshold && each.minor() >= threshold - below;
    }
  }

  /**
   * Bought, earned and brought back, again and again.
   *
   * @param sales so many at least were bought in the window
   * @param percent so much of what was paid for them came back, this refund counted; 1 to 100
   * @param within the length of the window
   */
  public record BuyAndRefund(int sales, int percent, Duration within) implements Pattern {
    @Override
    public Optional<String> in(Activity activity, History history) {
      if (activity.kind() != Kind.REFUND) {
        return Optional.empty();
      }
      List<Activity> bought = before(activity, history, within, Kind.ACCRUAL).toList();
      long paid = bought.stream().mapToLong(Activity::minor).sum();
      long back =
          activity.minor()
              + before(activity, history, within, Kind.REFUND).mapToLong(Activity::minor).sum();
      boolean shows =
          bought.size() >= sales
              && Math.multiplyExact(back, 100) >= Math.multiplyExact(paid, percent);
      return shows
          ? Optional.of(
              "of "
                  + bought.size()
                  + " sales "
                  + percent
                  + " % or more came back within "
                  + Spans.words(within))
          : Optional.empty();
    }
  }

  /**
   * Points are spent soon after the account was changed, as when somebody took it over.
   *
   * @param points so many are spent at once
   * @param within so soon after a change
   */
  public record Takeover(long points, Duration within) implements Pattern {
    @Override
    public Optional<String> in(Activity activity, History history) {
      return activity.kind() == Kind.BURN
              && activity.points() >= points
              && before(activity, history, within, Kind.CHANGE).findAny().isPresent()
          ? Optional.of(
              activity.points()
                  + " points spent within "
                  + Spans.words(within)
                  + " of a change of the account")
          : Optional.empty();
    }
  }

  /**
   * Points are spent after a long silence.
   *
   * @param points so many are spent at once
   * @param silence nothing was done for so long
   */
  public record Awakening(long points, Duration silence) implements Pattern {
    @Override
    public Optional<String> in(Activity activity, History history) {
      if (activity.kind() != Kind.BURN || activity.points() < points) {
        return Optional.empty();
      }
      boolean silent =
          history.between(activity.member(), activity.at().minus(silence), activity.at()).isEmpty();
      return silent
          ? Optional.of(
              activity.points() + " points spent after a silence of " + Spans.words(silence))
          : Optional.empty();
    }
  }
}
