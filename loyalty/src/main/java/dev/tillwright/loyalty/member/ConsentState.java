package dev.tillwright.loyalty.member;

/** Whether a member may be reached by a channel for a purpose, as far as consent goes. */
public enum ConsentState {
  /** The member never said anything. */
  NEVER,
  /** The member agreed, and it stands. */
  GIVEN,
  /** The member took it back, under any of the numbers that were merged. */
  WITHDRAWN
}
