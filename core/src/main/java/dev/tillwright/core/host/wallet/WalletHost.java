package dev.tillwright.core.host.wallet;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.payment.AcquirerIds;
import dev.tillwright.core.payment.AttemptKind;
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
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A payment host for wallets on telephones: the customer shows a code, or the shop shows one to
 * him. A customer who has yet to type his password is waited for, asked about again and again, and
 * cancelled in the end; so nobody pays for goods that he did not get.
 *
 * <p><b>Guarantees.</b> Those of {@link PaymentHost}. What a wallet says counts only when it is
 * signed and names the payment and its amount. A notice shortens the wait and is never needed. A
 * customer's code is sent once, stands in no log, and is not known after a crash: then the wallet
 * is asked by the shop's own number, and what it cannot tell is cancelled. <b>Not</b> guaranteed:
 * that a live wallet does what its pages say; the dialects were tested against a simulator only.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class WalletHost implements PaymentHost {
  private static final String TRADE = "[0-9A-Za-z_-]{1,64}";
  private static final int TAIL = 6;

  private final WalletNumbers numbers;
  private final Map<String, WalletFlow> flows = new LinkedHashMap<>();
  private final WalletNotices notices;
  private final Duration remembers;

  private WalletHost(WalletHostBuilder from) {
    this.numbers = from.numbers;
    this.remembers = from.remembers;
    Map<String, WalletDialect> dialects = new LinkedHashMap<>();
    from.wallets.forEach((name, wallet) -> dialects.put(name, wallet.dialect()));
    this.notices = new WalletNotices(dialects, numbers, from.clock);
    from.wallets.forEach(
        (name, wallet) ->
            flows.put(
                name,
                new WalletFlow(
                    name,
                    new WalletLine(
                        wallet.dialect(),
                        new HttpLine(wallet.tls(), from.answer),
                        from.clock,
                        from.random,
                        from.answer),
                    notices,
                    from)));
  }

  static WalletHost of(WalletHostBuilder from) {
    return new WalletHost(from);
  }

  /**
   * Begins a host.
   *
   * @param prefix of all numbers of this shop: see {@link WalletNumbers}
   */
  public static WalletHostBuilder builder(String prefix) {
    return new WalletHostBuilder(new WalletNumbers(prefix));
  }

  /** Where notices go that wallets send. */
  public WalletNotices notices() {
    return notices;
  }

  @Override
  public HostCapabilities capabilities() {
    return HostCapabilities.of(
            HostCapability.AT_PHONE,
            HostCapability.STATUS_QUERY,
            HostCapability.REVERSAL,
            HostCapability.DEDUPLICATION)
        .remembering(remembers);
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    if (request.manner() == AuthorizationRequest.Manner.AUTHORIZATION) {
      throw new IllegalStateException("a wallet does not reserve money");
    }
    Deadline end = Deadline.after(deadline);
    WalletFlow flow = flow(request.card().wallet());
    Optional<String> number = numbers.of(request.key());
    if (flow == null || number.isEmpty()) {
      return flow == null ? noSuchWallet() : tooLong();
    }
    return flow.pay(request, number.get(), end);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    Deadline end = Deadline.after(deadline);
    PaymentKey original = request.original();
    if (original == null) {
      throw new IllegalStateException("a wallet gives back what it took");
    }
    WalletFlow flow = flow(request.card().wallet());
    Optional<String> purchase = numbers.of(original);
    Optional<String> refund = numbers.of(request.key());
    if (flow == null || purchase.isEmpty() || refund.isEmpty()) {
      return flow == null ? noSuchWallet() : tooLong();
    }
    return flow.refund(purchase.get(), refund.get(), request.amount(), request.repeat(), end);
  }

  @Override
  public StatusReply status(StatusRequest request, Duration deadline) {
    Deadline end = Deadline.after(deadline);
    WalletFlow flow = flow(request.card().wallet());
    Optional<String> number = numbers.of(request.key());
    if (flow == null || number.isEmpty()) {
      return new StatusReply.Unanswered(Cause.NO_CONNECTION);
    }
    if (request.kind() != AttemptKind.REFUND) {
      return flow.status(number.get(), request.amount(), end);
    }
    PaymentKey original = request.original();
    Optional<String> purchase = original == null ? Optional.empty() : numbers.of(original);
    return purchase.isEmpty()
        ? new StatusReply.Unanswered(Cause.NO_CONNECTION)
        : flow.statusOfRefund(purchase.get(), number.get(), request.amount(), end);
  }

  /** A refund is never undone: a person is told. */
  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    Deadline end = Deadline.after(deadline);
    WalletFlow flow = flow(request.card().wallet());
    Optional<String> number = numbers.of(request.original());
    if (request.kind() == AttemptKind.REFUND) {
      return ReversalReply.IMPOSSIBLE;
    } else if (flow == null || number.isEmpty()) {
      return ReversalReply.UNACKNOWLEDGED;
    }
    return flow.undo(number.get(), request.card().isShown(), request.amount(), request.at(), end)
        ? ReversalReply.ACKNOWLEDGED
        : ReversalReply.UNACKNOWLEDGED;
  }

  /** Stops waiting for the customer; what was begun is cancelled at the wallet. */
  @Override
  public void cancel(PaymentKey key) {
    numbers.of(key).ifPresent(notices::cancel);
  }

  @Override
  public void onLateAnswer(Consumer<LateAnswer> listener) {
    notices.onLateAnswer(Objects.requireNonNull(listener, "listener"));
  }

  /** The shop's own number at the wallet, as the trace. */
  @Override
  public AcquirerIds ids(PaymentKey key) {
    return numbers.of(key).map(it -> new AcquirerIds("", "", it)).orElse(AcquirerIds.NONE);
  }

  /**
   * Fetches what a wallet says that it moved on a day; wallets make bills the morning after.
   *
   * @throws TillwrightException {@code wallet.bill} when it cannot be had
   */
  public WalletBill bill(String wallet, LocalDate day, Duration deadline) {
    WalletFlow flow = flow(Optional.of(wallet));
    if (flow == null) {
      throw new IllegalArgumentException("no such wallet is set up");
    }
    return flow.bill(day, numbers, Deadline.after(deadline));
  }

  @Override
  public void close() {
    flows.values().forEach(WalletFlow::close);
    notices.close();
  }

  private @Nullable WalletFlow flow(Optional<String> wallet) {
    return wallet.map(flows::get).orElse(null);
  }

  private static HostReply noSuchWallet() {
    return new HostReply.Declined("wallet.notAccepted", "this shop does not take that wallet");
  }

  private static HostReply tooLong() {
    return new HostReply.Declined(
        "wallet.numberTooLong", "the till's name and count are longer than wallets take");
  }

  /** Whether it could be a wallet's own number. */
  static boolean isTrade(String trade) {
    return trade.matches(TRADE);
  }

  /** The end of a wallet's own number, for receipts. */
  static String tail(String trade) {
    return trade.substring(Math.max(0, trade.length() - TAIL));
  }
}
