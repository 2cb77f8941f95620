package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of one currency, turned into totals. */
final class Pivot {
  private final Currency currency;
  private final Map<Section, Map<String, Map<SaleKind, Cell>>> sections =
      new EnumMap<>(Section.class);

  Pivot(String currency) {
    this.currency = Currency.getInstance(currency);
  }

  /** One row of the view, summed over what was asked for. */
  record Row(Section section, String name, SaleKind kind, String currency, Cell cell) {}

  /** One total a currency, by its code. */
  static List<SalesTotals> totals(List<Row> rows) {
    Map<String, Pivot> pivots = new TreeMap<>();
    rows.forEach(row -> pivots.computeIfAbsent(row.currency(), Pivot::new).add(row));
    return pivots.values().stream().map(Pivot::totals).toList();
  }

  void add(Row row) {
    sections
        .computeIfAbsent(row.section(), any -> new TreeMap<>())
        .computeIfAbsent(row.name(), any -> new HashMap<>())
        .merge(row.kind(), row.cell(), Cell::plus);
  }

  private SalesTotals totals() {
    Cell sales = cell(Section.ALL, "", SaleKind.SALE);
    Cell known = cell(Section.ALL, "", SaleKind.RETURN);
    Cell unknown = cell(Section.ALL, "", SaleKind.RETURN_WITHOUT_RECEIPT);
    Cell voids = cell(Section.ALL, "", SaleKind.VOID);
    Cell returns = known.plus(unknown).plus(voids);
    return new SalesTotals(
        currency,
        sales.count(),
        money(sales.minor()),
        returns.count(),
        money(returns.minor()),
        unknown.count(),
        money(unknown.minor()),
        voids.count(),
        money(voids.minor()),
        money(sum(Section.DISCOUNT).minor()),
        cell(Section.LINES, "", SaleKind.SALE).count(),
        cell(Section.MEMBER, "", SaleKind.SALE).count(),
        sum(Section.POINTS).second(),
        cell(Section.TENDER, TenderKind.POINTS.name(), SaleKind.SALE).second(),
        taxes(),
        tenders(),
        rows(Section.OPERATOR),
        cash(),
        charges());
  }

  private CashTotals cash() {
    return new CashTotals(
        cash("taken"),
        cash("paidBack"),
        cash("cashback"),
        cash("paidIn"),
        cash("paidOut"),
        sum(Section.CASH, "opens").count());
  }

  private Money cash(String name) {
    return money(sum(Section.CASH, name).minor());
  }

  private ChargeTotals charges() {
    return new ChargeTotals(
        charge("rounding"),
        charge("tips"),
        charge("surcharges"),
        charge("deposits"),
        charge("depositsBack"),
        charge("fees"),
        money(cell(Section.CHARGE, "giftSold", SaleKind.SALE).minor()),
        money(back(Section.CHARGE, "giftSold").minor()));
  }

  /** Came in by sales, less what went out by returns. */
  private Money charge(String name) {
    Cell in = cell(Section.CHARGE, name, SaleKind.SALE);
    return money(in.minor()).minus(money(back(Section.CHARGE, name).minor()));
  }

  private Cell sum(Section section, String name) {
    return cell(section, name, SaleKind.SALE).plus(back(section, name));
  }

  private List<TaxTotal> taxes() {
    List<TaxTotal> taxes = new ArrayList<>();
    for (String name : names(Section.TAX)) {
      Cell sold = cell(Section.TAX, name, SaleKind.SALE);
      Cell back = back(Section.TAX, name);
      taxes.add(
          new TaxTotal(
              SaleCells.rate(name),
              money(sold.minor()),
              money(sold.second()),
              money(back.minor()),
              money(back.second())));
    }
    return taxes;
  }

  private List<TenderTotal> tenders() {
    List<TenderTotal> tenders = new ArrayList<>();
    for (TenderKind kind : TenderKind.values()) {
      if (names(Section.TENDER).contains(kind.name())) {
        Cell in = cell(Section.TENDER, kind.name(), SaleKind.SALE);
        Cell out = back(Section.TENDER, kind.name());
        tenders.add(
            new TenderTotal(kind, in.count(), money(in.minor()), out.count(), money(out.minor())));
      }
    }
    return tenders;
  }

  List<SalesRow> rows(Section section) {
    List<SalesRow> rows = new ArrayList<>();
    for (String name : names(section)) {
      Cell sold = cell(section, name, SaleKind.SALE);
      Cell back = back(section, name);
      rows.add(
          new SalesRow(
              name,
              currency,
              sold.count(),
              money(sold.minor()),
              back.count(),
              money(back.minor())));
    }
    return rows;
  }

  private List<String> names(Section section) {
    return List.copyOf(sections.getOrDefault(section, Map.of()).keySet());
  }

  Cell cell(Section section, String name, SaleKind kind) {
    return sections
        .getOrDefault(section, Map.of())
        .getOrDefault(name, Map.of())
        .getOrDefault(kind, Cell.NOTHING);
  }

  Cell back(Section section, String name) {
    return cell(section, name, SaleKind.RETURN)
        .plus(cell(section, name, SaleKind.RETURN_WITHOUT_RECEIPT))
        .plus(cell(section, name, SaleKind.VOID));
  }

  private Cell sum(Section section) {
    return names(section).stream()
        .map(name -> cell(section, name, SaleKind.SALE))
        .reduce(Cell.NOTHING, Cell::plus);
  }

  Money money(long minor) {
    return Money.ofMinor(minor, currency);
  }
}
