package dev.tillwright.core.access;

import java.util.Objects;

/**
 * Someone who works at the till.
 *
 * @param id 1 to 64 characters; stands on receipts and in the journal, and is never given to
 *     someone else
 * @param name for people, at most 200 characters
 * @param role the name of the role
 */
public record Operator(String id, String name, String role) {
  public Operator {
    Objects.requireNonNull(role, "role");
    if (id.isBlank() || id.length() > 64 || !isPlain(id)) {
      throw new IllegalArgumentException("an operator's id has 1 to 64 printable characters");
    }
    if (name.length() > 200 || !isPlain(name)) {
      throw new IllegalArgumentException("an operator's name has at most 200 characters");
    }
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }
}
