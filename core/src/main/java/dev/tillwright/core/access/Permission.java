package dev.tillwright.core.access;

import java.util.List;

/**
 * What one may be allowed to do. Journal entries keep the names, so a name never changes. Each says
 * which facts are known when it is used, besides whether the host is in reach; a {@link Condition}
 * on another fact would never be asked about and is refused.
 */
public enum Permission {
  /** Serve: of a tender the amount is what the whole sale comes to. */
  SELL(Fact.AMOUNT),
  RETURN_WITH_RECEIPT(Fact.AMOUNT, Fact.AGE, Fact.OWNER),
  RETURN_WITHOUT_RECEIPT(Fact.AMOUNT),
  /** Take goods of another till's sale back, besides {@link #RETURN_WITH_RECEIPT}. */
  RETURN_ELSEWHERE(Fact.AMOUNT, Fact.AGE, Fact.OWNER),
  /** Reduce by hand; the amount is what one reduction takes off. */
  DISCOUNT(Fact.AMOUNT, Fact.OWNER),
  /** Take out a line or give up a sale before it is paid. */
  VOID(Fact.AMOUNT, Fact.OWNER),
  /** Take a whole completed sale of the same day back. */
  VOID_COMPLETED(Fact.AMOUNT, Fact.AGE, Fact.OWNER),
  /** Sell without tax to a customer who is exempt. */
  EXEMPT_TAX(Fact.OWNER),
  /** Print a receipt again, as a marked copy. */
  REPRINT(Fact.AGE, Fact.OWNER),
  /** Open the drawer without a sale. */
  OPEN_DRAWER,
  /** Put cash in or take it out for another reason than a sale. */
  MOVE_CASH(Fact.AMOUNT),
  REPORT,
  CLOSE_DAY,
  ADJUST_STOCK,
  /** Carry data out of the till. */
  EXPORT,
  MANAGE_OPERATORS,
  /** Put prices, rules or other settings in force. */
  CHANGE_SETTINGS,
  /** Say what became of a payment that no machine can end. */
  SETTLE_PAYMENT(Fact.AMOUNT),
  /** Take in an order that a customer gave elsewhere, such as by telephone. */
  TAKE_ORDER,
  /** Hand an order's goods out; the amount is what they come to. */
  COLLECT_ORDER(Fact.AMOUNT),
  /** Give up what was not collected of an order; the amount is what it comes to. */
  CANCEL_ORDER(Fact.AMOUNT),
  /** Pay back in cash what an order's customer paid to its channel. */
  REFUND_ORDER(Fact.AMOUNT),
  /** Switch training on. */
  TRAIN,
  /** Take in and work on disputes, complaints and after-sales cases. */
  HANDLE_CASES,
  /** Take tax invoices back, and say what became of one that no machine can end. */
  HANDLE_INVOICES,
  /** Speak for what somebody else may not do, or for a customer who is asked for more. */
  OVERRIDE,
  /** Enrol a member, and write down what the member agrees to or takes back. */
  ENROL_MEMBER,
  /** Change, merge, separate and erase members. */
  MANAGE_MEMBERS,
  /** See what goods cost and what is earned on them. */
  READ_COSTS,
  /** See promotions that are not in force yet. */
  READ_PLANS,
  /** List who saw or changed what, and what was refused. */
  AUDIT,
  /** See how the machine does: versions, queues, ages of keys; nothing of money or people. */
  DIAGNOSE,
  /** Revoke and freeze, and lift that again. */
  INCIDENT;

  /** What may be known when a permission is used. */
  enum Fact {
    AMOUNT,
    AGE,
    OWNER
  }

  private final boolean amount;
  private final boolean age;
  private final boolean owner;

  Permission(Fact... facts) {
    List<Fact> known = List.of(facts);
    this.amount = known.contains(Fact.AMOUNT);
    this.age = known.contains(Fact.AGE);
    this.owner = known.contains(Fact.OWNER);
  }

  boolean knows(Fact fact) {
    return switch (fact) {
      case AMOUNT -> amount;
      case AGE -> age;
      case OWNER -> owner;
    };
  }
}
