package dev.tillwright.device.spi;

/** What a device says is wrong with it, for people to act on. */
public enum Condition {
  OFFLINE(true),
  PAPER_LOW(false),
  PAPER_OUT(true),
  COVER_OPEN(true),
  CUTTER_FAULT(true),
  OVERHEATED(true),
  /** A fault the device does not explain. */
  DEVICE_FAULT(true),
  BATTERY_LOW(false),
  /** A cause of its own: a device that died of it is not to be searched for a cable. */
  BATTERY_EMPTY(true),
  /** The device found that it was opened or moved; its keys are gone. */
  TAMPERED(true);

  private final boolean stops;

  Condition(boolean stops) {
    this.stops = stops;
  }

  /** Whether the device cannot work while this lasts. */
  public boolean stops() {
    return stops;
  }
}
