package dev.tillwright.core.access;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderLine;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is about to happen, as a {@link TenderCheck} is shown it.
 *
 * <p><b>Guarantee.</b> Holds no card number: what its first digits say is asked through {@link
 * #cardBetween}.
 */
public final class Situation {
  private final Act act;
  private final String terminal;
  private final Operator operator;
  private final Instant at;
  private final Money amount;
  private final @Nullable Sale sale;
  private final @Nullable SaleId origin;
  private final @Nullable TenderLine tender;
  private final @Nullable Discount discount;
  private final String reader;
  private final boolean fallback;
  private final boolean offline;
  private final CardDigits card;

  private Situation(Builder from) {
    this.act = from.act;
    this.terminal = from.terminal;
    this.operator = from.operator;
    this.at = from.at;
    this.amount = from.amount;
    this.sale = from.sale;
    this.origin = from.origin;
    this.tender = from.tender;
    this.discount = from.discount;
    this.reader = from.reader;
    this.fallback = from.fallback;
    this.offline = from.offline;
    this.card = from.card;
  }

  /**
   * Starts one.
   *
   * @param amount what would move: of a tender all that is charged, of a pay-out all that is due;
   *     zero for the drawer
   */
  public static Builder of(Act act, String terminal, Operator operator, Instant at, Money amount) {
    return new Builder(act, terminal, operator, at, amount);
  }

  /** What is about to happen. */
  public Act act() {
    return act;
  }

  /** The till. */
  public String terminal() {
    return terminal;
  }

  /** Who does it. */
  public Operator operator() {
    return operator;
  }

  /** When, by the till's clock. */
  public Instant at() {
    return at;
  }

  /** What would move; not negative. */
  public Money amount() {
    return amount;
  }

  /** The sale as it stands; empty for the drawer. */
  public Optional<Sale> sale() {
    return Optional.ofNullable(sale);
  }

  /** The completed sale that is taken back, or that goods come back of. */
  public Optional<SaleId> origin() {
    return Optional.ofNullable(origin).or(() -> sale().flatMap(Sale::origin));
  }

  /** The tender as it would stand on the sale; its payment key is not known yet. */
  public Optional<TenderLine> tender() {
    return Optional.ofNullable(tender);
  }

  /** On {@link Act#DISCOUNT} what is to be taken off. */
  public Optional<Discount> discount() {
    return Optional.ofNullable(discount);
  }

  /** Who buys. */
  public Optional<String> member() {
    return sale().flatMap(Sale::member);
  }

  /** Stands for the card; empty for other tenders, and where a terminal keeps the card. */
  public Optional<CardToken> card() {
    return tender().map(TenderLine::card).map(it -> it.token());
  }

  /** How the card was read; empty where it was not read here. */
  public Optional<EntryMode> entryMode() {
    return tender().map(TenderLine::card).map(it -> it.entryMode());
  }

  /** The card reader's name; empty for the only one. */
  public String reader() {
    return reader;
  }

  /** Whether the stripe was read although the card has a chip, as the application said. */
  public boolean fallback() {
    return fallback;
  }

  /** Whether the host is known to be out of reach, so that it would be taken offline. */
  public boolean offline() {
    return offline;
  }

  /**
   * Whether the card's first digits lie in a range, both ends inside; {@code false} without a card
   * that was read here. The issuer's number has six or eight digits (ISO/IEC 7812-1).
   *
   * @param from 1 to 10 digits
   * @param to as many, not below
   */
  public boolean cardBetween(String from, String to) {
    return card.between(from, to);
  }

  /** What the card's first digits say, without saying them. */
  @FunctionalInterface
  public interface CardDigits {
    boolean between(String from, String to);
  }

  /** Act, operator and terminal; nothing of the customer. */
  @Override
  public String toString() {
    return "Situation[" + act + " by " + operator.id() + " at " + terminal + "]";
  }

  /** Defaults: no sale, no tender, the only reader, no fallback, the host in reach, no card. */
  public static final class Builder {
    private final Act act;
    private final String terminal;
    private final Operator operator;
    private final Instant at;
    private final Money amount;
    private @Nullable Sale sale;
    private @Nullable SaleId origin;
    private @Nullable TenderLine tender;
    private @Nullable Discount discount;
    private String reader = "";
    private boolean fallback;
    private boolean offline;
    private CardDigits card = (from, to) -> false;

    private Builder(Act act, String terminal, Operator operator, Instant at, Money amount) {
      this.act = Objects.requireNonNull(act, "act");
      this.terminal = Objects.requireNonNull(terminal, "terminal");
      this.operator = Objects.requireNonNull(operator, "operator");
      this.at = Objects.requireNonNull(at, "at");
      this.amount = Objects.requireNonNull(amount, "amount");
    }

    public Builder sale(Sale set) {
      this.sale = Objects.requireNonNull(set, "set");
      return this;
    }

    public Builder origin(SaleId set) {
      this.origin = Objects.requireNonNull(set, "set");
      return this;
    }

    public Builder tender(TenderLine set) {
      this.tender = Objects.requireNonNull(set, "set");
      return this;
    }

    public Builder discount(Discount set) {
      this.discount = Objects.requireNonNull(set, "set");
      return this;
    }

    public Builder reader(String set) {
      this.reader = Objects.requireNonNull(set, "set");
      return this;
    }

    public Builder fallback(boolean set) {
      this.fallback = set;
      return this;
    }

    public Builder offline(boolean set) {
      this.offline = set;
      return this;
    }

    public Builder card(CardDigits set) {
      this.card = Objects.requireNonNull(set, "set");
      return this;
    }

    public Situation build() {
      return new Situation(this);
    }
  }
}
