package dev.tillwright.crypto.token;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * That somebody asked for the number behind a token.
 *
 * @param at when, to the millisecond
 * @param domain in which domain
 * @param token which token; the number is nowhere
 * @param who asked: 1 to 64 printable characters
 * @param purpose what for, as the asker said
 * @param result what came of it
 */
public record AccessRecord(
    Instant at, TokenDomain domain, Token token, String who, String purpose, Result result) {
  private static final Pattern WHO = Pattern.compile("[^\\p{Cntrl}]{1,64}");

  /** What came of an access. */
  public enum Result {
    /** The number was about to be given. */
    REVEALED,
    /** There is no such token in this domain, or no longer. */
    UNKNOWN,
    /** The record, or its key, is not what it was. */
    REFUSED,
    /** The asker may not. */
    DENIED
  }

  public AccessRecord {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(result, "result");
    if (!WHO.matcher(who).matches()) {
      throw new IllegalArgumentException("who asks has a name of 1 to 64 characters on one line");
    }
  }
}
