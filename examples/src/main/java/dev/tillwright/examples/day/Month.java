package dev.tillwright.examples.day;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.till.ClosedDay;
import dev.tillwright.core.till.Till;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.report.DayFigures;
import dev.tillwright.examples.shop.Catalogue;
import dev.tillwright.examples.shop.Days;
import dev.tillwright.examples.shop.ShopPlan;
import dev.tillwright.examples.shop.Step;
import dev.tillwright.loyalty.ledger.Balance;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.tier.Tiers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Enters all invoices of the days, closes each day, and says what the books say in the end. */
final class Month {
  private static final int TELL_EVERY = 10;

  /** More entries than any one sale has. */
  private static final int TAIL = 10_000;

  private final Shop shop;
  private final Till till;
  private final Folder folder;
  private final Pipe pipe;
  private final int receipts;
  private final Function<String, CardRead> cards;
  private final Tiers tiers;
  private long entered;
  private long enteredNanos;
  private long returns;
  private long adjustments;
  private int printed;
  private long peakHeap;
  private @Nullable LocalDate newest;

  Month(Shop shop, Folder folder, Pipe pipe, int receipts, Function<String, CardRead> cards) {
    this.shop = shop;
    this.till = shop.till();
    this.folder = folder;
    this.pipe = pipe;
    this.receipts = receipts;
    this.cards = cards;
    this.tiers = new Tiers(new LedgerQueries(till.journal().database()));
  }

  WorkerResult enter(Path data, Days days, boolean story) {
    giveUpOpenSales();
    newest = newestDay();
    Catalogue catalogue = story ? Catalogue.corner(shop.house()) : Catalogue.none();
    LedgerQueries ledger = new LedgerQueries(till.journal().database());
    Optional<Story> told =
        story
            ? Optional.of(
                new Story(shop.house(), pipe, member -> ledger.balance(member).available()))
            : Optional.empty();
    Replay replay = new Replay(shop, catalogue, told, cards);
    try (ShopPlan plan = ShopPlan.open(data, days, shop.house().currency())) {
      enterAll(plan, replay);
    }
    if (newest != null) {
      closeDay(newest);
    }
    till.resolve();
    return result(catalogue, ledger);
  }

  /** A sale that was begun and not paid when the process was killed is entered again. */
  private void giveUpOpenSales() {
    for (SaleId open : till.recovery().open()) {
      till.voidSale(till.resume(shop.manager(), open), "entered again after a restart");
    }
  }

  private void enterAll(ShopPlan plan, Replay replay) {
    int all = plan.remainingInvoices();
    LocalDate day = null;
    for (Step step = plan.next(); step != null; step = plan.next()) {
      LocalDate next = step.at().toLocalDate();
      if (!next.equals(day)) {
        closeDay(day);
      }
      day = next;
      shop.clock().notBefore(step.instant(shop.house().zone()));
      shop.changeShifts();
      count(step);
      long start = System.nanoTime();
      if (replay.enter(step)) {
        newest = next;
        if (!(step instanceof Step.Adjustment)) {
          entered++;
          enteredNanos += System.nanoTime() - start;
        }
      }
      print(step);
      lookAtHeap();
      int done = all - plan.remainingInvoices();
      if (done % TELL_EVERY == 0 || done == all) {
        pipe.progress(done);
      }
    }
  }

  private void count(Step step) {
    if (step instanceof Step.Return) {
      returns++;
    } else if (step instanceof Step.Adjustment it && it.wholeInvoice()) {
      adjustments++;
    }
  }

  /** The first receipts are printed, by whichever life of the process gets there. */
  private void print(Step step) {
    if (printed < receipts && !(step instanceof Step.Adjustment)) {
      for (CompletedSale sale : till.find(reference(step))) {
        if (printed++ < receipts && !till.wasPrinted(sale.id())) {
          till.print(sale.id());
        }
      }
    }
  }

  private static String reference(Step step) {
    return step instanceof Step.Return ? step.invoice() + "/1" : step.invoice();
  }

  /** Closes a day unless that was done, or there was nothing on it. */
  private void closeDay(@Nullable LocalDate day) {
    OperatorSession manager = shop.manager();
    if (day != null && day.equals(newest) && !till.dayTotals(manager).isEmpty()) {
      DayTotals totals = till.closeDay(manager);
      till.safekeeping()
          .closedDay(manager, totals.number())
          .flatMap(ClosedDay::checkpoint)
          .ifPresent(it -> folder.keep(totals.number(), it, shop.checkpointKey()));
      if (totals.number() == 1) {
        pipe.tell("the first day is closed as Z 1: " + sentence(totals));
      }
      newest = null;
    }
  }

  private static String sentence(DayTotals totals) {
    return totals.currencies().stream()
        .map(it -> it.sales() + " sales, " + it.gross())
        .collect(Collectors.joining(", "));
  }

  /** The day of the newest sale since the last close; none when there is none. */
  private @Nullable LocalDate newestDay() {
    if (till.dayTotals(shop.manager()).isEmpty()) {
      return null;
    }
    LocalDate[] found = new LocalDate[1];
    till.journal()
        .read(
            till.journal().headSeq() - TAIL,
            till.journal().headSeq(),
            entry -> {
              if (entry.kind().equals(CompletedSale.KIND)) {
                found[0] = localDate(entry);
              }
            });
    return found[0];
  }

  private LocalDate localDate(Entry entry) {
    return entry.at().atZone(shop.house().zone()).toLocalDate();
  }

  private WorkerResult result(Catalogue catalogue, LedgerQueries ledger) {
    Figures figures = new Figures(shop.house().zone());
    till.journal().awaitFollowers(Duration.ofMinutes(5));
    till.journal().read(1, till.journal().headSeq(), figures::add);
    DayFigures.Insight insight =
        new Insights(shop.house(), till.journal())
            .read(shop.clock().instant(), figures.bestSellers(catalogue));
    lookAtHeap();
    Balance points = ledger.totals();
    boolean verified = JournalVerifier.verify(till.journal().database(), Optional.empty()).ok();
    return new WorkerResult(
        figures.totals(returns, adjustments),
        figures.days(),
        figures.hours(),
        figures.bestSellers(catalogue),
        figures.tenders(),
        new DayFigures.Points(
            shop.program().id() + "/" + shop.program().version(),
            points.earned(),
            points.clawedBack(),
            points.burned(),
            points.expired(),
            points.outstanding(),
            figures.members().stream().filter(this::inTier).count()),
        insight,
        till.journal().headSeq(),
        till.journal().headHash(),
        verified,
        till.recovery().sentence(),
        enteredNanos == 0 ? 0 : Math.round(entered * 1e9 / enteredNanos),
        forces(),
        peakHeap);
  }

  private boolean inTier(String member) {
    return tiers
        .standing(member, shop.clock().instant())
        .filter(standing -> standing.level() > 0)
        .isPresent();
  }

  private long forces() {
    try {
      return Math.round(RawForce.perSecond(folder.path(), Duration.ofSeconds(1)));
    } catch (IOException e) {
      throw new ExampleException("cannot write to " + folder.path());
    }
  }

  /** Pools peak at different moments, so their peaks do not add up: the whole is looked at. */
  private void lookAtHeap() {
    Runtime runtime = Runtime.getRuntime();
    peakHeap = Math.max(peakHeap, runtime.totalMemory() - runtime.freeMemory());
  }
}
