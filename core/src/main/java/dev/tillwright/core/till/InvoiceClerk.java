package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.monitor.Threshold;
import dev.tillwright.core.receipt.InvoiceNote;
import dev.tillwright.core.receipt.invoice.InvoiceAmounts;
import dev.tillwright.core.receipt.invoice.InvoiceBook;
import dev.tillwright.core.receipt.invoice.InvoiceBuyer;
import dev.tillwright.core.receipt.invoice.InvoiceCorrection.Cause;
import dev.tillwright.core.receipt.invoice.InvoiceEntries;
import dev.tillwright.core.receipt.invoice.InvoiceRecord;
import dev.tillwright.core.receipt.invoice.InvoiceShare;
import dev.tillwright.core.receipt.invoice.InvoiceState;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is asked of the provider of invoices: always an entry first. What is written is sent
 * by {@link InvoiceRounds}.
 */
final class InvoiceClerk implements AutoCloseable {
  static final String UNREADABLE = "invoice.unreadable";
  private static final int PAGE = 100;

  private final Books books;
  private final Checkout checkout;
  private final Invoicing invoicing;
  private final @Nullable Sealer sealer;
  private final ZoneId zone;
  private final Clock clock;
  private final Monitor monitor;
  private final InvoiceRounds rounds;
  private final AtomicLong open = new AtomicLong();
  private volatile Optional<Instant> oldest = Optional.empty();

  InvoiceClerk(
      Books books,
      Checkout checkout,
      Invoicing invoicing,
      @Nullable Sealer sealer,
      InvoiceLines lines,
      ZoneId zone,
      Clock clock,
      Monitor monitor) {
    this.books = books;
    this.checkout = checkout;
    this.invoicing = invoicing;
    this.sealer = sealer;
    this.zone = zone;
    this.clock = clock;
    this.monitor = monitor;
    this.rounds = new InvoiceRounds(this, books, lines, clock, monitor);
    measure();
    monitor.gauge("invoice.open", open::get);
    monitor.gauge("invoice.oldestSeconds", this::age);
    monitor.threshold(
        new Threshold(
            "invoice.oldestSeconds",
            invoicing.patience().toSeconds(),
            invoicing.patience().toSeconds() / 2,
            "invoice.waitsTooLong",
            "an invoice or its correction waits for the provider; see docs/invoices.md"));
  }

  private long age() {
    return oldest
        .map(it -> Math.max(0, Duration.between(it, clock.instant()).toSeconds()))
        .orElse(0L);
  }

  /** Counts what waits. */
  void measure() {
    open.set(read(InvoiceBook::open));
    oldest = read(InvoiceBook::oldest);
    if (open.get() < invoicing.mostWaiting()) {
      monitor.clear("invoice.queueFull", "invoice.open");
    }
  }

  <T> T read(Function<Tx, T> question) {
    return books.read(InvoiceBook.NAME, question);
  }

  void begin(boolean background) {
    if (background) {
      rounds.start();
    }
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  Invoicing invoicing() {
    return invoicing;
  }

  // --- asking ----------------------------------------------------------------------------------

  /** What is written in one piece with the end of a sale; never stops it. */
  List<Draft> alongside(CompletedSale sale) {
    try {
      if (!invoicing.isEverySale() || !sale.kind().sells()) {
        rounds.soon();
        return List.of();
      }
      if (isFull()) {
        return List.of();
      }
      Currency currency = sale.total().currency();
      Optional<Draft> draft =
          draft(sale, 1, null, null, line -> Returned.nothing(currency), Money.zero(currency));
      draft.ifPresent(it -> open.incrementAndGet());
      rounds.soon();
      return draft.stream().toList();
    } catch (RuntimeException e) {
      monitor.raise(
          "invoice.notAsked",
          sale.id().toString(),
          "the invoice of a sale could not be asked for; ask for it at the till");
      return List.of();
    }
  }

  private boolean isFull() {
    boolean full = open.get() >= invoicing.mostWaiting();
    if (full) {
      monitor.raise(
          "invoice.queueFull",
          "invoice.open",
          "so many invoices wait for the provider that no more are asked for");
    }
    return full;
  }

  private Optional<Draft> draft(
      CompletedSale sale,
      long nth,
      @Nullable String operator,
      @Nullable String buyer,
      IntFunction<Returned> returned,
      Money paidBack) {
    List<InvoiceShare> shares =
        InvoiceAmounts.asked(sold(sale), invoicing.rules(), returned, paidBack);
    return shares.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InvoiceEntries.Asked(
                    number(sale.id(), nth),
                    sale.id(),
                    operator,
                    today(),
                    sale.total().currency(),
                    shares,
                    buyer)
                .draft());
  }

  private static String number(SaleId sale, long nth) {
    return sale + ".I" + nth;
  }

  /** Of an exchange, what goes out. */
  static CompletedSale sold(CompletedSale sale) {
    List<CompletedSale> parts = sale.parts();
    return parts.get(parts.size() - 1);
  }

