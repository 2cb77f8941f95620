package dev.tillwright.device.contract;

import dev.tillwright.device.spi.CardReader;

/** A chip card reader to check; it is empty when the bench is opened. */
public interface ChipBench extends DeviceBench<CardReader> {

  /** Puts a test card in; one that is in stays. */
  void insert();

  /** Takes the card out. */
  void remove();

  /** A command that the test card answers, always in the same way. */
  byte[] command();

  /** What it answers, status bytes included. */
  byte[] response();
}
