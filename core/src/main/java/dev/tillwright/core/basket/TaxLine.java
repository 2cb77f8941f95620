package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One row of the tax table.
 *
 * @param rate which tax
 * @param net the amount it falls on; for a compound tax the taxes before it are in it
 * @param tax the amount of it
 */
public record TaxLine(TaxRate rate, Money net, Money tax) {
  public TaxLine {
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(tax, "tax");
  }

  /**
   * The table of these lines: one row a tax, in the order of first use. No tax falls on value for
   * cards, and it stands in no row.
   */
  public static List<TaxLine> table(List<PricedLine> lines) {
    Map<TaxRate, TaxLine> rows = new LinkedHashMap<>();
    for (PricedLine line : lines) {
      if (line.line().item().isStoredValue()) {
        continue;
      }
      List<TaxRate> rates = line.line().item().taxes();
      Money taxesBefore = Money.zero(line.tax().currency());
      for (int i = 0; i < rates.size(); i++) {
        TaxRate rate = rates.get(i);
        Money base = rate.compound() ? line.net().plus(taxesBefore) : line.net();
        rows.merge(rate, new TaxLine(rate, base, line.taxes().get(i)), TaxLine::plus);
        taxesBefore = taxesBefore.plus(line.taxes().get(i));
      }
    }
    return new ArrayList<>(rows.values());
  }

  /** Both rows together; of the same tax. */
  public TaxLine plus(TaxLine other) {
    return new TaxLine(rate, net.plus(other.net), tax.plus(other.tax));
  }
}
