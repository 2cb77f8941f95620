package dev.tillwright.core.card;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What stands for a card number wherever something is kept. It says nothing about the number and is
 * never a valid one: what {@link Pan#of} would take is refused, also in groups with hyphens, so
 * that a number passed by mistake does not reach a journal as a token.
 *
 * @param value printable ASCII, 1 to 64 characters
 */
public record CardToken(String value) {
  private static final Pattern GROUPED =
      Pattern.compile("[0-9]{4}(-[0-9]{4}){2,3}(-[0-9]{1,3})?|[0-9]{4}-[0-9]{6}-[0-9]{4,5}");

  public CardToken {
    Objects.requireNonNull(value, "value");
    if (!value.matches("[\\x21-\\x7e]{1,64}")) {
      throw new IllegalArgumentException("a token is 1 to 64 printable characters");
    }
    if (Pan.wouldTake(value) || printed(value)) {
      throw new IllegalArgumentException("a card number is no token");
    }
  }

  /** Whether it is a number with hyphens, grouped as on cards. */
  private static boolean printed(String value) {
    return GROUPED.matcher(value).matches() && Pan.wouldTake(value.replace("-", ""));
  }

  @Override
  public String toString() {
    return value;
  }
}
