package dev.tillwright.core.access;

/** What is about to happen when a {@link TenderCheck} is asked. Names stand in the journal. */
public enum Act {
  /** A sale or a deposit takes a tender. */
  TENDER,
  /** A return or an exchange is paid out; asked once for the whole. */
  PAY_OUT,
  /** A completed sale is taken back whole. */
  VOID_COMPLETED,
  /** An open sale or a layaway that took tenders is given up, and they go back. */
  GIVE_UP,
  /** A line or a basket is reduced by hand. */
  DISCOUNT,
  /** The drawer opens without a sale. */
  OPEN_DRAWER
}
