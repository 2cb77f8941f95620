package dev.tillwright.core.access;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.Verification;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much may move in a time before more is asked for. Immutable.
 *
 * @param name 1 to 32 lower-case letters, digits and hyphens; part of the reason's code
 * @param per whose money is counted
 * @param kind of tender that counts and is asked about; {@code null} for all
 * @param most what may move without more; what makes it exceed this is asked about
 * @param within the time that counts, sliding: more than {@code now - within}, up to now; one
 *     minute to 366 days
 * @param asks what has to be shown above it; nothing for a limit that nobody passes
 * @param refunds whether money that went back makes room again
 */
public record Limit(
    String name,
    Per per,
    @Nullable TenderKind kind,
    Money most,
    Duration within,
    Set<Verification> asks,
    Refunds refunds) {

  /** Whose money is counted together. */
  public enum Per {
    /** One card, by its token. */
    CARD,
    /** One member, whatever he pays with; nobody who is not named. */
    MEMBER,
    /** The member who is named; otherwise the card. */
    CUSTOMER,
    /** All who pay at this till. */
    TILL
  }

  /** What a refund does. What was taken off a sale before its end never counts. */
  public enum Refunds {
    /** The tender that it goes back to counts for so much less, as if less had moved then. */
    MAKE_ROOM,
    /** What moved once counts until its time is over. */
    COUNT_ON
  }

  public Limit {
    Objects.requireNonNull(per, "per");
    Objects.requireNonNull(refunds, "refunds");
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("not a name of a limit");
    }
    boolean day = within.compareTo(Duration.ofMinutes(1)) >= 0;
    if (most.isNegative() || !day || within.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(
          "a limit is not negative and looks one minute to 366 days back");
    }
    asks = asks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(asks));
  }

  /** Above it a manager is asked for; refunds make room. */
  public static Limit of(String name, Per per, Money most, Duration within) {
    Set<Verification> asks = EnumSet.of(Verification.MANAGER);
    return new Limit(name, per, null, most, within, asks, Refunds.MAKE_ROOM);
  }

  /** For one kind of tender only. */
  public Limit only(TenderKind kind) {
    return new Limit(name, per, kind, most, within, asks, refunds);
  }

  /** Above it all of this is asked for; nothing for a limit that nobody passes. */
  public Limit asking(Set<Verification> asks) {
    return new Limit(name, per, kind, most, within, asks, refunds);
  }

  public Limit refunds(Refunds policy) {
    return new Limit(name, per, kind, most, within, asks, policy);
  }
}
