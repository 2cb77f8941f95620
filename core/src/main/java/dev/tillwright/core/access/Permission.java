package dev.tillwright.core.access;

/** What one may be allowed to do. Journal entries keep the names, so a name never changes. */
public enum Permission {
  SELL,
  RETURN_WITH_RECEIPT,
  RETURN_WITHOUT_RECEIPT,
  DISCOUNT,
  /** Take out a line or give up a sale before it is paid. */
  VOID,
  /** Take a whole completed sale of the same day back. */
  VOID_COMPLETED,
  /** Sell without tax to a customer who is exempt. */
  EXEMPT_TAX,
  /** Print a receipt again, as a marked copy. */
  REPRINT,
  /** Open the drawer without a sale. */
  OPEN_DRAWER,
  /** Put cash in or take it out for another reason than a sale. */
  MOVE_CASH,
  REPORT,
  CLOSE_DAY,
  ADJUST_STOCK,
  /** Carry data out of the till. */
  EXPORT,
  MANAGE_OPERATORS,
  /** Put prices, rules or other settings in force. */
  CHANGE_SETTINGS,
  /** Say what became of a payment that no machine can end. */
  SETTLE_PAYMENT,
  /** Take in and work on disputes, complaints and after-sales cases. */
  HANDLE_CASES,
  /** Speak for what somebody else may not do, or for a customer who is asked for more. */
  OVERRIDE,
  /** Enrol a member, and write down what the member agrees to or takes back. */
  ENROL_MEMBER,
  /** Change, merge, separate and erase members. */
  MANAGE_MEMBERS
}
