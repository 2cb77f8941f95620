package dev.tillwright.loyalty.program;

/** Whose zone tells the date and the time of day. */
public enum ZoneOf {
  /** The program's. */
  PROGRAM,
  /** The store's that sells; the program's where the store names none. */
  STORE,
  /** The member's; the program's where none is known. */
  MEMBER
}
