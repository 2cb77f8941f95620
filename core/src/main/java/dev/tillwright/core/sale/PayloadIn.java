package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
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
    Item item = value(in, "item", code -> new Item(code, name, category, price, tax));
    return fitting(in, "line", () -> new Line(number, item, quantity));
  }

  static TaxRate tax(JsonIn in) {
    String code = in.text("taxCode");
    boolean included = in.truth("taxIncluded");
    return value(in, "taxRate", text -> new TaxRate(code, Percent.parse(text), included));
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
            money(in, "total", currency));
    if (!fitting(in, "total", priced::addsUp)) {
      throw in.wrong("total", "the line does not add up");
    }
    int origin = in.has("originLine") ? whole(in, "originLine") : 0;
    return fitting(in, "originLine", () -> new CompletedLine(priced, origin));
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
    return fitting(
        in,
        "amount",
        () -> new TenderLine(kind, amount, given, payment, card, authorization, points));
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
    return fitting(in, "points", () -> new PointsQuote(program, digest, points, reasons, shares));
  }

  static Money money(JsonIn in, String name, Currency currency) {
    long minor = in.number(name);
    return fitting(in, name, () -> new Money(minor, currency));
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
    } catch (IllegalArgumentException | ArithmeticException e) {
      // What the value said may hold what was read: only the place is kept.
      throw in.wrong(name, "a value that cannot stand here");
    }
  }
}
