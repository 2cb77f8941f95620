package dev.tillwright.device.spi;

import java.util.Locale;

/** Why a call to a device failed, and what a person can do about it. */
public enum Fault {
  /** The device was closed. */
  CLOSED(false, "open a new one"),
  /** Somebody else claimed the device and kept it until the deadline. */
  CLAIMED(true, "wait until its claim is released"),
  /** Too many calls wait for the device. */
  BUSY(true, "try again later"),
  TIMEOUT(true, "check its power and cable, then try again"),
  REFUSED(true, "check that it is switched on and that its address is right"),
  /** The system does not let this user use the device. */
  PERMISSION(false, "give the till's user the right to this device"),
  LOST(true, "check its cable, then try again"),
  /** A native library is missing, or of another system. */
  NATIVE(false, "install the library that the driver's documentation names"),
  CANCELLED(true, "call again when wanted"),
  /** The device or its profile cannot do this; nothing was sent. */
  UNSUPPORTED(false, "ask its capabilities first"),
  /** The device said what its protocol does not know. */
  PROTOCOL(false, "check that the driver and its profile are made for this device"),
  BAD_READ(true, "read it again"),
  /** The card was taken away or does not answer. */
  NO_CARD(true, "present the card again"),
  /** It is not the device that was approved under this name. */
  NOT_APPROVED(false, "have a person approve this device, or put the known one back"),
  /** A text has characters the device cannot show, and the policy is to fail. */
  UNENCODABLE(false, "use the policy SUBSTITUTE or a profile with more code pages"),
  NO_DRIVER(false, "put a driver for this device on the class path or module path"),
  CONFIGURATION(false, "correct this setting");

  private final boolean retryable;
  private final String advice;

  Fault(boolean retryable, String advice) {
    this.retryable = retryable;
    this.advice = advice;
  }

  /** Whether the same call may succeed later without any change. */
  public boolean retryable() {
    return retryable;
  }

  /** What to do, for people. */
  public String advice() {
    return advice;
  }

  /** Stable and dotted, for programs: {@code device.bad-read}. */
  public String code() {
    return "device." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
