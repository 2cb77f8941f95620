package dev.tillwright.core.payment;

/** One thing that a host may be able to do. */
public enum HostCapability {
  /** {@link PaymentHost#reverse} undoes an attempt, once, also when repeated and when first. */
  REVERSAL,
  /** The same key sent again gives the first answer and moves nothing. */
  DEDUPLICATION,
  /** {@link PaymentHost#status} tells what became of a key. */
  STATUS_QUERY,
  /** It may approve less than was asked, when it is told that this is welcome. */
  PARTIAL_APPROVAL,
  /** Authorization and {@link PaymentHost#capture} apart: partly, several times. */
  SEPARATE_CAPTURE,
  /** {@link PaymentHost#increment} raises an authorization. */
  INCREMENT,
  /** A refund without a purchase. */
  UNLINKED_REFUND,
  /** A card is charged in its own currency when its charge says so: {@link Charge#converted}. */
  CONVERSION,
  /**
   * It reads the card itself, of a cardholder who stands before it now: a payment terminal. It is
   * given {@link PaymentTimes#cardholder} more time, nothing is kept to be sent later, and what is
   * not known is asked about for as long as it remembers. Goes with {@link #STATUS_QUERY} and
   * {@link #DEDUPLICATION}.
   */
  AT_TERMINAL,
  /**
   * The customer confirms on his telephone: a wallet. It is given {@link PaymentTimes#cardholder}
   * more time, nothing is kept to be sent later but refunds, and a refund that was given is never
   * taken back. Goes with {@link #STATUS_QUERY}, {@link #REVERSAL} and {@link #DEDUPLICATION}.
   */
  AT_PHONE,
  /**
   * Value is put on cards and taken off again: {@link PaymentHost#load}. Goes with {@link
   * #STATUS_QUERY}, {@link #REVERSAL} and {@link #DEDUPLICATION}.
   */
  LOAD,
  /** {@link PaymentHost#balance} tells what is on a card. */
  BALANCE
}
