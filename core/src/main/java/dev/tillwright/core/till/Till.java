package dev.tillwright.core.till;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessDecision;
import dev.tillwright.core.access.Facts;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Unattended;
import dev.tillwright.core.central.Shipper;
import dev.tillwright.core.central.ShippingState;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.risk.RiskCheck;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A till: the one front door. It opens and recovers, logs operators on, sells, takes back, prints
 * and closes the day.
 *
 * <p><b>Guarantees.</b> Whatever it answered is durable. A sale is never lost and a payment never
 * doubled, through crash, timeout and an operator who presses twice; see {@link Payments} for what
 * that asks of a host. Card numbers are protected before anything is written.
 *
 * <p><b>Threads.</b> Any number; what moves money or closes the day comes one after the other.
 * Every call that may block has a deadline, set in the builder.
 */
public final class Till implements AutoCloseable {
  private final Opened opened;
  private final Permits permits = new Permits(this);

  Till(Function<Till, Opened> parts) {
    this.opened = parts.apply(this);
  }

  /**
   * Starts to put a till together.
   *
   * @param terminal its name for ever: 1 to 16 characters of A-Z, a-z, 0-9 and the hyphen
   */
  public static TillBuilder builder(String terminal) {
    return new TillBuilder(terminal);
  }

  /** What opening found of the last run, and did about it. */
  public Recovery recovery() {
    return opened.recovery();
  }

  /** The books. To read; what is written goes through the till. */
  public Journal journal() {
    return opened.books().journal();
  }

  // --- operators -------------------------------------------------------------------------------

  /** Who may do what: enrolling operators, and the rest of access. */
  public AccessControl access() {
    return opened.access();
  }

  /**
   * Logs an operator on; the secret is wiped.
   *
   * @return a session, or why there is none
   */
  public LogOn logOn(String operator, char[] secret) {
    Trainees trainees = opened.training().trainees();
    if (trainees != null) {
      return trainees.logOn(opened.access(), operator, secret);
    }
    return opened.access().logOn(operator, secret);
  }

  // --- selling ---------------------------------------------------------------------------------

  /** Begins a sale; needs {@link Permission#SELL}. */
  public Ticket sale(OperatorSession session) {
    return sale(session, "");
  }

  /**
   * Begins a sale.
   *
   * @param reference the application's own number, to find the sale by; empty for none
   */
  public Ticket sale(OperatorSession session, String reference) {
    require(session, Permission.SELL);
    return opened.tickets().sale(session, reference);
  }

  /** The baskets that were put aside, oldest first. */
  public List<SuspendedSale> suspended() {
    return opened.books().read(SalesBook.NAME, SalesBook::suspended);
  }

  /** Takes up a sale that was suspended, or that a crash left open; see {@link Recovery#open}. */
  public Ticket resume(OperatorSession session, SaleId sale) {
    require(session, Permission.SELL);
    Ticket ticket = opened.tickets().resume(session, sale);
    opened.checkout().resumed(ticket);
    return ticket;
  }

  /** Takes a tender. The sale is finished when nothing is due any more. */
  public Outcome pay(Ticket ticket, Tender tender) {
    permits.sell(ticket, "Tender");
    return opened.cash().openFor(ticket, opened.checkout().pay(ticket, tender));
  }

  /** What a paused sale waits for, and how it is shown; see {@link Outcome.Paused}. */
  public VerificationDesk verify(Ticket ticket) {
    return new VerificationDesk(this, ticket);
  }

  /** Finishes a sale that came to zero, or to so little that cash rounds it to nothing. */
  public Outcome finish(Ticket ticket) {
    permits.sell(ticket, "Complete");
    return opened.checkout().finish(ticket);
  }

  /** Gives a sale up, and every tender of it back; needs {@link Permission#VOID}. */
  public Outcome voidSale(Ticket ticket, String reason) {
    permits.giveUp(ticket);
    return opened.voids().voidSale(ticket, reason);
  }

  // --- taking back -----------------------------------------------------------------------------

  /** Begins a return of a finished sale; needs {@link Permission#RETURN_WITH_RECEIPT}. */
  public Ticket giveBack(OperatorSession session, SaleId original, String reference) {
    permits.begin(session, Permission.RETURN_WITH_RECEIPT, original);
    return opened.tickets().giveBack(session, original, reference);
  }

