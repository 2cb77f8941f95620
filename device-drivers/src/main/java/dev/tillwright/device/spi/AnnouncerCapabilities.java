package dev.tillwright.device.spi;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/**
 * What a payment announcer can do.
 *
 * @param languages it speaks
 * @param currencies it has words for
 * @param volume whether its volume can be set from here
 * @param confirms whether it says when it has said something
 */
public record AnnouncerCapabilities(
    Set<Locale> languages, Set<Currency> currencies, boolean volume, boolean confirms)
    implements Capabilities {
  public AnnouncerCapabilities {
    languages = Set.copyOf(languages);
    currencies = Set.copyOf(currencies);
  }
}
