package dev.tillwright.core.host;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Requests of the till as messages. Everything follows from the request, and nothing from the
 * moment of sending: a repeat differs from the first in its type alone, as hosts demand that look
 * for the first.
 */
final class Messages {
  /** Field 48: the payment key, then, on a refund, a bar and the key of the purchase. */
  static final int KEY = 48;

  static final char BAR = '|';
  static final DateTimeFormatter TRANSMISSION = pattern("MMddHHmmss");

  private static final DateTimeFormatter TIME = pattern("HHmmss");
  private static final DateTimeFormatter DATE = pattern("MMdd");
  private static final DateTimeFormatter EXPIRY = pattern("yyMM");
  private static final DateTimeFormatter HOUR = pattern("DDDHH");
  private static final String PURCHASE = "000000";
  private static final String REFUND = "200000";
  private static final long MOST_MINOR = 999_999_999_999L;
  private static final int TRACES = 999_999;

  private final Iso8583Config config;

  Messages(Iso8583Config config) {
    this.config = config;
  }

  IsoMessage purchase(AuthorizationRequest request) {
    String type = request.manner() == AuthorizationRequest.Manner.FORWARD ? "022" : "020";
    return message(
        type + (request.repeat() ? "1" : "0"),
        PURCHASE,
        request.key(),
        request.charge().total(),
        request.card(),
        request.at(),
        "");
  }

  IsoMessage refund(RefundRequest request) {
    return message(
        request.repeat() ? "0201" : "0200",
        REFUND,
        request.key(),
        request.amount(),
        request.card(),
        request.at(),
        request.original() == null ? "" : BAR + request.original().toString());
  }

  IsoMessage reversal(ReversalRequest request) {
    return message(
        request.repeat() ? "0401" : "0400",
        request.kind() == AttemptKind.REFUND ? REFUND : PURCHASE,
        request.original(),
        request.amount(),
        request.card(),
        request.at(),
        "");
  }

  private IsoMessage message(
      String mti,
      String processing,
      PaymentKey key,
      Money amount,
      ProtectedCard card,
      Instant at,
      String afterKey) {
    if (amount.minor() > MOST_MINOR) {
      throw new IllegalArgumentException("field 4 holds an amount of twelve digits");
    }
    ZonedDateTime local = at.atZone(config.zone());
    ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
    String trace = trace(key);
    IsoMessage.Builder message =
        IsoMessage.of(mti)
            .set(3, processing)
            .set(4, String.format(Locale.ROOT, "%012d", amount.minor()))
            .set(7, TRANSMISSION.format(utc))
            .set(11, trace)
            .set(12, TIME.format(local))
            .set(13, DATE.format(local))
            .set(22, card.entryMode().code() + "0")
            .set(25, "00")
            .set(37, utc.getYear() % 10 + HOUR.format(utc) + trace)
            .set(41, config.terminalId())
            .set(42, config.merchantId())
            .set(KEY, key + afterKey)
            .set(49, number(amount.currency()));
    if (mti.startsWith("04")) {
      // Field 90: type, trace and time of the original; its acquirer and forwarder are not ours.
      message.set(90, "0200" + trace + TRANSMISSION.format(utc) + "0".repeat(22));
    }
    return withCard(message, card);
  }

  private IsoMessage withCard(IsoMessage.Builder message, ProtectedCard card) {
    SecretAccess access = SecretAccess.forPurpose("authorization");
    try (Card clear = config.cards().reveal(card.token(), access)) {
      byte[] digits = clear.pan().reveal(access);
      try {
        message.setText(2, digits);
      } finally {
        Arrays.fill(digits, (byte) 0);
      }
      message.set(14, EXPIRY.format(clear.expiry()));
    }
    return message.build();
  }

  /** Whether an answer may be to this key: it names it, or the host does not repeat field 48. */
  static boolean mayAnswer(IsoMessage answer, @Nullable PaymentKey key) {
    String named = answer.text(KEY);
    return key == null || named.isEmpty() || keyOf(named).equals(key.toString());
  }

  /** The payment key in field 48. */
  static String keyOf(String field48) {
    int bar = field48.indexOf(BAR);
    return (bar < 0 ? field48 : field48.substring(0, bar)).strip();
  }

  /** The key of the purchase that a refund gives back; empty when field 48 names none. */
  static String originalOf(String field48) {
    int bar = field48.indexOf(BAR);
    return bar < 0 ? "" : field48.substring(bar + 1).strip();
  }

  /** Field 11 follows from the key, so that a repeat carries the same. */
  static String trace(PaymentKey key) {
    return String.format(Locale.ROOT, "%06d", (key.seq() - 1) % TRACES + 1);
  }

  /** Field 49: ISO 4217, three digits. */
  static String number(Currency currency) {
    return String.format(Locale.ROOT, "%03d", currency.getNumericCode());
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }
}
