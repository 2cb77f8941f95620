package dev.tillwright.core.card;

import java.util.Objects;

/**
 * What stands for a card number wherever something is kept. It says nothing about the number and is
 * never a valid one: what {@link Pan#of} would take is refused, so that a number passed by mistake
 * does not reach a journal as a token.
 *
 * @param value printable ASCII, 1 to 64 characters
 */
public record CardToken(String value) {
  public CardToken {
    Objects.requireNonNull(value, "value");
    if (!value.matches("[\\x21-\\x7e]{1,64}")) {
      throw new IllegalArgumentException("a token is 1 to 64 printable characters");
    }
    if (Pan.wouldTake(value)) {
      throw new IllegalArgumentException("a card number is no token");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
