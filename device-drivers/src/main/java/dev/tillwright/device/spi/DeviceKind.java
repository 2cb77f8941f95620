package dev.tillwright.device.spi;

/** The kinds of device a till has. */
public enum DeviceKind {
  RECEIPT_PRINTER,
  CASH_DRAWER,
  BARCODE_SCANNER,
  MAGSTRIPE_READER,
  /** Contact and contactless chip cards. */
  CHIP_READER,
  PIN_PAD,
  CUSTOMER_DISPLAY,
  SCALE,
  SIGNATURE_PAD,
  BIOMETRIC_READER,
  PAYMENT_TERMINAL,
  /** Says aloud that a payment arrived. */
  PAYMENT_ANNOUNCER
}
