package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.TaxRounding;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.CashRounding;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a sale from a payload. Whatever a value refuses becomes a {@link
 * JsonException} that points at the field.
 */
final class PayloadIn {
  private PayloadIn() {}

  static SaleId sale(JsonIn in) {
    return value(in, "sale", SaleId::parse);
  }

  static @Nullable SaleId optionalSale(JsonIn in, String name) {
    return in.has(name) ? value(in, name, SaleId::parse) : null;
  }

  static Currency currency(JsonIn in) {
    return value(in, "currency", Currency::getInstance);
  }

  static Line line(JsonIn in, Currency currency) {
    int number = whole(in, "line");
    UnitPrice price = value(in, "price", text -> UnitPrice.parse(text, currency));
    TaxRate tax = tax(in);
    Quantity quantity = value(in, "quantity", Quantity::parse);
    String name = in.text("name");
    String category = in.text("category");
    List<TaxRate> more =
        in.has("moreTaxes")
            ? in.objects("moreTaxes").stream().map(PayloadIn::tax).toList()
            : List.of();
    String unit = in.optionalText("unit").orElse("");
    Item item = value(in, "item", code -> new Item(code, name, category, price, tax, more, unit));
    return fitting(in, "line", () -> new Line(number, item, quantity));
  }

  static TaxRate tax(JsonIn in) {
    String code = in.text("taxCode");
    boolean included = in.truth("taxIncluded");
    boolean compound = in.has("compound") && in.truth("compound");
    return value(in, "taxRate", text -> new TaxRate(code, Percent.parse(text), included, compound));
  }

  /** A line with its amounts, which must add up. */
  static CompletedLine completedLine(JsonIn in, Currency currency) {
    Line line = line(in, currency);
    PricedLine priced =
        new PricedLine(
            line,
            money(in, "list", currency),
            money(in, "discount", currency),
            money(in, "tax", currency),
            money(in, "total", currency),
            taxes(in, currency),
            optionalMoney(in, "exempted", currency));
    if (!fitting(in, "total", priced::addsUp)) {
      throw in.wrong("total", "the line does not add up");
    }
    int origin = in.has("originLine") ? whole(in, "originLine") : 0;
    return fitting(in, "originLine", () -> new CompletedLine(priced, origin));
  }

  private static List<Money> taxes(JsonIn in, Currency currency) {
    if (!in.has("taxes")) {
      return List.of(money(in, "tax", currency));
    }
    List<Money> taxes = new ArrayList<>();
    for (long minor : in.numbers("taxes")) {
      taxes.add(Money.ofMinor(minor, currency));
    }
    return taxes;
  }

  static Discount discount(JsonIn in, @Nullable Currency currency) {
    Integer line = in.has("line") ? (Integer) whole(in, "line") : null;
    Percent percent = in.has("percent") ? value(in, "percent", Percent::parse) : null;
    Money amount = null;
    if (in.has("amount")) {
      amount = money(in, "amount", currency == null ? currency(in) : currency);
    }
    Money off = amount;
    String coupon = in.optionalText("coupon").orElse(null);
    String reason = in.text("reason");
    return fitting(
        in,
        percent != null ? "percent" : "amount",
        () -> new Discount(line, percent, off, coupon, reason));
  }

  static TenderLine tender(JsonIn in, Currency currency) {
    TenderKind kind = value(in, "kind", TenderKind::valueOf);
    Money amount = money(in, "amount", currency);
    Money given = money(in, "given", currency);
    String payment = in.optionalText("payment").orElse(null);
    ProtectedCard card = in.optionalObject("card").map(PayloadIn::card).orElse(null);
    String authorization = in.text("authorization");
    long points = in.number("points");
    TenderExtras extras = extras(in, currency);
    return fitting(
        in,
        "amount",
        () -> new TenderLine(kind, amount, given, payment, card, authorization, points, extras));
  }

  private static TenderExtras extras(JsonIn in, Currency currency) {
    Money rounding = optionalMoney(in, "rounding", currency);
    Money cashback = optionalMoney(in, "cashback", currency);
    Money tip = optionalMoney(in, "tip", currency);
    Surcharge surcharge =
        in.optionalObject("surcharge").map(it -> surcharge(it, currency)).orElse(null);
    Conversion conversion =
        in.optionalObject("conversion").map(it -> conversion(it, currency)).orElse(null);
    return fitting(
        in, "tip", () -> new TenderExtras(rounding, cashback, tip, surcharge, conversion));
  }

  private static Surcharge surcharge(JsonIn in, Currency currency) {
    String disclosure = in.text("disclosure");
    Money amount = money(in, "amount", currency);
    return fitting(in, "amount", () -> new Surcharge(amount, disclosure));
  }

  private static Conversion conversion(JsonIn in, Currency local) {
    Money here = money(in, "local", local);
    Money there = money(in, "foreign", currency(in));
    String id = in.text("id");
    String text = in.text("text");
    Percent markUp = value(in, "markUp", Percent::parse);
    return new Conversion(
        value(
            in,
            "rate",
            rate -> new Conversion.Quote(id, here, there, new BigDecimal(rate), markUp, text)),
        in.truth("chosen"));
  }

