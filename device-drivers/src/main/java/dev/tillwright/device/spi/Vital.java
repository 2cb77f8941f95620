package dev.tillwright.device.spi;

/** A number that a device tells of itself besides its counters. The unit is part of the name. */
public enum Vital {
  /** 0 to 100. */
  BATTERY_PERCENT,
  /** Of a printer's head, in degrees Celsius. */
  HEAD_CELSIUS,
  /** Supply voltage in millivolts. */
  SUPPLY_MILLIVOLTS,
  /** Paper left on the roll. */
  PAPER_LEFT_MILLIMETRES,
  /** Length printed in the device's whole life, as it counts itself. */
  LIFE_PRINTED_MILLIMETRES,
  /** Cuts in the device's whole life, as it counts itself. */
  LIFE_CUTS
}
