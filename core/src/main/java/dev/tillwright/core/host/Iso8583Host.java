package dev.tillwright.core.host;

import dev.tillwright.core.host.Exchange.Outcome;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A card host that speaks ISO 8583:1987 over TCP: purchases and refunds by 0200/0210, payments
 * taken offline by 0220/0230, reversals by 0400/0410, repeats by 0201, 0221 and 0401. The payment
 * key travels whole in field 48, so that the host knows a repeat.
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
  private static final HostCapabilities CAPABILITIES =
      HostCapabilities.of(HostCapability.REVERSAL, HostCapability.DEDUPLICATION);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Messages messages;
  private final HostLink link;

  private Iso8583Host(Iso8583Config config) {
    this.messages = new Messages(config);
    this.link = new HostLink(config);
  }

  /** A link that connects with the first question. */
  public static Iso8583Host connect(Iso8583Config config) {
    return new Iso8583Host(Objects.requireNonNull(config, "config"));
  }

  @Override
  public HostCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    return money(
        request.key(), request.charge().total(), () -> messages.purchase(request), deadline);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    return money(request.key(), request.amount(), () -> messages.refund(request), deadline);
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    Outcome outcome = ask(request.original(), () -> messages.reversal(request), deadline);
    IsoMessage reply = outcome.reply();
    return reply == null ? ReversalReply.UNACKNOWLEDGED : Replies.reversal(reply);
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
    Outcome outcome = ask(key, question, deadline);
    IsoMessage reply = outcome.reply();
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
}
