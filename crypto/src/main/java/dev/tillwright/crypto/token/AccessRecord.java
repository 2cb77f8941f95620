package dev.tillwright.crypto.token;

import dev.tillwright.core.card.CardToken;
import java.time.Instant;
import java.util.Objects;

/**
 * That somebody asked for the number behind a token.
 *
 * @param at when, to the millisecond
 * @param domain in which domain
 * @param token which token; the number is nowhere
 * @param purpose what for, as the asker said
 * @param result what came of it
 */
public record AccessRecord(
    Instant at, TokenDomain domain, CardToken token, String purpose, Result result) {

  /** What came of an access. */
  public enum Result {
    /** The number was about to be given. */
    REVEALED,
    /** There is no such token in this domain. */
    UNKNOWN,
    /** The record, or its key, is not what it was. */
    REFUSED
  }

  public AccessRecord {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(result, "result");
  }
}
