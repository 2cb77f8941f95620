package dev.tillwright.crypto.token;

/**
 * Where a token is in its life. It only leaves {@link #ACTIVE}, and to the outside all others are
 * the same: there is no such token.
 */
public enum TokenStatus {
  /** Stands for its number. */
  ACTIVE,
  /** Was for one use, and was used. */
  USED,
  /** Was taken back. */
  REVOKED,
  /** Its time was over. */
  EXPIRED
}
