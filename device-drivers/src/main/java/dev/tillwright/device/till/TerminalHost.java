package dev.tillwright.device.till;

import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentTerminal;
import dev.tillwright.device.spi.Subscription;
import dev.tillwright.device.spi.TerminalCapabilities;
import dev.tillwright.device.spi.TerminalReply;
import dev.tillwright.device.spi.TerminalReply.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A semi-integrated payment terminal as the till's port to whoever moves the money: {@code
 * builder.host(TenderKind.TERMINAL, TerminalHost.of(terminal))}, then {@code Tender.terminal()}.
 *
 * <p><b>Guarantees.</b> The terminal knows a payment by its key. Only the first sending asks for a
 * card: a repeat asks what became of it. A reversal first finds out whether there is anything to
 * undo, and has an id of its own that never changes.
 *
 * <p><b>Threads.</b> Any; the terminal does one thing after the other. Closing closes the terminal.
 */
public final class TerminalHost implements PaymentHost {
  private static final String UNDO = "/undo";

  private final PaymentTerminal terminal;
  private final HostCapabilities capabilities;
  private @Nullable Subscription late;

  private TerminalHost(PaymentTerminal terminal) {
    this.terminal = Objects.requireNonNull(terminal, "terminal");
    this.capabilities = declared(terminal.capabilities());
  }

  /** A port to this terminal; closing it closes the terminal. */
  public static TerminalHost of(PaymentTerminal terminal) {
    return new TerminalHost(terminal);
  }

  private static HostCapabilities declared(TerminalCapabilities terminal) {
    Set<HostCapability> can =
        EnumSet.of(
            HostCapability.AT_TERMINAL, HostCapability.STATUS_QUERY, HostCapability.DEDUPLICATION);
    if (terminal.reverses()) {
      can.add(HostCapability.REVERSAL);
    }
    if (terminal.partial()) {
      can.add(HostCapability.PARTIAL_APPROVAL);
    }
    return new HostCapabilities(can, terminal.remembers());
  }

