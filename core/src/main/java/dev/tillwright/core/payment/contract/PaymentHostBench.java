package dev.tillwright.core.payment.contract;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.qr.PaymentCode;
import java.time.Duration;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an implementer brings to {@link PaymentHostContract}: a host to check, somebody for it to
 * talk to, and the books of that somebody. A fresh one is opened for each check.
 *
 * <p>Everything with a default makes more checks applicable; what a bench cannot do leaves the
 * checks that need it listed as not applicable, with the reason.
 */
public interface PaymentHostBench extends AutoCloseable {

  /** The host to check; the same each time. The bench closes it with itself. */
  PaymentHost host();

  /** A card that is approved for at least 1,000 units of the currency. */
  ProtectedCard card();

  /**
   * What a customer's phone shows for the payment with this key, to a wallet; a fresh one for each
   * key, the same for the same key. Empty for hosts that are paid otherwise.
   */
  default Optional<PaymentCode> code(PaymentKey key) {
    return Optional.empty();
  }

  /** What amounts are in. */
  Currency currency();

  /** A key that this host never saw, nor any with a higher number or epoch; not in any run. */
  PaymentKey nextKey();

  /**
   * What a key took or gave back according to whoever holds the money, in minor units and never
   * negative: after reversals and voids, and of an authorization what its captures took. 0 for a
   * key that never came.
   */
  long movedMinor(PaymentKey key);

  /**
   * What may be captured of an authorization in all, raises included, in minor units; 0 for a key
   * that never came, and empty when the books cannot be asked for it.
   */
  default OptionalLong authorizedMinor(PaymentKey key) {
    return OptionalLong.empty();
  }

  /** How long a usual answer may take. */
  default Duration deadline() {
    return Duration.ofSeconds(10);
  }

  /** A deadline for answers that will not come: longer than a usual answer takes. */
  default Duration shortDeadline() {
    return Duration.ofMillis(250);
  }

  /** How much later than its deadline a call may return before it is said to ignore it. */
  default Duration slack() {
    return Duration.ofSeconds(3);
  }

  /** A card that is approved for this much and no more; empty when there is none such. */
  default Optional<ProtectedCard> cardWorth(Money most) {
    return Optional.empty();
  }

  /** A card without any value on it, that was never activated; another one each time. */
  default Optional<ProtectedCard> blankCard() {
    return Optional.empty();
  }

  /** Whether {@link #next} can do this. */
  default boolean can(Trouble trouble) {
    return false;
  }

  /** Makes this happen to the next request; {@link Trouble#UNREACHABLE} until {@link #calm}. */
  default void next(Trouble trouble) {
    throw new IllegalStateException("the bench cannot " + trouble.what());
  }

  /** Ends {@link Trouble#UNREACHABLE}. */
  default void calm() {}

  /** Waits until everything that is on its way has arrived. */
  default void arrive() {}

  /** Closes the host and whoever it talks to. */
  @Override
  void close();
}
