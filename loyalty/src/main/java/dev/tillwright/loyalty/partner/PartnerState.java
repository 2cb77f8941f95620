package dev.tillwright.loyalty.partner;

/** What became of a key at the partner. */
public enum PartnerState {
  /** There was no answer. */
  UNKNOWN,
  /** The partner has never seen the key; a request may be under way all the same. */
  ABSENT,
  /** Points are set aside. */
  HELD,
  /** What was set aside is taken; final. */
  CAPTURED,
  /** Points were given; final. */
  CREDITED,
  /** The key was ended; final. */
  RELEASED,
  /** The request was refused; final. */
  REFUSED
}
