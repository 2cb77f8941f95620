package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The journal and its views, as the rest of the till uses them: every wait has a deadline. */
final class Books implements AutoCloseable {
  private final Journal journal;
  private final Duration durable;

  /** Shared by who writes, held alone by who closes the day. */
  private final ReadWriteLock day = new ReentrantReadWriteLock();

  Books(Journal journal, Duration durable) {
    this.journal = journal;
    this.durable = durable;
  }

  /** How long a write, and a view, may take. */
  Duration patience() {
    return durable;
  }

  Journal journal() {
    return journal;
  }

  /** Durable when it returns. */
  List<Entry> append(List<Draft> drafts) {
    day.readLock().lock(); // at most for the writes of a day close
    try {
      return journal.append(drafts, durable);
    } finally {
      day.readLock().unlock();
    }
  }

  /** Nothing that counts for the day is written between its steps but by them. */
  <T> T alone(Supplier<T> steps) {
    day.writeLock().lock(); // at most for the writes that are under way
    try {
      return steps.get();
    } finally {
      day.writeLock().unlock();
    }
  }

  /**
   * Hands over drafts that become durable behind others, or not at all.
   *
   * @param after what they follow; {@code null} for nothing
   */
  CompletableFuture<List<Entry>> submit(
      List<Draft> drafts, @Nullable CompletableFuture<List<Entry>> after) {
    CompletableFuture<List<Entry>> onTheWay =
        after == null ? journal.submit(drafts) : journal.submit(drafts, after);
    if (!onTheWay.isCompletedExceptionally()) {
      return onTheWay;
    }
    // A full queue refuses at once; then whoever adds lines that fast waits.
    if (after != null) {
      await(after);
    }
    return CompletableFuture.completedFuture(append(drafts));
  }

  /** Waits until what a ticket handed over is durable; what is not stays on its way. */
  void settle(Ticket ticket) {
    ticket.onTheWay().forEach(this::await);
  }

  private void await(CompletableFuture<List<Entry>> part) {
    try {
      part.get(durable.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TillwrightException known) {
        throw known;
      }
      throw new TillwrightException(
          "journal.failed", false, "a step of the sale could not be written");
    } catch (TimeoutException e) {
      throw new TillwrightException(
          "journal.busy", true, "a step of the sale is not durable in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException(
          "journal.interrupted", true, "interrupted while a step of the sale was written");
    }
  }

  /** Reads a view that has seen every entry written so far. */
  <T> T read(String follower, Function<Tx, T> question) {
    journal.awaitFollower(follower, journal.headSeq(), durable);
    return journal.database().read(question);
  }

  /** A finished sale of this till. */
  Optional<Finished> finished(SaleId id) {
    return read(SalesBook.NAME, tx -> SalesBook.completedAt(id, tx)).map(this::finishedAt);
  }

  /** The same, or a refusal. */
  CompletedSale finishedOrRefused(SaleId id) {
    return finished(id)
        .orElseThrow(() -> new RefusedException("sale.unknown", "this till finished no such sale"))
        .sale();
  }

  /** A sale that may come back here: one of this till, or of another that was fetched. */
  Optional<Sold> sold(SaleId id) {
    if (id.terminal().equals(journal.terminal())) {
      return finished(id).map(it -> new Sold(it.sale(), it.entry().at()));
    }
    return read(OriginBook.NAME, tx -> OriginBook.fetchedAt(id, tx))
        .map(seq -> OriginBook.read(entry(seq)));
  }

  /** The same, or a refusal. */
  CompletedSale soldOrRefused(SaleId id) {
    return sold(id)
        .orElseThrow(() -> new RefusedException("sale.unknown", "no such sale is known here"))
        .sale();
  }

  List<CompletedSale> finished(String reference) {
    return read(SalesBook.NAME, tx -> SalesBook.completedAt(reference, tx)).stream()
        .map(seq -> finishedAt(seq).sale())
        .toList();
  }

  /** An entry that a view knows of. */
  Entry entry(long seq) {
    return journal
        .entry(seq)
        .orElseThrow(
            () ->
                new TillwrightException(
                    "journal.broken", false, "entry " + seq + " that a view names is missing"));
  }

  private Finished finishedAt(long seq) {
    Entry entry = entry(seq);
    CompletedSale sale = CompletedSale.read(entry);
    Map<String, Long> tips = read(SalesBook.NAME, tx -> SalesBook.tips(sale.id(), tx));
    return new Finished(entry, tips.isEmpty() ? sale : sale.tipped(tips));
  }

  @Override
  public void close() {
    journal.close();
    journal.database().close();
  }

  /** A finished sale, with its tips as they stand, and the entry it stands in. */
  record Finished(Entry entry, CompletedSale sale) {}

  /** A sale of this till or another, with the time when it was finished there. */
  record Sold(CompletedSale sale, Instant at) {}
}
