package dev.tillwright.loyalty.partner;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonOut;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The journal entries about partners. Keys are those of the terminal that wrote the entry. */
public sealed interface PartnerEntries {

  /** The entry to append. */
  Draft draft();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<PartnerEntries> read(Entry entry) {
    return PartnerReading.read(entry);
  }

  /**
   * An exchange begins; the partner is asked after this. Beside it stands the ledger's entry that
   * takes our points, when they are given up.
   *
   * @param order what was asked for
   * @param ours so many of our points
   * @param theirs so many of the partner's
   */
  record Begun(ExchangeOrder order, long ours, long theirs) implements PartnerEntries {
    public static final String KIND = "partner.begun";

    public Begun {
      Objects.requireNonNull(order, "order");
      if (ours < 1 || theirs < 1) {
        throw new IllegalArgumentException("an exchange has points");
      }
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("key", order.key())
                      .put("direction", order.direction().name())
                      .put("partner", order.partner())
                      .put("member", order.member())
                      .put("account", order.account())
                      .put("asked", order.points())
                      .put("ours", ours)
                      .put("theirs", theirs)));
    }
  }

  /**
   * An exchange has ended; only its first end counts. Beside it stands the ledger's entry that
   * grants our points or gives them back.
   *
   * @param key which
   * @param done whether both sides moved; otherwise neither did
   * @param reason why not; empty when done
   */
  record Ended(String key, boolean done, String reason) implements PartnerEntries {
    public static final String KIND = "partner.ended";

    public Ended {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND, JsonOut.object(out -> out.put("key", key).put("done", done).put("reason", reason)));
    }
  }

  /**
   * Partners pay for points that were awarded, or take back what they paid when points are clawed
   * back.
   *
   * @param key names it, for ever; such as the sale's id
   * @param shares who pays how many; negative for what they take back
   */
  record Funded(String key, List<Share> shares) implements PartnerEntries {
    public static final String KIND = "partner.funded";

    public Funded {
      PartnerNames.check(key, "key");
      shares = List.copyOf(shares);
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("key", key)
                      .putAll(
                          "shares",
                          shares,
                          (to, share) ->
                              to.put("partner", share.partner()).put("points", share.points()))));
    }
  }

  /**
   * A merchant of the coalition gave goods for our points, or takes the goods back.
   *
   * @param key names it, for ever
   * @param share who, and for how many; negative for goods that came back
   */
  record Redeemed(String key, Share share) implements PartnerEntries {
    public static final String KIND = "partner.redeemed";

    public Redeemed {
      PartnerNames.check(key, "key");
      Objects.requireNonNull(share, "share");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("key", key)
                      .put("partner", share.partner())
                      .put("points", share.points())));
    }
  }

  /**
   * A partner's share.
   *
   * @param partner who; not {@code house}
   * @param points so many of our points; not zero
   */
  record Share(String partner, long points) {
    public Share {
      PartnerNames.check(partner, "partner");
      if (partner.equals(SettlementStatement.HOUSE)) {
        throw new IllegalArgumentException("the house is not a partner");
      }
      if (points == 0 || Math.abs(points) > ExchangeRate.MOST || points == Long.MIN_VALUE) {
        throw new IllegalArgumentException("points: not zero, at most " + ExchangeRate.MOST);
      }
    }
  }
}
