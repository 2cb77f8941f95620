package dev.tillwright.loyalty.insight.campaign;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.Purpose;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * What a campaign is to be. Immutable.
 *
 * <p>Defaults: no offer, a tenth of the audience as control group, e-mail, marketing, contacts that
 * cost nothing, no budget, and {@link StopRules#usual()}.
 */
public final class Campaign {
  /** Up to so many codes of offers. */
  public static final int MOST_CODES = 1_000;

  private final String id;
  private final String segment;
  private final Instant from;
  private final Instant to;
  private final Set<String> codes;
  private final int controlPermille;
  private final String key;
  private final Channel channel;
  private final Purpose purpose;
  private final Money budget;
  private final Money contactCost;
  private final StopRules stop;

  private Campaign(Builder builder) {
    this.id = builder.id;
    this.segment = builder.segment;
    this.from = builder.from;
    this.to = builder.to;
    this.codes = Set.copyOf(builder.codes);
    this.controlPermille = builder.controlPermille;
    this.key = builder.key;
    this.channel = builder.channel;
    this.purpose = builder.purpose;
    this.budget = builder.budget;
    this.contactCost = builder.contactCost;
    this.stop = builder.stop;
  }

  /**
   * @param id 1 to 48 of a-z, 0-9 and the hyphen; a campaign of this id is planned once
   * @param segment whom it is for
   * @param key of the drawing of the groups: 32 hexadecimal digits or more from a random source,
   *     another one for each campaign; it is recorded, so that anybody can draw again
   * @param budget what may be spent at most; its currency is that of all amounts
   */
  public static Builder of(String id, String segment, String key, Money budget) {
    return new Builder(id, segment, key, budget);
  }

  public String id() {
    return id;
  }

  public String segment() {
    return segment;
  }

  /** From when on sales count as its effect. */
  public Instant from() {
    return from;
  }

  /** Until when, exclusive. */
  public Instant to() {
    return to;
  }

  /** Codes of coupons that redeem it; of a discount, not of a member. */
  public Set<String> codes() {
    return codes;
  }

  /** So many of a thousand are kept out, on average. */
  public int controlPermille() {
    return controlPermille;
  }

  public String key() {
    return key;
  }

  public Channel channel() {
    return channel;
  }

  public Purpose purpose() {
    return purpose;
  }

  public Money budget() {
    return budget;
  }

  /** What one contact costs. */
  public Money contactCost() {
    return contactCost;
  }

  public StopRules stop() {
    return stop;
  }

  /** Sets the rest. */
  public static final class Builder {
    private final String id;
    private final String segment;
    private final String key;
    private final Money budget;
    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    private Set<String> codes = Set.of();
    private int controlPermille = 100;
    private Channel channel = Channel.EMAIL;
    private Purpose purpose = Purpose.MARKETING;
    private Money contactCost;
    private StopRules stop = StopRules.usual();

    private Builder(String id, String segment, String key, Money budget) {
      if (!id.matches("[a-z0-9-]{1,48}") || !segment.matches("[a-z0-9-]{1,64}")) {
        throw new IllegalArgumentException("an id of 1 to 48, a segment of 1 to 64 of a-z, 0-9, -");
      }
      if (!key.matches("([0-9a-f]{2}){16,64}")) {
        throw new IllegalArgumentException("a key of 16 to 64 bytes, in hexadecimal digits");
      }
      if (budget.isNegative()) {
        throw new IllegalArgumentException("a budget is not negative");
      }
      this.id = id;
      this.segment = segment;
      this.key = key;
      this.budget = budget;
      this.contactCost = Money.zero(budget.currency());
    }

    /** When sales count as its effect, the end exclusive. Must be said. */
    public Builder runs(Instant begin, Instant end) {
      if (!begin.isBefore(end)) {
        throw new IllegalArgumentException("a campaign ends after it begins");
      }
      this.from = begin;
      this.to = end;
      return this;
    }

    /** The coupons that redeem it, at most {@value #MOST_CODES}. */
    public Builder offer(Set<String> coupons) {
      if (coupons.size() > MOST_CODES || coupons.contains("")) {
        throw new IllegalArgumentException("at most " + MOST_CODES + " codes, none empty");
      }
      this.codes = coupons;
      return this;
    }

    /** 0 for none, and then no lift; at most 900. */
    public Builder control(int permille) {
      if (permille < 0 || permille > 900) {
        throw new IllegalArgumentException("0 to 900 of a thousand");
      }
      this.controlPermille = permille;
      return this;
    }

    public Builder reach(Channel by, Purpose forWhat) {
      this.channel = Objects.requireNonNull(by, "by");
      this.purpose = Objects.requireNonNull(forWhat, "forWhat");
      return this;
    }

    public Builder contactCost(Money each) {
      if (each.isNegative() || !each.currency().equals(budget.currency())) {
        throw new IllegalArgumentException("an amount in the budget's currency, not negative");
      }
      this.contactCost = each;
      return this;
    }

    public Builder stop(StopRules rules) {
      this.stop = Objects.requireNonNull(rules, "rules");
      return this;
    }

    public Campaign build() {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("when it runs was not said");
      }
      return new Campaign(this);
    }
  }
}
