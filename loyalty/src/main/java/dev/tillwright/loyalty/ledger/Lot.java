package dev.tillwright.loyalty.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * Points that were earned together, become free together and end together.
 *
 * @param id terminal, position and number of the entry that made it: {@code "till-01/17/1"}
 * @param program whose points they are
 * @param member whose
 * @param earned when
 * @param available from when they are free
 * @param expires when they are gone; {@link #NEVER} for never
 * @param points so many at first
 * @param remaining so many are neither spent, held, taken back nor posted as expired
 * @param expired so many are posted as expired
 * @param matured whether they are posted as free
 */
public record Lot(
    String id,
    String program,
    String member,
    Instant earned,
    Instant available,
    Instant expires,
    long points,
    long remaining,
    long expired,
    boolean matured) {
  /** The end of points that have none: the year 10000. */
  public static final Instant NEVER = Instant.parse("+10000-01-01T00:00:00Z");

  public Lot {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(earned, "earned");
    Objects.requireNonNull(available, "available");
    Objects.requireNonNull(expires, "expires");
  }

  /** Whether its points are not gone at an instant. */
  public boolean alive(Instant at) {
    return at.isBefore(expires);
  }

  /** Whether its points can be spent at an instant. */
  public boolean spendable(Instant at) {
    return !at.isBefore(available) && alive(at);
  }

  Owner owner() {
    return new Owner(program, member);
  }

  Account account() {
    return matured ? Account.AVAILABLE : Account.PENDING;
  }
}
