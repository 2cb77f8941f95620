package dev.tillwright.loyalty.insight.segment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The house's segments written down plainly over a list of visits, to be held against. */
final class PlainSegments {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  record Visit(String member, Instant at, boolean sale, long minor, Set<String> items) {}

  record Says(String stage, String rfm, long purchases, long spent, Set<String> segments) {}

  final List<Visit> visits = new ArrayList<>();

  Set<String> members(Instant at) {
    Set<String> members = new TreeSet<>();
    visits.stream()
        .filter(it -> it.sale() && !it.at().isAfter(at))
        .forEach(it -> members.add(it.member()));
    return members;
  }

  Says says(String member, Instant at) {
    LocalDate today = at.atZone(ZONE).toLocalDate();
    LocalDate first = LocalDate.MAX;
    LocalDate last = LocalDate.MIN;
    long ever = 0;
    long in60 = 0;
    long in90 = 0;
    long spent90 = 0;
    boolean lanterns = false;
    for (Visit visit : visits) {
      if (!visit.member().equals(member) || visit.at().isAfter(at)) {
        continue;
      }
      LocalDate day = visit.at().atZone(ZONE).toLocalDate();
      long ago = today.toEpochDay() - day.toEpochDay();
      if (ago <= 90) {
        spent90 += visit.minor();
      }
      if (visit.sale()) {
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
        ever++;
        in60 += ago <= 60 ? 1 : 0;
        in90 += ago <= 90 ? 1 : 0;
        Set<String> wanted = new HashSet<>(Set.of("71053", "84406B"));
        wanted.retainAll(visit.items());
        lanterns |= ago <= 60 && !wanted.isEmpty();
      }
    }
    long recency = today.toEpochDay() - last.toEpochDay();
    long tenure = today.toEpochDay() - first.toEpochDay();
    double gap = ever < 2 ? 0 : (tenure - recency) / (double) (ever - 1);
    String stage =
        recency >= 75
            ? "lost"
            : recency >= 45
                ? "silent"
                : recency >= 30 || ever >= 4 && gap > 0 && recency > 4 * gap + 1e-9
                    ? "at-risk"
                    : in60 >= 3 ? "loyal" : tenure < 21 ? "new" : "occasional";
    int r = recency <= 7 ? 5 : recency <= 21 ? 4 : recency <= 42 ? 3 : recency <= 63 ? 2 : 1;
    int f = in90 < 2 ? 1 : in90 < 3 ? 2 : in90 < 5 ? 3 : in90 < 8 ? 4 : 5;
    int m =
        spent90 < 10000 ? 1 : spent90 < 30000 ? 2 : spent90 < 70000 ? 3 : spent90 < 200000 ? 4 : 5;
    Set<String> segments = new TreeSet<>(Set.of(stage));
    if (m >= 4 && f >= 3) {
      segments.add("high-value");
    }
    if ((stage.equals("at-risk") || stage.equals("silent")) && spent90 >= 20000) {
      segments.add("win-back");
    }
    if (lanterns && recency > 6) {
      segments.add("lanterns");
    }
    return new Says(stage, r + "-" + f + "-" + m, in90, spent90, segments);
  }

  static Says of(Standing standing) {
    return new Says(
        Segment.of(standing.stage()),
        standing.rfm().toString(),
        standing.purchases(),
        standing.spent().minor(),
        standing.segments());
  }
}