  /** Begins a return without a receipt; needs {@link Permission#RETURN_WITHOUT_RECEIPT}. */
  public Ticket giveBackWithoutReceipt(OperatorSession session, String reference) {
    require(session, Permission.RETURN_WITHOUT_RECEIPT, Facts.beginning());
    return opened.tickets().giveBackWithoutReceipt(session, reference);
  }

  /**
   * Begins an exchange: goods of a finished sale come back, other goods go out, and the difference
   * is paid by {@link #pay}, or paid out by {@link #payOut}; an even one is finished by {@link
   * #finish}. Needs {@link Permission#RETURN_WITH_RECEIPT}.
   */
  public Ticket exchange(OperatorSession session, SaleId original, String reference) {
    permits.begin(session, Permission.RETURN_WITH_RECEIPT, original);
    return opened.tickets().exchange(session, original, reference);
  }

  /**
   * Takes a whole completed sale of the same day back: cards are reversed, points and cash go back.
   * Needs {@link Permission#VOID_COMPLETED}. When it does not go through, the ticket stays open:
   * {@link #resume} it after a restart, and {@link #payOut} goes on.
   *
   * @param reason 1 to 200 characters
   * @throws RefusedException when it is of another day, is no plain sale, or goods came back
   */
  public Outcome voidCompleted(OperatorSession session, SaleId sale, String reason) {
    permits.begin(session, Permission.VOID_COMPLETED, sale);
    CompletedSale whole = opened.voids().requireVoidable(sale);
    require(session, Permission.VOID_COMPLETED, permits.ended(sale));
    opened.checkout().checks().requireVoid(session, whole);
    Ticket ticket = opened.tickets().takeBack(session, sale);
    return opened.cash().openFor(ticket, opened.voids().voidCompleted(ticket, reason));
  }

  /**
   * Adds the tip that was written on the slip, on the day of the sale, and captures the card with
   * it. The card must have been paid by {@link Tender.Card#withTipLater}.
   *
   * @param payment key of the card tender
   * @param tip the whole tip, within the tolerance of the builder
   */
  public Outcome adjustTip(OperatorSession session, SaleId sale, PaymentKey payment, Money tip) {
    require(session, Permission.SELL);
    return opened.tips().adjust(session, sale, payment, tip);
  }

  /** Gift cards that are sold, loaded and asked about, as this operator handles them. */
  public GiftDesk giftCards(OperatorSession session) {
    return new GiftDesk(this, session);
  }

  /** Layaways, as this operator handles them. */
  public Layaways layaways(OperatorSession session) {
    return new Layaways(this, opened.layaways(), session);
  }

  /** Orders from elsewhere, as this operator handles them. */
  public Orders orders(OperatorSession session) {
    return new Orders(this, opened.orders(), session);
  }

  /**
   * One round with each channel that orders come from: takes in what it says, tells it what became
   * of its orders. The till does so by itself in the background.
   *
   * @return how many notices still wait for an answer
   */
  @Unattended("takes in what channels say, and tells them what was done")
  public long exchangeOrders(Duration patience) {
    return opened.orders().exchange(OrderDesk.nanos(patience));
  }

  /** How many points could pay for a basket just now, and why not more: before any tender. */
  public PointsOffer pointsOffer(Ticket ticket) {
    PointsCounter points = opened.checkout().points();
    return points == null
        ? PointsOffer.none(ticket.due().currency(), Sentences.notAccepted(TenderKind.POINTS))
        : points.offer(ticket.sale());
  }

  /**
   * What a return comes to as it stands, to be shown before it is paid out.
   *
   * @throws RefusedException for a sale or an exchange
   */
  public Refund refund(Ticket ticket) {
    return opened.returns().refund(ticket);
  }

  /**
   * Pays a return out: by the original tenders, cards first, then points, then cash; without a
   * receipt in cash. Call it again when it did not go through. Where the points program withholds a
   * part of it, it is declined with {@code refund.withholds}: show {@link #refund} first.
   */
  public Outcome payOut(Ticket ticket) {
    return paidOut(ticket, null);
  }

  /**
   * The same, after it was shown what is withheld; declined when that has become more.
   *
   * @param shown as {@link #refund} said
   */
  public Outcome payOut(Ticket ticket, Refund shown) {
    return paidOut(ticket, Objects.requireNonNull(shown, "shown"));
  }

  private Outcome paidOut(Ticket ticket, @Nullable Refund shown) {
    permits.payOut(ticket);
    return opened.cash().openFor(ticket, opened.returns().payOut(ticket, shown));
  }

