package dev.tillwright.core.risk.act;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened at a till, or is about to. Holds no card data but a token and the first
 * six digits of the number. Immutable.
 */
public final class Act {
  private final ActKind kind;
  private final long seq;
  private final Instant at;
  private final String device;
  private final String operator;
  private final Money amount;
  private final @Nullable String sale;
  private final @Nullable String tender;
  private final @Nullable String card;
  private final @Nullable String bin;
  private final @Nullable EntryMode entry;
  private final @Nullable String member;
  private final @Nullable String category;
  private final @Nullable String reason;
  private final BigDecimal share;
  private final @Nullable Duration since;
  private final Set<Trait> traits;

  private Act(Builder from) {
    kind = from.kind;
    seq = from.seq;
    at = from.at;
    device = from.device;
    operator = from.operator;
    amount = from.amount;
    sale = from.sale;
    tender = from.tender;
    card = from.card;
    bin = from.bin;
    entry = from.entry;
    member = from.member;
    category = from.category;
    reason = from.reason;
    share = from.share;
    since = from.since;
    traits = Collections.unmodifiableSet(EnumSet.copyOf(from.traits));
  }

  /**
   * Begins one.
   *
   * @param at wall time
   * @param device the terminal's name
   * @param amount not negative; zero where nothing moves
   */
  public static Builder of(ActKind kind, Instant at, String device, String operator, Money amount) {
    return new Builder(kind, at, device, operator, amount);
  }

  /** The same act, to be changed. */
  public Builder with() {
    Builder copy = new Builder(kind, at, device, operator, amount);
    copy.seq = seq;
    copy.sale = sale;
    copy.tender = tender;
    copy.card = card;
    copy.bin = bin;
    copy.entry = entry;
    copy.member = member;
    copy.category = category;
    copy.reason = reason;
    copy.share = share;
    copy.since = since;
    copy.traits.addAll(traits);
    return copy;
  }

  public ActKind kind() {
    return kind;
  }

  /** The position of the entry it was read from; 0 while it has not happened. */
  public long seq() {
    return seq;
  }

  /** Wall time. */
  public Instant at() {
    return at;
  }

  /** The terminal's name. */
  public String device() {
    return device;
  }

  public String operator() {
    return operator;
  }

  /** Not negative; zero where nothing moves. */
  public Money amount() {
    return amount;
  }

  /** The name of its sale; none of a drawer. */
  public Optional<String> sale() {
    return Optional.ofNullable(sale);
  }

  /** The kind of tender, as a name: kinds are data. */
  public Optional<String> tender() {
    return Optional.ofNullable(tender);
  }

  /** The card's token. */
  public Optional<String> card() {
    return Optional.ofNullable(card);
  }

  /** The first six digits of the card's number; none where they are not known. */
  public Optional<String> bin() {
    return Optional.ofNullable(bin);
  }

  /** How the card was read. */
  public Optional<EntryMode> entry() {
    return Optional.ofNullable(entry);
  }

  /** Who buys, where the sale names one. */
  public Optional<String> member() {
    return Optional.ofNullable(member);
  }

  /** Of {@link ActKind#GOODS}: which. */
  public Optional<String> category() {
    return Optional.ofNullable(category);
  }

  /** Of {@link ActKind#DISCOUNT}: why it was given. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Discounts by hand, in percent of the marked price, cut to four decimals; of a tender too. */
  public BigDecimal share() {
    return share;
  }

  /** How long ago the sale was that is refunded or cancelled, where it is remembered. */
  public Optional<Duration> since() {
    return Optional.ofNullable(since);
  }

  public Set<Trait> traits() {
    return traits;
  }

  /**
   * Whether rules decide about it before it happens: not about giving up a sale on which nothing
   * was paid, since whoever walks away from it does the same.
   */
  public boolean isDecided() {
    return kind.isDecided() && (kind != ActKind.CANCEL || traits.contains(Trait.PAID));
  }

  /** Whether a trait is one of it. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Act that && ActJson.write(this).equals(ActJson.write(that));
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, seq, at, device);
  }

  /** Kind, terminal and position. */
  @Override
  public String toString() {
    return "Act[" + kind + " " + device + "/" + seq + "]";
  }

  /** Not for several threads. */
  public static final class Builder {
    private ActKind kind;
    private final Instant at;
    private final String device;
    private final String operator;
    private final Money amount;
    private long seq;
    private @Nullable String sale;
    private @Nullable String tender;
    private @Nullable String card;
    private @Nullable String bin;
    private @Nullable EntryMode entry;
    private @Nullable String member;
    private @Nullable String category;
    private @Nullable String reason;
    private BigDecimal share = BigDecimal.ZERO;
    private @Nullable Duration since;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    private Builder(ActKind kind, Instant at, String device, String operator, Money amount) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.at = Objects.requireNonNull(at, "at");
      this.device = Objects.requireNonNull(device, "device");
      this.operator = Objects.requireNonNull(operator, "operator");
      if (amount.isNegative()) {
        throw new IllegalArgumentException("an act's amount is not negative");
      }
      this.amount = amount;
    }

    public Builder kind(ActKind other) {
      this.kind = Objects.requireNonNull(other, "other");
      return this;
    }

    public Builder seq(long position) {
      this.seq = position;
      return this;
    }

    public Builder sale(@Nullable String name) {
      this.sale = name;
      return this;
    }

    public Builder tender(@Nullable String name) {
      this.tender = name;
      return this;
    }

    public Builder card(@Nullable String token) {
      this.card = token;
      return this;
    }

    /**
     * The first six digits.
     *
     * @throws IllegalArgumentException for any other text: a whole number never gets here
     */
    public Builder bin(@Nullable String digits) {
      if (digits != null && !digits.matches("[0-9]{6}")) {
        throw new IllegalArgumentException("an issuer's number is kept as six digits");
      }
      this.bin = digits;
      return this;
    }

    public Builder entry(@Nullable EntryMode mode) {
      this.entry = mode;
      return this;
    }

    public Builder member(@Nullable String id) {
      this.member = id;
      return this;
    }

    public Builder category(@Nullable String name) {
      this.category = name;
      return this;
    }

    public Builder reason(@Nullable String text) {
      this.reason = text;
      return this;
    }

    /**
     * Percent.
     *
     * @param percent 0 to 100
     */
    public Builder share(BigDecimal percent) {
      this.share = percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
      return this;
    }

    public Builder since(@Nullable Duration age) {
      this.since = age;
      return this;
    }

    public Builder trait(Trait trait) {
      traits.add(trait);
      return this;
    }

    /** Traits that acts of its kind cannot have are left out. */
    public Act build() {
      traits.removeIf(it -> !it.fits(kind));
      return new Act(this);
    }
  }
}
