package dev.tillwright.examples.conformance;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Gives the fill that a published PIN block was made with, instead of a random one. */
final class ScriptedFill extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final String hex;
  private int at;

  ScriptedFill(String hex) {
    this.hex = hex;
  }

  /** The next nibble: any of format 1, one from A to F of format 3. */
  @Override
  public int nextInt(int bound) {
    if (at == hex.length()) {
      throw RowFailure.notUnderstood("the fill is too short");
    }
    return Character.digit(hex.charAt(at++), 16) - (16 - bound);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] fill = HexFormat.of().parseHex(hex);
    if (fill.length < bytes.length) {
      throw RowFailure.notUnderstood("the fill is too short");
    }
    System.arraycopy(fill, 0, bytes, 0, bytes.length);
  }
}