  // --- finding and printing --------------------------------------------------------------------

  /** A finished sale or return of this till. */
  public Optional<CompletedSale> find(SaleId sale) {
    return opened.books().finished(sale).map(Books.Finished::sale);
  }

  /** The finished sales and returns with a reference, oldest first. */
  public List<CompletedSale> find(String reference) {
    return opened.books().finished(reference);
  }

  /** The receipt of a finished sale, as a document. */
  public ReceiptDocument receipt(SaleId sale) {
    return opened.desk().receipt(sale, false);
  }

  /**
   * Shows the customer the slip of a finished sale on the signature pad, and keeps what he signs:
   * sealed, and bound to the sale's entry by a hash. It is drawn on the receipt from then on.
   */
  public Signing sign(OperatorSession session, SaleId sale) {
    require(session, Permission.SELL);
    return opened.desk().sign(session.operator().id(), sale);
  }

  /** Keeps a signature that was drawn on the application's own pad. */
  public Signing sign(OperatorSession session, SaleId sale, Signature signature) {
    require(session, Permission.SELL);
    return opened.desk().keep(session.operator().id(), sale, signature);
  }

  /** Whom the signature of a sale is about: the sealer's subject, to be shredded. */
  public static Subject signatureSubject(SaleId sale) {
    return Signatures.subject(sale);
  }

  /** Slips beside the plain receipt, and past sales found again, as this operator handles them. */
  public Receipts receipts(OperatorSession session) {
    return new Receipts(this, opened.desk(), session);
  }

  /**
   * Tax invoices, as this operator handles them.
   *
   * @throws IllegalStateException when the builder was given no {@link TillBuilder#invoices}
   */
  public InvoiceDesk invoices(OperatorSession session) {
    InvoiceClerk clerk = opened.invoices();
    if (clerk == null) {
      throw new IllegalStateException("the builder was not told who issues invoices");
    }
    return new InvoiceDesk(this, clerk, session);
  }

  /** Disputes, complaints and after-sales cases, as this operator handles them. */
  public CaseDesk cases(OperatorSession session) {
    return new CaseDesk(this, opened.cases(), session);
  }

  /** Prints the receipt of a finished sale: the first time as it is, after that as a copy. */
  @Unattended("the receipt of a sale that an operator finished")
  public PrintResult print(SaleId sale) {
    return opened.desk().print(sale);
  }

  /** Whether the receipt of a sale may be on paper already. */
  public boolean wasPrinted(SaleId sale) {
    return opened.desk().wasPrinted(sale);
  }

  // --- the day and its cash --------------------------------------------------------------------

  /** Writes a change of stock that is not a sale; needs {@link Permission#ADJUST_STOCK}. */
  public void adjustStock(
      OperatorSession session, String reference, String reason, List<StockAdjustment> lines) {
    require(session, Permission.ADJUST_STOCK);
    opened
        .books()
        .append(List.of(TillEntries.adjusted(reference, session.operator().id(), reason, lines)));
  }

  /** Whether a change of stock with this reference was written. */
  public boolean adjusted(String reference) {
    return opened.books().read(SalesBook.NAME, tx -> SalesBook.adjusted(reference, tx));
  }

  /**
   * The stock where this till sells, as this operator books it.
   *
   * @throws IllegalStateException when the builder was not given {@link TillBuilder#stock}
   */
  public StockDesk stock(OperatorSession session) {
    StockDesk.Shelf shelf = opened.shelf();
    if (shelf == null) {
      throw new IllegalStateException("the builder was not told where this till sells from");
    }
    return new StockDesk(this, shelf, session);
  }

  /**
   * The catalogue and price checks, as this operator handles them.
   *
   * @throws IllegalStateException when the builder was given no {@link TillBuilder#catalogue}
   */
  public CatalogueDesk catalogue(OperatorSession session) {
    return new CatalogueDesk(this, goods(), session);
  }

  GoodsCounter goods() {
    GoodsCounter goods = opened.goods();
    if (goods == null) {
      throw new IllegalStateException("the builder was given no catalogue");
    }
    return goods;
  }

  /** Cash that moves for other reasons than a sale, as this operator moves it. */
  public CashDesk cash(OperatorSession session) {
    return new CashDesk(this, opened.cash(), session);
  }

  /** The totals so far, changing nothing (X). */
  public DayTotals dayTotals(OperatorSession session) {
    require(session, Permission.REPORT);
    return opened.day().totals();
  }

