package dev.tillwright.crypto.token;

import dev.tillwright.crypto.fpe.Ff1;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What tokens a tokenizer gives.
 *
 * <p>Defaults: nothing of the number kept, check digit invalid, the same number gives the same
 * token, any number of uses, no expiry, numbers of 12 digits and more.
 *
 * <p>Three kinds: {@link #opaque} random text, {@link #digits} random digits as many as the number
 * has, both with the number sealed in the vault; and {@link #vaultless} digits that are the number
 * itself under FF1, of which the vault keeps only that it was given.
 */
public final class TokenPolicy {
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private final TokenForm form;
  private final boolean oneTime;
  private final boolean singleUse;
  private final Duration lifetime;
  private final int shortest;

  private TokenPolicy(Builder builder) {
    this.form = new TokenForm(builder.kind, builder.bin, builder.last, builder.luhn);
    this.oneTime = builder.oneTime;
    this.singleUse = builder.singleUse;
    this.lifetime = builder.lifetime;
    this.shortest = builder.shortest;
  }

  /** {@code tok_} and 24 random characters: the choice when nothing demands digits. */
  public static Builder opaque() {
    return new Builder(TokenForm.Kind.OPAQUE);
  }

  /**
   * Random digits. With BIN and last four kept few tokens are left, for a number of 13 digits 900:
   * when all are taken tokenization says so.
   */
  public static Builder digits() {
    return new Builder(TokenForm.Kind.DIGITS);
  }

  /** Digits by FF1. What is kept must leave 1,000,000 tokens to the shortest number. */
  public static Builder vaultless() {
    return new Builder(TokenForm.Kind.FF1);
  }

  TokenForm form() {
    return form;
  }

  boolean oneTime() {
    return oneTime;
  }

  boolean singleUse() {
    return singleUse;
  }

  int shortest() {
    return shortest;
  }

  Instant expiry(Instant now) {
    return lifetime.isZero() ? Instant.MAX : now.plus(lifetime);
  }

  @Override
  public String toString() {
    return "TokenPolicy["
        + form
        + (oneTime ? ", one-time" : "")
        + (singleUse ? ", single use" : "")
        + (lifetime.isZero() ? "" : ", expires after " + lifetime)
        + "]";
  }

  /** Makes a policy. For one thread. */
  public static final class Builder {
    private final TokenForm.Kind kind;
    private int bin;
    private int last;
    private Luhn luhn = Luhn.INVALID;
    private boolean oneTime;
    private boolean singleUse;
    private Duration lifetime = Duration.ZERO;
    private int shortest = 12;

    private Builder(TokenForm.Kind kind) {
      this.kind = kind;
    }

    /** Keeps the first {@code digits} digits: 0, 6 or 8. */
    public Builder keepBin(int digits) {
      if (digits != 0 && digits != 6 && digits != 8) {
        throw new IllegalArgumentException("a BIN has 6 or 8 digits");
      }
      this.bin = digits;
      return this;
    }

    /** Keeps the last {@code digits} digits: 0 to 4. */
    public Builder keepLast(int digits) {
      if (digits < 0 || digits > 4) {
        throw new IllegalArgumentException("at most the last four digits are kept");
      }
      this.last = digits;
      return this;
    }

    /** What the check digit is to be. */
    public Builder luhn(Luhn luhn) {
      this.luhn = Objects.requireNonNull(luhn, "luhn");
      return this;
    }

    /** Each tokenization gives a new token; by default one number has one token. */
    public Builder oneTime() {
      this.oneTime = true;
      return this;
    }

    /** The number is given once; then the token is as good as none. */
    public Builder singleUse() {
      this.singleUse = true;
      return this;
    }

    /** From so long after it was made the token is as good as none. */
    public Builder expiresAfter(Duration lifetime) {
      if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a token lives longer than nothing, up to 100 years");
      }
      this.lifetime = lifetime;
      return this;
    }

    /** Refuses numbers with fewer digits: 8 to 19. */
    public Builder shortest(int digits) {
      if (digits < 8 || digits > 19) {
        throw new IllegalArgumentException("card numbers have 8 to 19 digits");
      }
      this.shortest = digits;
      return this;
    }

    /**
     * The policy.
     *
     * @throws IllegalArgumentException when the choices do not go together: a vaultless token that
     *     is not for ever, fewer than 1,000,000 vaultless tokens, no digit that varies
     */
    public TokenPolicy build() {
      if (kind == TokenForm.Kind.OPAQUE && (bin > 0 || last > 0 || luhn != Luhn.INVALID)) {
        throw new IllegalArgumentException(
            "an opaque token keeps no digits and has no check digit");
      }
      TokenForm form = new TokenForm(kind, bin, last, luhn);
      if (kind == TokenForm.Kind.DIGITS && luhn.space(form.free(shortest)) < 1) {
        throw new IllegalArgumentException("no digit is left to vary");
      }
      if (kind == TokenForm.Kind.FF1) {
        if (oneTime || singleUse || !lifetime.isZero()) {
          throw new IllegalArgumentException(
              "a vaultless token is the same for ever: single use and expiry need the vault");
        }
        int encrypted = form.encrypted(shortest);
        if (encrypted < 1 || Luhn.power(encrypted) < Ff1.MIN_SPACE) {
          throw new IllegalArgumentException(
              "fewer than 1,000,000 vaultless tokens are left: keep fewer digits, refuse short"
                  + " numbers, or take digits from the vault");
        }
      }
      return new TokenPolicy(this);
    }
  }
}
