package dev.tillwright.crypto.seal;

import dev.tillwright.core.TillwrightException;

/**
 * The errors of this package. One for every kind of corruption: a refusal tells an attacker
 * nothing.
 */
final class Refusals {
  private Refusals() {}

  static TillwrightException refused() {
    return new TillwrightException(
        "seal.refused",
        false,
        "the sealed bytes, their subject and context do not belong together");
  }

  static TillwrightException shredded() {
    return new TillwrightException(
        "seal.shredded", false, "the subject was shredded, nothing is sealed for it any more");
  }

  static TillwrightException busy() {
    return new TillwrightException("seal.busy", true, "others keep changing the keys of a subject");
  }
}
