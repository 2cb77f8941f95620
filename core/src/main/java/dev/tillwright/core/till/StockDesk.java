package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.stock.StockEntries;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.stock.StockLevel;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.function.Function;

/**
 * The stock of the place where a till sells, as one operator books it. Got from {@link Till#stock};
 * what changes it needs {@link Permission#ADJUST_STOCK}, what only looks {@link Permission#REPORT}.
 *
 * <p><b>Guarantees.</b> What was booked is durable. A reference is booked once for each kind of
 * event: a second call with it changes nothing and answers {@code false}. Nothing is refused for
 * want of stock.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class StockDesk {
  private final Till till;
  private final Shelf shelf;
  private final OperatorSession session;

  StockDesk(Till till, Shelf shelf, OperatorSession session) {
    this.till = till;
    this.shelf = shelf;
    this.session = session;
  }

  /** Goods came in here. */
  public boolean receive(String reference, String supplier, List<StockEvent.Goods> lines) {
    return book(new StockEvent.Received(reference, operator(), shelf.place(), supplier, lines));
  }

  /** There is more or less of something, for a reason. */
  public boolean adjust(String reference, String reason, List<StockEvent.Line> lines) {
    return book(new StockEvent.Adjusted(reference, operator(), shelf.place(), reason, lines));
  }

  /**
   * Somebody counted here. What is booked is the difference to the books at this moment, so
   * counting is exact while nothing is sold; where several tills share a place, count against the
   * central store's books instead, with an entry of {@link StockEntries}.
   *
   * @param counted how much there is of each item, one line an item
   * @throws IllegalArgumentException when an item stands there twice
   */
  public boolean count(String reference, String reason, List<StockEvent.Line> counted) {
    till.require(session, Permission.ADJUST_STOCK);
    if (counted.stream().map(StockEvent.Line::code).distinct().count() < counted.size()) {
      // Each line would book the whole difference to the books.
      throw new IllegalArgumentException("an item stands in a count once: add its places up");
    }
    return shelf.count(reference, operator(), reason, counted);
  }

  /** Goods went from here to another place. */
  public boolean transfer(String reference, String to, String reason, List<StockEvent.Line> lines) {
    return book(
        new StockEvent.Transferred(reference, operator(), shelf.place(), to, reason, lines));
  }

  /** What is there is worth so much a unit from now on. */
  public boolean revalue(String reference, String reason, List<StockEvent.Worth> lines) {
    return book(new StockEvent.Revalued(reference, operator(), reason, lines));
  }

  /** Where this till sells. */
  public String place() {
    till.require(session, Permission.REPORT);
    return shelf.place();
  }

  /** What there is of an item here; negative when more was sold than came in. */
  public Quantity onHand(String code) {
    till.require(session, Permission.REPORT);
    return shelf.read((book, tx) -> book.onHand(tx, shelf.place(), code));
  }

  /** One page of what there is here; as {@link StockBook#levels}. */
  public List<StockLevel> levels(String after, int n) {
    till.require(session, Permission.REPORT);
    return shelf.read((book, tx) -> book.levels(tx, shelf.place(), after, n));
  }

  private boolean book(StockEvent event) {
    till.require(session, Permission.ADJUST_STOCK);
    return shelf.book(event);
  }

  private String operator() {
    return session.operator().id();
  }

  /** What all operators share. */
  static final class Shelf {
    private final Books books;
    private final StockBook stock;
    private final String place;

    /** Of a till whose views know all that was written. */
    Shelf(Books books, StockBook stock, String place) {
      this.books = books;
      this.stock = stock;
      this.place = place;
      String before = read((book, tx) -> book.place(tx, books.journal().terminal()));
      if (!before.equals(place)) {
        books.append(List.of(StockEntries.draft(new StockEvent.Placed("", "", place))));
      }
    }

    String place() {
      return place;
    }

    interface Question<T> {
      T ask(StockBook book, Tx tx);
    }

    <T> T read(Question<T> question) {
      Function<Tx, T> asked = tx -> question.ask(stock, tx);
      return books.read(StockBook.NAME, asked);
    }

    synchronized boolean book(StockEvent event) {
      return append(event);
    }

    /** Nothing is sold between looking at the books and writing the difference. */
    synchronized boolean count(
        String reference, String operator, String reason, List<StockEvent.Line> counted) {
      return books.alone(
          () -> {
            List<StockEvent.Count> lines =
                read(
                    (book, tx) ->
                        counted.stream()
                            .map(
                                it ->
                                    new StockEvent.Count(
                                        it.code(),
                                        it.quantity(),
                                        book.onHand(tx, place, it.code())))
                            .toList());
            return append(new StockEvent.Counted(reference, operator, place, reason, lines));
          });
    }

    private boolean append(StockEvent event) {
      Draft draft = StockEntries.draft(event);
      String terminal = books.journal().terminal();
      if (read((book, tx) -> book.isBooked(tx, terminal, draft.kind(), event.reference()))) {
        return false;
      }
      books.append(List.of(draft));
      return true;
    }
  }
}
