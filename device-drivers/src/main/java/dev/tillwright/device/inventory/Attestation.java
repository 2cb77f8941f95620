package dev.tillwright.device.inventory;

import java.util.Objects;

/**
 * What the inventory says of a device.
 *
 * @param verdict whether it may be used
 * @param reason for people: what differs, without the values
 */
public record Attestation(Verdict verdict, String reason) {
  public Attestation {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(reason, "reason");
  }

  /** What the inventory says. */
  public enum Verdict {
    /** It is the one that was approved. */
    KNOWN,
    /** It is the one that was approved, with another program in it. */
    NEW_FIRMWARE,
    /** It tells who it is only in use: a reader by the key of its first card. Told then. */
    NOT_TOLD_YET,
    /** Nothing is approved under this name. */
    NOT_APPROVED,
    /** Another device answers under this name. */
    SWAPPED,
    /** It says nothing by which it could be told from another one. */
    ANONYMOUS
  }

  /** Whether it may be used: the approved device, with whatever firmware, as far as it told. */
  public boolean usable() {
    return verdict == Verdict.KNOWN
        || verdict == Verdict.NEW_FIRMWARE
        || verdict == Verdict.NOT_TOLD_YET;
  }
}
