package dev.tillwright.device.hid;

import java.util.Optional;

/**
 * What is wanted of a native HID library: the seam that tests put a fake behind. Calls may hang;
 * whoever calls minds that.
 */
interface HidLibrary {

  /**
   * Opens a device.
   *
   * @param serial its serial number; empty for the first of this model
   * @return nothing when there is none, or it may not be opened
   * @throws dev.tillwright.device.spi.DeviceException when there is no such library here
   */
  Optional<Handle> open(int vendor, int product, String serial);

  /** An open device. One call at a time. */
  interface Handle {
    /** The report descriptor as bytes; empty when the library cannot tell. */
    byte[] descriptor();

    /**
     * Waits for a report.
     *
     * @param millis at most so long; 0 for what is there already
     * @return its length, 0 when none came, -1 when the device is gone
     */
    int read(byte[] into, int millis);

    void close();
  }
}
