package dev.tillwright.crypto.emv;

/** How a card's key is made of its number (EMV book 2, A1.4). */
public enum CardKeyOption {
  /** Of the last 16 digits of number and sequence number. */
  A,
  /** Of their hash, for numbers of more than 16 digits; shorter ones as option A. */
  B
}