  /** Asks for the invoice of a finished sale, while no goods of it come back. */
  InvoiceRecord ask(String operator, SaleId sale, @Nullable InvoiceBuyer buyer) {
    String number = checkout.still(() -> asked(operator, sale, buyer));
    measure();
    rounds.soon();
    return read(tx -> InvoiceBook.find(number, tx)).orElseThrow();
  }

  private String asked(String operator, SaleId id, @Nullable InvoiceBuyer buyer) {
    CompletedSale sale = books.finishedOrRefused(id);
    if (!sale.kind().sells()) {
      throw new RefusedException("invoice.notASale", "only what was sold is invoiced");
    }
    if (read(tx -> InvoiceBook.live(id, tx)).isPresent()) {
      throw new RefusedException("invoice.asked", "the invoice of this sale was asked for already");
    }
    if (isFull()) {
      throw new RefusedException("invoice.tooManyOpen", "too many invoices wait for the provider");
    }
    long nth = read(tx -> InvoiceBook.count(id, tx)) + 1;
    String sealed = buyer == null ? null : sealed(number(id, nth), buyer);
    Currency currency = sale.total().currency();
    Draft draft =
        draft(
                sale,
                nth,
                operator,
                sealed,
                line ->
                    books.read(SalesBook.NAME, tx -> SalesBook.returned(id, line, currency, tx)),
                paidBack(id, currency))
            .orElseThrow(
                () -> new RefusedException("invoice.nothing", "nothing of it is to be invoiced"));
    books.append(List.of(draft));
    return number(id, nth);
  }

  /** What went back by tenders that are not invoiced. */
  private Money paidBack(SaleId sale, Currency currency) {
    Money sum = Money.zero(currency);
    for (TenderKind kind : invoicing.rules().tenders()) {
      sum =
          sum.plus(
              books.read(
                  SalesBook.NAME, tx -> SalesBook.paidOut(sale, kind, currency, tx).amount()));
    }
    return sum;
  }