  /**
   * Closes the day (Z): its totals become an entry, and the next day begins. Before that, what is
   * reserved with finished sales is captured, unless the builder said otherwise; hosts that do not
   * answer within twice the time of one question are told later. After that the journal's head is
   * signed, the entries of the close included; see {@link Safekeeping#closedDay}.
   */
  public DayTotals closeDay(OperatorSession session) {
    require(session, Permission.CLOSE_DAY);
    DayTotals closed = opened.day().close();
    Notary notary = opened.notary();
    if (notary != null) {
      notary.dayClosed();
    }
    return closed;
  }

  /**
   * What keeps the books safe: signed heads, closed days with their proofs, settings in force,
   * backups, readiness for an update.
   */
  public Safekeeping safekeeping() {
    return new Safekeeping(this, opened);
  }

  // --- payments in flight ----------------------------------------------------------------------

  /**
   * Tries now to end every payment whose end is not known, and sends what waits for the host.
   *
   * @return how many have still not ended
   */
  @Unattended("ends what was begun")
  public int resolve() {
    opened.payments().resolve();
    opened.gifts().deliverAll();
    return unfinishedPayments();
  }

  /**
   * Sends the payments that were taken offline, oldest first.
   *
   * @return how many still wait
   */
  @Unattended("sends what was taken")
  public int forwardNow() {
    return opened.payments().forwardNow();
  }

  /** How many payments wait for the host or for their reversal. */
  public int unfinishedPayments() {
    return opened.payments().unfinished().size();
  }

  /**
   * The payments that wait for the host or for their reversal, oldest first: their state, amount
   * and age.
   */
  public List<Attempt> paymentsInFlight() {
    return opened.payments().unfinished();
  }

  /** A payment of this till, by the key that the outcome or the tender names. */
  public Optional<Attempt> payment(PaymentKey key) {
    return opened.payments().find(key);
  }

  /**
   * Announces a payment again, marked as repeated: a customer asks, or nobody heard it. Returns at
   * once; nothing happens without an announcer. Needs {@link Permission#SELL}.
   *
   * @return whether there is an announcer, and the host took that payment
   */
  public boolean announceAgain(OperatorSession session, PaymentKey key) {
    require(session, Permission.SELL);
    Speaker speaker = opened.speaker();
    Optional<Attempt> taken =
        payment(key).filter(it -> it.state() == AttemptState.CAPTURED && !it.isRefund());
    if (speaker == null || taken.isEmpty()) {
      return false;
    }
    speaker.again(taken.get());
    return true;
  }

  /**
   * Gives up the payment of a ticket that is under way on another thread, which is told so. An
   * outcome that was durable first stands.
   *
   * @return whether there was one to give up
   */
  public boolean cancelPayment(Ticket ticket) {
    require(ticket.session(), Permission.SELL);
    return opened.payments().cancel(ticket.id().toString()) > 0;
  }

  /**
   * Ends a payment that no machine can end, after somebody asked the host; needs {@link
   * Permission#SETTLE_PAYMENT}.
   *
   * @param moved whether the money moved
   * @param note how it was found out, 1 to 200 characters
   * @return whether it could be; a payment that was given up is never counted again
   */
  public boolean settleByHand(OperatorSession session, PaymentKey key, boolean moved, String note) {
    permits.payment(session, Permission.SETTLE_PAYMENT, key);
    return opened.payments().settleByHand(key, moved, session.operator().id(), note);
  }

  /** What the payment hosts settled, as this operator handles it. */
  public SettlementDesk settlement(OperatorSession session) {
    return new SettlementDesk(this, opened.settlement(), session);
  }

  /** Counters, gauges and alarms of this till; docs/monitoring.md names them. */
  public Monitor monitor() {
    return opened.monitor();
  }

  /** Who saw or changed what, what was refused, what is too old or too weak. */
  public AuditDesk audit(OperatorSession session) {
    return new AuditDesk(this, session);
  }

  /** What goods cost, and promotions that are planned: what a shop tells nobody. */
  public CostDesk secrets(OperatorSession session) {
    return new CostDesk(this, session);
  }

  /** What looks wrong with this till, found by {@code core.watch}, as this operator may see it. */
  public FindingsDesk findings(OperatorSession session) {
    return new FindingsDesk(this, opened.findings(), opened.payments(), session);
  }

