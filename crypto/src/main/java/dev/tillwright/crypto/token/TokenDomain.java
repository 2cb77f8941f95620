package dev.tillwright.crypto.token;

import java.util.regex.Pattern;

/**
 * Whose tokens these are: a merchant, a tenant, a purpose. One card has unrelated tokens in two
 * domains, and a token of one is unknown in the other.
 *
 * @param name 1 to 48 lower-case letters, digits and {@code . _ -}, beginning with a letter or
 *     digit
 */
public record TokenDomain(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,47}");

  /** For who has only one. */
  public static final TokenDomain DEFAULT = new TokenDomain("default");

  public TokenDomain {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a domain is 1 to 48 lower-case letters, digits, dots, underscores and hyphens");
    }
  }

  /** The domain of this name. */
  public static TokenDomain of(String name) {
    return new TokenDomain(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
