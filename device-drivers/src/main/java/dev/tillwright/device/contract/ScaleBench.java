package dev.tillwright.device.contract;

import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.Scale.Weighing;

/** A scale to check; it is empty when the bench is opened. */
public interface ScaleBench extends DeviceBench<Scale> {

  /** Puts this on the scale: it then says so each time it is asked. */
  void put(Weighing weighing);

  /** Whether a load that moves, or is off the scale, can be put on it. */
  default boolean movesLoads() {
    return true;
  }
}
