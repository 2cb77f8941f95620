package dev.tillwright.core.qr;

import dev.tillwright.core.money.Money;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A code that a shop shows and a customer's phone reads (EMVCo QR Code Specification for Payment
 * Systems, Merchant-Presented Mode v1.1).
 *
 * <p><b>Guarantees.</b> What was read is given back character for character, fields that nobody
 * knows and ids that stand twice included; where an id stands twice, the first counts. A code
 * without the fields that must be there, with a wrong check or beyond the bounds is an error that
 * names the field and the place. At most {@value #MAX_CHARACTERS} characters. <b>Not</b> who made
 * it: the check stops no forger.
 *
 * <p>Immutable.
 */
public final class MerchantQr {
  /** The longest code, in characters (v1.1, 3.1). */
  public static final int MAX_CHARACTERS = 512;

  private final String text;
  private final QrFields fields;

  private MerchantQr(String text, QrFields fields) {
    this.text = text;
    this.fields = fields;
  }

  /**
   * Reads what stands in a code.
   *
   * @throws QrFormatException when it is not as the specification says
   */
  public static MerchantQr parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new QrFormatException(
          "", MAX_CHARACTERS, "more than " + MAX_CHARACTERS + " characters");
    }
    QrFields fields = QrFields.parse(text);
    MerchantRules.check(text, fields);
    return new MerchantQr(text, fields);
  }

  /** Whether a text begins as such a code does, so that it is worth reading. */
  public static boolean looksLike(String text) {
    return text.startsWith("000201");
  }

  /**
   * Begins a code.
   *
   * @param category four digits (ISO 18245)
   * @param country two letters (ISO 3166-1)
   * @param name of the shop, at most 25 characters
   * @param city at most 15 characters
   */
  public static Builder builder(
      String category, Currency currency, String country, String name, String city) {
    return new Builder(category, currency, country, name, city);
  }

  static String checkOf(String before) {
    return Crc16.of(before.getBytes(StandardCharsets.UTF_8));
  }

  /** As a code holds it, the check at its end. */
  public String text() {
    return text;
  }

  /** All fields, in their order. */
  public QrFields fields() {
    return fields;
  }

  /** Whether it is for one payment (01 is 12), not for many (11, or nothing). */
  public boolean isDynamic() {
    return fields.value("01").filter("12"::equals).isPresent();
  }

  /** The accounts that may be paid: ids 02 to 51, in their order. */
  public List<QrField> accounts() {
    return fields.list().stream()
        .filter(field -> MerchantRules.isAccount(Integer.parseInt(field.id())))
        .toList();
  }

  /** The category of the shop (52). */
  public String category() {
    return needed("52");
  }

  /** What amounts are in (53); nothing for a number that this JVM does not know. */
  public Optional<Currency> currency() {
    return MerchantRules.currency(needed("53"));
  }

  /** The amount as it stands there (54); nothing when the customer enters it. */
  public Optional<String> amountText() {
    return fields.value("54");
  }

  /**
   * The amount; nothing when the customer enters it, or the currency is not known.
   *
   * @throws QrFormatException for an amount that the currency cannot pay
   */
  public Optional<Money> amount() {
    return amountText().flatMap(decimal -> currency().map(in -> money(decimal, in)));
  }

  private static Money money(String decimal, Currency in) {
    try {
      return Money.parse(decimal, in);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new QrFormatException("54", 0, "not an amount of its currency");
    }
  }

  /** The country of the shop (58). */
  public String country() {
    return needed("58");
  }

  /** The shop (59). */
  public String name() {
    return needed("59");
  }

  /** Its city (60). */
  public String city() {
    return needed("60");
  }

  /** More about the payment (62): bill number 01, store 03, reference 05, terminal 07 and so on. */
  public Optional<QrFields> additional() {
    return fields.template("62");
  }

  /** The shop in another language (64): language 00, name 01, city 02. */
  public Optional<QrFields> otherLanguage() {
    return fields.template("64");
  }

  private String needed(String id) {
    return fields.value(id).orElseThrow();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MerchantQr that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The ids and lengths. */
  @Override
  public String toString() {
    return "MerchantQr" + fields.list();
  }

  /** Puts a code together; ids stand in rising order, the check last. Not for several threads. */
  public static final class Builder {
    private final java.util.TreeMap<String, QrFields> byId = new java.util.TreeMap<>();
    private final Currency currency;

    private Builder(String category, Currency currency, String country, String name, String city) {
      this.currency = Objects.requireNonNull(currency, "currency");
      put("00", "01");
      put("52", category);
      put("53", String.format(java.util.Locale.ROOT, "%03d", currency.getNumericCode()));
      put("58", country);
      put("59", name);
      put("60", city);
    }

    private Builder put(String id, String value) {
      byId.put(id, QrFields.of(id, value));
      return this;
    }

    /** An account of a card scheme: ids 02 to 25. */
    public Builder account(String id, String value) {
      return put(id, value);
    }

    /** An account of any scheme: ids 26 to 51; its field 00 says whose it is. */
    public Builder account(String id, QrFields template) {
      return put(id, template.text());
    }

    /** For one payment. */
    public Builder dynamic() {
      return put("01", "12");
    }

    /** How much; without it the customer enters the amount. */
    public Builder amount(Money amount) {
      if (!amount.currency().equals(currency) || !amount.isPositive()) {
        throw new IllegalArgumentException("a positive amount in the currency of the code");
      }
      return put("54", amount.decimal());
    }

    /** The postal code, at most 10 characters. */
    public Builder postalCode(String code) {
      return put("61", code);
    }

    /** More about the payment; see {@link MerchantQr#additional}. */
    public Builder additional(QrFields template) {
      return put("62", template.text());
    }

    /** The shop in another language: two letters, a name and a city. */
    public Builder otherLanguage(String language, String name, String city) {
      return put("64", QrFields.of("00", language, "01", name, "02", city).text());
    }

    /** Any other field, such as those for tips (55 to 57) or of one's own (80 to 99). */
    public Builder field(String id, String value) {
      if (id.equals("63")) {
        throw new IllegalArgumentException("the check is made, not given");
      }
      return put(id, value);
    }

    /**
     * The code.
     *
     * @throws QrFormatException when a field is missing, or is not as the specification says
     */
    public MerchantQr build() {
      StringBuilder out = new StringBuilder();
      byId.values().forEach(each -> out.append(each.text()));
      out.append("6304");
      return parse(out + checkOf(out.toString()));
    }
  }
}
