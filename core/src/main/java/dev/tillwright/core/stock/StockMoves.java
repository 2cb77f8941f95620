package dev.tillwright.core.stock;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import java.util.ArrayList;
import java.util.List;

/** What an entry moves, line by line; in it is positive, out negative. */
final class StockMoves {
  private static final Quantity NOTHING = Quantity.of(0);

  private StockMoves() {}

  /**
   * One movement.
   *
   * @param place where
   * @param quantity by how much there is more
   * @param sold how much of it was sold
   */
  record Move(String place, String code, Quantity quantity, Quantity sold) {}

  /** Nothing for entries of other kinds. */
  static List<Move> of(Entry entry, String sellsFrom) {
    List<Move> moves = new ArrayList<>();
    if (entry.kind().equals(CompletedSale.KIND)) {
      for (CompletedSale part : CompletedSale.read(entry).parts()) {
        part.lines().forEach(line -> moves.add(move(part, line, sellsFrom)));
      }
      return moves;
    }
    StockEntries.read(entry).ifPresent(event -> add(event, sellsFrom, moves));
    return moves;
  }

  private static Move move(CompletedSale sale, CompletedLine line, String place) {
    String code = line.priced().line().item().code();
    Quantity quantity = line.priced().line().quantity();
    return sale.kind().isReturn()
        ? new Move(place, code, quantity, NOTHING)
        : new Move(place, code, NOTHING.minus(quantity), quantity);
  }

  private static void add(StockEvent event, String sellsFrom, List<Move> moves) {
    if (event instanceof StockEvent.Received it) {
      it.lines()
          .forEach(line -> moves.add(new Move(it.place(), line.code(), line.quantity(), NOTHING)));
    } else if (event instanceof StockEvent.Adjusted it) {
      String place = it.place().isEmpty() ? sellsFrom : it.place();
      it.lines().forEach(line -> moves.add(new Move(place, line.code(), line.quantity(), NOTHING)));
    } else if (event instanceof StockEvent.Counted it) {
      it.lines()
          .forEach(
              line ->
                  moves.add(
                      new Move(
                          it.place(), line.code(), line.counted().minus(line.book()), NOTHING)));
    } else if (event instanceof StockEvent.Transferred it) {
      for (StockEvent.Line line : it.lines()) {
        moves.add(new Move(it.from(), line.code(), NOTHING.minus(line.quantity()), NOTHING));
        moves.add(new Move(it.to(), line.code(), line.quantity(), NOTHING));
      }
    }
  }
}
