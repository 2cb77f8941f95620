package dev.tillwright.core.till;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.receipt.invoice.InvoiceAmounts;
import dev.tillwright.core.receipt.invoice.InvoiceBook;
import dev.tillwright.core.receipt.invoice.InvoiceCorrection;
import dev.tillwright.core.receipt.invoice.InvoiceEntries;
import dev.tillwright.core.receipt.invoice.InvoiceOrder;
import dev.tillwright.core.receipt.invoice.InvoiceRecord;
import dev.tillwright.core.receipt.invoice.InvoiceReply;
import dev.tillwright.core.receipt.invoice.InvoiceShare;
import dev.tillwright.core.receipt.invoice.InvoiceState;
import dev.tillwright.core.sale.CompletedSale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the journal asks of the provider until it is acknowledged: orders first, of each its
 * corrections in their order, and only once the order is acknowledged. Then asks what became of the
 * codes that nobody entered yet, all of them once an hour.
 */
final class InvoiceRounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InvoiceRounds.class);
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final int PAGE = 100;

  /** A round sends no more pages than these. */
  private static final int PAGES = 10;

  /** After so many without an answer a round ends: the provider is away. */
  private static final int IN_VAIN = 3;

  private final InvoiceClerk clerk;
  private final Books books;
  private final InvoiceLines lines;
  private final Clock clock;
  private final Monitor monitor;
  private final InvoiceWaits waits;
  private final ReentrantLock working = new ReentrantLock();
  private @Nullable ScheduledExecutorService timer;
  private @Nullable Instant swept;
  private long cursor;
  private int inVain;

  InvoiceRounds(InvoiceClerk clerk, Books books, InvoiceLines lines, Clock clock, Monitor monitor) {
    this.clerk = clerk;
    this.books = books;
    this.lines = lines;
    this.clock = clock;
    this.monitor = monitor;
    this.waits = new InvoiceWaits(clock);
  }

  void start() {
    ScheduledExecutorService own =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("till-invoices"));
    timer = own;
    var unused =
        own.scheduleWithFixedDelay(
            this::quietly, FIRST.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Something was written that should not wait for the next round. */
  void soon() {
    ScheduledExecutorService own = timer;
    if (own != null) {
      try {
        var unused = own.schedule(this::quietly, FIRST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closed) {
        LOG.info("the till closes; the next opening takes it up");
      }
    }
  }

  private void quietly() {
    try {
      work(false);
    } catch (RuntimeException e) {
      // The journal may have failed; the next opening takes everything up again.
      LOG.warn("invoices could not be sent: {}", e.getClass().getName());
    }
  }

  /**
   * One round.
   *
   * @param now whether what waits for its next try is tried too
   * @return how many still wait for the provider
   */
  long work(boolean now) {
    if (!working.tryLock()) {
      return clerk.read(InvoiceBook::open); // a round is under way
    }
    try {
      inVain = 0;
      clerk.correctReturns();
      orders(now);
      corrections(now);
      sweep(now);
      clerk.forget();
      clerk.measure();
      return clerk.read(InvoiceBook::open);
    } finally {
      working.unlock();
    }
  }

  private void orders(boolean now) {
    List<InvoiceRecord> page = clerk.read(tx -> InvoiceBook.all(InvoiceState.ASKED, 0, PAGE, tx));
    int pages = 0;
    while (!page.isEmpty() && inVain < IN_VAIN && pages++ < PAGES) {
      for (InvoiceRecord each : page) {
        if (inVain < IN_VAIN && (now || waits.isOver(each.number()))) {
          apart(each.number(), () -> ended(each, lines.request(order(each))));
        }
      }
      String last = page.get(page.size() - 1).number();
      long from = clerk.read(tx -> InvoiceBook.askedAt(last, tx));
      page = clerk.read(tx -> InvoiceBook.all(InvoiceState.ASKED, from, PAGE, tx));
    }
  }

  /** The order as it is asked, the same at every repeat. */
  private InvoiceOrder order(InvoiceRecord it) {
    CompletedSale sale = sale(it);
    List<InvoiceShare> shares = clerk.read(tx -> InvoiceBook.shares(it.number(), tx));
    return new InvoiceOrder(
        it.number(),
        it.sale(),
        sale.receipt(),
        clerk.code(it),
        it.date(),
        it.total(),
        it.tax(),
        InvoiceAmounts.lines(sale, shares),
        it.buyerGiven() && it.state() == InvoiceState.ASKED ? clerk.buyer(it.number()) : null);
  }

  private CompletedSale sale(InvoiceRecord it) {
    return InvoiceClerk.sold(books.finishedOrRefused(it.sale()));
  }

  private void ended(InvoiceRecord it, InvoiceReply reply) {
    if (reply instanceof InvoiceReply.Unknown) {
      inVain++;
      waits.longer(it.number());
      return;
    }
    inVain = 0;
    waits.done(it.number());
    InvoiceEntries.Ended ended = entry(it.number(), null, InvoiceState.ACCEPTED, reply);
    if (ended.state() != it.state()) {
      write(ended);
    }
  }

  private static InvoiceEntries.Ended entry(
      String number, @Nullable String of, InvoiceState accepted, InvoiceReply reply) {
    if (reply instanceof InvoiceReply.Issued it) {
      return new InvoiceEntries.Ended(number, of, InvoiceState.ISSUED, it.document(), "");
    } else if (reply instanceof InvoiceReply.Refused it) {
      String reason = it.code() + (it.reason().isEmpty() ? "" : ": " + it.reason());
      return new InvoiceEntries.Ended(number, of, InvoiceState.REFUSED, "", reason);
    }
    return new InvoiceEntries.Ended(number, of, accepted, "", "");
  }

  private void write(InvoiceEntries.Ended ended) {
    books.append(List.of(ended.draft()));
    if (ended.state() == InvoiceState.REFUSED) {
      monitor.raise(
          "invoice.refused",
          ended.number(),
          "the provider refused an invoice or its correction; see docs/invoices.md");
    }
  }

  private void corrections(boolean now) {
    for (String of : clerk.read(tx -> InvoiceBook.toCorrect(PAGE, tx))) {
      apart(of, () -> corrections(of, now));
      if (inVain >= IN_VAIN) {
        return;
      }
    }
  }

  private void corrections(String of, boolean now) {
    for (InvoiceRecord.Correction each : order(of).corrections()) {
      if (each.state() == InvoiceState.ASKED && !corrected(order(of), each, now)) {
        break; // the next ones of this order wait for it
      }
    }
  }

  /** One that cannot be made out is an alarm, and does not hold up the others. */
  private void apart(String number, Runnable step) {
    try {
      step.run();
      monitor.clear(InvoiceClerk.UNREADABLE, number);
    } catch (RuntimeException e) {
      clerk.unreadable(number, e);
      waits.longer(number);
    }
  }

  private InvoiceRecord order(String number) {
    return clerk.read(tx -> InvoiceBook.find(number, tx)).orElseThrow();
  }

  /** Whether it is at its end. */
  private boolean corrected(InvoiceRecord order, InvoiceRecord.Correction it, boolean now) {
    if (!order.state().isLive()) {
      write(
          new InvoiceEntries.Ended(
              it.number(), order.number(), InvoiceState.DONE, "", "order " + order.state()));
      return true;
    }
    if (!now && !waits.isOver(it.number())) {
      return false;
    }
    List<InvoiceShare> shares = clerk.read(tx -> InvoiceBook.shares(it.number(), tx));
    InvoiceReply reply =
        lines.correct(
            new InvoiceCorrection(
                it.number(),
                order.number(),
                it.cause(),
                it.whole(),
                it.total(),
                InvoiceAmounts.tax(shares, it.total().currency()),
                InvoiceAmounts.lines(sale(order), shares)));
    if (reply instanceof InvoiceReply.Unknown) {
      inVain++;
      waits.longer(it.number());
      return false;
    }
    boolean missed = reply instanceof InvoiceReply.Issued && order.state() == InvoiceState.ACCEPTED;
    if (missed && !issued(order)) {
      return false; // asked again, so that the invoice stands before its correction
    }
    inVain = 0;
    waits.done(it.number());
    write(entry(it.number(), order.number(), InvoiceState.DONE, reply));
    return true;
  }

  /** Somebody entered the code since: whether its document is in the books now. */
  private boolean issued(InvoiceRecord order) {
    InvoiceReply reply = lines.status(order(order));
    boolean is = reply instanceof InvoiceReply.Issued;
    if (is) {
      ended(order, reply);
    }
    return is;
  }

  /** Asks after codes that nobody entered yet: a page a round, all of them once an hour. */
  private void sweep(boolean now) {
    boolean rests = swept != null && clock.instant().isBefore(swept.plus(SWEEP));
    if (now) {
      cursor = 0;
    } else if (rests) {
      return;
    }
    int pages = 0;
    while (!sweptPage() && now && pages++ < PAGES) {
      // all of them were asked for
    }
  }

  /** Whether that was the last one, or nobody answers. */
  private boolean sweptPage() {
    long from = cursor;
    List<InvoiceRecord> page =
        clerk.read(tx -> InvoiceBook.all(InvoiceState.ACCEPTED, from, PAGE, tx));
    for (InvoiceRecord each : page) {
      if (inVain >= IN_VAIN) {
        return true;
      }
      apart(each.number(), () -> refreshed(each));
      cursor = clerk.read(tx -> InvoiceBook.askedAt(each.number(), tx));
    }
    if (page.size() < PAGE) {
      cursor = 0;
      swept = clock.instant();
      return true;
    }
    return false;
  }

  /** Asks what became of one, unless a round takes too long. */
  void refresh(InvoiceRecord it, Duration longest) {
    try {
      if (working.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          refreshed(it);
        } finally {
          working.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refreshed(InvoiceRecord it) {
    InvoiceReply reply = lines.status(order(it));
    boolean lapsed = !clerk.invoicing().claimable(it.date(), clerk.today());
    if (reply instanceof InvoiceReply.Refused no && no.code().equals(InvoiceReply.UNKNOWN_NUMBER)) {
      monitor.raise(
          "invoice.lost", it.number(), "the provider no longer knows an order that it took");
    } else if (lapsed
        && (reply instanceof InvoiceReply.Accepted || reply instanceof InvoiceReply.Refused)) {
      write(new InvoiceEntries.Ended(it.number(), null, InvoiceState.LAPSED, "", ""));
    } else {
      ended(it, reply);
    }
  }

  @Override
  public void close() {
    ScheduledExecutorService own = timer;
    if (own == null) {
      return;
    }
    own.shutdownNow();
    try {
      own.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