  private String sealed(String number, InvoiceBuyer buyer) {
    Sealer seal = sealer;
    if (seal == null) {
      throw new RefusedException(
          "invoice.noSealer", "a buyer's data is kept sealed only, and no sealer is set up");
    }
    byte[] plain = buyer.bytes();
    try {
      return Base64.getEncoder().encodeToString(seal.seal(subject(number), plain, context(number)));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Whom an invoice is issued to; nobody when the data was erased, or there is no sealer now. */
  @Nullable InvoiceBuyer buyer(String number) {
    Sealer seal = sealer;
    String sealed =
        InvoiceEntries.Asked.read(books.entry(read(tx -> InvoiceBook.askedAt(number, tx)))).buyer();
    if (seal == null || sealed == null) {
      return null;
    }
    byte[] plain =
        seal.open(subject(number), Base64.getDecoder().decode(sealed), context(number))
            .orElse(null);
    if (plain == null) {
      return null;
    }
    try {
      return InvoiceBuyer.parse(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Destroys the keys of buyers whom the provider knows by now. */
  void forget() {
    Sealer seal = sealer;
    if (seal == null) {
      return;
    }
    for (String number : read(tx -> InvoiceBook.toForget(PAGE, tx))) {
      seal.shred(subject(number));
      books.append(List.of(InvoiceEntries.forgotten(number)));
    }
  }

  private static Subject subject(String number) {
    return Subject.of("invoice/" + number);
  }

  private static String context(String number) {
    return "invoice/" + number;
  }

  // --- taking back -----------------------------------------------------------------------------

  /** Takes an invoice back, though the sale stands. */
  synchronized void cancel(String operator, SaleId sale, String reason) {
    correctReturns(); // first, so that only the rest is taken back here
    InvoiceRecord live =
        read(tx -> InvoiceBook.live(sale, tx))
            .orElseThrow(() -> new RefusedException("invoice.none", "no such invoice stands"));
    List<InvoiceShare> rest =
        read(
            tx ->
                InvoiceAmounts.rest(
                    InvoiceBook.shares(live.number(), tx), InvoiceBook.taken(live.number(), tx)));
    if (rest.isEmpty()) {
      throw new RefusedException("invoice.nothing", "all of it was taken back already");
    }
    correcting(live, Cause.CANCELLED, true, null, operator, reason, rest);
    measure();
    rounds.soon();
  }

  /** Writes what goods that came back take back of their invoices. */
  synchronized void correctReturns() {
    List<InvoiceBook.Due> due = read(tx -> InvoiceBook.due(PAGE, tx));
    while (due.stream().filter(this::correctedReturn).count() > 0) {
      due = read(tx -> InvoiceBook.due(PAGE, tx));
    }
  }

  /** Whether it is written; one that cannot be made out does not hold up the others. */
  private boolean correctedReturn(InvoiceBook.Due due) {
    try {
      correctReturn(due);
      return true;
    } catch (RuntimeException e) {
      unreadable(due.number(), e);
      return false;
    }
  }

  /**
   * Raises an alarm about an invoice that cannot be made out; a store that is away for a moment is
   * thrown on, for it is tried again with all.
   */
  void unreadable(String number, RuntimeException e) {
    if (e instanceof TillwrightException it && it.retryable()) {
      throw it;
    }
    monitor.raise(
        UNREADABLE,
        number,
        "an invoice or its correction cannot be made out: " + e.getClass().getSimpleName());
  }

  private void correctReturn(InvoiceBook.Due due) {
    CompletedSale part = CompletedSale.read(books.entry(due.seq())).parts().get(0);
    InvoiceRecord of = read(tx -> InvoiceBook.find(due.number(), tx)).orElseThrow();
    List<InvoiceShare> asked = read(tx -> InvoiceBook.shares(due.number(), tx));
    List<InvoiceShare> done = read(tx -> InvoiceBook.taken(due.number(), tx));
    Cause cause = InvoiceBook.cause(part.kind());
    List<InvoiceAmounts.Back> back =
        part.lines().stream()
            .map(
                it ->
                    new InvoiceAmounts.Back(
                        it.originLine(), it.priced().line().quantity(), it.priced().total()))
            .toList();
    List<InvoiceShare> taken =
        cause == Cause.VOID
            ? InvoiceAmounts.rest(asked, done)
            : InvoiceAmounts.taken(asked, done, back);
    Currency currency = of.total().currency();
    boolean whole =
        InvoiceAmounts.total(InvoiceAmounts.rest(asked, done), currency)
            .equals(InvoiceAmounts.total(taken, currency));
    correcting(of, cause, whole, due.sale(), null, "", taken);
  }

  private void correcting(
      InvoiceRecord of,
      Cause cause,
      boolean whole,
      @Nullable SaleId sale,
      @Nullable String operator,
      String note,
      List<InvoiceShare> shares) {
    String number = of.number() + ".C" + (of.corrections().size() + 1);
    books.append(
        List.of(
            new InvoiceEntries.Correcting(
                    number,
                    of.number(),
                    cause,
                    whole,
                    sale,
                    operator,
                    note,
                    of.total().currency(),
                    shares)
                .draft()));
  }

  /** Ends by hand what no machine can end. */
  synchronized void settle(String operator, String number, String document, String note) {
    Optional<InvoiceRecord> order = read(tx -> InvoiceBook.find(number, tx));
    String of = order.isPresent() ? null : number.replaceFirst("\\.C[0-9]{1,9}$", "");
    boolean open =
        order.isPresent()
            ? order.get().state() == InvoiceState.ASKED
                || order.get().state() == InvoiceState.ACCEPTED
            : read(tx -> InvoiceBook.find(Objects.requireNonNull(of), tx)).stream()
                .flatMap(it -> it.corrections().stream())
                .anyMatch(
                    it ->
                        it.number().equals(number)
                            && (it.state() == InvoiceState.ASKED
                                || it.state() == InvoiceState.REFUSED));
    if (!open) {
      throw new RefusedException("invoice.none", "no such invoice waits for anything");
    }
    InvoiceState none = of == null ? InvoiceState.REFUSED : InvoiceState.DONE;
    books.append(
        List.of(
            new InvoiceEntries.Ended(
                    number,
                    of,
                    document.isEmpty() ? none : InvoiceState.ISSUED,
                    document,
                    "",
                    operator,
                    note)
                .draft()));
    monitor.clear("invoice.refused", number);
    measure();
  }

  // --- showing ---------------------------------------------------------------------------------

  Optional<InvoiceRecord> find(SaleId sale) {
    return read(tx -> InvoiceBook.newest(sale, tx));
  }

  List<InvoiceRecord> all(InvoiceState state, int limit) {
    return read(tx -> InvoiceBook.all(state, 0, limit, tx));
  }

  /** What the receipt of a sale or a return says of its invoice. */
  InvoiceNote note(CompletedSale sale) {
    List<String> credits =
        read(tx -> InvoiceBook.corrections(sale.id(), tx)).stream()
            .map(InvoiceRecord.Correction::document)
            .filter(it -> !it.isEmpty())
            .toList();
    Optional<InvoiceRecord> live = read(tx -> InvoiceBook.live(sale.id(), tx));
    if (live.isEmpty()) {
      return new InvoiceNote("", "", "", "", credits);
    }
    InvoiceRecord it = live.get();
    if (it.state() == InvoiceState.ISSUED) {
      List<String> all =
          it.corrections().stream()
              .map(InvoiceRecord.Correction::document)
              .filter(each -> !each.isEmpty())
              .toList();
      return new InvoiceNote("", "", "", it.document(), all);
    }
    if (it.buyerGiven() || !it.rest().isPositive()) {
      return new InvoiceNote("", "", "", "", credits);
    }
    String code = code(it);
    return new InvoiceNote(
        code,
        invoicing.qr(it.number(), code, it.total(), it.date()),
        it.rest().toString(),
        "",
        credits);
  }

  /** What the customer enters. */
  String code(InvoiceRecord it) {
    return invoicing.codes().code(it.number(), it.total(), it.date());
  }

  InvoiceRounds rounds() {
    return rounds;
  }

  /** Ends what runs. */
  void stop() {
    rounds.close();
  }

  @Override
  public void close() {
    stop();
    invoicing.provider().close();
  }
}