  /**
   * Risk rules, and what they found, as this operator handles it.
   *
   * @throws IllegalStateException when the builder was given no {@link TillBuilder#risk}
   */
  public RiskDesk risk(OperatorSession session) {
    RiskCheck check = opened.risk();
    if (check == null) {
      throw new IllegalStateException("the builder was given no risk rules");
    }
    return new RiskDesk(this, check, session);
  }

  // --- training --------------------------------------------------------------------------------

  /**
   * Opens a till to train at: books of its own, marked slips, answers to cards that are made up,
   * and nothing that reaches anybody. This one sells nothing until that one is closed. Operators
   * log on there as here. Needs {@link Permission#TRAIN}; see docs/training.md.
   *
   * @param database empty, or of earlier training; closed with the till that is opened, and at once
   *     when none is
   * @throws RefusedException {@code training.drawer} unless the day is closed and nothing was taken
   *     since, {@code training.sale} while one is open or put aside, {@code training.payments}
   *     while one has not ended, {@code training.on} while somebody trains
   * @throws dev.tillwright.core.TillwrightException {@code training.realBooks} for the books of a
   *     real till
   */
  public Till training(OperatorSession session, Database database) {
    boolean begun = false;
    try {
      require(session, Permission.TRAIN);
      Till training = opened.training().begin(this, session, database);
      begun = true;
      return training;
    } finally {
      if (!begun && database != null) {
        database.close();
      }
    }
  }

  /** Whether this is a till to train at. */
  public boolean isTraining() {
    return opened.training().trainees() != null;
  }

  // --- the central store -----------------------------------------------------------------------

  /** How far the journal is shipped to the central store; none without one. */
  public Optional<ShippingState> shipping() {
    Shipping shipping = opened.shipping();
    return shipping == null ? Optional.empty() : Optional.of(shipping.shipper().state());
  }

  /**
   * Ships now what is durable, until all is there, it fails or the time is over.
   *
   * @throws IllegalStateException when the builder was given no central store
   */
  @Unattended("carries what is written to its store")
  public ShippingState shipNow(Duration patience) {
    return shipper().shipNow(patience);
  }

  /**
   * Sends again what was shipped before, from a position on, to a store that lost some of it; what
   * is there already is compared.
   *
   * @throws IllegalStateException when the builder was given no central store
   */
  @Unattended("carries what is written to its store")
  public ShippingState shipAgain(long fromSeq, Duration patience) {
    return shipper().shipAgain(fromSeq, patience);
  }

  private Shipper shipper() {
    Shipping shipping = opened.shipping();
    if (shipping == null) {
      throw new IllegalStateException("the builder was not given: central");
    }
    return shipping.shipper();
  }

  // --- money that is reserved ------------------------------------------------------------------

  /** Money that is reserved and was neither captured nor given up, oldest first. */
  public List<Attempt> reserved() {
    return opened.payments().authorized();
  }

  /**
   * Takes money that was reserved, all or a part of it; needs {@link Permission#SELL}.
   *
   * @param last whether nothing more will be taken, so that the rest is free again
   */
  public PaymentResult capture(
      OperatorSession session, PaymentKey key, Money amount, boolean last) {
    require(session, Permission.SELL, Facts.of(amount));
    return opened.payments().capture(key, amount, last, List.of());
  }

  /** Reserves more; needs {@link Permission#SELL}. */
  public PaymentResult reserveMore(OperatorSession session, PaymentKey key, Money amount) {
    require(session, Permission.SELL, Facts.of(amount));
    return opened.payments().increment(key, amount, List.of());
  }

  /**
   * Closes the till: what was handed over is written, links and files are freed. Payments that have
   * not ended are taken up by the next opening.
   */
  @Unattended("ends the program")
  @Override
  public void close() {
    opened.close();
  }

  /** While serving, amounts are not known before a tender; anything else is asked about whole. */
  void require(OperatorSession session, Permission permission) {
    require(session, permission, permission == Permission.SELL ? Facts.beginning() : Facts.none());
  }

  void require(OperatorSession session, Permission permission, Facts facts) {
    opened.training().check(permission);
    if (opened.access().require(session, permission, facts)
        instanceof AccessDecision.Refused refused) {
      throw new RefusedException(refused.refusal().code(), refused.refusal().sentence());
    }
  }

  Permits permits() {
    return permits;
  }

  /** What it is made of, for its tickets. */
  Opened opened() {
    return opened;
  }
}
