package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The points ledger: a pure fold over the journal's entries. Register it with the journal; read it
 * through {@link LedgerQueries}.
 *
 * <p><b>Guarantees.</b> A sale is awarded exactly once, by its id, however often its entry comes;
 * the same id with other content is refused and noted as a conflict. All accounts add up to zero.
 * Returns never take back more than the sale earned, and take all of it when all has come back.
 * Points that are held for one sale cannot be spent by another. Each posting names its entry, so
 * dropping and rebuilding gives the same bytes.
 *
 * <p><b>Policies.</b> A return takes back in proportion to what came back (PROPORTIONAL), and may
 * bring the balance below zero (NEGATIVE). A return without receipt takes nothing back.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class PointsLedger implements Follower {
  /** The follower's name. */
  public static final String NAME = "points";

  /** A ledger; all of its state is in the journal's database. */
  public PointsLedger() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return Tables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    Books books = new Books(entry, tx);
    if (entry.kind().equals(CompletedSale.KIND)) {
      sale(CompletedSale.read(entry), books);
      return;
    }
    Optional<PointsEntries> points = PointsEntries.read(entry);
    if (points.isPresent()) {
      if (points.get() instanceof PointsEntries.Held held) {
        new Holds(books).held(held);
      } else if (points.get() instanceof PointsEntries.Released released) {
        new Holds(books).released(released);
      }
    }
  }

  private static void sale(CompletedSale sale, Books books) {
    if (sale.parts().stream().noneMatch(PointsLedger::touchesPoints) || !first(sale, books)) {
      return;
    }
    for (CompletedSale part : sale.parts()) {
      if (part.kind() == SaleKind.SALE) {
        // What was held is spent before what the same sale earned is added.
        new Holds(books).capture(part);
        new Awards(books).award(part);
      } else {
        new Returns(books).take(part);
      }
    }
  }

  private static boolean touchesPoints(CompletedSale sale) {
    return switch (sale.kind()) {
      case SALE ->
          sale.points().points() > 0 || sale.tenders().stream().anyMatch(t -> t.points() > 0);
      case RETURN, VOID -> sale.origin() != null;
      case RETURN_WITHOUT_RECEIPT -> false;
      // Asked of its parts, which are a return and a sale.
      case EXCHANGE -> false;
    };
  }

  /** Whether this sale comes for the first time. */
  private static boolean first(CompletedSale sale, Books books) {
    String id = sale.id().toString();
    String content = sha256(books.entry().payload());
    boolean first =
        books
            .tx()
            .insertIfAbsent(
                "insert into points_sale (sale, terminal, seq, content) values (?,?,?,?)",
                id,
                books.entry().terminal(),
                books.entry().seq(),
                content);
    if (!first) {
      boolean same =
          books
              .tx()
              .first("select content from points_sale where sale = ?", row -> row.text(1), id)
              .filter(content::equals)
              .isPresent();
      if (!same) {
        books.conflict(id, "sale.content");
      }
    }
    return first;
  }

  @Override
  public void reset(Tx tx) {
    Tables.NAMES.forEach(table -> tx.update("delete from " + table));
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
