package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything a program may look at, frozen. The same purchase always gives the same award, so this
 * one value serves quotes, awards, simulations and back-tests. Immutable when its tallies and
 * brands are.
 */
public final class Purchase {
  private final Builder parts;
  private final Map<String, Money> tenders;
  private final Set<String> coupons;

  private Purchase(Builder parts) {
    this.parts = parts;
    this.tenders = Map.copyOf(parts.tenders);
    this.coupons = Set.copyOf(parts.coupons);
  }

  /** Defaults: nobody, nowhere, no tender known, no coupons, nothing before, no brands. */
  public static Builder of(Totals totals, Instant at) {
    return new Builder(totals, at);
  }

  public Totals totals() {
    return parts.totals;
  }

  public Instant at() {
    return parts.at;
  }

  public String terminal() {
    return parts.terminal;
  }

  /** Empty for none. */
  public String store() {
    return parts.store;
  }

  /** Empty for none. */
  public String channel() {
    return parts.channel;
  }

  public Optional<ZoneId> storeZone() {
    return Optional.ofNullable(parts.storeZone);
  }

  /** The same, bought by another, or by one of whom more is known. */
  public Purchase by(Shopper shopper) {
    Builder same = new Builder(parts.totals, parts.at);
    same.terminal = parts.terminal;
    same.store = parts.store;
    same.channel = parts.channel;
    same.storeZone = parts.storeZone;
    same.linkedReturn = parts.linkedReturn;
    same.tallies = parts.tallies;
    same.brands = parts.brands;
    same.tenders.putAll(tenders);
    same.coupons.addAll(coupons);
    same.member = shopper;
    return same.build();
  }

  /** None for an anonymous sale, which earns nothing. */
  public Optional<Shopper> member() {
    return Optional.ofNullable(parts.member);
  }

  /** What each kind of tender pays; what none pays yet is taken to be paid by other means. */
  public Map<String, Money> tenders() {
    return tenders;
  }

  public Set<String> coupons() {
    return coupons;
  }

  /** Whether goods of an earlier sale come back on the same ticket. */
  public boolean linkedReturn() {
    return parts.linkedReturn;
  }

  public Tallies tallies() {
    return parts.tallies;
  }

  /** The brand of an item; empty for none. */
  public String brand(String code) {
    return parts.brands.apply(code);
  }

  /** Collects what is known of a purchase. Not for several threads. */
  public static final class Builder {
    private final Totals totals;
    private final Instant at;
    private final Map<String, Money> tenders = new HashMap<>();
    private final Set<String> coupons = new HashSet<>();
    private String terminal = "";
    private String store = "";
    private String channel = "";
    private @Nullable ZoneId storeZone;
    private @Nullable Shopper member;
    private boolean linkedReturn;
    private Tallies tallies = Tallies.none();
    private UnaryOperator<String> brands = code -> "";

    private Builder(Totals totals, Instant at) {
      this.totals = Objects.requireNonNull(totals, "totals");
      this.at = Objects.requireNonNull(at, "at");
    }

    public Builder terminal(String id) {
      terminal = id;
      return this;
    }

    /** The store, and its zone where it is not the program's. */
    public Builder store(String id, @Nullable ZoneId zone) {
      store = id;
      storeZone = zone;
      return this;
    }

    public Builder channel(String name) {
      channel = name;
      return this;
    }

    /** Who buys; {@code null} for nobody known. */
    public Builder member(@Nullable Shopper shopper) {
      member = shopper;
      return this;
    }

    /** So much more is paid by this kind of tender. */
    public Builder tender(String kind, Money amount) {
      tenders.merge(kind, amount, Money::plus);
      return this;
    }

    public Builder coupon(String code) {
      coupons.add(code);
      return this;
    }

    /** Goods of an earlier sale come back on the same ticket. */
    public Builder linkedReturn(boolean comes) {
      linkedReturn = comes;
      return this;
    }

    public Builder tallies(Tallies before) {
      tallies = before;
      return this;
    }

    /** The brand of an item by its code; empty for none. */
    public Builder brands(UnaryOperator<String> of) {
      brands = of;
      return this;
    }

    /** The purchase; this builder is not used again. */
    public Purchase build() {
      return new Purchase(this);
    }
  }
}
