package dev.tillwright.core.dispute;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a case stands.
 *
 * <pre>
 * dispute:    NEW ─► IN_WORK ─► ANSWERED ─► WON, LOST      NEW and IN_WORK also ─► ACCEPTED
 *                       ▲ ◄──────┘ (asked again)  │
 *                       └────────── WON (reopened)┘
 * otherwise:  NEW ─► IN_WORK ◄─► WAITING           each of them ─► RESOLVED, REJECTED
 *                       ▲ ◄── RESOLVED, REJECTED (reopened)
 * WITHDRAWN may follow whatever is not closed.
 * </pre>
 *
 * Journal entries keep the names, so a name never changes.
 */
public enum CaseState {
  /** Came in. */
  NEW,
  /** Somebody works on it. */
  IN_WORK,
  /** It waits for somebody outside: the customer, a supplier. */
  WAITING,
  /** The evidence went to the acquirer, and its decision is awaited. */
  ANSWERED,
  /** The shop keeps the money. */
  WON,
  /** The money went back. */
  LOST,
  /** The shop did not fight: the money went back. */
  ACCEPTED,
  /** The customer has what he asked for, or something as good. */
  RESOLVED,
  /** The shop said no. */
  REJECTED,
  /** Whoever began it gave it up. */
  WITHDRAWN;

  /** Whether nothing is to be done any more, unless it is reopened. */
  public boolean closed() {
    return switch (this) {
      case NEW, IN_WORK, WAITING, ANSWERED -> false;
      case WON, LOST, ACCEPTED, RESOLVED, REJECTED, WITHDRAWN -> true;
    };
  }

  /** What may follow in a case of this kind. */
  public Set<CaseState> next(CaseKind kind) {
    return kind == CaseKind.DISPUTE ? ofDispute() : ofOther();
  }

  private Set<CaseState> ofDispute() {
    return switch (this) {
      case NEW -> EnumSet.of(IN_WORK, ANSWERED, ACCEPTED, WITHDRAWN);
      case IN_WORK -> EnumSet.of(ANSWERED, ACCEPTED, WITHDRAWN);
      case ANSWERED -> EnumSet.of(IN_WORK, WON, LOST, WITHDRAWN);
      case WON -> EnumSet.of(IN_WORK); // a second round, such as an arbitration
      default -> EnumSet.noneOf(CaseState.class);
    };
  }

  private Set<CaseState> ofOther() {
    return switch (this) {
      case NEW -> EnumSet.of(IN_WORK, RESOLVED, REJECTED, WITHDRAWN);
      case IN_WORK -> EnumSet.of(WAITING, RESOLVED, REJECTED, WITHDRAWN);
      case WAITING -> EnumSet.of(IN_WORK, RESOLVED, REJECTED, WITHDRAWN);
      case RESOLVED, REJECTED -> EnumSet.of(IN_WORK);
      default -> EnumSet.noneOf(CaseState.class);
    };
  }
}
