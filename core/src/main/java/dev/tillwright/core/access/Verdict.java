package dev.tillwright.core.access;

import dev.tillwright.core.sale.Verification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a check says about what is about to happen. Anything but a plain {@link Kind#ALLOW} is
 * written into the journal with its reasons before it has an effect.
 *
 * @param kind from the mildest to the worst
 * @param asks on a step-up what has to be shown, all of it; otherwise empty
 * @param reasons at least one unless it is allowed; at most {@value #MAX_REASONS}
 */
public record Verdict(Kind kind, Set<Verification> asks, List<Reason> reasons) {
  /** So many reasons are kept; more are left out. */
  public static final int MAX_REASONS = 20;

  private static final Verdict ALLOWED = new Verdict(Kind.ALLOW, Set.of(), List.of());

  /** From the mildest to the worst. */
  public enum Kind {
    /** It goes on. */
    ALLOW,
    /** It goes on, and somebody looks at it later. */
    REVIEW,
    /** It pauses until something more is shown. */
    STEP_UP,
    /** It does not go on. */
    BLOCK
  }

  public Verdict {
    Objects.requireNonNull(kind, "kind");
    asks = asks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(asks));
    reasons = List.copyOf(reasons);
    if (asks.isEmpty() == (kind == Kind.STEP_UP)) {
      throw new IllegalArgumentException("a step-up asks for something, and nothing else does");
    }
    if (reasons.isEmpty() == (kind != Kind.ALLOW) || reasons.size() > MAX_REASONS) {
      throw new IllegalArgumentException(
          "1 to " + MAX_REASONS + " reasons, and none where nothing is said");
    }
  }

  /** Nothing to be said. */
  public static Verdict allow() {
    return ALLOWED;
  }

  /** To be looked at later. */
  public static Verdict review(Reason... reasons) {
    return new Verdict(Kind.REVIEW, Set.of(), List.of(reasons));
  }

  /** Only when all of this is shown. */
  public static Verdict stepUp(Set<Verification> asks, Reason... reasons) {
    return new Verdict(Kind.STEP_UP, asks, List.of(reasons));
  }

  /** Not at all. */
  public static Verdict block(Reason... reasons) {
    return new Verdict(Kind.BLOCK, Set.of(), List.of(reasons));
  }

  /** Exactly one of the functions is called. */
  public <T> T match(
      Supplier<T> allow,
      Function<List<Reason>, T> review,
      BiFunction<Set<Verification>, List<Reason>, T> stepUp,
      Function<List<Reason>, T> block) {
    return switch (kind) {
      case ALLOW -> allow.get();
      case REVIEW -> review.apply(reasons);
      case STEP_UP -> stepUp.apply(asks, reasons);
      case BLOCK -> block.apply(reasons);
    };
  }

  /** Both: the worse kind, all that is asked for, and the reasons of both, the worse's first. */
  public Verdict and(Verdict other) {
    Kind worse = kind.compareTo(other.kind) >= 0 ? kind : other.kind;
    Set<Verification> all = EnumSet.noneOf(Verification.class);
    if (worse == Kind.STEP_UP) {
      all.addAll(asks);
      all.addAll(other.asks);
    }
    // The first reason is the one that people are told.
    boolean mine = worse == kind;
    List<Reason> both = new ArrayList<>(mine ? reasons : other.reasons);
    (mine ? other.reasons : reasons).stream().filter(it -> !both.contains(it)).forEach(both::add);
    return new Verdict(worse, all, both.subList(0, Math.min(both.size(), MAX_REASONS)));
  }
}
