package dev.tillwright.device.spi;

import java.util.Objects;

/**
 * Which piece of hardware this is, in its own words. Empty where the device does not say.
 *
 * @param vendor who made it
 * @param model what it is
 * @param serial the number that only this piece has
 * @param firmware the version of its program
 * @param keyId names the key it proves itself or encrypts with: a fingerprint, or the part of a KSN
 *     that stays the same; never a key
 */
public record DeviceIdentity(
    String vendor, String model, String serial, String firmware, String keyId) {
  /** Longest text that is taken from a device. */
  public static final int MAX_TEXT = 128;

  /** Of a device that says nothing. */
  public static final DeviceIdentity UNKNOWN = new DeviceIdentity("", "", "", "", "");

  public DeviceIdentity {
    vendor = clean(vendor);
    model = clean(model);
    serial = clean(serial);
    firmware = clean(firmware);
    keyId = clean(keyId);
  }

  /** Of a device that tells what it is and its number. */
  public static DeviceIdentity of(String vendor, String model, String serial) {
    return new DeviceIdentity(vendor, model, serial, "", "");
  }

  public DeviceIdentity withFirmware(String version) {
    return new DeviceIdentity(vendor, model, serial, version, keyId);
  }

  public DeviceIdentity withKeyId(String newKeyId) {
    return new DeviceIdentity(vendor, model, serial, firmware, newKeyId);
  }

  /** Whether it can be told from others of its model. */
  public boolean unique() {
    return !serial.isEmpty() || !keyId.isEmpty();
  }

  /** Texts come from hardware: cut at {@value #MAX_TEXT}, control characters out. */
  private static String clean(String text) {
    Objects.requireNonNull(text, "text");
    String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    return cut.replaceAll("\\p{Cntrl}", "").strip();
  }
}
