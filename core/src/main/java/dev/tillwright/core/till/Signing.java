package dev.tillwright.core.till;

/** What became of asking for a signature. */
public enum Signing {
  /** Sealed, bound to its sale, and durable. */
  SIGNED,
  /** The customer did not sign, or not in time; he may be asked again. */
  NOT_SIGNED,
  /** The sale has a signature already; it stays. */
  ALREADY_SIGNED
}
