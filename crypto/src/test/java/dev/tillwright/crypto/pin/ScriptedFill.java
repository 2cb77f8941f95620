package dev.tillwright.crypto.pin;

import dev.tillwright.crypto.Vectors;
import java.security.SecureRandom;

/** Gives the fill that a published block was made with. */
final class ScriptedFill extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final String hex;
  private int at;

  ScriptedFill(String hex) {
    this.hex = hex;
  }

  /** A nibble of format 1, or how far one of format 3 is above A. */
  @Override
  public int nextInt(int bound) {
    return Character.digit(hex.charAt(at++), 16) - (16 - bound);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    System.arraycopy(Vectors.hex(hex), 0, bytes, 0, bytes.length);
  }
}
