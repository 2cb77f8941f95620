package dev.tillwright.device.emv;

import java.util.Objects;

/**
 * An application that the till knows.
 *
 * @param aid its name
 * @param partial whether names that only begin so are meant, too (the application selection
 *     indicator, EMV book 1, 12.3.1): one scheme, several cards
 */
public record SupportedApplication(Aid aid, boolean partial) {
  public SupportedApplication {
    Objects.requireNonNull(aid, "aid");
  }

  /** This name and those that begin with it. */
  public static SupportedApplication startingWith(String hex) {
    return new SupportedApplication(Aid.of(hex), true);
  }

  /** This name only. */
  public static SupportedApplication exactly(String hex) {
    return new SupportedApplication(Aid.of(hex), false);
  }

  /** Whether an application of the card is meant. */
  boolean means(Aid name) {
    return partial ? name.beginsWith(aid) : name.equals(aid);
  }
}
