package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.receipt.invoice.InvoiceCodes;
import dev.tillwright.core.receipt.invoice.InvoiceProvider;
import dev.tillwright.core.receipt.invoice.InvoiceRules;
import dev.tillwright.core.settings.Settings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;

/**
 * How a till comes to tax invoices. Defaults: when somebody asks for one; {@link
 * InvoiceRules#usual}; a QR code that is no link; 30 days to enter a code; an alarm after an hour
 * without an answer; 10,000 that wait for the provider. Immutable.
 *
 * <p><b>The SDK is no fiscal device</b>: the provider issues, and the slip says that it is none.
 */
public final class Invoicing {
  /** The area of the settings in force. */
  static final String AREA = "invoices";

  private static final String PLAIN =
      "tillwright-invoice:1/{number}/{code}/{amount}/{currency}/{date}";
  private static final int MOST_WAITING = 10_000;
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final InvoiceProvider provider;
  private final InvoiceCodes codes;
  private final InvoiceRules rules;
  private final boolean everySale;
  private final String page;
  private final Duration claimWithin;
  private final Duration patience;
  private final int mostWaiting;

  private Invoicing(
      InvoiceProvider provider,
      InvoiceCodes codes,
      InvoiceRules rules,
      boolean everySale,
      String page,
      Duration claimWithin,
      Duration patience,
      int mostWaiting) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.codes = Objects.requireNonNull(codes, "codes");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.everySale = everySale;
    this.page = page;
    this.claimWithin = claimWithin;
    this.patience = patience;
    this.mostWaiting = mostWaiting;
  }

  /** By this provider, which the till closes, with these codes on the slips. */
  public static Invoicing by(InvoiceProvider provider, InvoiceCodes codes) {
    return new Invoicing(
        provider,
        codes,
        InvoiceRules.usual(),
        false,
        PLAIN,
        Duration.ofDays(30),
        Duration.ofHours(1),
        MOST_WAITING);
  }

  /** Every sale is asked for, in one piece with its end: each slip has its code. */
  public Invoicing everySale() {
    return new Invoicing(provider, codes, rules, true, page, claimWithin, patience, mostWaiting);
  }

  /** What is not invoiced. */
  public Invoicing rules(InvoiceRules set) {
    return new Invoicing(provider, codes, set, everySale, page, claimWithin, patience, mostWaiting);
  }

  /**
   * What the QR code on a slip holds.
   *
   * @param template at most 500 characters, with {@code {code}} in it; {@code {number}}, {@code
   *     {amount}}, {@code {currency}} and {@code {date}} may be: {@code
   *     https://invoices.example/?c={code}&a={amount}}
   */
  public Invoicing page(String template) {
    if (!template.contains("{code}") || template.length() > 500) {
      throw new IllegalArgumentException("a page has {code} in it, and at most 500 characters");
    }
    return new Invoicing(
        provider, codes, rules, everySale, template, claimWithin, patience, mostWaiting);
  }

  /** How long a customer may take to enter a code: whole days; then the till asks no more. */
  public Invoicing claimWithin(Duration days) {
    if (days.toDays() < 1 || days.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a code is good for a day to ten years");
    }
    return new Invoicing(provider, codes, rules, everySale, page, days, patience, mostWaiting);
  }

  /** How long something may stay without an answer before an alarm is raised. */
  public Invoicing alarmAfter(Duration longest) {
    if (longest.toSeconds() < 1 || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an alarm comes after a second to ten years");
    }
    return new Invoicing(
        provider, codes, rules, everySale, page, claimWithin, longest, mostWaiting);
  }

  /** How many may wait for the provider, 1 to 10,000; above that no more are asked for. */
  public Invoicing mostWaiting(int most) {
    if (most < 1 || most > MOST_WAITING) {
      throw new IllegalArgumentException("1 to " + MOST_WAITING + " wait for the provider");
    }
    return new Invoicing(provider, codes, rules, everySale, page, claimWithin, patience, most);
  }

  int mostWaiting() {
    return mostWaiting;
  }

  InvoiceProvider provider() {
    return provider;
  }

  InvoiceCodes codes() {
    return codes;
  }

  InvoiceRules rules() {
    return rules;
  }

  boolean isEverySale() {
    return everySale;
  }

  Duration patience() {
    return patience;
  }

  /** Whether a code of this day may still be entered. */
  boolean claimable(LocalDate date, LocalDate today) {
    return !today.isAfter(date.plusDays(claimWithin.toDays()));
  }

  String qr(String number, String code, Money amount, LocalDate date) {
    return page.replace("{number}", number)
        .replace("{code}", code)
        .replace("{amount}", amount.decimal())
        .replace("{currency}", amount.currency().getCurrencyCode())
        .replace("{date}", date.toString());
  }

  Settings settings() {
    return Settings.of(AREA)
        .with("everySale", everySale)
        .with("page", page)
        .with("claimWithin", claimWithin.toString())
        .with("alarmAfter", patience.toString())
        .withText("rules", rules.json());
  }
}
