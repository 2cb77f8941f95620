package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import dev.tillwright.core.sale.CompletedSale;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A host in memory that keeps a ledger, approves in part and captures later. */
final class LedgerHost implements PaymentHost {
  private static final Currency GBP = Currency.getInstance("GBP");

  private final Map<PaymentKey, Long> moved = new HashMap<>();
  private final Map<PaymentKey, Charge> charges = new HashMap<>();

  /** The most that is approved of one request, in minor units. */
  long most = Long.MAX_VALUE;

  /** Money that moved to the shop, less what went back. */
  synchronized long net() {
    return moved.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What was asked for the first tender of a sale. */
  synchronized Charge asked(CompletedSale sale) {
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
    return Objects.requireNonNull(charges.get(key));
  }

  @Override
  public HostCapabilities capabilities() {
    return HostCapabilities.of(
        HostCapability.REVERSAL,
        HostCapability.DEDUPLICATION,
        HostCapability.STATUS_QUERY,
        HostCapability.PARTIAL_APPROVAL,
        HostCapability.SEPARATE_CAPTURE,
        HostCapability.CONVERSION);
  }

  @Override
  public synchronized HostReply authorize(AuthorizationRequest request, Duration deadline) {
    charges.put(request.key(), request.charge());
    Money asked = request.charge().total();
    Money approved = Money.ofMinor(Math.min(asked.minor(), most), asked.currency());
    boolean takes = request.manner() != AuthorizationRequest.Manner.AUTHORIZATION;
    moved.put(request.key(), takes ? approved.minor() : 0);
    return new HostReply.Approved(approved, "A1B2C3", "r-1");
  }

  @Override
  public synchronized HostReply capture(CaptureRequest request, Duration deadline) {
    moved.put(request.key(), request.amount().minor());
    return new HostReply.Approved(request.amount(), "A1B2C3", "r-2");
  }

  @Override
  public synchronized HostReply refund(RefundRequest request, Duration deadline) {
    moved.put(request.key(), -request.amount().minor());
    return new HostReply.Approved(request.amount(), "A1B2C3", "r-3");
  }

  @Override
  public synchronized ReversalReply reverse(ReversalRequest request, Duration deadline) {
    moved.put(request.original(), 0L);
    return ReversalReply.ACKNOWLEDGED;
  }

  @Override
  public synchronized StatusReply status(StatusRequest request, Duration deadline) {
    Long minor = moved.get(request.key());
    Money amount = minor == null ? request.amount() : Money.ofMinor(minor, GBP);
    return minor == null
        ? new StatusReply.NotFound()
        : new StatusReply.Approved(new HostReply.Approved(amount, "A1B2C3", "r-4"));
  }

  /** Money moved by an attempt whose answer nobody heard. */
  synchronized void moved(PaymentKey key, Money amount) {
    moved.put(key, amount.minor());
  }

  @Override
  public void close() {}
}
