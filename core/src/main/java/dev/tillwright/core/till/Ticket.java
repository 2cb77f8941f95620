package dev.tillwright.core.till;

import dev.tillwright.core.access.Act;
import dev.tillwright.core.access.Facts;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A sale or return at the till, from its first line to its last tender. Each step is on its way
 * into the journal when the call returns and durable before anything outside moves; an open basket
 * is found again after a crash. Steps that found no room in the journal are handed over again with
 * the next step or tender, before it.
 *
 * <p><b>Threads.</b> Any number; steps of one ticket come one after the other.
 */
public final class Ticket {
  /** So many refusals are written down; a loop that asks again and again fills no disk. */
  static final int MAX_REFUSALS = 100;

  private final Till till;
  private final OperatorSession session;
  private final OnTheWay onTheWay;
  private Sale sale;
  private int refusals;
  private boolean handedOver;

  Ticket(Till till, OperatorSession session, Sale sale) {
    this(till, session, sale, new OnTheWay(till.opened().books()));
  }

  private Ticket(Till till, OperatorSession session, Sale sale, OnTheWay onTheWay) {
    this.till = till;
    this.session = session;
    this.sale = sale;
    this.onTheWay = onTheWay;
  }

  public SaleId id() {
    return sale().id();
  }

  /** The state as it stands, immutable. */
  public synchronized Sale sale() {
    return sale;
  }

  /** What the basket comes to. */
  public Totals totals() {
    return sale().totals();
  }

  /**
   * What the open basket would come to after promotions, and earn, if it were paid just now. A
   * basket that is locked already has its promotions and its quote.
   */
  public Offer offer() {
    Sale now = sale();
    return now.state() == Sale.State.OPEN
        ? till.opened().checkout().offer(now)
        : new Offer(now.totals(), now.promotions(), now.quote());
  }

  /** What is still to be paid, or to be paid out. */
  public Money due() {
    return sale().due();
  }

  /** Adds whole pieces of an item; as {@link #add(String, Quantity)}. */
  public Ticket add(String code, long pieces) {
    return add(code, Quantity.of(pieces));
  }

  /**
   * Adds an item by its code or bar code, at the price of this moment on the channel of the order
   * that the sale is of, or else on that of the till; or a pack of weighed goods, whose code says
   * what it weighs or costs.
   *
   * @param quantity how much, in the item's unit; of weighed packs how many that are alike
   * @throws RefusedException when the sale takes no more lines; {@code item.unknown}; and where a
   *     catalogue knows it {@code item.withdrawn}, {@code item.chooseVariant}, {@code
   *     item.noPrice}, {@code item.noTax}, {@code item.quantity}, {@code code.checkDigit}, {@code
   *     code.noValue}, {@code code.unit}
   */
  public Ticket add(String code, Quantity quantity) {
    GoodsCounter goods = till.opened().goods();
    if (goods == null) {
      return addFound(code, quantity);
    }
    return add(code, quantity, sale().channel().orElse(goods.channel()));
  }

  /**
   * The same at the price of another channel: an order by telephone.
   *
   * @throws IllegalStateException when the builder was given no {@link TillBuilder#catalogue}
   */
  public Ticket add(String code, Quantity quantity, String channel) {
    GoodsCounter goods = till.goods();
    require(Permission.SELL, "AddLine");
    boolean back = sale().kind() == SaleKind.RETURN_WITHOUT_RECEIPT;
    try {
      GoodsCounter.Goods found = goods.find(code, quantity, channel, back);
      return add(found.item(), found.quantity());
    } catch (RefusedException e) {
      if (e.code().equals("item.unknown")) {
        return addFound(code, quantity); // the application may know more
      }
      throw e;
    }
  }

  private Ticket addFound(String code, Quantity quantity) {
    return add(till.opened().items().find(code).orElseThrow(GoodsCounter::unknown), quantity);
  }

  /** Adds a line. */
  public Ticket add(Item item, Quantity quantity) {
    if (item.isStoredValue()) {
      throw new RefusedException("gift.needsCard", "value is sold for a card: Till.giftCards");
    }
    return step(new SaleCommand.AddLine(item, quantity));
  }

  /** Takes a line out again; needs {@link Permission#VOID}. */
  public Ticket remove(int line) {
    SaleCommand command = new SaleCommand.VoidLine(line);
    Sale before = sale();
    Money off = off(before, command);
    Money amount = off.isNegative() ? off.negate() : off; // goods that came back count as such
    require(Permission.VOID, "VoidLine", Permits.of(before).with(amount));
    return decided(command);
  }

  private static Money off(Sale before, SaleCommand command) {
    return before.decide(command) instanceof Decision.Accepted it
        ? before.total().minus(it.next().total())
        : Money.zero(before.due().currency());
  }

  /** Reduces a line or the basket; needs {@link Permission#DISCOUNT}. */
  public Ticket discount(Discount discount) {
    SaleCommand command = new SaleCommand.GiveDiscount(discount);
    Sale before = sale();
    Money off = off(before, command);
    Money amount = off.isNegative() ? Money.zero(off.currency()) : off;
    require(Permission.DISCOUNT, "GiveDiscount", Permits.of(before).with(amount));
    till.opened().checkout().checks().require(Act.DISCOUNT, session, amount, before, discount);
    return decided(command);
  }

