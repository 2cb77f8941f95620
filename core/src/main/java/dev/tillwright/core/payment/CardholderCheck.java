package dev.tillwright.core.payment;

/** How the cardholder was verified, as the chip's CVM results say (EMV Book 4, tag 9F34). */
public enum CardholderCheck {
  /** Nothing was asked. */
  NONE,
  /** A PIN that the chip checked. */
  PIN,
  /** A PIN that the issuer checked. */
  PIN_ONLINE,
  PIN_AND_SIGNATURE,
  SIGNATURE,
  /** The cardholder's own device did it, such as a phone. */
  DEVICE,
  /** It was asked for, and failed. */
  FAILED,
  /** A method that is not known here, or no result. */
  UNKNOWN;

  private static final int METHOD = 0x3F;
  private static final int FAILURE = 1;

  /** From the three bytes of the CVM results; the cardholder's device is not told by them. */
  static CardholderCheck of(byte[] results) {
    if (results.length != 3) {
      return UNKNOWN;
    }
    CardholderCheck method =
        switch (results[0] & METHOD) {
          case 0x01, 0x04 -> PIN;
          case 0x02 -> PIN_ONLINE;
          case 0x03, 0x05 -> PIN_AND_SIGNATURE;
          case 0x1E -> SIGNATURE;
          case 0x1F -> NONE;
          default -> UNKNOWN;
        };
    return method != UNKNOWN && results[2] == FAILURE ? FAILED : method;
  }

  /** Whether a signature belongs on the slip. */
  public boolean signs() {
    return this == SIGNATURE || this == PIN_AND_SIGNATURE;
  }
}
