package dev.tillwright.examples.shop;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The invoices of a file in the order of their times, and of the file within a second.
 *
 * <p>The file is read twice. The first reading checks every line and counts each invoice's, so that
 * a malformed file is refused before anything is sold, and so that an invoice whose lines another
 * one's interrupt (seen in the real set) is still whole. The second gives the invoices; it holds
 * only those that wait for a line or for their turn.
 *
 * <p>Bounds: a million invoices; 200,000 lines waiting. Not for several threads.
 */
final class Invoices implements AutoCloseable {
  private static final int MAX_INVOICES = 1_000_000;
  private static final int MAX_WAITING = 200_000;

  private final String name;
  private final RetailFile file;
  private final Map<String, Open> open = new HashMap<>();
  private final Deque<Open> turns;
  private final long lines;
  private int waiting;

  private Invoices(String name, RetailFile file, List<Open> inOrder) {
    this.name = name;
    this.file = file;
    this.turns = new ArrayDeque<>(inOrder);
    this.lines = inOrder.stream().mapToLong(invoice -> invoice.expected).sum();
    inOrder.forEach(invoice -> open.put(invoice.number, invoice));
  }

  /**
   * Reads the file once, and opens it for the second time.
   *
   * @throws RetailFileException when any line of it, also outside the days, is malformed
   */
  static Invoices open(Path path, Days days) {
    String name = String.valueOf(path.getFileName());
    List<Open> inOrder = new ArrayList<>(survey(path, name).values());
    inOrder.removeIf(invoice -> !days.contains(invoice.at));
    inOrder.sort(
        Comparator.comparing((Open invoice) -> invoice.at).thenComparing(i -> i.firstLine));
    return new Invoices(name, RetailFile.open(path), inOrder);
  }

  /** How many invoices there are still to give. */
  int remaining() {
    return turns.size();
  }

  /** How many lines all invoices of the days have. */
  long lines() {
    return lines;
  }

  /** The next invoice, or {@code null} when there is none left. */
  @Nullable Invoice next() {
    Open turn = turns.peek();
    if (turn == null) {
      return null;
    }
    while (turn.lines.size() < turn.expected) {
      RetailLine line = file.next();
      if (line == null) {
        throw RetailFileException.unreadable(name, "it changed while it was read", null);
      }
      Open invoice = open.get(line.invoice());
      if (invoice == null) {
        continue; // outside the days
      }
      invoice.lines.add(line);
      if (++waiting > MAX_WAITING) {
        throw RetailFileException.malformed(
            name, line.line(), "InvoiceDate", "too far out of order: sort the file by time");
      }
    }
    turns.remove();
    open.remove(turn.number);
    waiting -= turn.expected;
    return new Invoice(turn.number, turn.customer, turn.at, turn.lines);
  }

  @Override
  public void close() {
    file.close();
  }

  private static Map<String, Open> survey(Path path, String name) {
    Map<String, Open> found = new HashMap<>();
    try (RetailFile lines = RetailFile.open(path)) {
      for (RetailLine line = lines.next(); line != null; line = lines.next()) {
        Open invoice = found.get(line.invoice());
        if (invoice == null) {
          invoice = new Open(line);
          found.put(line.invoice(), invoice);
          if (found.size() > MAX_INVOICES) {
            throw RetailFileException.unreadable(
                name, "more than " + MAX_INVOICES + " invoices", null);
          }
        } else if (!Objects.equals(invoice.customer, line.customer())) {
          throw RetailFileException.malformed(
              name, line.line(), "CustomerID", "not the customer of the invoice's first line");
        }
        invoice.expected++;
      }
    }
    return found;
  }

  /** An invoice whose lines are being collected. */
  private static final class Open {
    final String number;
    final @Nullable String customer;
    final LocalDateTime at;
    final long firstLine;
    final List<RetailLine> lines = new ArrayList<>(0);
    int expected;

    Open(RetailLine first) {
      this.number = first.invoice();
      this.customer = first.customer();
      this.at = first.at();
      this.firstLine = first.line();
    }
  }
}
