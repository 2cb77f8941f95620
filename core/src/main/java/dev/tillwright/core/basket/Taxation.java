package dev.tillwright.core.basket;

import dev.tillwright.core.money.Allocation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Works the taxes of lines out. Lines with the same taxes in the same order are one group; where a
 * group's taxes are rounded is for {@link TaxRounding}, and then every line has its share.
 */
final class Taxation {
  private static final BigDecimal ONE = BigDecimal.ONE;
  // Far beyond the 18 digits of an amount and the decimals of eight rates.
  private static final MathContext EXACT = new MathContext(80);

  private static final long[] NONE = {};

  private final TaxRounding where;
  private final RoundingMode rounding;

  Taxation(TaxRounding where, RoundingMode rounding) {
    this.where = where;
    this.rounding = rounding;
  }

  /**
   * @param taxes of each line
   * @param left what remains of each line after discounts, in minor units
   * @return for each line the amount of each of its taxes
   */
  long[][] of(List<List<TaxRate>> taxes, long[] left) {
    long[][] shares = new long[left.length][];
    if (where == TaxRounding.PER_LINE) {
      for (int i = 0; i < left.length; i++) {
        shares[i] = rounded(taxes.get(i), left[i]);
      }
      return shares;
    }
    Map<List<TaxRate>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < left.length; i++) {
      shares[i] = new long[taxes.get(i).size()];
      groups.computeIfAbsent(taxes.get(i), any -> new ArrayList<>()).add(i);
    }
    Map<List<TaxRate>, long[]> wholes =
        where == TaxRounding.PER_DOCUMENT ? ofDocument(groups, left) : ofRates(groups, left);
    groups.forEach(
        (rates, lines) -> {
          boolean contained = rates.get(0).included();
          share(wholes.getOrDefault(rates, NONE), contained, lines, left, shares);
        });
    return shares;
  }

  private Map<List<TaxRate>, long[]> ofRates(
      Map<List<TaxRate>, List<Integer>> groups, long[] left) {
    Map<List<TaxRate>, long[]> wholes = new LinkedHashMap<>();
    groups.forEach((rates, lines) -> wholes.put(rates, rounded(rates, sum(lines, left))));
    return wholes;
  }

  private Map<List<TaxRate>, long[]> ofDocument(
      Map<List<TaxRate>, List<Integer>> groups, long[] left) {
    Map<List<TaxRate>, List<Part>> parts = new LinkedHashMap<>();
    groups.forEach((rates, lines) -> parts.put(rates, parts(rates, sum(lines, left))));
    List<Part> all = parts.values().stream().flatMap(List::stream).toList();
    settle(all.stream().filter(it -> it.included).toList());
    settle(all.stream().filter(it -> !it.included).toList());
    Map<List<TaxRate>, long[]> wholes = new LinkedHashMap<>();
    parts.forEach(
        (rates, of) -> wholes.put(rates, of.stream().mapToLong(it -> it.settled).toArray()));
    return wholes;
  }

  private static List<Part> parts(List<TaxRate> rates, long sum) {
    List<Part> parts = new ArrayList<>(rates.size());
    BigDecimal[] exact = exact(rates, sum);
    for (int i = 0; i < exact.length; i++) {
      parts.add(new Part(rates.get(i).included(), exact[i]));
    }
    return parts;
  }

  /** One tax of one group, before and after it is rounded. */
  private static final class Part {
    final boolean included;
    final BigDecimal remainder;
    final BigDecimal exact;
    long settled;

    Part(boolean included, BigDecimal exact) {
      this.included = included;
      this.exact = exact;
      this.remainder = exact.remainder(ONE);
      this.settled = exact.setScale(0, RoundingMode.DOWN).longValueExact();
    }
  }

  /** The sum is rounded once; then each part down, and the units left to the largest remainders. */
  private void settle(List<Part> parts) {
    BigDecimal sum = BigDecimal.ZERO;
    long down = 0;
    for (Part part : parts) {
      sum = sum.add(part.exact);
      down = Math.addExact(down, part.settled);
    }
    // Quotients may end in a 9 where none would be: 20 decimals are enough for either side.
    BigDecimal whole = sum.setScale(20, RoundingMode.HALF_EVEN).setScale(0, rounding);
    parts.stream()
        .sorted(Comparator.comparing((Part part) -> part.remainder).reversed())
        .limit(whole.longValueExact() - down)
        .forEach(part -> part.settled++);
  }

  /** Each tax on a sum, rounded. */
  private long[] rounded(List<TaxRate> rates, long sum) {
    long[] whole = new long[rates.size()];
    if (rates.get(0).included()) {
      BigDecimal net =
          BigDecimal.valueOf(sum).divide(ONE.add(effective(rates)[rates.size()]), 0, rounding);
      BigDecimal[] exact = exact(rates, sum);
      long tax = sum - net.longValueExact();
      for (int i = rates.size() - 1; i > 0; i--) {
        // The first tax takes what is left, so that all of them are what the price contains.
        whole[i] = Math.min(tax, exact[i].setScale(0, rounding).longValueExact());
        tax -= whole[i];
      }
      whole[0] = tax;
      return whole;
    }
    BigDecimal before = BigDecimal.ZERO;
    for (int i = 0; i < whole.length; i++) {
      BigDecimal base = BigDecimal.valueOf(sum);
      BigDecimal taxed = rates.get(i).compound() ? base.add(before) : base;
      BigDecimal tax = taxed.multiply(rates.get(i).rate().fraction()).setScale(0, rounding);
      before = before.add(tax);
      whole[i] = tax.longValueExact();
    }
    return whole;
  }

  /** Each tax on a sum, not rounded. */
  private static BigDecimal[] exact(List<TaxRate> rates, long sum) {
    BigDecimal[] effective = effective(rates);
    BigDecimal base = BigDecimal.valueOf(sum);
    if (rates.get(0).included()) {
      base = base.divide(ONE.add(effective[rates.size()]), EXACT);
    }
    BigDecimal[] exact = new BigDecimal[rates.size()];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = base.multiply(effective[i]);
    }
    return exact;
  }

  /** Each tax as a fraction of the net price, and behind them their sum. */
  private static BigDecimal[] effective(List<TaxRate> rates) {
    BigDecimal[] fractions = new BigDecimal[rates.size() + 1];
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < rates.size(); i++) {
      BigDecimal base = rates.get(i).compound() ? ONE.add(sum) : ONE;
      fractions[i] = base.multiply(rates.get(i).rate().fraction());
      sum = sum.add(fractions[i]);
    }
    fractions[rates.size()] = sum;
    return fractions;
  }

  private static long sum(List<Integer> lines, long[] left) {
    long sum = 0;
    for (int line : lines) {
      sum = Math.addExact(sum, left[line]);
    }
    return sum;
  }

  /** Every line its share of each tax; of contained ones never more than the line still has. */
  private static void share(
      long[] wholes, boolean contained, List<Integer> lines, long[] left, long[][] shares) {
    long[] weights = lines.stream().mapToLong(i -> left[i]).toArray();
    for (int tax = 0; tax < wholes.length; tax++) {
      if (wholes[tax] == 0) {
        continue;
      }
      long[] parts = Allocation.byWeights(wholes[tax], weights);
      for (int i = 0; i < parts.length; i++) {
        shares[lines.get(i)][tax] = parts[i];
        // Shares by what is left never take more than that, as long as the whole does not.
        weights[i] -= contained ? parts[i] : 0;
      }
    }
  }
}
