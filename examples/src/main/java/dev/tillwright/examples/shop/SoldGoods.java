package dev.tillwright.examples.shop;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What members bought and have not brought back, found by customer, code and price: the newest sale
 * first, and within a second in the file's order. It grows with the members' sale lines; a line of
 * which nothing is left is let go.
 */
final class SoldGoods {
  private final Map<Key, Sold> newest = new HashMap<>();

  /** Remembers a sale's line. Sales come in the order of their times. */
  void add(String customer, Step.Sale sale, Step.Goods goods) {
    Sold sold = new Sold(sale.invoice(), goods.line(), sale.at(), goods.quantity());
    newest.merge(key(customer, goods), sold, Sold::behind);
  }

  /** The line to return to next, with some quantity left, or {@code null}. */
  @Nullable Sold find(String customer, Step.Goods goods) {
    Key key = key(customer, goods);
    Sold sold = newest.get(key);
    while (sold != null && sold.left == 0) {
      sold = sold.older;
      if (sold == null) {
        newest.remove(key);
      } else {
        newest.put(key, sold);
      }
    }
    return sold;
  }

  private static Key key(String customer, Step.Goods goods) {
    return new Key(customer, goods.code(), goods.price().value());
  }

  private record Key(String customer, String code, BigDecimal price) {}

  /** A sale's line of which some may be left. */
  static final class Sold {
    final String invoice;
    final int line;
    private final LocalDateTime at;
    private long left;
    private @Nullable Sold older;

    private Sold(String invoice, int line, LocalDateTime at, long left) {
      this.invoice = invoice;
      this.line = line;
      this.at = at;
      this.left = left;
    }

    /** Takes back as many as are left, at most these. */
    long take(long wanted) {
      long taken = Math.min(wanted, left);
      left -= taken;
      return taken;
    }

    /** Puts a later line where it belongs: in front, or behind those of the same second. */
    private Sold behind(Sold later) {
      if (!at.equals(later.at)) {
        later.older = this;
        return later;
      }
      Sold last = this;
      while (last.older != null && last.older.at.equals(at)) {
        last = last.older;
      }
      later.older = last.older;
      last.older = later;
      return this;
    }
  }
}
