package dev.tillwright.device.contract;

import dev.tillwright.device.spi.PaymentTerminal;
import java.util.Currency;
import java.util.OptionalLong;

/** A payment terminal to check: with test cards, or in the training mode of its maker. */
public interface TerminalBench extends DeviceBench<PaymentTerminal> {

  /** What amounts are in. */
  Currency currency();

  /** A person presents a card that is approved, once the terminal next asks for one. */
  void presentGoodCard();

  /** A person presents a card that is declined, once the terminal next asks for one. */
  void presentBadCard();

  /**
   * What a payment moved according to whoever holds the money, in minor units: positive when it was
   * taken, negative when it was given back; 0 when it was undone or never came. Empty when nobody
   * can look.
   */
  default OptionalLong movedMinor(String id) {
    return OptionalLong.empty();
  }
}
