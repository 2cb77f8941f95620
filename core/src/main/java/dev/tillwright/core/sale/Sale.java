package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 * <p>On a return the lines come back, and tenders are what is paid out. On an exchange some lines
 * come back and others go out, and tenders are the difference, whichever way it goes. A sale that
 * is laid away takes deposits until it is paid.
 */
public final class Sale {
  /** At most so many lines are ever added to one sale, voided ones included. */
  public static final int MAX_LINES = 2_000;

  /** At most so many discounts stand on one sale. */
  public static final int MAX_DISCOUNTS = 50;

  /** At most so many promotions, besides. */
  public static final int MAX_PROMOTIONS = 2_000;

  /** At most so many coupons are shown. */
  public static final int MAX_COUPONS = 50;

  /** At most so many tenders stand on one sale. */
  public static final int MAX_TENDERS = 20;

  /** The list prices of one sale come to at most so many minor units. */
  public static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  /** At most so much of an item is on one line. */
  public static final Quantity MAX_QUANTITY = Quantity.of(1_000_000_000_000L);

  /** What the name of a channel looks like: {@code web}, {@code market-1}. */
  public static final String CHANNEL = "[a-z][a-z0-9-]{0,15}";

  /** Where a sale stands. */
  public enum State {
    /** The basket may change. */
    OPEN,
    /** The basket is locked and tenders may come. */
    TENDERING,
    /** Put aside with its basket open. */
    SUSPENDED,
    /** Locked and kept for the customer, who pays in deposits. */
    LAID_AWAY,
    /** A layaway that was given up, and whose deposits are being paid back. */
    CANCELLING,
    /** Paused before a tender or a pay-out, until what is asked for was shown. */
    VERIFYING,
    /** Paid; nothing changes any more. */
    COMPLETED,
    /** Given up; nothing changes any more. */
    VOIDED
  }

  private final SaleEvent.Opened opened;
  private final State state;
  private final String operator;
  private final Basket basket;
  private final Basket back;
  private final int lastLine;
  private final Map<Integer, Integer> originLines;
  private final @Nullable String member;
  private final List<String> coupons;
  private final @Nullable Basket unpromoted;
  private final List<Discount> promotions;
  private final PointsQuote quote;
  private final List<TenderLine> tenders;
  private final @Nullable CompletedSale completed;
  private final @Nullable String exemption;
  private final @Nullable LayawayPlan plan;
  private final @Nullable Money fee;
  private final List<TenderLine> paidBack;
  private final @Nullable Pause pause;
  private final Set<Verification> shown;
  private final State before;

