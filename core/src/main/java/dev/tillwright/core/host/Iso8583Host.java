package dev.tillwright.core.host;

import dev.tillwright.core.host.Exchange.Outcome;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AcquirerIds;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.IncrementRequest;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A card host that speaks ISO 8583:1987 over TCP: authorizations and raises by 0100, purchases and
 * refunds by 0200, captures and payments taken offline by 0220, reversals and voids by 0400, status
 * queries by 0600, repeats by 0101, 0201, 0221 and 0401. The payment key travels whole in field 48,
 * so that the host knows a repeat. {@code docs/iso8583-host.md} lists every message and field.
 *
 * <p><b>Guarantees.</b> {@link HostReply.Unreachable} only when not one byte was sent. An answer
 * reaches the question it belongs to or nobody: type, trace number, terminal and time must match,
 * and the key when the host repeats it. A card number is in clear only while a message is put
 * together and sent; what held it is wiped. Every call ends within its deadline, also when the peer
 * reads nothing, and does not harm the next. A repeat differs from the first in its type alone.
 *
 * <p><b>Threads.</b> Any number at once, over one connection, which is made when it is needed and
 * made anew when it broke. The deadline may be any positive time.
 */
public final class Iso8583Host implements PaymentHost {
  private static final Logger LOG = LoggerFactory.getLogger(Iso8583Host.class);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Iso8583Config config;
  private final HostCapabilities capabilities;
  private final Messages messages;
  private final LateAnswers late = new LateAnswers();
  private final HostLink link;

  private Iso8583Host(Iso8583Config config) {
    this.config = config;
    this.capabilities = config.capabilities();
    this.messages = new Messages(config);
    this.link = new HostLink(config, late::came);
  }

  /** A link that connects with the first question. */
  public static Iso8583Host connect(Iso8583Config config) {
    return new Iso8583Host(Objects.requireNonNull(config, "config"));
  }

  @Override
  public HostCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public AcquirerIds ids(PaymentKey key) {
    return messages.ids(key);
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    if (request.manner() == Manner.AUTHORIZATION) {
      require(HostCapability.SEPARATE_CAPTURE);
    }
    Money total = request.charge().total();
    return money(request.key(), total, () -> messages.authorize(request), deadline);
  }

  @Override
  public HostReply capture(CaptureRequest request, Duration deadline) {
    require(HostCapability.SEPARATE_CAPTURE);
    return money(request.key(), request.amount(), () -> messages.capture(request), deadline);
  }

  @Override
  public HostReply increment(IncrementRequest request, Duration deadline) {
    require(HostCapability.INCREMENT);
    return money(request.key(), request.amount(), () -> messages.increment(request), deadline);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    if (request.original() == null) {
      require(HostCapability.UNLINKED_REFUND);
    }
    return money(request.key(), request.amount(), () -> messages.refund(request), deadline);
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    require(HostCapability.REVERSAL);
    Outcome outcome = ask(request.original(), () -> messages.reversal(request), deadline);
    IsoMessage reply = outcome.reply();
    return reply == null ? ReversalReply.UNACKNOWLEDGED : Replies.reversal(reply);
  }

  @Override
  public StatusReply status(StatusRequest request, Duration deadline) {
    require(HostCapability.STATUS_QUERY);
    Outcome outcome = ask(request.key(), () -> messages.status(request), deadline);
    IsoMessage reply = outcome.reply();
    return reply == null
        ? new StatusReply.Unanswered(outcome.cause())
        : Replies.status(reply, request.amount());
  }

  /**
   * Asks whether the host has the same totals (0500).
   *
   * @param day whose, by the host's calendar (field 15)
   * @param deadline positive
   */
  public TotalsReply reconcile(HostTotals ours, LocalDate day, Duration deadline) {
    int trace = messages.nextQuestion();
    // No payment has this key: it only ties the answer to the question.
    PaymentKey key = new PaymentKey("totals", 1, trace);
    Supplier<IsoMessage> question =
        () -> TotalsMessages.question(config, ours, day, config.clock().instant(), trace);
    Outcome outcome = ask(key, question, deadline);
    IsoMessage reply = outcome.reply();
    return reply == null
        ? new TotalsReply.Unanswered(outcome.cause())
        : TotalsMessages.reply(reply, ours);
  }

  @Override
  public void onLateAnswer(Consumer<LateAnswer> listener) {
    late.listener(Objects.requireNonNull(listener, "listener"));
  }

  /** Answers that came too late, twice, or that nobody asked for, since the link was made. */
  public long lateReplies() {
    return link.late().count();
  }

  @Override
  public void close() {
    link.close();
  }

  private HostReply money(
      PaymentKey key, Money asked, Supplier<IsoMessage> question, Duration deadline) {
    late.expect(key, asked);
    Outcome outcome = ask(key, question, deadline);
    IsoMessage reply = outcome.reply();
    if (reply != null || !outcome.sent()) {
      late.forget(key);
    }
    if (reply != null) {
      return Replies.money(reply, asked);
    }
    return outcome.sent()
        ? new HostReply.Unknown(outcome.cause())
        : new HostReply.Unreachable(outcome.cause());
  }

  private Outcome ask(PaymentKey key, Supplier<IsoMessage> question, Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
    Duration bounded = deadline.compareTo(LONGEST) < 0 ? deadline : LONGEST;
    long end = System.nanoTime() + bounded.toNanos();
    try {
      return link.ask(question.get(), key, end);
    } catch (RuntimeException e) {
      // The card could not be had, or the dialect cannot write it: nothing left. The text of the
      // failure is not ours, so it is not logged.
      LOG.warn("the message for {} could not be made: {}", key, e.getClass().getName());
      return Outcome.unsent(Cause.FAILED);
    }
  }

  private void require(HostCapability capability) {
    if (!capabilities.can(capability)) {
      throw new IllegalStateException("this host was not configured to do " + capability);
    }
  }
}
