package dev.tillwright.crypto.dukpt;

/** Who derives: what one side encrypts, the other decrypts. */
enum Side {
  HOST,
  TERMINAL
}
