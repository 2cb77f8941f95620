package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The journal entries about rewards and vouchers. A voucher is issued once, reserved for one sale
 * at a time and redeemed once; what an entry came to is read from {@link LedgerQueries#voucher}.
 */
public sealed interface RewardEntries {

  /** The entry to append. */
  Draft draft();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<RewardEntries> read(Entry entry) {
    return switch (entry.kind()) {
      case Redeemed.KIND -> Optional.of(redeemed(JsonIn.parse(entry.payload())));
      case Issued.KIND -> Optional.of(issued(JsonIn.parse(entry.payload())));
      case Used.KIND -> Optional.of(used(JsonIn.parse(entry.payload())));
      default -> Optional.empty();
    };
  }

  private static RewardEntries redeemed(JsonIn in) {
    if (in.number("points") < 1) {
      throw in.wrong("points", "a whole number above zero was expected");
    }
    return new Redeemed(
        in.text("key"),
        in.text("member"),
        in.number("points"),
        in.text("reward"),
        in.optionalObject("voucher").map(voucher -> issued(voucher)));
  }

  private static Issued issued(JsonIn in) {
    try {
      return new Issued(
          in.text("voucher"),
          in.text("member"),
          in.text("reward"),
          in.optionalText("expires").map(Instant::parse).orElse(Lot.NEVER));
    } catch (DateTimeException e) {
      throw in.wrong("expires", "an instant such as 2026-01-31T10:00:00Z was expected");
    }
  }

  private static RewardEntries used(JsonIn in) {
    for (Use use : Use.values()) {
      if (use.name().equals(in.text("use"))) {
        return new Used(in.text("voucher"), in.text("sale"), use);
      }
    }
    throw in.wrong("use", "RESERVE, RELEASE or REDEEM was expected");
  }

  /**
   * A reward of the catalogue is taken for points, all or nothing, and its voucher issued with it.
   *
   * @param key names it, for ever
   * @param member who
   * @param points its price; positive
   * @param reward as the catalogue names it
   * @param voucher the voucher that stands for it; none when it is handed over at once
   */
  record Redeemed(String key, String member, long points, String reward, Optional<Issued> voucher)
      implements RewardEntries {
    public static final String KIND = "reward.redeemed";

    public Redeemed {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(reward, "reward");
      Objects.requireNonNull(voucher, "voucher");
      if (points < 1) {
        throw new IllegalArgumentException("a reward has a price");
      }
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> {
                out.put("key", key)
                    .put("member", member)
                    .put("points", points)
                    .put("reward", reward);
                voucher.ifPresent(it -> out.put("voucher", it::write));
              }));
    }
  }

  /**
   * A voucher is given to a member.
   *
   * @param voucher its code, for ever
   * @param member whose
   * @param reward what it stands for
   * @param expires the first instant at which it is not taken any more; {@link Lot#NEVER} for none
   */
  record Issued(String voucher, String member, String reward, Instant expires)
      implements RewardEntries {
    public static final String KIND = "voucher.issued";

    public Issued {
      Objects.requireNonNull(voucher, "voucher");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(reward, "reward");
      Objects.requireNonNull(expires, "expires");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, JsonOut.object(this::write));
    }

    private void write(JsonOut out) {
      out.put("voucher", voucher)
          .put("member", member)
          .put("reward", reward)
          .put("expires", expires.equals(Lot.NEVER) ? null : expires.toString());
    }
  }

  /**
   * A voucher is used in a sale.
   *
   * @param voucher its code
   * @param sale which
   * @param use how far
   */
  record Used(String voucher, String sale, Use use) implements RewardEntries {
    public static final String KIND = "voucher.used";

    public Used {
      Objects.requireNonNull(voucher, "voucher");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(use, "use");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> out.put("voucher", voucher).put("sale", sale).put("use", use.name())));
    }
  }

  /** How far a voucher is used. */
  enum Use {
    /** No other sale can take it. */
    RESERVE,
    /** The sale does not take it after all. */
    RELEASE,
    /** The sale took it. */
    REDEEM
  }
}
