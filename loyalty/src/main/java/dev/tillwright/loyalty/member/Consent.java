package dev.tillwright.loyalty.member;

import java.util.Objects;

/**
 * That a member agrees to be reached by a channel for a purpose.
 *
 * @param channel by what
 * @param purpose what for
 * @param wording names the text that was agreed to and its version: 1 to 64 letters, digits and
 *     {@code . _ / -}
 * @param source where it was said
 * @param proof what shows it, such as the number of a signed form or of a recording; kept sealed,
 *     one line of at most 512 characters, may be empty
 */
public record Consent(
    Channel channel, Purpose purpose, String wording, ConsentSource source, String proof) {
  private static final int MAX_PROOF = 512;

  public Consent {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(source, "source");
    if (!wording.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")) {
      throw new IllegalArgumentException("wording: 1 to 64 letters, digits and . _ / -");
    }
    Values.line("proof", proof, MAX_PROOF);
  }

  /** Without the proof, which may name the person. */
  @Override
  public String toString() {
    return "Consent[" + channel + " " + purpose + " " + wording + " " + source + "]";
  }
}
