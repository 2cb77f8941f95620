package dev.tillwright.loyalty.insight.segment;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whom a segment holds. A value: equal queries are equal. */
public sealed interface SegmentQuery {

  /** All of these. */
  record All(List<SegmentQuery> of) implements SegmentQuery {
    public All {
      of = List.copyOf(of);
    }
  }

  /** At least one of these. */
  record Any(List<SegmentQuery> of) implements SegmentQuery {
    public Any {
      of = List.copyOf(of);
    }
  }

  /** Not this. */
  record Not(SegmentQuery of) implements SegmentQuery {
    public Not {
      Objects.requireNonNull(of, "of");
    }
  }

  /** At one of these stages. */
  record InStage(Set<Stage> stages) implements SegmentQuery {
    public InStage {
      stages = Set.copyOf(stages);
    }
  }

  /**
   * A figure between two bounds, both included; {@code null} for none.
   *
   * @param measure which
   * @param days only the last so many local days; 0 for ever
   * @param min in minor units for money
   * @param max in minor units for money
   */
  record Range(Measure measure, int days, @Nullable Long min, @Nullable Long max)
      implements SegmentQuery {
    public Range {
      Objects.requireNonNull(measure, "measure");
    }

    boolean holds(long value) {
      return (min == null || value >= min) && (max == null || value <= max);
    }
  }

  /**
   * Bought one of these items, or something of these categories, in so many sales.
   *
   * @param items codes
   * @param categories names
   * @param days in the last so many local days; 0 for ever
   * @param min sales, from 1
   */
  record Bought(Set<String> items, Set<String> categories, int days, long min)
      implements SegmentQuery {
    public Bought {
      items = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(items));
      categories = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(categories));
    }
  }
}
