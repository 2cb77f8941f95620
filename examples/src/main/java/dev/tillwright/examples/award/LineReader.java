package dev.tillwright.examples.award;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The goods of a sale: a list of lines, an object of them by code, one line, or one amount. */
final class LineReader {
  private static final Set<String> FIELDS =
      Set.of(
          "sku",
          "code",
          "name",
          "category",
          "brand",
          "qty",
          "quantity",
          "units",
          "kg",
          "unit",
          "price",
          "price_per_kg",
          "amount",
          "total",
          "gross",
          "vat",
          "tax",
          "addedTax",
          "discount",
          "note");

  private final Currency currency;
  private final Map<String, String> brands = new HashMap<>();
  private Basket basket;
  private int number;

  LineReader(Currency currency) {
    this.currency = currency;
    this.basket = Basket.empty(currency);
  }

  /** The brands of the items that were read, by code. */
  Map<String, String> brands() {
    return Map.copyOf(brands);
  }

  Basket read(Node sale) {
    if (sale.has("lines")) {
      Node lines = sale.at("lines");
      if (lines.isObject()) {
        lines.names().forEach(code -> line(lines.at(code), code));
      } else {
        lines.list().forEach(each -> line(each, ""));
      }
    } else if (sale.has("line")) {
      line(sale.at("line"), "");
    } else if (sale.hasEither("unit", "price", "price_per_kg", "gross")) {
      goods(sale, "");
    } else {
      line(sale.either("total", "amount"), "");
    }
    for (String name : List.of("discounts", "discount")) {
      if (sale.has(name)) {
        Node discounts = sale.at(name);
        (discounts.isList() ? discounts.list() : List.of(discounts))
            .forEach(each -> basket = basket.withDiscount(discount(each)));
      }
    }
    return basket;
  }

  /** One line of so much. */
  Line single(Node amount) {
    line(amount, "");
    return basket.lines().get(0);
  }

  private void line(Node node, String named) {
    goods(node.isObject() ? node.only(FIELDS) : node, named);
  }

  private void goods(Node node, String named) {
    number++;
    boolean object = node.isObject();
    String code =
        object && node.hasEither("sku", "code")
            ? node.either("sku", "code").text()
            : named.isEmpty() ? "item-" + number : named;
    Quantity quantity =
        object && node.hasEither("qty", "quantity", "units", "kg")
            ? quantity(node.either("qty", "quantity", "units", "kg"))
            : Quantity.of(1);
    UnitPrice price = price(node, object, quantity);
    TaxRate tax = TaxRate.included("none", Percent.of(0));
    if (object && node.hasEither("vat", "tax")) {
      Percent rate = percent(node.either("vat", "tax"));
      tax = TaxRate.included("vat " + rate, rate);
    } else if (object && node.has("addedTax")) {
      Percent rate = percent(node.at("addedTax"));
      tax = TaxRate.added("tax " + rate, rate);
    }
    String category = object && node.has("category") ? node.at("category").text() : "";
    String name = object && node.has("name") ? node.at("name").text() : code;
    try {
      Item item = new Item(code, name, category, price, tax);
      basket = basket.withLine(new Line(number, item, quantity));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw node.wrong("not a line that can be sold");
    }
    if (object && node.has("brand")) {
      brands.put(code, node.at("brand").text());
    }
    if (object && node.has("discount")) {
      basket = basket.withDiscount(discount(node.at("discount")).onLine(number));
    }
  }

  private UnitPrice price(Node node, boolean object, Quantity quantity) {
    if (object && node.hasEither("unit", "price", "price_per_kg")) {
      Node price = node.either("unit", "price", "price_per_kg");
      return unit(price, price.decimal());
    }
    Node place = object ? node.either("amount", "total", "gross") : node;
    Money amount = money(place);
    BigDecimal each =
        new BigDecimal(amount.decimal()).divide(quantity.value(), 6, RoundingMode.HALF_UP);
    UnitPrice price = unit(place, each);
    if (!price.times(quantity, RoundingMode.HALF_UP).equals(amount)) {
      throw place.wrong("no price of six decimals times the quantity gives this amount");
    }
    return price;
  }

  private UnitPrice unit(Node place, BigDecimal value) {
    try {
      BigDecimal plain = value.stripTrailingZeros();
      return new UnitPrice(plain.scale() < 0 ? plain.setScale(0) : plain, currency);
    } catch (IllegalArgumentException e) {
      throw place.wrong("a price of at most six decimals was expected");
    }
  }

  Money money(Node node) {
    BigDecimal value = node.decimal().stripTrailingZeros();
    if (value.scale() > currency.getDefaultFractionDigits() || value.signum() < 0) {
      throw node.wrong("an amount of " + currency + " was expected, not below zero");
    }
    return Money.parse(value.toPlainString(), currency);
  }

  static Quantity quantity(Node node) {
    try {
      Quantity quantity = Quantity.parse(node.decimal().stripTrailingZeros().toPlainString());
      if (quantity.isPositive()) {
        return quantity;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw node.wrong("a quantity above zero was expected");
  }

  private static Percent percent(Node node) {
    String text = node.isText() ? node.text() : node.decimal().toPlainString();
    try {
      Percent percent =
          Percent.parse(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
      if (percent.value().signum() >= 0) {
        return percent;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw node.wrong("a percentage such as 20% was expected");
  }

  /** An amount, a text with a percent sign, or an object of one of the two. */
  private Discount discount(Node node) {
    Node value = node.isObject() ? node.either("percent", "amount") : node;
    boolean percent =
        node.isObject() ? node.has("percent") : node.isText() && node.text().endsWith("%");
    try {
      return percent
          ? Discount.percent(percent(value), "discount")
          : Discount.amount(money(value), "discount");
    } catch (IllegalArgumentException e) {
      throw value.wrong("a discount above zero was expected, at most 100 %");
    }
  }
}
