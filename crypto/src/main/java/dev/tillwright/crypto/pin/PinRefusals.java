package dev.tillwright.crypto.pin;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRefusedException;

/** The errors of this package, each in one place. */
final class PinRefusals {
  private PinRefusals() {}

  /** One for everything: a difference would tell an attacker how close a forged block came. */
  static TillwrightException block() {
    return new TillwrightException(
        "pin.refused",
        false,
        "the PIN block, its format, its account number and its key do not belong together");
  }

  static TillwrightException translation(PinFormat from, PinFormat to) {
    return new TillwrightException(
        "pin.translation", false, "no translation from " + from + " to " + to + " is allowed here");
  }

  static KeyRefusedException algorithm(PinFormat format) {
    return new KeyRefusedException(
        "key.algorithm", "a PIN block of " + format + " is by " + format.algorithm());
  }

  static void bound(PinFormat format, PinAccount account) {
    if (format.bindsAccount() && account.length() == 0) {
      throw new IllegalArgumentException(format + " needs an account number");
    }
  }

  /** By what the module says of the key. */
  static void fits(KeyHandle described, PinFormat format) {
    KeyAlgorithm algorithm = described.spec().algorithm();
    boolean single = algorithm == KeyAlgorithm.TDES && described.spec().bits() < 128;
    if (algorithm != format.algorithm() || single) {
      throw algorithm(format);
    }
  }
}