  @Override
  public HostCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    String id = request.key().toString();
    return request.repeat()
        ? became(id, deadline)
        : money(() -> terminal.sale(id, request.charge().total(), deadline));
  }

  /** The card is presented again: what is given back need not be of the same card. */
  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    if (!terminal.capabilities().refunds()) {
      return new HostReply.Declined("UNSUPPORTED", "the terminal gives nothing back");
    }
    String id = request.key().toString();
    return request.repeat()
        ? became(id, deadline)
        : money(() -> terminal.refund(id, request.amount(), deadline));
  }

  @Override
  public StatusReply status(StatusRequest request, Duration deadline) {
    return became(request.key().toString(), deadline)
        .match(
            StatusReply.Approved::new,
            StatusReply.Declined::new,
            unknown -> new StatusReply.Unanswered(unknown.cause()),
            unreachable -> new StatusReply.Unanswered(unreachable.cause()));
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    if (!capabilities.can(HostCapability.REVERSAL)) {
      return PaymentHost.super.reverse(request, deadline);
    }
    String id = request.original().toString();
    Deadline end = Deadline.after(deadline);
    HostReply was = became(id, deadline);
    if (was instanceof HostReply.Approved && !end.passed()) {
      return undone(id, end);
    }
    // Declined for good: it moved nothing, and is refused should it still come.
    return was instanceof HostReply.Declined
        ? ReversalReply.ACKNOWLEDGED
        : ReversalReply.UNACKNOWLEDGED;
  }

  private ReversalReply undone(String id, Deadline end) {
    try {
      return terminal
          .reverse(id + UNDO, id, Duration.ofNanos(end.waitNanos()))
          .match(
              approved -> ReversalReply.ACKNOWLEDGED,
              declined ->
                  declined.reason() == Reason.NOT_REVERSIBLE
                      ? ReversalReply.IMPOSSIBLE
                      : ReversalReply.UNACKNOWLEDGED,
              unknown -> ReversalReply.UNACKNOWLEDGED);
    } catch (DeviceException e) {
      return e.fault() == Fault.UNSUPPORTED && e.outcomeKnown()
          ? ReversalReply.IMPOSSIBLE
          : ReversalReply.UNACKNOWLEDGED;
    }
  }

  @Override
  public void cancel(PaymentKey key) {
    terminal.cancel(key.toString());
  }

  @Override
  public synchronized void onLateAnswer(Consumer<LateAnswer> listener) {
    if (late != null) {
      late.close();
    }
    late =
        terminal.subscribe(
            event -> {
              if (event instanceof PaymentTerminal.LateReply it) {
                key(it.reply().id())
                    .ifPresent(key -> listener.accept(new LateAnswer(key, told(it.reply()))));
              }
            });
  }

  /**
   * What the terminal tells of a payment that it approved: the card as a receipt may show it, and
   * the lines that the schemes want on the customer's slip. They are kept by the terminal alone.
   *
   * @return empty when it did not approve that, or is not reached
   */
  public Optional<TerminalReply.Approved> slip(PaymentKey key, Duration limit) {
    try {
      return terminal.queryResult(key.toString(), limit) instanceof TerminalReply.Approved it
          ? Optional.of(it)
          : Optional.empty();
    } catch (DeviceException e) {
      return Optional.empty();
    }
  }

  private static Optional<PaymentKey> key(String id) {
    try {
      return Optional.of(PaymentKey.parse(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a reversal's, or another application's
    }
  }

  /** What became of it. That the terminal cannot be asked says nothing of the money. */
  private HostReply became(String id, Duration deadline) {
    try {
      return told(terminal.queryResult(id, deadline));
    } catch (DeviceException e) {
      return new HostReply.Unknown(cause(e.fault()));
    }
  }

  private static HostReply money(Supplier<TerminalReply> question) {
    try {
      return told(question.get());
    } catch (DeviceException e) {
      if (e.fault() == Fault.UNSUPPORTED && e.outcomeKnown()) {
        return new HostReply.Declined("UNSUPPORTED", "the terminal does not do that");
      }
      return e.outcomeKnown()
          ? new HostReply.Unreachable(cause(e.fault()))
          : new HostReply.Unknown(cause(e.fault()));
    }
  }

  private static HostReply told(TerminalReply reply) {
    return reply.match(
        it -> new HostReply.Approved(it.amount(), it.authorizationCode(), it.reference()),
        TerminalHost::declined,
        it -> new HostReply.Unknown(cause(it.fault())));
  }

  private static HostReply declined(TerminalReply.Declined reply) {
    if (reply.reason() == Reason.NOT_REACHED) {
      return new HostReply.Unreachable(Cause.NO_CONNECTION);
    }
    String code = reply.code().isEmpty() ? reply.reason().name() : reply.code();
    return new HostReply.Declined(code, sentence(reply.reason()));
  }

  private static String sentence(Reason reason) {
    return switch (reason) {
      case REFUSED -> "the card was declined";
      case CANCELLED -> "it was cancelled at the terminal";
      case NOBODY -> "no card was presented";
      case BUSY -> "the terminal is busy with another payment";
      case UNDONE -> "it was undone at the terminal";
      case NOT_REVERSIBLE -> "it cannot be undone any more";
      case NEVER_RECEIVED -> "the terminal never had it";
      case NOT_REACHED -> "the terminal was not reached";
    };
  }

  private static Cause cause(Fault fault) {
    return switch (fault) {
      case TIMEOUT, BUSY, CLAIMED -> Cause.TIMEOUT;
      case LOST -> Cause.CONNECTION_LOST;
      case REFUSED, PERMISSION -> Cause.NO_CONNECTION;
      case PROTOCOL, BAD_READ -> Cause.GARBLED;
      case CLOSED -> Cause.CLOSED;
      case CANCELLED -> Cause.CANCELLED;
      default -> Cause.FAILED;
    };
  }

  @Override
  public synchronized void close() {
    if (late != null) {
      late.close();
    }
    terminal.close();
  }

  @Override
  public String toString() {
    return "TerminalHost[" + terminal.id() + "]";
  }
}
