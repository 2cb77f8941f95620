package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Rounding;
import java.util.List;

/** Exact points to whole ones, once, where the program says. */
final class Rounder {
  private Rounder() {}

  /** The whole points of each earning. */
  static long[] round(Rounding rounding, List<Earned> earned, int positions) {
    return switch (rounding.level()) {
      case BASKET -> {
        List<Ratio> sums = earned.stream().map(Earned::sum).toList();
        yield Shares.of(Earned.sum(sums).round(rounding.mode()), sums);
      }
      case RULE -> earned.stream().mapToLong(each -> each.sum().round(rounding.mode())).toArray();
      case LINE -> {
        long[] points = new long[earned.size()];
        for (int position = 0; position < positions; position++) {
          int at = position;
          List<Ratio> on = earned.stream().map(each -> each.on(at)).toList();
          long[] shares = Shares.of(Earned.sum(on).round(rounding.mode()), on);
          for (int i = 0; i < points.length; i++) {
            points[i] = Math.addExact(points[i], shares[i]);
          }
        }
        yield points;
      }
    };
  }
}
