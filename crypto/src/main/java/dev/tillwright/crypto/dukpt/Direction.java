package dev.tillwright.crypto.dukpt;

/** Which way a message goes. */
public enum Direction {
  /** From the terminal to the host. */
  REQUEST,
  /** From the host to the terminal. */
  RESPONSE
}
