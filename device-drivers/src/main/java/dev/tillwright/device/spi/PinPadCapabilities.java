package dev.tillwright.device.spi;

import java.util.Set;

/**
 * What a PIN pad can do.
 *
 * @param formats of blocks
 * @param keys how it manages its keys
 * @param longestMessage it makes a MAC of, in bytes; 0 when it makes none
 * @param countsKeys whether it tells how many digits were entered
 */
public record PinPadCapabilities(
    Set<PinPad.PinFormat> formats, Set<KeyScheme> keys, int longestMessage, boolean countsKeys)
    implements Capabilities {
  public PinPadCapabilities {
    formats = Set.copyOf(formats);
    keys = Set.copyOf(keys);
    if (longestMessage < 0) {
      throw new IllegalArgumentException("a message has no negative length");
    }
  }

  /** How keys are managed. */
  public enum KeyScheme {
    MASTER_SESSION,
    /** ANSI X9.24-1:2009. */
    DUKPT_TDES,
    /** ANSI X9.24-3. */
    DUKPT_AES
  }
}
