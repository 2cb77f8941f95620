package dev.tillwright.core.report;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.sale.TenderKind;
import java.util.Currency;
import java.util.List;
import java.util.function.Supplier;

/** The payload of a day close; amounts in minor units. {@link DayTotals} gives its fields. */
final class TotalsJson {
  private TotalsJson() {}

  static String write(DayTotals day) {
    return JsonOut.object(
        out ->
            out.put("terminal", day.terminal())
                .put("z", day.number())
                .put("fromSeq", day.fromSeq())
                .put("toSeq", day.toSeq())
                .putAll("totals", day.currencies(), TotalsJson::totals));
  }

  static void totals(JsonOut out, SalesTotals it) {
    out.put("currency", it.currency().getCurrencyCode())
        .put("sales", it.sales())
        .put("gross", it.gross().minor())
        .put("returns", it.returns())
        .put("refunded", it.refunded().minor())
        .put("returnsWithoutReceipt", it.returnsWithoutReceipt())
        .put("refundedWithoutReceipt", it.refundedWithoutReceipt().minor())
        .put("voids", it.voids())
        .put("voided", it.voided().minor())
        .put("discount", it.discount().minor())
        .put("lines", it.lines())
        .put("anonymousSales", it.anonymousSales())
        .put("pointsEarned", it.pointsEarned())
        .put("pointsUsed", it.pointsUsed())
        .putAll("taxes", it.taxes(), TotalsJson::tax)
        .putAll("tenders", it.tenders(), TotalsJson::tender)
        .putAll("operators", it.operators(), (row, operator) -> row(row, "operator", operator))
        .put("cash", cash -> cash(cash, it.cash()))
        .put("charges", charges -> charges(charges, it.charges()));
  }

  private static void cash(JsonOut out, CashTotals cash) {
    out.put("taken", cash.taken().minor())
        .put("paidBack", cash.paidBack().minor())
        .put("cashback", cash.cashback().minor())
        .put("paidIn", cash.paidIn().minor())
        .put("paidOut", cash.paidOut().minor())
        .put("opens", cash.opens())
        .put("expected", cash.expected().minor());
  }

  private static void charges(JsonOut out, ChargeTotals charges) {
    out.put("rounding", charges.rounding().minor())
        .put("tips", charges.tips().minor())
        .put("surcharges", charges.surcharges().minor())
        .put("deposits", charges.deposits().minor())
        .put("depositsBack", charges.depositsBack().minor())
        .put("fees", charges.fees().minor());
    if (!charges.giftSold().isZero() || !charges.giftBack().isZero()) {
      out.put("giftSold", charges.giftSold().minor()).put("giftBack", charges.giftBack().minor());
    }
  }

  private static void tax(JsonOut out, TaxTotal tax) {
    out.put("code", tax.rate().code())
        .put("rate", tax.rate().rate().value().toPlainString())
        .put("included", tax.rate().included())
        .put("compound", tax.rate().compound())
        .put("net", tax.net().minor())
        .put("tax", tax.tax().minor())
        .put("returnedNet", tax.returnedNet().minor())
        .put("returnedTax", tax.returnedTax().minor());
  }

  private static void tender(JsonOut out, TenderTotal tender) {
    out.put("kind", tender.kind().name())
        .put("payments", tender.payments())
        .put("in", tender.in().minor())
        .put("payouts", tender.payouts())
        .put("out", tender.out().minor());
  }

  static void row(JsonOut out, String keyName, SalesRow row) {
    out.put(keyName, row.key())
        .put("sales", row.sales())
        .put("gross", row.gross().minor())
        .put("returns", row.returns())
        .put("refunded", row.refunded().minor());
  }

  static DayTotals read(String terminal, String payload) {
    JsonIn in = JsonIn.parse(payload);
    if (!in.text("terminal").equals(terminal)) {
      throw in.wrong("terminal", "not the terminal of the entry");
    }
    List<SalesTotals> currencies = in.objects("totals").stream().map(TotalsJson::totals).toList();
    return fitting(
        in,
        "z",
        () ->
            new DayTotals(
                terminal, in.number("z"), in.number("fromSeq"), in.number("toSeq"), currencies));
  }

  private static SalesTotals totals(JsonIn in) {
    Currency currency = fitting(in, "currency", () -> Currency.getInstance(in.text("currency")));
    return new SalesTotals(
        currency,
        in.number("sales"),
        money(in, "gross", currency),
        in.number("returns"),
        money(in, "refunded", currency),
        in.number("returnsWithoutReceipt"),
        money(in, "refundedWithoutReceipt", currency),
        in.optionalNumber("voids").orElse(0),
        in.has("voided") ? money(in, "voided", currency) : Money.zero(currency),
        money(in, "discount", currency),
        in.number("lines"),
        in.number("anonymousSales"),
        in.number("pointsEarned"),
        in.number("pointsUsed"),
        in.objects("taxes").stream().map(it -> tax(it, currency)).toList(),
        in.objects("tenders").stream().map(it -> tender(it, currency)).toList(),
        in.objects("operators").stream().map(it -> operator(it, currency)).toList(),
        in.optionalObject("cash").map(it -> cash(it, currency)).orElse(CashTotals.none(currency)),
        in.optionalObject("charges")
            .map(it -> charges(it, currency))
            .orElse(ChargeTotals.none(currency)));
  }

  private static CashTotals cash(JsonIn in, Currency currency) {
    return new CashTotals(
        money(in, "taken", currency),
        money(in, "paidBack", currency),
        money(in, "cashback", currency),
        money(in, "paidIn", currency),
        money(in, "paidOut", currency),
        in.number("opens"));
  }

  private static ChargeTotals charges(JsonIn in, Currency currency) {
    return new ChargeTotals(
        money(in, "rounding", currency),
        money(in, "tips", currency),
        money(in, "surcharges", currency),
        money(in, "deposits", currency),
        money(in, "depositsBack", currency),
        money(in, "fees", currency),
        Money.ofMinor(in.optionalNumber("giftSold").orElse(0), currency),
        Money.ofMinor(in.optionalNumber("giftBack").orElse(0), currency));
  }

  private static TaxTotal tax(JsonIn in, Currency currency) {
    TaxRate rate =
        fitting(
            in,
            "rate",
            () ->
                new TaxRate(
                    in.text("code"),
                    new Percent(in.decimal("rate")),
                    in.truth("included"),
                    in.has("compound") && in.truth("compound")));
    return new TaxTotal(
        rate,
        money(in, "net", currency),
        money(in, "tax", currency),
        money(in, "returnedNet", currency),
        money(in, "returnedTax", currency));
  }

  private static TenderTotal tender(JsonIn in, Currency currency) {
    return new TenderTotal(
        fitting(in, "kind", () -> TenderKind.valueOf(in.text("kind"))),
        in.number("payments"),
        money(in, "in", currency),
        in.number("payouts"),
        money(in, "out", currency));
  }

  private static SalesRow operator(JsonIn in, Currency currency) {
    return new SalesRow(
        in.text("operator"),
        currency,
        in.number("sales"),
        money(in, "gross", currency),
        in.number("returns"),
        money(in, "refunded", currency));
  }

  private static Money money(JsonIn in, String name, Currency currency) {
    return fitting(in, name, () -> Money.ofMinor(in.number(name), currency));
  }

  private static <T> T fitting(JsonIn in, String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw in.wrong(name, "not a value that fits");
    }
  }
}
