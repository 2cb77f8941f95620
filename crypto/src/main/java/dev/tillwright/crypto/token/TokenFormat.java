package dev.tillwright.crypto.token;

import java.util.random.RandomGenerator;

/**
 * Tokens as {@code tok_} and 24 characters of Crockford's Base32 in lower case: 120 random bits.
 *
 * <p>Never a card number, nor holding anything that a search for card numbers finds: one with eight
 * digits in a row, the shortest card number there is, is drawn again.
 */
final class TokenFormat {
  private static final String PREFIX = "tok_";
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 24;
  private static final int BITS = 5;
  private static final int LONGEST_RUN = 7;
  private static final int MAX_DRAWS = 100;

  private TokenFormat() {}

  static Token random(RandomGenerator random) {
    for (int draw = 0; draw < MAX_DRAWS; draw++) {
      StringBuilder text = new StringBuilder(PREFIX);
      int run = 0;
      int longest = 0;
      for (int i = 0; i < LENGTH; i++) {
        char each = ALPHABET.charAt(random.nextInt(1 << BITS));
        run = each <= '9' ? run + 1 : 0;
        longest = Math.max(longest, run);
        text.append(each);
      }
      // About one in a thousand has a longer run.
      if (longest <= LONGEST_RUN) {
        return new Token(text.toString());
      }
    }
    throw new IllegalStateException("the source of random numbers gives digits only");
  }
}
