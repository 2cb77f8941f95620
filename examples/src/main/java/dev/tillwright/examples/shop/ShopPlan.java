package dev.tillwright.examples.shop;

import dev.tillwright.core.money.UnitPrice;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file of retail lines as what a till is told to do, step by step.
 *
 * <p><b>Guarantee.</b> The steps follow from the file and the days alone: the same each time, so
 * that whoever goes on after a crash opens the plan again and skips what is done.
 *
 * <p>The mapping: an invoice that begins with neither C nor A sells its lines with quantity and
 * price above zero; its other lines are stock adjustments, and so is an invoice without any sale
 * line. An invoice that begins with A is an adjustment. One that begins with C is a return: each
 * line with a negative quantity and a price above zero goes back to the same customer's latest
 * earlier lines of the same code and price with quantity left, several if need be; what is left
 * over, and every line without a customer, is returned without receipt. Lines of a C invoice that
 * give nothing back are adjustments beside it.
 *
 * <p>Memory grows with the members' sale lines only. Not for several threads.
 */
public final class ShopPlan implements AutoCloseable {
  private final Currency currency;
  private final Invoices invoices;
  private final SoldGoods sold = new SoldGoods();
  private final Deque<Step> ready = new ArrayDeque<>();

  private ShopPlan(Currency currency, Invoices invoices) {
    this.currency = currency;
    this.invoices = invoices;
  }

  /**
   * Checks the whole file and begins.
   *
   * @param currency of all amounts
   * @throws RetailFileException when it cannot be read or a line is malformed, before any step
   */
  public static ShopPlan open(Path file, Days days, Currency currency) {
    return new ShopPlan(currency, Invoices.open(file, days));
  }

  /** How many invoices are still to come: right after {@link #open}, all of the days. */
  public int remainingInvoices() {
    return invoices.remaining();
  }

  /** How many lines all invoices of the days have together. */
  public long lines() {
    return invoices.lines();
  }

  /** The next step, or {@code null} at the end. */
  public @Nullable Step next() {
    if (ready.isEmpty()) {
      Invoice invoice = invoices.next();
      if (invoice != null) {
        plan(invoice);
      }
    }
    return ready.poll();
  }

  @Override
  public void close() {
    invoices.close();
  }

  private void plan(Invoice invoice) {
    if (invoice.isAdjustment()) {
      adjust(invoice, Step.Adjustment.Kind.ACCOUNT, invoice.lines());
      return;
    }
    int sign = invoice.isReturn() ? -1 : 1;
    List<Step.Goods> goods = new ArrayList<>();
    List<RetailLine> others = new ArrayList<>();
    for (RetailLine line : invoice.lines()) {
      if (sign * line.quantity() > 0 && line.price().signum() > 0) {
        goods.add(goods(goods.size() + 1, line));
      } else {
        others.add(line);
      }
    }
    if (invoice.isReturn()) {
      ready.add(giveBack(invoice, goods));
    } else if (!goods.isEmpty()) {
      ready.add(sell(invoice, goods));
    } else {
      adjust(invoice, Step.Adjustment.Kind.NOTHING_SOLD, others);
      return;
    }
    if (!others.isEmpty()) {
      adjust(invoice, Step.Adjustment.Kind.BESIDE, others);
    }
  }

  private Step.Sale sell(Invoice invoice, List<Step.Goods> goods) {
    Step.Sale sale = new Step.Sale(invoice.number(), invoice.customer(), invoice.at(), goods);
    String customer = invoice.customer();
    if (customer != null) {
      goods.forEach(line -> sold.add(customer, sale, line));
    }
    return sale;
  }

  private Step.Return giveBack(Invoice invoice, List<Step.Goods> goods) {
    Map<String, Map<Integer, Step.Goods>> bySale = new LinkedHashMap<>();
    List<Step.Goods> unmatched = new ArrayList<>();
    String customer = invoice.customer();
    for (Step.Goods line : goods) {
      long left = customer == null ? line.quantity() : match(customer, line, bySale);
      if (left > 0) {
        unmatched.add(line.withQuantity(left));
      }
    }
    List<Step.OnSale> matched = new ArrayList<>();
    bySale.forEach(
        (sale, lines) -> matched.add(new Step.OnSale(sale, List.copyOf(lines.values()))));
    return new Step.Return(invoice.number(), customer, invoice.at(), matched, unmatched);
  }

  /** Spreads one returned line over earlier sales and gives the quantity that found none. */
  private long match(
      String customer, Step.Goods line, Map<String, Map<Integer, Step.Goods>> bySale) {
    long left = line.quantity();
    while (left > 0) {
      SoldGoods.Sold from = sold.find(customer, line);
      if (from == null) {
        return left;
      }
      long taken = from.take(left);
      left -= taken;
      Step.Goods part =
          new Step.Goods(from.line, line.code(), line.description(), taken, line.price());
      bySale
          .computeIfAbsent(from.invoice, sale -> new TreeMap<>())
          .merge(from.line, part, (a, b) -> a.withQuantity(a.quantity() + b.quantity()));
    }
    return 0;
  }

  private void adjust(Invoice invoice, Step.Adjustment.Kind kind, List<RetailLine> lines) {
    List<Step.Adjusted> adjusted =
        lines.stream()
            .map(
                line ->
                    new Step.Adjusted(
                        line.code(),
                        line.description(),
                        line.quantity(),
                        line.price().toPlainString()))
            .toList();
    ready.add(
        new Step.Adjustment(invoice.number(), invoice.customer(), invoice.at(), kind, adjusted));
  }

  private Step.Goods goods(int number, RetailLine line) {
    return new Step.Goods(
        number,
        line.code(),
        line.description(),
        Math.abs(line.quantity()),
        new UnitPrice(line.price(), currency));
  }
}
