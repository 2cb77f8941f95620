package dev.tillwright.crypto.pin;

/** What a translation does only when it was asked for by name. */
public enum PinPermit {
  /** From format 4 down to formats 0 and 3: from AES to TDES. */
  DOWNGRADE,
  /** To format 2, for submission to a chip card. */
  CARD
}
