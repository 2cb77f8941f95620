package dev.tillwright.device.emv;

import java.util.List;
import java.util.Objects;

/**
 * An application that both the card and the till have.
 *
 * @param aid its full name on the card
 * @param name what to show the cardholder: the issuer's preferred name where its letters are known
 *     here, else the label, else the AID
 * @param priority 1 is the issuer's favourite, 15 the last; 0 says nothing
 * @param needsConfirmation whether it must not be taken without asking
 * @param languages of the card, two letters each, the best first
 */
public record Candidate(
    Aid aid, String name, int priority, boolean needsConfirmation, List<String> languages) {
  public Candidate {
    Objects.requireNonNull(aid, "aid");
    Objects.requireNonNull(name, "name");
    languages = List.copyOf(languages);
    if (priority < 0 || priority > 15) {
      throw new IllegalArgumentException("a priority of 0 to 15");
    }
  }

  /** For sorting: what has no priority comes last. */
  int rank() {
    return priority == 0 ? 16 : priority;
  }
}
