package dev.tillwright.device.contract;

import dev.tillwright.device.spi.MagstripeReader;

/** A stripe reader to check. */
public interface StripeBench extends DeviceBench<MagstripeReader> {

  /** Somebody swipes a test card, once the reader next waits for one. */
  void swipe();

  /** The test card's number. */
  String number();

  /**
   * Somebody swipes a card that cannot be read, once the reader next waits; false if nobody can.
   */
  default boolean swipeBadly() {
    return false;
  }
}
