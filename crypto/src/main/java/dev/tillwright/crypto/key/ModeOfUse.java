package dev.tillwright.crypto.key;

import java.util.Optional;

/** In which direction a key may work: byte 8 of a key block's header (ANSI X9.143). */
public enum ModeOfUse {
  /** Encrypt and decrypt, wrap and unwrap. */
  BOTH('B'),
  /** Generate and verify MACs or check values. */
  GENERATE_AND_VERIFY('C'),
  /** Decrypt or unwrap only. */
  DECRYPT('D'),
  /** Encrypt or wrap only. */
  ENCRYPT('E'),
  /** Generate only. */
  GENERATE('G'),
  /** No special restriction beyond the usage. */
  ANY('N'),
  /** Sign only. */
  SIGN('S'),
  /** Sign and decrypt. */
  SIGN_AND_DECRYPT('T'),
  /** Verify only. */
  VERIFY('V'),
  /** Derive other keys only. */
  DERIVE('X'),
  /** Make key variants only. */
  VARIANTS('Y');

  private final char code;

  ModeOfUse(char code) {
    this.code = code;
  }

  /** The character of the standard. */
  public char code() {
    return code;
  }

  /** The mode of a character; none for the proprietary and the unknown ones. */
  public static Optional<ModeOfUse> of(char code) {
    for (ModeOfUse mode : values()) {
      if (mode.code == code) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
