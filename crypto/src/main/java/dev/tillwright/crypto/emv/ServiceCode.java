package dev.tillwright.crypto.emv;

/**
 * A service code (ISO/IEC 7813), or what stands in its place in values that are not on the stripe.
 *
 * @param digits three digits
 */
public record ServiceCode(String digits) {
  /** For the value that is printed on the card (CVV2, CVC2). */
  public static final ServiceCode PRINTED = new ServiceCode("000");

  /** For the value in the chip's track data (iCVV). */
  public static final ServiceCode CHIP = new ServiceCode("999");

  public ServiceCode {
    if (!digits.matches("[0-9]{3}")) {
      throw new IllegalArgumentException("a service code has three digits");
    }
  }
}
