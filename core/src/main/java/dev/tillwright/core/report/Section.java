package dev.tillwright.core.report;

/** What a {@link Cell} counts. The rows keep the names, so a name never changes. */
enum Section {
  /** All: count of sales, their total, their tax. */
  ALL,
  /** Count of lines. */
  LINES,
  /** By reason: count, amount. */
  DISCOUNT,
  /** By rate: net, tax. */
  TAX,
  /** By kind: count, amount, points. */
  TENDER,
  /** Earned: points. */
  POINTS,
  /** By hour of the day: count, total. */
  HOUR,
  /** By code: count of lines, total, tax, quantity. */
  ITEM,
  /** By category: count of lines, total. */
  CATEGORY,
  /** By operator: count, total. */
  OPERATOR,
  /** Of the drawer: {@code taken, paidBack, cashback, paidIn, paidOut, opens}: count, amount. */
  CASH,
  /** Besides totals: {@code rounding, tips, surcharges, deposits, depositsBack, fees}. */
  CHARGE,
  /** By member: count, total; the empty name is everyone anonymous. */
  MEMBER,
  /** By channel: count, total; only of orders that came by one. */
  CHANNEL
}
