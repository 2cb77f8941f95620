package dev.tillwright.crypto.dukpt;

/** How a TDES DUKPT data key is made of the transaction key; peers differ. */
public enum TdesDataKey {
  /** The variant, encrypted once under itself: ANSI X9.24-1:2009. */
  ONE_WAY,
  /** The data variant as it is: stacks older than 2009. */
  VARIANT,
  /**
   * The PIN's variant: some card readers. The data key is then the PIN key, so a host that may
   * decrypt such data could decrypt PIN blocks too: never for a base key that PIN pads use.
   */
  PIN_VARIANT
}
