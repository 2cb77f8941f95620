package dev.tillwright.crypto.key;

import java.util.Optional;

/** Whether a key may leave its module: byte 11 of a key block's header (ANSI X9.143). */
public enum Exportability {
  /** Under a key encryption key, in a form that binds its attributes: a key block. */
  TRUSTED('E'),
  /** Never. */
  NONE('N'),
  /** Sensitive: under any key encryption key, in any form. */
  SENSITIVE('S');

  private final char code;

  Exportability(char code) {
    this.code = code;
  }

  /** The character of the standard. */
  public char code() {
    return code;
  }

  /** The exportability of a character; none for an unknown one. */
  public static Optional<Exportability> of(char code) {
    for (Exportability value : values()) {
      if (value.code == code) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
