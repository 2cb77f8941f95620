package dev.tillwright.core.sale;

/**
 * How a customer, or somebody who speaks for him, shows that a sale may go on. Journal entries keep
 * the names, so a name never changes.
 */
public enum Verification {
  /** The customer's own PIN. */
  PIN,
  /** A one-time code of the customer (RFC 6238). */
  ONE_TIME_CODE,
  /** Somebody other than the cashier, who may override. */
  MANAGER,
  /** A finger, a face, or what else a device compares. */
  BIOMETRIC,
  /** The customer's signature, kept sealed. */
  SIGNATURE
}
