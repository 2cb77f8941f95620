package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.host.stored.StoredMove.Kind;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.BalanceReply;
import dev.tillwright.core.payment.BalanceRequest;
import dev.tillwright.core.payment.GiftRest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.LoadRequest;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import dev.tillwright.core.qr.PaymentCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The payment host of gift cards and prepaid cards, over a {@link StoredLedger}. A till gives it to
 * {@code TillBuilder.host(TenderKind.GIFT, ...)}.
 *
 * <p><b>Guarantees.</b> Those of {@link PaymentHost}, of which each answer is one transaction of
 * the ledger. A key is known again for as long as the ledger stands. Cards come as what stands for
 * them ({@link ProtectedCard#ofGift}); no number is ever here. A code that a card asks for is sent
 * once, stands in no journal and in no log: a payment whose answer was lost is asked about by its
 * key, not sent again with it.
 *
 * <p><b>Threads.</b> Any number. A call waits no longer than its deadline; what hangs then is left
 * on a thread of the host, of which there are four, and told as a late answer when it comes. Give
 * the ledger a database with a patience shorter than the till's deadline.
 */
public final class StoredValueHost implements PaymentHost {
  private static final Duration MEMORY = Duration.ofDays(3_650);
  private static final SecretAccess CODE = SecretAccess.forPurpose("stored value");

  private final StoredLine line;
  private volatile Consumer<LateAnswer> listener = late -> {};

  private StoredValueHost(StoredLine line) {
    this.line = line;
  }

  /**
   * A host over a ledger that somebody else opened and closes: one ledger for several tills of a
   * program.
   */
  public static StoredValueHost over(StoredLedger ledger) {
    Objects.requireNonNull(ledger, "ledger");
    return new StoredValueHost(new StoredLine(() -> ledger, false));
  }

  /**
   * A host at a store that may be out of reach.
   *
   * @param source opens the ledger; asked when it is first needed, and again as long as it fails.
   *     The host closes it
   */
  public static StoredValueHost at(Supplier<StoredLedger> source) {
    return new StoredValueHost(new StoredLine(Objects.requireNonNull(source, "source"), true));
  }

  @Override
  public HostCapabilities capabilities() {
    return HostCapabilities.of(
            HostCapability.REVERSAL,
            HostCapability.DEDUPLICATION,
            HostCapability.STATUS_QUERY,
            HostCapability.PARTIAL_APPROVAL,
            HostCapability.UNLINKED_REFUND,
            HostCapability.LOAD,
            HostCapability.BALANCE)
        .remembering(MEMORY);
  }

  @Override
  public void onLateAnswer(Consumer<LateAnswer> to) {
    listener = Objects.requireNonNull(to, "listener");
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    if (request.manner() == Manner.AUTHORIZATION) {
      throw new IllegalStateException("stored value is not reserved: it is taken, or given back");
    }
    boolean forwarded = request.manner() == Manner.FORWARD;
    StoredMove asked =
        new StoredMove(
            request.key(),
            Kind.REDEMPTION,
            token(request.card()),
            last4(request.card()),
            request.charge().total(),
            null,
            request.partial(),
            forwarded);
    return money(asked, request.presented(), deadline);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    StoredMove asked =
        new StoredMove(
            request.key(),
            Kind.REFUND,
            token(request.card()),
            last4(request.card()),
            request.amount(),
            request.original(),
            false,
            false);
    return money(asked, null, deadline);
  }

  @Override
  public HostReply load(LoadRequest request, Duration deadline) {
    StoredMove asked =
        new StoredMove(
            request.key(),
            Kind.valueOf(request.kind().name()),
            token(request.card()),
            last4(request.card()),
            request.amount(),
            request.original(),
            false,
            false);
    return money(asked, null, deadline);
  }

  private HostReply money(StoredMove asked, @Nullable PaymentCode code, Duration deadline) {
    char[] shown = code == null ? new char[0] : code.reveal(CODE).toCharArray();
    return line.ask(
        ledger -> reply(ledger.move(asked, shown)),
        deadline,
        HostReply.Unknown::new,
        HostReply.Unreachable::new,
        late -> tell(asked.key(), late));
  }

  private void tell(PaymentKey key, HostReply reply) {
    if (reply instanceof HostReply.Approved || reply instanceof HostReply.Declined) {
      listener.accept(new LateAnswer(key, reply));
    }
  }

  private static HostReply reply(StoredAnswer answer) {
    return answer.approves()
        ? approved(answer)
        : new HostReply.Declined(answer.code().code(), answer.code().sentence());
  }

  private static HostReply.Approved approved(StoredAnswer answer) {
    return new HostReply.Approved(
        answer.amount(), answer.authorization(), GiftRest.reference(answer.left()));
  }

  @Override
  public StatusReply status(StatusRequest request, Duration deadline) {
    return line.ask(
        ledger -> status(ledger.status(request.key())),
        deadline,
        StatusReply.Unanswered::new,
        StatusReply.Unanswered::new,
        late -> {});
  }

  private static StatusReply status(Optional<StoredAnswer> known) {
    if (known.isEmpty()) {
      return new StatusReply.NotFound();
    }
    StoredAnswer answer = known.get();
    return answer.approves()
        ? new StatusReply.Approved(approved(answer))
        : new StatusReply.Declined(
            new HostReply.Declined(answer.code().code(), answer.code().sentence()));
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    StoredMove original =
        new StoredMove(
            request.original(),
            kind(request.kind()),
            token(request.card()),
            last4(request.card()),
            request.amount(),
            null,
            false,
            false);
    return line.ask(
        ledger -> ledger.undo(original) ? ReversalReply.ACKNOWLEDGED : ReversalReply.IMPOSSIBLE,
        deadline,
        cause -> ReversalReply.UNACKNOWLEDGED,
        cause -> ReversalReply.UNACKNOWLEDGED,
        late -> {});
  }

  private static Kind kind(AttemptKind attempt) {
    return switch (attempt) {
      case PURCHASE, AUTHORIZATION -> Kind.REDEMPTION;
      case REFUND -> Kind.REFUND;
      case ACTIVATION -> Kind.ACTIVATION;
      case LOAD -> Kind.LOAD;
      case UNLOAD -> Kind.UNLOAD;
    };
  }

  @Override
  public BalanceReply balance(BalanceRequest request, Duration deadline) {
    PaymentCode code = request.code();
    char[] shown = code == null ? new char[0] : code.reveal(CODE).toCharArray();
    return line.ask(
        ledger -> told(ledger.balance(request.terminal(), token(request.card()), shown)),
        deadline,
        BalanceReply.Unanswered::new,
        BalanceReply.Unanswered::new,
        late -> {});
  }

  private static BalanceReply told(StoredBalance answer) {
    Optional<Money> balance = answer.balance();
    Function<Money, BalanceReply> known = it -> new BalanceReply.Known(it, answer.expires());
    return balance
        .map(known)
        .orElseGet(() -> new BalanceReply.Refused(answer.code().code(), answer.code().sentence()));
  }

  private static CardToken token(ProtectedCard card) {
    return card.token();
  }

  private static String last4(ProtectedCard card) {
    return card.masked().last4();
  }

  /** Calls under way end, not knowing; a ledger of its own is closed. */
  @Override
  public void close() {
    line.close(Cause.CLOSED);
  }
}
