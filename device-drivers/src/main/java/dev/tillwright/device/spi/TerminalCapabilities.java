package dev.tillwright.device.spi;

import dev.tillwright.core.card.EntryMode;
import java.time.Duration;
import java.util.Currency;
import java.util.Set;

/**
 * What a payment terminal can do.
 *
 * @param modes how it reads cards
 * @param currencies it takes
 * @param refunds whether it gives money back
 * @param reverses whether it undoes a payment
 * @param partial whether it may approve less than was asked
 * @param remembers for how long it knows what became of an id
 */
public record TerminalCapabilities(
    Set<EntryMode> modes,
    Set<Currency> currencies,
    boolean refunds,
    boolean reverses,
    boolean partial,
    Duration remembers)
    implements Capabilities {
  public TerminalCapabilities {
    modes = Set.copyOf(modes);
    currencies = Set.copyOf(currencies);
    if (remembers.isNegative() || remembers.isZero()) {
      throw new IllegalArgumentException("a terminal that forgets at once cannot be asked");
    }
  }
}
