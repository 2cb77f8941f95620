package dev.tillwright.core.host;

import dev.tillwright.core.host.MemoryLine.Heard;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
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
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A payment host without a network, for the tests of an application: the same books and scripts as
 * {@link HostSimulator}, and the same contract.
 *
 * <p><b>Guarantees.</b> Nobody waits: where a host behind a network would let a caller wait, the
 * answer is there at once, {@link HostReply.Unknown} included, so a test of a lost answer takes no
 * time. What would come late comes with {@link #deliver}. Nothing is sent anywhere, and no card is
 * looked at.
 *
 * <p><b>Threads.</b> Any number at once; none of its own.
 */
public final class MemoryHost implements PaymentHost {
  private final HostLedger ledger;
  private final SimulatedDesk desk;
  private final MemoryLine line;
  private volatile Consumer<LateAnswer> listener = late -> {};

  private MemoryHost(HostCapabilities can, InstantSource clock) {
    this.ledger = new HostLedger(can, clock);
    this.desk = new SimulatedDesk(ledger);
    this.line = new MemoryLine(desk);
  }

  /** One that can do everything, and remembers for the usual time. */
  public static MemoryHost create() {
    return of(
        new HostCapabilities(
            EnumSet.complementOf(
                EnumSet.of(
                    HostCapability.AT_TERMINAL,
                    HostCapability.AT_PHONE,
                    HostCapability.LOAD,
                    HostCapability.BALANCE)),
            HostCapabilities.USUAL_MEMORY),
        InstantSource.system());
  }

  /** One that can do this, with a clock that says how old what it remembers is. */
  public static MemoryHost of(HostCapabilities can, InstantSource clock) {
    return new MemoryHost(
        Objects.requireNonNull(can, "can"), Objects.requireNonNull(clock, "clock"));
  }

  /** What to do with each request from now on. */
  public void play(Script behaviours) {
    line.play(Objects.requireNonNull(behaviours, "behaviours"));
  }

  /** As {@link HostSimulator#limit}. */
  public void limit(long minor) {
    desk.limit(minor);
  }

  /** As {@link HostSimulator#tolerance}. */
  public void tolerance(int percent) {
    ledger.tolerance(percent);
  }

  /** Out of reach from now on, or back. */
  public void offline(boolean out) {
    line.down(out ? Cause.NO_CONNECTION : null);
  }

  /** The host's own books. */
  public HostLedger ledger() {
    return ledger;
  }

  /**
   * Lets everything arrive that is on its way: requests that were held up count now, and late
   * answers are told to the listener, on the caller's thread.
   *
   * @return how many arrived
   */
  public int deliver() {
    return line.deliver();
  }

  @Override
  public HostCapabilities capabilities() {
    return ledger.capabilities();
  }

  @Override
  public void onLateAnswer(Consumer<LateAnswer> to) {
    listener = Objects.requireNonNull(to, "listener");
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    if (request.manner() == Manner.AUTHORIZATION) {
      require(HostCapability.SEPARATE_CAPTURE);
    }
    Money total = request.charge().total();
    return money(request.key(), HostRequests.of(request), total, deadline);
  }

  @Override
  public HostReply capture(CaptureRequest request, Duration deadline) {
    require(HostCapability.SEPARATE_CAPTURE);
    return money(request.key(), HostRequests.of(request), request.amount(), deadline);
  }

  @Override
  public HostReply increment(IncrementRequest request, Duration deadline) {
    require(HostCapability.INCREMENT);
    return money(request.key(), HostRequests.of(request), request.amount(), deadline);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    if (request.original() == null) {
      require(HostCapability.UNLINKED_REFUND);
    }
    return money(request.key(), HostRequests.of(request), request.amount(), deadline);
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    require(HostCapability.REVERSAL);
    Ruling ruling = ask(HostRequests.of(request), deadline, late -> {}).ruling();
    return ruling == null ? ReversalReply.UNACKNOWLEDGED : Replies.reversal(answer(ruling));
  }

  @Override
  public StatusReply status(StatusRequest request, Duration deadline) {
    require(HostCapability.STATUS_QUERY);
    Heard heard = ask(HostRequests.of(request), deadline, late -> {});
    Ruling ruling = heard.ruling();
    return ruling == null
        ? new StatusReply.Unanswered(heard.cause())
        : Replies.status(answer(ruling), request.amount());
  }

  /** Nobody waits, so no call has to end; what is asked later is not sent. */
  @Override
  public void close() {
    line.down(Cause.CLOSED);
  }

  private HostReply money(PaymentKey key, HostRequest asked, Money amount, Duration deadline) {
    Heard heard = ask(asked, deadline, late -> tell(key, Replies.money(answer(late), amount)));
    Ruling ruling = heard.ruling();
    if (ruling != null) {
      return Replies.money(answer(ruling), amount);
    }
    return heard.sent()
        ? new HostReply.Unknown(heard.cause())
        : new HostReply.Unreachable(heard.cause());
  }

  private Heard ask(HostRequest asked, Duration deadline, Consumer<Ruling> late) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
    return line.ask(asked, deadline, late);
  }

  private void tell(PaymentKey key, HostReply reply) {
    if (reply instanceof HostReply.Approved || reply instanceof HostReply.Declined) {
      listener.accept(new LateAnswer(key, reply));
    }
  }

  /** A ruling as the fields that {@link Replies} reads, so that both test hosts mean the same. */
  private static IsoMessage answer(Ruling ruling) {
    IsoMessage.Builder answer = IsoMessage.of("0210").set(39, ruling.response());
    if (ruling.approves()) {
      answer.set(4, String.valueOf(ruling.minor())).set(38, ruling.authorization());
    }
    return ruling.outcome().isEmpty() ? answer.build() : answer.set(44, ruling.outcome()).build();
  }

  private void require(HostCapability capability) {
    if (!capabilities().can(capability)) {
      throw new IllegalStateException("this host was not made to do " + capability);
    }
  }
}
