package dev.tillwright.loyalty.member;

import dev.tillwright.core.card.CardToken;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A member's number, as sales, the points ledger and every entry name a member. It says nothing
 * about the person: what ties it to one is sealed and can be destroyed, after which the number
 * stays in the books and means nobody.
 *
 * @param value 1 to 64 letters, digits and {@code . _ -}, the first a letter or digit; never a card
 *     number
 */
public record MemberId(String value) implements Comparable<MemberId> {
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"; // no i, l, o, u
  private static final int RANDOM_LETTERS = 16;

  public MemberId {
    Objects.requireNonNull(value, "value");
    if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException("not a member's number");
    }
    var noCardNumber = new CardToken(value); // refuses one
    assert noCardNumber.value().equals(value);
  }

  /** As {@code new MemberId(value)}. */
  public static MemberId of(String value) {
    return new MemberId(value);
  }

  /** A new number of 80 random bits. */
  static MemberId random(RandomGenerator random) {
    StringBuilder text = new StringBuilder("m-");
    for (int i = 0; i < RANDOM_LETTERS; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new MemberId(text.toString());
  }

  @Override
  public int compareTo(MemberId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
