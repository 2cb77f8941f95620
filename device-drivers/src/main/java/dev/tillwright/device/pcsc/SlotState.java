package dev.tillwright.device.pcsc;

import java.util.Arrays;

/** How a reader's slot is, in the service's bits. */
final class SlotState {
  private final int bits;
  private final byte[] atr;

  SlotState(int bits, byte[] atr) {
    this.bits = bits;
    this.atr = atr;
  }

  /** All bits, the count of changes in the upper half included. */
  int bits() {
    return bits;
  }

  /** The answer to reset of the card in it. */
  byte[] atr() {
    return atr.clone();
  }

  boolean hasCard() {
    return (bits & Winscard.STATE_PRESENT) != 0;
  }

  boolean isMute() {
    return (bits & Winscard.STATE_MUTE) != 0;
  }

  /** Whether the reader itself is not there. */
  boolean isGone() {
    return (bits & (Winscard.STATE_UNKNOWN | Winscard.STATE_UNAVAILABLE)) != 0;
  }

  /** How often something changed; tells a card from one that came after it. */
  int changes() {
    return bits >>> 16;
  }

  @Override
  public String toString() {
    return "SlotState[" + Integer.toHexString(bits) + ", " + Arrays.hashCode(atr) + "]";
  }
}
