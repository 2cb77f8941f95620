package dev.tillwright.core.access;

import dev.tillwright.core.TillwrightException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a device saw.
 *
 * @param reference the device's, empty when it saw nobody it knows
 * @param why why it said nobody; {@code null} when it did say somebody
 */
record Sighting(String reference, @Nullable AccessRefusal why) {
  private static final int MAX_REFERENCE = 256;

  /** Waits at the device; a device that is missing or fails is an answer too, and never a match. */
  static Sighting at(@Nullable IdentityCheck device, Duration deadline) {
    if (device == null) {
      return nobody(AccessRefusal.NO_DEVICE);
    }
    Optional<String> seen;
    try {
      seen = device.identify(deadline);
    } catch (TillwrightException e) {
      return nobody(AccessRefusal.DEVICE_FAILED);
    }
    if (seen.isEmpty()) {
      return nobody(AccessRefusal.NOT_THERE);
    }
    return isReference(seen.get())
        ? new Sighting(seen.get(), null)
        : nobody(AccessRefusal.DEVICE_FAILED);
  }

  static boolean isReference(String text) {
    return !text.isEmpty() && text.length() <= MAX_REFERENCE;
  }

  static Sighting nobody(AccessRefusal why) {
    return new Sighting("", why);
  }
}
