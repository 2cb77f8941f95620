package dev.tillwright.core.access;

/** Parts of the statements that add up what counts towards a limit over all terminals. */
final class SharedSums {
  private SharedSums() {}

  /** What makes a tender count for less: as {@link Limit#refunds} says. */
  static String less(Limit limit) {
    return limit.refunds() == Limit.Refunds.MAKE_ROOM ? "('REMOVED', 'REFUND')" : "('REMOVED')";
  }

  static String kind(Limit limit, String table) {
    return limit.kind() == null ? "" : " and " + table + ".kind = '" + limit.kind().name() + "'";
  }
}