  /** Shows a coupon or a voucher's code, which a promotion of the pricing may take. */
  public Ticket coupon(String code) {
    return step(new SaleCommand.ShowCoupon(code));
  }

  /** Says who buys. */
  public Ticket member(String member) {
    till.opened().training().refuseMembers();
    return step(new SaleCommand.IdentifyMember(member));
  }

  /** Gives back goods of the original sale: its line and how much of it. */
  public Ticket giveBack(int originalLine, Quantity quantity) {
    return step(till.opened().checkout().origins().line(this, originalLine, quantity));
  }

  /** Says that the customer pays no tax, and why; needs {@link Permission#EXEMPT_TAX}. */
  public Ticket exemptFromTax(String reason) {
    return step(new SaleCommand.ExemptFromTax(reason), Permission.EXEMPT_TAX);
  }

  /**
   * Puts the open basket aside; {@link Till#resume} takes it up again, also another operator and
   * also after a restart. This ticket refuses every further step.
   *
   * @param label to find it by, at most 100 characters
   */
  public void suspend(String label) {
    step(new SaleCommand.Suspend(label));
    till.opened().tickets().suspended(this);
  }

  /**
   * One step, as a value: refused or accepted, and then on its way into the journal. Steps that
   * move money are the till's: see {@link Till#pay}.
   */
  synchronized Decision decide(SaleCommand command) {
    requireHeld();
    Decision decision = sale.decide(command);
    if (decision instanceof Decision.Accepted accepted) {
      onTheWay.add(accepted.events().stream().map(SaleEvents::toDraft).toList());
      sale = accepted.next();
    }
    return decision;
  }

  /**
   * The same sale from now on under a session that somebody lent its operator, such as to give it
   * up; this ticket moves nothing any more. Needs {@link Permission#SELL}.
   *
   * @param lent by {@link dev.tillwright.core.access.AccessControl#override}
   * @throws RefusedException when it was lent to nobody or to somebody else, for what is no plain
   *     sale, and while it is being paid
   */
  public Ticket spokenFor(OperatorSession lent) {
    till.require(lent, Permission.SELL);
    boolean his =
        lent.overriddenBy().isPresent() && lent.operator().id().equals(session.operator().id());
    if (!his) {
      throw new RefusedException("ticket.notLent", "nobody speaks for this operator with that");
    }
    Sale now = sale();
    if (now.kind() != SaleKind.SALE || now.plan().isPresent()) {
      throw new RefusedException("ticket.notPlain", "this is no plain sale; begin it so instead");
    }
    return till.opened().checkout().takenUp(now.id(), () -> handOver(lent));
  }

  /** Sends drafts on their way behind the steps so far. */
  synchronized void send(List<Draft> drafts) {
    onTheWay.add(drafts);
  }

  /** Gives the sale, and what is on its way, to a new ticket; this one refuses further steps. */
  synchronized Ticket handOver(OperatorSession to) {
    requireHeld();
    handedOver = true;
    return new Ticket(till, to, sale, onTheWay);
  }

  /** A ticket whose sale was given to another moves nothing any more. */
  synchronized void requireHeld() {
    if (handedOver) {
      throw new RefusedException("ticket.handedOver", "this sale was taken up elsewhere");
    }
  }

  OperatorSession session() {
    return session;
  }

  /** The state after events that are durable by now. */
  synchronized void advance(Sale next) {
    sale = Objects.requireNonNull(next, "next");
  }

  /** What is on its way into the journal, for the caller to wait for. */
  synchronized List<CompletableFuture<List<Entry>>> onTheWay() {
    requireHeld();
    return onTheWay.parts();
  }

  /** Writes down that a step was refused; at most {@value #MAX_REFUSALS} a ticket. */
  synchronized void refused(String step, String code, @Nullable TenderLine tender) {
    if (refusals++ < MAX_REFUSALS) {
      Draft refusal = TillEntries.refused(sale.id(), session.operator().id(), step, code, tender);
      onTheWay.add(List.of(refusal));
    }
  }

  /** The permission, or a refusal that is written down. */
  void require(Permission permission, String step) {
    require(permission, step, permission == Permission.SELL ? Facts.beginning() : Facts.none());
  }

  /** The same, with what is known of the act. */
  void require(Permission permission, String step, Facts facts) {
    try {
      till.require(session, permission, facts);
    } catch (RefusedException e) {
      refused(step, e.code(), null);
      throw e;
    }
  }

  private Ticket step(SaleCommand command) {
    return step(command, Permission.SELL);
  }

  private Ticket step(SaleCommand command, Permission permission) {
    Facts facts = permission == Permission.SELL ? Facts.beginning() : Permits.of(sale());
    require(permission, command.getClass().getSimpleName(), facts);
    return decided(command);
  }

  private Ticket decided(SaleCommand command) {
    String name = command.getClass().getSimpleName();
    Decision decision = decide(command);
    if (decision instanceof Decision.Refused refused) {
      refused(name, refused.refusal().code(), null);
      throw new RefusedException(refused.refusal().code(), refused.refusal().sentence());
    }
    return this;
  }

  @Override
  public String toString() {
    return "Ticket[" + id() + "]";
  }
}
