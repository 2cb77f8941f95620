package dev.tillwright.crypto.pin;

import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.LegacyAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/** The formats of PIN blocks (ISO 9564-1:2017, clause 9). */
public enum PinFormat {
  /** Bound to the account number; the same PIN and number give the same clear block. */
  @LegacyAlgorithm("TDES and no random fill; use ISO_4")
  ISO_0(0),
  /** Random fill and no account number: where none is known. */
  @LegacyAlgorithm("TDES and not bound to an account number; use ISO_4")
  ISO_1(1),
  /** From a PIN pad to the chip card, and nowhere else. */
  ISO_2(2),
  /** As format 0, with random fill. */
  @LegacyAlgorithm("TDES; use ISO_4")
  ISO_3(3),
  /** By AES: bound to the account number, with random fill. */
  ISO_4(4);

  private final int number;

  PinFormat(int number) {
    this.number = number;
  }

  /** The format of a number; none for those that are not here. */
  public static Optional<PinFormat> of(long number) {
    return Arrays.stream(values()).filter(format -> format.number == number).findFirst();
  }

  /** The number that ISO gives it. */
  public int number() {
    return number;
  }

  /** Whether the account number is part of it. */
  public boolean bindsAccount() {
    return this != ISO_1 && this != ISO_2;
  }

  /** The algorithm that enciphers it. */
  public KeyAlgorithm algorithm() {
    return this == ISO_4 ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
  }
}
