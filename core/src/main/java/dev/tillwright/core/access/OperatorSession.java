package dev.tillwright.core.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable SpokenFor override;

  OperatorSession(
      AccessControl access,
      long number,
      Operator operator,
      Role role,
      Instant since,
      Instant expires,
      @Nullable SpokenFor override) {
    this.access = access;
    this.number = number;
    this.operator = operator;
    this.role = role;
    this.since = since;
    this.expires = expires;
    this.override = override;
  }

  /** Who. */
  public Operator operator() {
    return operator;
  }

  /** With which permissions; what somebody else spoke for is not in it. */
  public Role role() {
    return role;
  }

  /** Who spoke for one act of this session; empty when nobody did. */
  public Optional<Operator> overriddenBy() {
    return Optional.ofNullable(override).map(SpokenFor::by);
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
   * AccessControl#require}, which a till asks about sessions that it is handed. With no facts: a
   * permission under a condition on an amount or a sale is refused.
   *
   * @throws dev.tillwright.core.TillwrightException when a refusal cannot be written
   */
  public AccessDecision require(Permission permission) {
    return access.require(this, permission, Facts.none());
  }

  /** The same, with what is known of the act. */
  public AccessDecision require(Permission permission, Facts facts) {
    return access.require(this, permission, facts);
  }

  /**
   * Whether it may begin such an act, for showing what is possible: nothing is written, and what is
   * not known yet is left open.
   */
  public boolean allows(Permission permission) {
    return access.decide(this, permission, Facts.beginning()) == null;
  }

  /** Ends the session, in the journal too; a session that has ended stays so. */
  public void logOff() {
    access.logOff(this);
  }

  long number() {
    return number;
  }

  @Nullable SpokenFor override() {
    return override;
  }

  /** The operator's id. */
  @Override
  public String toString() {
    return "OperatorSession[" + operator.id() + " until " + expires + "]";
  }
}
