package dev.tillwright.device.spi;

/** What a device was doing when it failed. */
public enum Phase {
  DISCOVER,
  /** Waiting for the device to be free. */
  CLAIM,
  CONNECT,
  /** Making the bytes; nothing was sent. */
  PREPARE,
  WRITE,
  READ,
  /** Asking how the device is. */
  STATUS,
  CLOSE
}