  static LayawayPlan plan(JsonIn in) {
    Currency currency = currency(in);
    List<LayawayPlan.Instalment> instalments = new ArrayList<>();
    for (JsonIn each : in.objects("instalments")) {
      Money amount = money(each, "amount", currency);
      instalments.add(
          value(each, "due", text -> new LayawayPlan.Instalment(LocalDate.parse(text), amount)));
    }
    String name = in.text("feeName");
    Money fixed = money(in, "feeFixed", currency);
    LayawayPlan.Fee fee =
        value(in, "feeShare", text -> new LayawayPlan.Fee(name, fixed, Percent.parse(text)));
    return new LayawayPlan(instalments, fee);
  }

  static Pause pause(JsonIn in) {
    Currency currency = currency(in);
    TenderKind kind = in.has("kind") ? value(in, "kind", TenderKind::valueOf) : null;
    CardToken card = in.has("card") ? value(in, "card", CardToken::new) : null;
    Money amount = money(in, "amount", currency);
    List<String> reasons = in.texts("reasons");
    return fitting(
        in,
        "asked",
        () ->
            new Pause(
                kind,
                amount,
                card,
                in.texts("asked").stream()
                    .map(Verification::valueOf)
                    .collect(Collectors.toUnmodifiableSet()),
                reasons));
  }

  static SaleTerms terms(JsonIn in, Currency currency) {
    TaxRounding taxes =
        in.has("taxRounding")
            ? value(in, "taxRounding", TaxRounding::valueOf)
            : TaxRounding.PER_RATE;
    if (!in.has("smallestCoin")) {
      return new SaleTerms(taxes, CashRounding.none());
    }
    Money coin = money(in, "smallestCoin", currency);
    boolean exact = in.truth("exactCash");
    return new SaleTerms(taxes, fitting(in, "smallestCoin", () -> new CashRounding(coin, exact)));
  }

  private static ProtectedCard card(JsonIn in) {
    return new ProtectedCard(
        value(in, "token", CardToken::new),
        value(in, "masked", MaskedPan::new),
        in.text("keyId"),
        value(in, "entry", EntryMode::valueOf));
  }

  static PointsQuote quote(JsonIn in) {
    List<PointsQuote.Reason> reasons = new ArrayList<>();
    for (JsonIn reason : in.objects("reasons")) {
      List<Integer> lines = new ArrayList<>();
      for (long line : reason.numbers("lines")) {
        lines.add(fitting(reason, "lines", () -> Math.toIntExact(line)));
      }
      reasons.add(
          new PointsQuote.Reason(
              reason.text("rule"), reason.number("points"), lines, reason.text("text")));
    }
    List<PointsQuote.Share> shares = new ArrayList<>();
    for (JsonIn share : in.objects("shares")) {
      int line = whole(share, "line");
      long points = share.number("points");
      shares.add(fitting(share, "points", () -> new PointsQuote.Share(line, points)));
    }
    String program = in.text("program");
    String digest = in.text("digest");
    long points = in.number("points");
    List<PointsQuote.Grant> grants = in.objects("grants").stream().map(PayloadIn::grant).toList();
    List<String> reviews = in.texts("reviews");
    return fitting(
        in,
        "points",
        () -> new PointsQuote(program, digest, points, reasons, shares, grants, reviews));
  }

  private static PointsQuote.Grant grant(JsonIn in) {
    String rule = in.text("rule");
    LocalDate lastDay = in.has("lastDay") ? value(in, "lastDay", LocalDate::parse) : null;
    if (in.has("voucher")) {
      Money voucher = money(in, "voucher", currency(in));
      return new PointsQuote.Grant(rule, "", voucher, lastDay);
    }
    String coupon = in.text("coupon");
    return fitting(in, "coupon", () -> new PointsQuote.Grant(rule, coupon, null, lastDay));
  }

  static Money money(JsonIn in, String name, Currency currency) {
    long minor = in.number(name);
    return fitting(in, name, () -> new Money(minor, currency));
  }

  private static Money optionalMoney(JsonIn in, String name, Currency currency) {
    return in.has(name) ? money(in, name, currency) : Money.zero(currency);
  }

  static int whole(JsonIn in, String name) {
    long number = in.number(name);
    return fitting(in, name, () -> Math.toIntExact(number));
  }

  /** A value that a text stands for. */
  static <T> T value(JsonIn in, String name, Function<String, T> parse) {
    String text = in.text(name);
    return fitting(in, name, () -> parse.apply(text));
  }

  /** A value, or an error at this field when it cannot be. */
  static <T> T fitting(JsonIn in, String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      // What the value said may hold what was read: only the place is kept.
      throw in.wrong(name, "a value that cannot stand here");
    }
  }
}
