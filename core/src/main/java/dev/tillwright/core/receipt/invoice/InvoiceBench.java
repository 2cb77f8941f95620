package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an implementer brings to {@link InvoiceProviderContract}: a provider to check, on somebody's
 * test system, and what that system says. A fresh one is opened for each check.
 *
 * <p>Everything with a default makes more checks applicable.
 */
public interface InvoiceBench extends AutoCloseable {

  /** The provider to check; the same each time. The bench closes it with itself. */
  InvoiceProvider provider();

  /** What amounts are in. */
  Currency currency();

  /** A sale's number, from 1, that this provider never saw; not in any run. */
  long nextSale();

  /** The code of an order; one that cannot be guessed, the same for the same order. */
  String code(String number, Money total);

  /**
   * A customer enters a code and his data at the provider.
   *
   * @return the document; empty when nothing is issued
   */
  default Optional<String> claim(String code, InvoiceBuyer buyer) {
    throw new IllegalStateException("the bench has no customer");
  }

  /** Whether {@link #claim} can be called. */
  default boolean hasCustomer() {
    return false;
  }

  /**
   * What the documents of an order come to at the provider, in minor units: invoices less
   * corrections; empty when it cannot be asked.
   */
  default OptionalLong issuedMinor(String number) {
    return OptionalLong.empty();
  }

  /**
   * Makes the next answer get lost after the call had its effect.
   *
   * @return whether it can
   */
  default boolean loseNextAnswer() {
    return false;
  }

  /** A buyer whom the provider issues to. */
  default InvoiceBuyer buyer() {
    return InvoiceBuyer.of("Test buyer", "91310000TEST000001");
  }

  /** How long a usual answer may take. */
  default Duration deadline() {
    return Duration.ofSeconds(10);
  }

  /** How much later than its deadline a call may return before it is said to ignore it. */
  default Duration slack() {
    return Duration.ofSeconds(3);
  }

  /** Closes the provider and whoever it talks to. */
  @Override
  void close();
}
