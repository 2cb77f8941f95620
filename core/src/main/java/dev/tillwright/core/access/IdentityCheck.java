package dev.tillwright.core.access;

import java.time.Duration;
import java.util.Optional;

/**
 * The port to a device that says who is there: a fingerprint reader, a reader of staff cards.
 * Brought by the application or an adapter of the device module.
 *
 * <p><b>Implementers promise.</b> The answer names a person that was enrolled at the device, by the
 * device's own opaque reference, which says nothing of the person and is the same each time. A
 * template, a picture or a card number never leaves it. It answers within the deadline, and throws
 * nothing but {@link dev.tillwright.core.TillwrightException}.
 *
 * <p><b>Not promised.</b> A card can be lent and copied; a reference that can be guessed can be
 * claimed by a device that lies. Ask for a secret besides where it matters.
 *
 * <p><b>Threads.</b> One call at a time.
 */
@FunctionalInterface
public interface IdentityCheck {

  /**
   * Waits until somebody shows himself.
   *
   * @return the device's reference, 1 to 256 characters; empty when nobody came in time, or nobody
   *     that it knows
   * @throws dev.tillwright.core.TillwrightException when it cannot be told: the device is not
   *     reached, or had no good sample; nobody is logged on then
   */
  Optional<String> identify(Duration deadline);

  /** How somebody shows himself. */
  enum Method {
    BIOMETRIC,
    CARD
  }
}
