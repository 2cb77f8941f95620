package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sale or return as a pure state machine: a command meets {@link #decide} and becomes events or
 * a refusal; events meet {@link #apply} and make the next sale. Immutable; may be shared between
 * threads.
 *
 * <p><b>Guarantees.</b> {@code decide} never throws, whatever the command holds. Tenders never
 * cover more than the total; a completed sale is covered exactly. Replaying the events of a sale
 * gives an equal sale. Line numbers are given by the sale, from 1, and never used again. The entry
 * of a completed sale fits the journal, which is made sure before the first tender.
 *
 * <p>On a return the lines come back, and tenders are what is paid out.
 */
public final class Sale {
  /** At most so many lines are ever added to one sale, voided ones included. */
  public static final int MAX_LINES = 2_000;

  /** At most so many discounts stand on one sale. */
  public static final int MAX_DISCOUNTS = 50;

  /** At most so many tenders stand on one sale. */
  public static final int MAX_TENDERS = 20;

  /** The list prices of one sale come to at most so many minor units. */
  public static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  /** At most so much of an item is on one line. */
  public static final Quantity MAX_QUANTITY = Quantity.of(1_000_000_000_000L);

  /** Where a sale stands. */
  public enum State {
    /** The basket may change. */
    OPEN,
    /** The basket is locked and tenders may come. */
    TENDERING,
    /** Paid; nothing changes any more. */
    COMPLETED,
    /** Given up; nothing changes any more. */
    VOIDED
  }

  private final SaleEvent.Opened opened;
  private final State state;
  private final Basket basket;
  private final int lastLine;
  private final Map<Integer, Integer> originLines;
  private final @Nullable String member;
  private final PointsQuote quote;
  private final List<TenderLine> tenders;
  private final @Nullable CompletedSale completed;

  Sale(SaleFold fold) {
    opened = fold.opened;
    state = fold.state;
    basket = fold.basket;
    lastLine = fold.lastLine;
    originLines = Map.copyOf(fold.originLines);
    member = fold.member;
    quote = fold.quote;
    tenders = List.copyOf(fold.tenders);
    completed = fold.completed;
  }

  /** Opens a sale, or says why not. */
  public static Decision open(SaleCommand.Open command) {
    return SaleRules.open(command);
  }

  /** What becomes of a command. Never throws. */
  public Decision decide(SaleCommand command) {
    return SaleRules.decide(this, command);
  }

  /**
   * This sale with one more event. It is not asked again whether the event was wise.
   *
   * @throws IllegalArgumentException when this event cannot have happened to this sale
   */
  public Sale apply(SaleEvent event) {
    return new Sale(new SaleFold(this).fold(event));
  }

  /**
   * The sale that these events make, in their order.
   *
   * @throws IllegalArgumentException when the first is not {@link SaleEvent.Opened}, or one cannot
   *     have happened
   */
  public static Sale replay(Iterable<? extends SaleEvent> events) {
    Iterator<? extends SaleEvent> rest = events.iterator();
    if (!rest.hasNext() || !(rest.next() instanceof SaleEvent.Opened opened)) {
      throw new IllegalArgumentException("a sale begins with being opened");
    }
    SaleFold fold = new SaleFold(opened);
    while (rest.hasNext()) {
      fold.fold(rest.next());
    }
    return new Sale(fold);
  }

  public SaleId id() {
    return opened.sale();
  }

  public SaleKind kind() {
    return opened.kind();
  }

  public State state() {
    return state;
  }

  public String operator() {
    return opened.operator();
  }

  /** The application's own number; empty for none. */
  public String reference() {
    return opened.reference();
  }

  /** On a return with receipt, the original sale. */
  public Optional<SaleId> origin() {
    return Optional.ofNullable(opened.origin());
  }

  /** Who buys; empty when anonymous. */
  public Optional<String> member() {
    return Optional.ofNullable(member);
  }

  public Basket basket() {
    return basket;
  }

  /** What the basket comes to. */
  public Totals totals() {
    return basket.totals();
  }

  /** The points quote of a locked basket; {@link PointsQuote#NOTHING} while it is open. */
  public PointsQuote quote() {
    return quote;
  }

  /** The tenders, in the order they came. */
  public List<TenderLine> tenders() {
    return tenders;
  }

  /** What remains to be paid, or to be paid out. Never negative. */
  public Money due() {
    Money due = totals().total();
    for (TenderLine tender : tenders) {
      due = due.minus(tender.amount());
    }
    return due;
  }

  /** On a return with receipt, the line of the original sale behind this line; otherwise 0. */
  public int originLine(int line) {
    return originLines.getOrDefault(line, 0);
  }

  /** The finished sale, once it is. */
  public Optional<CompletedSale> completed() {
    return Optional.ofNullable(completed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sale that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(opened, state, basket, tenders);
  }

  /** The name, the kind and the state. */
  @Override
  public String toString() {
    return "Sale[" + id() + " " + kind() + " " + state + "]";
  }

  SaleEvent.Opened opened() {
    return opened;
  }

  int lastLine() {
    return lastLine;
  }

  Map<Integer, Integer> originLines() {
    return originLines;
  }

  /** What this sale will be when it is completed. */
  CompletedSale finish(long receipt, PointsQuote points) {
    Totals totals = totals();
    return new CompletedSale(
        id(),
        kind(),
        receipt,
        operator(),
        reference(),
        opened.origin(),
        member,
        totals.lines().stream()
            .map(it -> new CompletedLine(it, originLine(it.line().number())))
            .toList(),
        totals.discounts(),
        totals.taxes(),
        totals.subtotal(),
        totals.discount(),
        totals.tax(),
        totals.total(),
        tenders,
        points);
  }

  private List<Object> parts() {
    return List.of(
        opened, state, basket, lastLine, originLines, member(), quote, tenders, completed());
  }
}
