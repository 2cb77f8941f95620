package dev.tillwright.core.host;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AcquirerIds;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.IncrementRequest;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Requests of the till as messages; {@code docs/iso8583-host.md} lists each with its fields.
 * Everything that moves money follows from the request, and nothing from the moment of sending: a
 * repeat differs from the first in its type alone, as hosts demand that look for the first.
 */
final class Messages {
  static final int KEY = 48;

  private static final String GOODS = "000000";
  private static final String GOODS_AND_CASH = "090000";
  private static final String REFUND = "200000";
  private static final String NORMAL = "00";
  private static final String PREAUTHORIZED = "06";
  private static final long MOST_MINOR = 999_999_999_999L;
  private static final int TRACES = 999_999;

  private final Iso8583Config config;
  private final AtomicInteger questions = new AtomicInteger();

  Messages(Iso8583Config config) {
    this.config = config;
  }

  IsoMessage authorize(AuthorizationRequest request) {
    Charge charge = request.charge();
    String type =
        switch (request.manner()) {
          case PURCHASE -> "020";
          case AUTHORIZATION -> "010";
          case FORWARD -> "022";
        };
    IsoMessage.Builder message =
        money(type, request.repeat(), request.key(), charge.total(), request.at())
            .set(3, code(charge))
            .set(25, NORMAL)
            .set(KEY, KeyField.of(request.key()).text());
    ChargeFields.set(message, charge);
    if (request.partial()) {
      message.set(config.partialMark().field(), config.partialMark().value());
    }
    return withCard(message, request.card());
  }

  IsoMessage capture(CaptureRequest request) {
    KeyField key = KeyField.capture(request.key(), request.original(), request.last());
    IsoMessage.Builder message =
        money("022", request.repeat(), request.key(), request.amount(), request.at())
            .set(3, GOODS)
            .set(25, PREAUTHORIZED)
            .set(KEY, key.text())
            .set(90, original("0100", request.original(), request.originalAt()));
    if (request.authorizationCode().matches("[0-9A-Za-z]{1,6}")) {
      message.set(38, request.authorizationCode());
    }
    return withCard(message, request.card());
  }

  IsoMessage increment(IncrementRequest request) {
    return withCard(
        money("010", request.repeat(), request.key(), request.amount(), request.at())
            .set(3, GOODS)
            .set(25, NORMAL)
            .set(KEY, KeyField.citing(request.key(), request.original()).text())
            .set(90, original("0100", request.original(), request.originalAt())),
        request.card());
  }

  IsoMessage refund(RefundRequest request) {
    return withCard(
        money("020", request.repeat(), request.key(), request.amount(), request.at())
            .set(3, REFUND)
            .set(25, NORMAL)
            .set(KEY, KeyField.citing(request.key(), request.original()).text()),
        request.card());
  }

  /** Its trace number and times are those of the original, so that a host that looks finds it. */
  IsoMessage reversal(ReversalRequest request) {
    boolean given = request.cause() == ReversalRequest.Cause.VOID;
    IsoMessage.Builder message =
        money("040", request.repeat(), request.original(), request.amount(), request.at())
            .set(3, request.kind() == AttemptKind.REFUND ? REFUND : code(request.charge()))
            .set(25, NORMAL)
            .set(39, given ? ResponseCodes.CANCELLED : ResponseCodes.TOO_LATE)
            .set(KEY, KeyField.of(request.original()).text())
            .set(90, original(type(request.kind()), request.original(), request.at()));
    ChargeFields.set(message, request.charge());
    return withCard(message, request.card());
  }

  private static String code(Charge charge) {
    return charge.cashback().isPositive() ? GOODS_AND_CASH : GOODS;
  }

  /** Moves nothing, so each has a trace number of its own, and no card. */
  IsoMessage status(StatusRequest request) {
    int trace = nextQuestion();
    Times asked = new Times(config.clock().instant(), config.zone());
    Times first = new Times(request.at(), config.zone());
    return IsoMessage.of("0600")
        .set(3, request.kind() == AttemptKind.REFUND ? REFUND : GOODS)
        .set(4, twelve(request.amount()))
        .set(7, asked.transmission())
        .set(11, six(trace))
        .set(37, first.reference(trace(request.key())))
        .set(41, config.terminalId())
        .set(42, config.merchantId())
        .set(KEY, KeyField.of(request.key()).text())
        .set(49, number(request.amount().currency()))
        .set(90, original(type(request.kind()), request.key(), request.at()))
        .build();
  }

  /** Trace numbers of messages that move nothing. */
  int nextQuestion() {
    return questions.updateAndGet(last -> last % TRACES + 1);
  }

  private IsoMessage.Builder money(
      String type, boolean repeat, PaymentKey key, Money amount, Instant at) {
    Times times = new Times(at, config.zone());
    String trace = trace(key);
    return IsoMessage.of(type + (repeat ? "1" : "0"))
        .set(4, twelve(amount))
        .set(7, times.transmission())
        .set(11, trace)
        .set(12, times.localTime())
        .set(13, times.localDate())
        .set(37, times.reference(trace))
        .set(41, config.terminalId())
        .set(42, config.merchantId())
        .set(49, number(amount.currency()));
  }

  /** Field 90: type, trace and time of the original; its acquirer and forwarder are not ours. */
  private String original(String type, PaymentKey key, Instant at) {
    return type + trace(key) + new Times(at, config.zone()).transmission() + "0".repeat(22);
  }

  private static String type(AttemptKind kind) {
    return kind == AttemptKind.AUTHORIZATION ? "0100" : "0200";
  }

  private IsoMessage withCard(IsoMessage.Builder message, ProtectedCard card) {
    SecretAccess access = SecretAccess.forPurpose("authorization");
    message.set(22, card.entryMode().code() + "0");
    try (Card clear = config.cards().reveal(card.token(), access)) {
      byte[] digits = clear.pan().reveal(access);
      try {
        message.setText(2, digits);
      } finally {
        Arrays.fill(digits, (byte) 0);
      }
      message.set(14, Times.expiry(clear.expiry()));
    }
    return message.build();
  }

  /** Whether an answer may be to this key: it names it, or the host does not repeat field 48. */
  static boolean mayAnswer(IsoMessage answer, @Nullable PaymentKey key) {
    String named = answer.text(KEY);
    return key == null || named.isEmpty() || KeyField.parse(named).key().equals(key.toString());
  }

  /** Field 11 follows from the key, so that a repeat carries the same. */
  AcquirerIds ids(PaymentKey key) {
    return new AcquirerIds(config.merchantId(), config.terminalId(), trace(key));
  }

  static String trace(PaymentKey key) {
    return six((key.seq() - 1) % TRACES + 1);
  }

  /** Field 49: ISO 4217, three digits. */
  static String number(Currency currency) {
    return String.format(Locale.ROOT, "%03d", currency.getNumericCode());
  }

  private static String six(long trace) {
    return String.format(Locale.ROOT, "%06d", trace);
  }

  static String twelve(Money amount) {
    if (amount.minor() > MOST_MINOR) {
      throw new IllegalArgumentException("field 4 holds an amount of twelve digits");
    }
    return String.format(Locale.ROOT, "%012d", amount.minor());
  }
}
