package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.Converted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What a charge is made of, as fields: 54, 28, and of a conversion 6, 10 and 51. */
final class ChargeFields {
  private static final String CASHBACK = "40";
  private static final String TIP = "44";
  private static final long MOST_FEE = 99_999_999L;
  private static final int RATE_DIGITS = 7;
  private static final int MOST_DECIMALS = 9;

  private ChargeFields() {}

  /**
   * @throws IllegalArgumentException when a part does not fit its field
   */
  static void set(IsoMessage.Builder message, Charge charge) {
    String additional = additional(CASHBACK, charge.cashback()) + additional(TIP, charge.tip());
    if (!additional.isEmpty()) {
      message.set(54, additional);
    }
    Money surcharge = charge.surcharge();
    if (surcharge.minor() > MOST_FEE) {
      throw new IllegalArgumentException("field 28 holds a surcharge of eight digits");
    }
    if (surcharge.isPositive()) {
      message.set(28, "D" + String.format(Locale.ROOT, "%08d", surcharge.minor()));
    }
    Converted converted = charge.converted();
    if (converted != null) {
      message
          .set(6, Messages.twelve(converted.amount()))
          .set(10, rate(converted.rate()))
          .set(51, Messages.number(converted.amount().currency()));
    }
  }

  /** One part of field 54: account type, amount type, currency, sign and amount. */
  private static String additional(String type, Money part) {
    return part.isZero()
        ? ""
        : "00" + type + Messages.number(part.currency()) + "D" + Messages.twelve(part);
  }

  /** Field 10: how many of seven digits are decimals, then the digits, rounded to them. */
  static String rate(BigDecimal rate) {
    int whole = rate.precision() - rate.scale();
    int decimals = Math.min(MOST_DECIMALS, RATE_DIGITS - whole);
    BigDecimal rounded = decimals < 0 ? rate : rate.setScale(decimals, RoundingMode.HALF_UP);
    if (decimals > 0 && rounded.precision() > RATE_DIGITS) {
      rounded = rate.setScale(--decimals, RoundingMode.HALF_UP);
    }
    if (decimals < 0 || rounded.precision() > RATE_DIGITS || rounded.signum() == 0) {
      throw new IllegalArgumentException("field 10 holds a rate of seven digits");
    }
    return String.format(Locale.ROOT, "%d%07d", decimals, rounded.unscaledValue());
  }
}
