package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyRefusedException;

/** The errors of this package, each in one place. */
final class Refusals {
  private Refusals() {}

  static KeyRefusedException algorithm(String needed) {
    return new KeyRefusedException("key.algorithm", "this DUKPT derives from " + needed);
  }

  static KeyRefusedException strength() {
    return new KeyRefusedException(
        "key.strength", "a derived or protected key may not be stronger than the key over it");
  }

  static KsnFormatException noTransaction() {
    return new KsnFormatException("a counter of 0 is the initial key and no transaction");
  }

  static TillwrightException damaged() {
    return new TillwrightException(
        "dukpt.damaged", false, "the register of future keys cannot be opened with this key");
  }

  static TillwrightException busy() {
    return new TillwrightException(
        "dukpt.busy", true, "others keep taking this device's transaction keys");
  }

  static TillwrightException ledgerBusy() {
    return new TillwrightException(
        "dukpt.busy", true, "others keep noting transactions of this device");
  }

  static TillwrightException alreadyLoaded() {
    return new TillwrightException(
        "dukpt.loaded", false, "the device has a register already: its keys may not come again");
  }

  static TillwrightException notLoaded() {
    return new TillwrightException("dukpt.unknown", false, "no such device was loaded here");
  }
}
