package dev.tillwright.core.sale;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.basket.Totals;
import java.util.ArrayList;
import java.util.List;

/** Makes the finished sale of a sale. */
final class Finishing {
  private Finishing() {}

  static CompletedSale of(Sale sale, long receipt, PointsQuote points) {
    Totals out = sale.totals();
    Totals back = sale.back().totals();
    return new CompletedSale(
        sale.id(),
        sale.kind(),
        receipt,
        sale.operator(),
        sale.reference(),
        sale.origin().orElse(null),
        sale.member().orElse(null),
        lines(sale, out, back),
        out.discounts(),
        taxes(out.taxes(), back.taxes()),
        out.subtotal().minus(back.subtotal()),
        out.discount().minus(back.discount()),
        out.tax().minus(back.tax()),
        sale.total(),
        sale.tenders(),
        points,
        sale.exemption().orElse(null),
        sale.plan().isPresent() ? sale.tenders().size() : 0,
        sale.channel().orElse(null));
  }

  private static List<CompletedLine> lines(Sale sale, Totals out, Totals back) {
    List<CompletedLine> lines = new ArrayList<>();
    for (Totals totals : List.of(out, back)) {
      totals
          .lines()
          .forEach(it -> lines.add(new CompletedLine(it, sale.originLine(it.line().number()))));
    }
    return lines;
  }

  /** One table: what goes out, less what comes back. */
  static List<TaxLine> taxes(List<TaxLine> out, List<TaxLine> back) {
    List<TaxLine> table = new ArrayList<>(out);
    for (TaxLine row : back) {
      TaxLine less = new TaxLine(row.rate(), row.net().negate(), row.tax().negate());
      int same = -1;
      for (int i = 0; i < table.size() && same < 0; i++) {
        same = table.get(i).rate().equals(row.rate()) ? i : -1;
      }
      if (same < 0) {
        table.add(less);
      } else {
        table.set(same, table.get(same).plus(less));
      }
    }
    return table;
  }
}
