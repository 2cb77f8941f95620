package dev.tillwright.examples.shop;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.receipt.Merchant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The two shops of the example: the same people and goods, in another country. */
public enum House {
  /** Pounds, English slips; members pay by card, everybody else in cash. */
  ENGLISH("uk", "United Kingdom", "GBP", "Europe/London", Locale.UK, 20, ""),
  /** Yuan, slips in Simplified Chinese, wallets on telephones for most tenders. */
  CHINESE("cn", "China", "CNY", "Asia/Shanghai", Locale.SIMPLIFIED_CHINESE, 13, "-cn");

  private final String id;
  private final String country;

  @SuppressWarnings("ImmutableEnumChecker") // it has no setters
  private final Currency currency;

  private final ZoneId zone;
  private final Locale language;

  @SuppressWarnings("ImmutableEnumChecker") // it has no setters
  private final TaxRate tax;

  private final String suffix;

  /**
   * @param suffix of the names of its files
   */
  House(
      String id,
      String country,
      String currency,
      String zone,
      Locale language,
      int tax,
      String suffix) {
    this.id = id;
    this.country = country;
    this.currency = Currency.getInstance(currency);
    this.zone = ZoneId.of(zone);
    this.language = language;
    this.tax = TaxRate.included("A", Percent.of(tax));
    this.suffix = suffix;
  }

  /** As the command line says it. */
  public String id() {
    return id;
  }

  /** As the invoices name it. */
  String country() {
    return country;
  }

  /** What all prices contain. */
  public TaxRate tax() {
    return tax;
  }

  /** All amounts are in it. */
  public Currency currency() {
    return currency;
  }

  /** Where the shop stands. */
  public ZoneId zone() {
    return zone;
  }

  /** What slips are written in. */
  public Locale language() {
    return language;
  }

  /** The name of the file its month is written to. */
  public String month() {
    return "corner-shop" + suffix + ".csv";
  }

  /** Whether customers pay with their telephones. */
  public boolean takesWallets() {
    return this == CHINESE;
  }

  /** An amount in the shop's currency. */
  public Money money(String decimal) {
    return Money.parse(decimal, currency);
  }

  /** The name of the file with the rules of its segments. */
  public String segments() {
    return "segments" + suffix + ".json";
  }

  /** The points program of the corner club, as JSON. */
  public String program() {
    try (InputStream in =
        Objects.requireNonNull(
            House.class.getResourceAsStream("corner-club" + suffix + ".json"),
            "shipped with the code")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands at the head and the foot of slips. */
  public Merchant merchant() {
    return this == CHINESE
        ? new Merchant("街角小店", List.of("集市街1号", "小柳镇"), "91000000TESTSHOP1X", null, "凭此小票28天内可退货。")
        : new Merchant(
            "The Corner Shop",
            List.of("1 Market Street", "Little Wick"),
            "GB 000 0000 00",
            null,
            "Goods may be brought back within 28 days with this receipt.");
  }
}
