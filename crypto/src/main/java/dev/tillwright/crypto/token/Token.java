package dev.tillwright.crypto.token;

import dev.tillwright.core.card.CardToken;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Stands for a card number in one domain. It is no card number, and nothing turns it into one but
 * {@link Tokenizer#detokenize}; under a policy that asks for valid check digits it looks like one.
 *
 * @param value printable ASCII, 1 to 64 characters
 */
public record Token(String value) {
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1,64}");

  public Token {
    Objects.requireNonNull(value, "value");
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException("a token is 1 to 64 printable characters");
    }
  }

  /** The token of this text. */
  public static Token of(String value) {
    return new Token(value);
  }

  /** The same token in core's type. */
  public static Token of(CardToken token) {
    return new Token(token.value());
  }

  /**
   * The same token for core, the journal and receipts.
   *
   * @throws IllegalArgumentException when it looks like a card number: core takes no such token
   */
  public CardToken cardToken() {
    return new CardToken(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
