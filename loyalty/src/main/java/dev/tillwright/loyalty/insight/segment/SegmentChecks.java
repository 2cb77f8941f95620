package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.loyalty.insight.segment.SegmentFinding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks that need no member: what can never hold, and what is said twice. */
final class SegmentChecks {
  private SegmentChecks() {}

  static List<SegmentFinding> of(SegmentRules rules) {
    List<SegmentFinding> found = new ArrayList<>();
    Map<SegmentQuery, String> seen = new HashMap<>();
    int place = 0;
    for (Segment segment : rules.segments()) {
      String pointer = "/segments/" + place++ + "/when";
      String same = seen.putIfAbsent(segment.when(), segment.id());
      if (same != null) {
        found.add(new SegmentFinding(pointer, Kind.SAME, "asks the same as the segment " + same));
      }
      Optional<Boolean> never = never(segment.when(), rules);
      if (never.isEmpty()) {
        found.add(
            new SegmentFinding(pointer, Kind.UNCHECKED, "asks too much at once to be checked"));
      } else if (never.get()) {
        found.add(new SegmentFinding(pointer, Kind.NEVER, "holds nobody, ever"));
      } else {
        parts(segment.when(), pointer, rules, found);
      }
    }
    return List.copyOf(found);
  }

  private static void parts(
      SegmentQuery query, String pointer, SegmentRules rules, List<SegmentFinding> found) {
    if (query instanceof SegmentQuery.Any any) {
      for (int i = 0; i < any.of().size(); i++) {
        String place = pointer + "/of/" + i;
        if (never(any.of().get(i), rules).orElse(false)) {
          found.add(new SegmentFinding(place, Kind.PART_NEVER, "this part holds nobody, ever"));
        } else {
          parts(any.of().get(i), place, rules, found);
        }
      }
    } else if (query instanceof SegmentQuery.All all) {
      for (int i = 0; i < all.of().size(); i++) {
        parts(all.of().get(i), pointer + "/of/" + i, rules, found);
      }
    }
  }

  /** Whether nobody can be in it; none when it is too large to tell. */
  private static Optional<Boolean> never(SegmentQuery query, SegmentRules rules) {
    return Cases.of(query).map(cases -> cases.stream().noneMatch(each -> each.possible(rules)));
  }
}
