package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.TaxRounding;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.time.LocalDate;

/** Writes the values of a sale as fields of a payload; {@link PayloadIn} reads them. */
final class PayloadOut {
  private PayloadOut() {}

  static void line(JsonOut out, Line line) {
    Item item = line.item();
    out.put("line", line.number())
        .put("item", item.code())
        .put("name", item.name())
        .put("category", item.category())
        .put("price", item.price().decimal());
    tax(out, item.tax());
    if (!item.moreTaxes().isEmpty()) {
      out.putAll("moreTaxes", item.moreTaxes(), PayloadOut::tax);
    }
    out.put("quantity", line.quantity().toString());
    if (!item.unit().isEmpty()) {
      out.put("unit", item.unit());
    }
  }

  static void tax(JsonOut out, TaxRate tax) {
    out.put("taxCode", tax.code())
        .put("taxRate", tax.rate().value().toPlainString())
        .put("taxIncluded", tax.included());
    if (tax.compound()) {
      out.put("compound", true);
    }
  }

  static void completedLine(JsonOut out, CompletedLine completed) {
    PricedLine priced = completed.priced();
    line(out, priced.line());
    out.put("list", priced.list().minor())
        .put("discount", priced.discount().minor())
        .put("tax", priced.tax().minor());
    if (priced.taxes().size() > 1) {
      out.putNumbers("taxes", priced.taxes().stream().map(Money::minor).toList());
    }
    out.put("total", priced.total().minor());
    if (!priced.exempted().isZero()) {
      out.put("exempted", priced.exempted().minor());
    }
    if (completed.originLine() > 0) {
      out.put("originLine", completed.originLine());
    }
  }

  static void discount(JsonOut out, Discount discount) {
    if (discount.line() != null) {
      out.put("line", discount.line());
    }
    if (discount.percent() != null) {
      out.put("percent", discount.percent().value().toPlainString());
    }
    if (discount.amount() != null) {
      out.put("amount", discount.amount().minor());
    }
    out.put("coupon", discount.coupon()).put("reason", discount.reason());
  }

  static void tender(JsonOut out, TenderLine tender) {
    out.put("kind", tender.kind().name())
        .put("amount", tender.amount().minor())
        .put("given", tender.given().minor())
        .put("payment", tender.payment());
    if (tender.card() != null) {
      ProtectedCard card = tender.card();
      out.put("card", it -> card(it, card));
    }
    out.put("authorization", tender.authorizationCode()).put("points", tender.points());
    extras(out, tender.extras());
  }

  private static void extras(JsonOut out, TenderExtras extras) {
    amount(out, "rounding", extras.rounding());
    amount(out, "cashback", extras.cashback());
    amount(out, "tip", extras.tip());
    Surcharge surcharge = extras.surcharge();
    if (surcharge != null) {
      out.put(
          "surcharge",
          it ->
              it.put("amount", surcharge.amount().minor())
                  .put("disclosure", surcharge.disclosure()));
    }
    Conversion conversion = extras.conversion();
    if (conversion != null) {
      out.put("conversion", it -> conversion(it, conversion));
    }
  }

  private static void conversion(JsonOut out, Conversion conversion) {
    Conversion.Quote quote = conversion.quote();
    out.put("id", quote.id())
        .put("local", quote.local().minor())
        .put("currency", quote.foreign().currency().getCurrencyCode())
        .put("foreign", quote.foreign().minor())
        .put("rate", quote.rate().toPlainString())
        .put("markUp", quote.markUp().value().toPlainString())
        .put("text", quote.text())
        .put("chosen", conversion.chosen());
  }

  private static void amount(JsonOut out, String name, Money amount) {
    if (!amount.isZero()) {
      out.put(name, amount.minor());
    }
  }

  static void terms(JsonOut out, SaleTerms terms) {
    if (terms.taxes() != TaxRounding.PER_RATE) {
      out.put("taxRounding", terms.taxes().name());
    }
    Money coin = terms.cash().smallest();
    if (coin != null) {
      out.put("smallestCoin", coin.minor()).put("exactCash", terms.cash().exactAccepted());
    }
  }

  static void plan(JsonOut out, LayawayPlan plan) {
    LayawayPlan.Fee fee = plan.fee();
    out.put("currency", fee.fixed().currency().getCurrencyCode())
        .putAll(
            "instalments",
            plan.instalments(),
            (each, it) -> each.put("due", it.due().toString()).put("amount", it.amount().minor()))
        .put("feeName", fee.name())
        .put("feeFixed", fee.fixed().minor())
        .put("feeShare", fee.share().value().toPlainString());
  }

  private static void card(JsonOut out, ProtectedCard card) {
    out.put("token", card.token().value())
        .put("masked", card.masked().text())
        .put("keyId", card.keyId())
        .put("entry", card.entryMode().name());
  }

  static void quote(JsonOut out, PointsQuote quote) {
    out.put("program", quote.program())
        .put("digest", quote.digest())
        .put("points", quote.points())
        .putAll("reasons", quote.reasons(), PayloadOut::reason)
        .putAll("shares", quote.shares(), PayloadOut::share);
    if (!quote.grants().isEmpty()) {
      out.putAll("grants", quote.grants(), PayloadOut::grant);
    }
    if (!quote.reviews().isEmpty()) {
      out.putTexts("reviews", quote.reviews());
    }
  }

  private static void grant(JsonOut out, PointsQuote.Grant grant) {
    out.put("rule", grant.rule());
    Money voucher = grant.voucher();
    if (voucher == null) {
      out.put("coupon", grant.coupon());
    } else {
      out.put("currency", voucher.currency().getCurrencyCode()).put("voucher", voucher.minor());
    }
    LocalDate lastDay = grant.lastDay();
    out.put("lastDay", lastDay == null ? null : lastDay.toString());
  }

  private static void reason(JsonOut out, PointsQuote.Reason reason) {
    out.put("rule", reason.rule())
        .put("points", reason.points())
        .putNumbers("lines", reason.lines())
        .put("text", reason.text());
  }

  private static void share(JsonOut out, PointsQuote.Share share) {
    out.put("line", share.line()).put("points", share.points());
  }

  static void pause(JsonOut out, Pause pause) {
    TenderKind kind = pause.kind();
    CardToken card = pause.card();
    out.put("currency", pause.amount().currency().getCurrencyCode())
        .put("amount", pause.amount().minor())
        .put("kind", kind == null ? null : kind.name())
        .put("card", card == null ? null : card.value())
        .putTexts("asked", pause.asked().stream().map(Enum::name).toList())
        .putTexts("reasons", pause.reasons());
  }
}
