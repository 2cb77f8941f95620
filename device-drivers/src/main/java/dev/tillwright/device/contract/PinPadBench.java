package dev.tillwright.device.contract;

import dev.tillwright.core.card.Pan;
import dev.tillwright.device.spi.PinPad;

/** A PIN pad to check; the PIN of the bench is 12 digits, so that it can be looked for. */
public interface PinPadBench extends DeviceBench<PinPad> {

  /** The number of a test card, for the check to close. */
  Pan pan();

  /** A cardholder enters the PIN of the bench once next asked. */
  void enter();

  /** A cardholder presses cancel once next asked. */
  void refuse();

  /** How often the cardholder was asked since the bench was opened; negative when nobody knows. */
  default int asked() {
    return -1;
  }
}
