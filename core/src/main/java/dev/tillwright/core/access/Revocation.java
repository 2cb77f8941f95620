package dev.tillwright.core.access;

import java.util.Objects;

/**
 * That something is revoked.
 *
 * @param kind what
 * @param id 1 to 200 printable characters, as the journal names it
 * @param reason 1 to 200 characters
 */
public record Revocation(Revocable kind, String id, String reason) {
  public Revocation {
    Objects.requireNonNull(kind, "kind");
    text(id);
    text(reason);
  }

  private static void text(String text) {
    boolean plain = text.chars().noneMatch(Character::isISOControl);
    if (text.isBlank() || text.length() > 200 || !plain) {
      throw new IllegalArgumentException("an id and a reason have 1 to 200 printable characters");
    }
  }
}