  Sale(SaleFold fold) {
    opened = fold.opened;
    state = fold.state;
    operator = fold.operator;
    basket = fold.basket;
    back = fold.back;
    exemption = fold.exemption;
    plan = fold.plan;
    fee = fold.fee;
    paidBack = List.copyOf(fold.paidBack);
    pause = fold.pause;
    shown = Set.copyOf(fold.shown);
    before = fold.before;
    lastLine = fold.lastLine;
    originLines = Map.copyOf(fold.originLines);
    member = fold.member;
    coupons = List.copyOf(fold.coupons);
    unpromoted = fold.unpromoted;
    promotions = fold.promotions;
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

  /** Who opened it, or who resumed it last. */
  public String operator() {
    return operator;
  }

  /** How it counts. */
  public SaleTerms terms() {
    return opened.terms();
  }

  /** The application's own number; empty for none. */
  public String reference() {
    return opened.reference();
  }

  /** On a return with receipt, an exchange or a void, the original sale. */
  public Optional<SaleId> origin() {
    return Optional.ofNullable(opened.origin());
  }

  /** The channel of the order that it is of; empty for what is sold here. */
  public Optional<String> channel() {
    return Optional.ofNullable(opened.channel());
  }

  /** Who buys; empty when anonymous. */
  public Optional<String> member() {
    return Optional.ofNullable(member);
  }

  /** The coupons that the customer showed, in order. */
  public List<String> coupons() {
    return coupons;
  }

  /** What the sale waits for; empty while it does not wait. */
  public Optional<Pause> pause() {
    return state == State.VERIFYING ? Optional.ofNullable(pause) : Optional.empty();
  }

  /** What of it was shown so far. */
  public Set<Verification> shown() {
    return shown;
  }

  /** What all was shown for, and no tender has used up yet. */
  public Optional<Pause> granted() {
    return state == State.VERIFYING ? Optional.empty() : Optional.ofNullable(pause);
  }

  /** Where it stood before it paused; otherwise where it stands. */
  public State underneath() {
    return state == State.VERIFYING ? before : state;
  }

  @Nullable Pause lastPause() {
    return pause;
  }

  /** What a locked basket was reduced by before it is paid; empty while it is open. */
  public List<Discount> promotions() {
    return promotions;
  }

  @Nullable Basket unpromoted() {
    return unpromoted;
  }

  /** What goes out, or on a return what comes back. */
  public Basket basket() {
    return basket;
  }

  /** On an exchange the lines that come back; otherwise empty. */
  public Basket back() {
    return back;
  }

  /** Why the customer pays no tax; empty when he does. */
  public Optional<String> exemption() {
    return Optional.ofNullable(exemption);
  }

  /** How a layaway is to be paid. */
  public Optional<LayawayPlan> plan() {
    return Optional.ofNullable(plan);
  }

  /** What is kept of a layaway that was given up. */
  public Optional<Money> fee() {
    return Optional.ofNullable(fee);
  }

  /** What was paid back of the deposits of a layaway that was given up. */
  public List<TenderLine> paidBack() {
    return paidBack;
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

  /** What the ticket comes to; on an exchange negative when more comes back than goes out. */
  public Money total() {
    return totals().total().minus(back.totals().total());
  }

  /** Whether money goes to the customer. */
  public boolean paysOut() {
    return kind().isReturn() || fee != null || total().isNegative();
  }

  /** What remains to be paid, or to be paid out. Never negative. */
  public Money due() {
    if (fee != null) {
      return paid().minus(fee).minus(sum(paidBack));
    }
    Money total = total();
    return (total.isNegative() ? total.negate() : total).minus(paid());
  }

  /** What the tenders cover. */
  public Money paid() {
    return sum(tenders);
  }

  /** What is due when all of it is paid in cash: rounded as the terms say. */
  public Money cashDue() {
    return terms().cash().rounded(due());
  }

  /**
   * The cash tender that this much cash makes: rounded when it covers all that is due, exact when
   * the terms accept that, and otherwise a part.
   *
   * @param given not negative, of the sale's currency; nothing is enough for what rounds to nothing
   * @throws IllegalArgumentException when nothing is due, or it makes no tender
   */
  public TenderLine cashTender(Money given) {
    Money due = due();
    if (given.equals(due) && terms().cash().exactAccepted()) {
      return TenderLine.cash(due, given);
    }
    return given.compareTo(cashDue()) >= 0
        ? TenderLine.cash(due, given, cashDue().minus(due))
        : TenderLine.cash(due.min(given), given);
  }

  /** On a return with receipt, the line of the original sale behind this line; otherwise 0. */
  public int originLine(int line) {
    return originLines.getOrDefault(line, 0);
  }

  /**
   * This sale as it would be if it was finished now, for people to look at; its receipt number is 1
   * and means nothing.
   */
  public CompletedSale asIfFinished() {
    return completed == null ? Finishing.of(this, 1, quote) : completed;
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

  /** What an open sale would be if it were completed as it stands: for who is asked about it. */
  public CompletedSale asItStands() {
    return completed == null ? finish(Long.MAX_VALUE, quote()) : completed;
  }

  /** What this sale will be when it is completed. */
  CompletedSale finish(long receipt, PointsQuote points) {
    return Finishing.of(this, receipt, points);
  }

  private Money sum(List<TenderLine> lines) {
    Money sum = Money.zero(basket.currency());
    for (TenderLine line : lines) {
      sum = sum.plus(line.amount());
    }
    return sum;
  }

  private List<Object> parts() {
    return List.of(
        List.of(opened, state, operator, basket, back, lastLine, originLines, coupons, promotions),
        List.of(member(), quote, tenders, completed(), exemption(), plan(), fee(), paidBack),
        List.of(Optional.ofNullable(pause), shown, underneath()));
  }
}
