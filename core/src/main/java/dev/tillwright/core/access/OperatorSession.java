package dev.tillwright.core.access;

import java.time.Instant;

/**
 * An operator who is logged on. Asked before every effect; each time it looks at the clock and at
 * whether it was ended.
 *
 * <p>It lives in this program only: after a restart one logs on again. Safe for several threads.
 */
public final class OperatorSession {
  private final AccessControl access;
  private final long number;
  private final Operator operator;
  private final Role role;
  private final Instant since;
  private final Instant expires;

  OperatorSession(
      AccessControl access,
      long number,
      Operator operator,
      Role role,
      Instant since,
      Instant expires) {
    this.access = access;
    this.number = number;
    this.operator = operator;
    this.role = role;
    this.since = since;
    this.expires = expires;
  }

  /** Who. */
  public Operator operator() {
    return operator;
  }

  /** With which permissions. */
  public Role role() {
    return role;
  }

  /** Whether somebody else spoke for the next act of this session. */
  public boolean isOverridden() {
    return false;
  }

  /** Since when. */
  public Instant since() {
    return since;
  }

  /** Until when at most. */
  public Instant expires() {
    return expires;
  }

  /**
   * Whether the operator may, now, at the till that gave the session; as {@link
   * AccessControl#require}, which a till asks about sessions that it is handed.
   *
   * @throws dev.tillwright.core.TillwrightException when a refusal cannot be written
   */
  public AccessDecision require(Permission permission) {
    return access.require(this, permission);
  }

  /** As {@link #require}, for showing what is possible: nothing is written. */
  public boolean allows(Permission permission) {
    return access.decide(this, permission).isAllowed();
  }

  /** Ends the session, in the journal too; a session that has ended stays so. */
  public void logOff() {
    access.logOff(this);
  }

  long number() {
    return number;
  }

  /** The operator's id. */
  @Override
  public String toString() {
    return "OperatorSession[" + operator.id() + " until " + expires + "]";
  }
}
