package dev.tillwright.core.card;

import java.util.Objects;

/**
 * The permission to see a secret in clear. Whoever reads a PAN must make one, so every such place
 * is found by searching for this name.
 *
 * @param purpose why, for the audit record: {@code "authorization"}; never data. 1 to 128
 *     characters without line breaks or other controls
 */
public record SecretAccess(String purpose) {
  public SecretAccess {
    Objects.requireNonNull(purpose, "purpose");
    if (purpose.isBlank()) {
      throw new IllegalArgumentException("a purpose is needed");
    }
    if (purpose.length() > 128 || purpose.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a purpose is 1 to 128 characters on one line");
    }
  }

  /** Asks for the secret, naming the purpose. */
  public static SecretAccess forPurpose(String purpose) {
    return new SecretAccess(purpose);
  }
}
