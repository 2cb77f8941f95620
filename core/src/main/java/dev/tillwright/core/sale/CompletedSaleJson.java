package dev.tillwright.core.sale;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The payload of a completed sale; {@link CompletedSale} gives its fields. */
final class CompletedSaleJson {
  private CompletedSaleJson() {}

  static String write(CompletedSale sale) {
    return JsonOut.object(
        out -> {
          out.put("sale", sale.id().toString())
              .put("kind", sale.kind().name())
              .put("receipt", sale.receipt())
              .put("operator", sale.operator())
              .put("reference", sale.reference())
              .put("origin", sale.origin() == null ? null : sale.origin().toString())
              .put("member", sale.member())
              .put("currency", sale.total().currency().getCurrencyCode())
              .putAll("lines", sale.lines(), PayloadOut::completedLine)
              .putAll("discounts", sale.discounts(), CompletedSaleJson::applied)
              .putAll("taxes", sale.taxes(), CompletedSaleJson::tax)
              .put("subtotal", sale.subtotal().minor())
              .put("discount", sale.discount().minor())
              .put("tax", sale.tax().minor())
              .put("total", sale.total().minor())
              .putAll("tenders", sale.tenders(), PayloadOut::tender)
              .put("points", points -> PayloadOut.quote(points, sale.points()))
              .put("exemption", sale.exemption())
              .put("channel", sale.channel());
          if (sale.deposits() > 0) {
            out.put("deposits", sale.deposits());
          }
        });
  }

  private static void applied(JsonOut out, AppliedDiscount applied) {
    PayloadOut.discount(out, applied.discount());
    out.put("taken", applied.amount().minor());
  }

  private static void tax(JsonOut out, TaxLine tax) {
    PayloadOut.tax(out, tax.rate());
    out.put("net", tax.net().minor()).put("tax", tax.tax().minor());
  }

  static CompletedSale read(String payload) {
    JsonIn in = JsonIn.parse(payload);
    Currency currency = PayloadIn.currency(in);
    SaleId id = PayloadIn.sale(in);
    SaleKind kind = PayloadIn.value(in, "kind", SaleKind::valueOf);
    List<CompletedLine> lines =
        in.objects("lines").stream().map(it -> PayloadIn.completedLine(it, currency)).toList();
    List<AppliedDiscount> discounts =
        in.objects("discounts").stream().map(it -> applied(it, currency)).toList();
    List<TaxLine> taxes = in.objects("taxes").stream().map(it -> tax(it, currency)).toList();
    List<TenderLine> tenders =
        in.objects("tenders").stream().map(it -> PayloadIn.tender(it, currency)).toList();
    CompletedSale sale =
        PayloadIn.fitting(
            in,
            "receipt",
            () ->
                new CompletedSale(
                    id,
                    kind,
                    in.number("receipt"),
                    in.text("operator"),
                    in.text("reference"),
                    PayloadIn.optionalSale(in, "origin"),
                    in.optionalText("member").orElse(null),
                    lines,
                    discounts,
                    taxes,
                    PayloadIn.money(in, "subtotal", currency),
                    PayloadIn.money(in, "discount", currency),
                    PayloadIn.money(in, "tax", currency),
                    PayloadIn.money(in, "total", currency),
                    tenders,
                    PayloadIn.quote(in.object("points")),
                    in.optionalText("exemption").orElse(null),
                    in.has("deposits") ? PayloadIn.whole(in, "deposits") : 0,
                    in.optionalText("channel").orElse(null)));
    check(in, sale);
    return sale;
  }

  private static AppliedDiscount applied(JsonIn in, Currency currency) {
    return new AppliedDiscount(
        PayloadIn.discount(in, currency), PayloadIn.money(in, "taken", currency));
  }

  private static TaxLine tax(JsonIn in, Currency currency) {
    return new TaxLine(
        PayloadIn.tax(in),
        PayloadIn.money(in, "net", currency),
        PayloadIn.money(in, "tax", currency));
  }

  /** A follower counts what it reads, so what does not add up is not read. */
  private static void check(JsonIn in, CompletedSale sale) {
    lines(in, "subtotal", sale, sale.subtotal(), it -> it.priced().list());
    lines(in, "discount", sale, sale.discount(), it -> it.priced().discount());
    lines(in, "tax", sale, sale.tax(), it -> it.priced().tax());
    lines(in, "total", sale, sale.total(), it -> it.priced().total());
    adds(in, "tax", sale.tax(), sale.taxes(), TaxLine::tax);
    Money total = sale.total();
    Money moved = total.isNegative() ? PayloadIn.fitting(in, "total", total::negate) : total;
    adds(in, "total", moved, sale.tenders(), TenderLine::amount);
    List<PricedLine> out = priced(sale, false);
    List<PricedLine> back = priced(sale, true);
    boolean only = sale.kind() != SaleKind.EXCHANGE;
    List<TaxLine> table =
        PayloadIn.fitting(
            in,
            "taxes",
            () ->
                only
                    ? TaxLine.table(sale.lines().stream().map(CompletedLine::priced).toList())
                    : Finishing.taxes(TaxLine.table(out), TaxLine.table(back)));
    if (!Set.copyOf(table).equals(Set.copyOf(sale.taxes()))) {
      throw in.wrong("taxes", "the table is not that of the lines");
    }
    if (sale.kind().sells()) { // on returns the discounts are those of the original
      Money off =
          PayloadIn.fitting(
              in,
              "discounts",
              () ->
                  out.stream()
                      .map(PricedLine::discount)
                      .reduce(Money.zero(total.currency()), Money::plus));
      adds(in, "discounts", off, sale.discounts(), AppliedDiscount::amount);
    }
  }

  private static List<PricedLine> priced(CompletedSale sale, boolean back) {
    return sale.lines().stream()
        .filter(it -> sale.cameBack(it) == back)
        .map(CompletedLine::priced)
        .toList();
  }

  /** The lines add up; of an exchange, those that come back are taken off. */
  private static void lines(
      JsonIn in,
      String name,
      CompletedSale sale,
      Money whole,
      Function<CompletedLine, Money> amount) {
    boolean exchange = sale.kind() == SaleKind.EXCHANGE;
    adds(
        in,
        name,
        whole,
        sale.lines(),
        it -> exchange && sale.cameBack(it) ? amount.apply(it).negate() : amount.apply(it));
  }

  private static <T> void adds(
      JsonIn in, String name, Money whole, List<T> parts, Function<T, Money> amount) {
    Money sum =
        PayloadIn.fitting(
            in,
            name,
            () -> parts.stream().map(amount).reduce(Money.zero(whole.currency()), Money::plus));
    if (!sum.equals(whole)) {
      throw in.wrong(name, "the parts do not add up to it");
    }
  }
}
