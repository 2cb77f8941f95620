package dev.tillwright.loyalty.insight.recommend;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the counts of items and pairs. */
final class Pairs {
  /** Buyers of a pair are counted at least up to so many. */
  static final int BUYERS = 10;

  /**
   * So many buyers of a pair are told apart, and forgotten then. Each basket that is voided after
   * that may have been one of theirs: they are counted as one less, until there may be fewer than
   * {@link #BUYERS} and counting begins anew.
   */
  private static final int TOLD_APART = 16;

  /** The print of nobody. */
  static final String NOBODY = "-";

  private static final int PRINT = 4; // bytes; two buyers taken for one only raise the floor

  private final Tx tx;
  private final PairPlan plan;

  Pairs(Tx tx, PairPlan plan) {
    this.tx = tx;
    this.plan = plan;
  }

  /** One more basket; who bought is remembered until there are enough. */
  private static final String ONE_MORE =
      "insert into pair_count (a, b, baskets, buyers, seen, touched) values (?,?,1,1,?,?)"
          + " on conflict (a, b) do update set baskets = pair_count.baskets + 1,"
          + " touched = excluded.touched,"
          + " buyers = case when "
          + told("pair_count.buyers", "pair_count.buyers + 1")
          + ", seen = case when pair_count.buyers >= "
          + (TOLD_APART - 1)
          + " and not (pair_count.seen like '%' || excluded.seen || '%') then '' else case when "
          + told("pair_count.seen", "pair_count.seen || excluded.seen")
          + " end";

  private static String told(String known, String fresh) {
    return "pair_count.buyers > 0 and pair_count.seen = '' or pair_count.seen like '%' ||"
        + " excluded.seen || '%' then "
        + known
        + " else "
        + fresh
        + " end";
  }

  /** A short print of who bought: the member, or the sale where there is none. */
  static String buyer(@Nullable String member, SaleId sale) {
    try {
      byte[] of =
          (member == null ? "sale/" + sale : "member/" + member).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(of);
      return HexFormat.of().formatHex(hash, 0, PRINT) + " ";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // each JDK has it
    }
  }

  void add(List<Item> items, String buyer) {
    tx.insertIfAbsent("insert into pair_total (id, baskets) values (1, 0)");
    tx.update("update pair_total set baskets = baskets + 1 where id = 1");
    long basket =
        tx.first("select baskets from pair_total where id = 1", row -> row.number(1)).orElseThrow();
    for (Item a : items) {
      beside(a, items, buyer, basket);
    }
  }

  private void beside(Item a, List<Item> items, String buyer, long basket) {
    long partners = partners(a, items);
    for (int i = 0; i < items.size(); i++) {
      String b = items.get(i).code();
      if (!b.equals(a.code())) {
        // Baskets have at most 200 items: no two rows of an item were touched at the same number.
        tx.update(ONE_MORE, a.code(), b, buyer, basket * 1_000 + i);
      }
    }
    if (partners > plan.mostPartners()) {
      prune(a.code(), partners - plan.partners());
      partners = plan.partners();
    }
    if (tx.update(
            "update pair_item set baskets = baskets + 1, name = ?, partners = ? where code = ?",
            a.name(),
            partners,
            a.code())
        == 0) {
      tx.update(
          "insert into pair_item (code, name, baskets, partners) values (?, ?, 1, ?)",
          a.code(),
          a.name(),
          partners);
    }
  }

  /**
   * How many partners an item has with this basket. Counting them all would cost with each sale.
   */
  private long partners(Item a, List<Item> items) {
    List<Object> with = new ArrayList<>(List.of(a.code(), a.code()));
    items.forEach(item -> with.add(item.code()));
    String marks = String.join(",", Collections.nCopies(items.size(), "?"));
    long fresh =
        tx.first(
                "select coalesce((select partners from pair_item where code = ?), 0) - count(*)"
                    + " from pair_count where a = ? and b in ("
                    + marks
                    + ")",
                row -> row.number(1),
                with.toArray())
            .orElseThrow();
    return fresh + items.size() - 1;
  }

  /** Seldom, so that it costs little for each partner that is added. */
  private void prune(String a, long most) {
    tx.update(
        "delete from pair_count where a = ? and b in (select b from pair_count where a = ?"
            + " order by baskets, touched limit ?)",
        a,
        a,
        most);
  }

  /** Without the buyer, also where he bought both another time: less is told then, never more. */
  private static final String ONE_LESS =
      "update pair_count set baskets = baskets - 1, buyers = case when buyers = 0 then 0"
          + " when seen = '' then case when buyers > "
          + BUYERS
          + " then buyers - 1 else 0 end when seen like '%' || ? || '%' then buyers - 1"
          + " else buyers end, seen = replace(seen, ?, '')"
          + " where a = ? and b = ? and baskets > 0";

  /** A sale that was voided: neither its basket counts nor its buyer. */
  void remove(List<Item> items, String buyer) {
    if (items.isEmpty()) {
      return;
    }
    tx.update("update pair_total set baskets = baskets - 1 where id = 1");
    for (Item a : items) {
      tx.update("update pair_item set baskets = baskets - 1 where code = ?", a.code());
      for (Item b : items) {
        if (!a.code().equals(b.code())) {
          tx.update(ONE_LESS, buyer, buyer, a.code(), b.code());
        }
      }
    }
  }
}
