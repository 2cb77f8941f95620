package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PointsQuote.Share;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Allocation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Each line's part of what is given, after rounding and cuts, by largest remainder: first among
 * items, then among the lines of an item by what they come to.
 */
final class Sharing {
  private Sharing() {}

  static List<Share> of(Facts facts, List<Earned> earned, long[] capped, long given) {
    long all = Arrays.stream(capped).sum();
    if (all == 0 || given == 0) {
      return List.of();
    }
    Ratio[] exact = new Ratio[facts.positions.size()];
    Arrays.fill(exact, Ratio.ZERO);
    Ratio cut = Ratio.of(given).dividedBy(Ratio.of(all));
    for (int i = 0; i < capped.length; i++) {
      Earned each = earned.get(i);
      Ratio sum = each.sum();
      if (capped[i] == 0 || sum.signum() == 0) {
        continue;
      }
      Ratio scale = Ratio.of(capped[i]).dividedBy(sum).times(cut);
      for (int k = 0; k < each.exact().size(); k++) {
        int position = each.chosen().positions().get(k);
        exact[position] = exact[position].plus(each.exact().get(k).times(scale));
      }
    }
    List<Share> shares = new ArrayList<>();
    long[] whole = Shares.of(given, List.of(exact));
    for (int position = 0; position < whole.length; position++) {
      lines(facts.positions.get(position).lines, whole[position], shares);
    }
    shares.sort(Comparator.comparing(Share::line));
    return shares;
  }

  private static void lines(List<PricedLine> lines, long points, List<Share> shares) {
    if (points == 0) {
      return;
    }
    long[] parts = lines.size() == 1 ? new long[] {points} : parts(lines, points);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        shares.add(new Share(lines.get(i).line().number(), parts[i]));
      }
    }
  }

  private static long[] parts(List<PricedLine> lines, long points) {
    long[] weights = lines.stream().mapToLong(l -> Math.max(0, l.total().minor())).toArray();
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      // Goods for nothing: by how much of them, in millionths, as fine as a quantity is.
      BigDecimal fine = BigDecimal.valueOf(1_000_000);
      weights =
          lines.stream()
              .mapToLong(l -> l.line().quantity().value().multiply(fine).longValueExact())
              .toArray();
    }
    return Allocation.byWeights(points, weights);
  }
}
