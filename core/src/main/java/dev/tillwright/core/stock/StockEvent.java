package dev.tillwright.core.stock;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to stock beside sales and returns; each is one journal entry. How each is written
 * stands in {@link StockEntries}. All of them add: the order of two terminals does not matter.
 */
public sealed interface StockEvent {
  /** An event has at most so many lines. */
  int MAX_LINES = 1_000;

  /** A reference and a reason have at most so many characters. */
  int MAX_TEXT = 200;

  /** The application's own number of the paper behind it, 1 to 200 characters. */
  String reference();

  /** Who booked it. */
  String operator();

  /** How much of an item; more or less of it. */
  record Line(String code, Quantity quantity) {
    public Line {
      Bounds.code(code);
      Objects.requireNonNull(quantity, "quantity");
    }
  }

  /**
   * Goods came in.
   *
   * @param place where they lie now
   * @param supplier from whom; may be empty
   */
  record Received(
      String reference, String operator, String place, String supplier, List<Goods> lines)
      implements StockEvent {
    public Received {
      Bounds.head(reference, operator, Bounds.place(place), supplier);
      lines = Bounds.lines(lines);
    }
  }

  /**
   * One line of what came in.
   *
   * @param quantity positive
   * @param cost of the whole line, without tax that is got back; {@code null} when not known
   */
  record Goods(String code, Quantity quantity, @Nullable Money cost) {
    public Goods {
      Bounds.code(code);
      if (!Bounds.quantity(quantity).isPositive() || cost != null && cost.isNegative()) {
        throw new IllegalArgumentException("what comes in is positive, and costs nothing or more");
      }
    }
  }

  /**
   * Less or more of it for a reason: breakage, a give-away, a find.
   *
   * @param place empty for where the terminal sells
   */
  record Adjusted(String reference, String operator, String place, String reason, List<Line> lines)
      implements StockEvent {
    public Adjusted {
      // The first journals held neither reference nor reason to a form.
      Objects.requireNonNull(reference, "reference");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(reason, "reason");
      if (!place.isEmpty()) {
        Bounds.place(place);
      }
      lines = List.copyOf(lines);
    }
  }

  /** Somebody counted. */
  record Counted(String reference, String operator, String place, String reason, List<Count> lines)
      implements StockEvent {
    public Counted {
      Bounds.head(reference, operator, Bounds.place(place), reason);
      lines = Bounds.lines(lines);
    }
  }

  /**
   * One line of a count.
   *
   * @param counted not negative
   * @param book what the books said at that moment; the difference is what is booked
   */
  record Count(String code, Quantity counted, Quantity book) {
    public Count {
      Bounds.code(code);
      Bounds.quantity(book);
      if (Bounds.quantity(counted).value().signum() < 0) {
        throw new IllegalArgumentException("nobody counts less than nothing");
      }
    }
  }

  /** Goods went from one place to another; quantities are positive. */
  record Transferred(
      String reference, String operator, String from, String to, String reason, List<Line> lines)
      implements StockEvent {
    public Transferred {
      Bounds.head(reference, operator, Bounds.place(from) + Bounds.place(to), reason);
      lines = Bounds.lines(lines);
      if (from.equals(to) || lines.stream().anyMatch(it -> !it.quantity().isPositive())) {
        throw new IllegalArgumentException("a transfer moves something to another place");
      }
    }
  }

  /** From here on, what is there of each item is worth so much a unit. */
  record Revalued(String reference, String operator, String reason, List<Worth> lines)
      implements StockEvent {
    public Revalued {
      Bounds.head(reference, operator, "", reason);
      lines = Bounds.lines(lines);
    }
  }

  /** What one unit of an item is worth. */
  record Worth(String code, UnitPrice cost) {
    public Worth {
      Bounds.code(code);
      Objects.requireNonNull(cost, "cost");
    }
  }

  /**
   * From here on this terminal sells from a place.
   *
   * @param reference empty
   * @param place where its sales take goods from, and returns bring them
   */
  record Placed(String reference, String operator, String place) implements StockEvent {
    public Placed {
      Objects.requireNonNull(reference, "reference");
      Objects.requireNonNull(operator, "operator");
      Bounds.place(place);
    }
  }
}
