package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * The points ledger: a pure fold over the journal's entries. Register it with the journal; read it
 * through {@link LedgerQueries}. How it works stands in docs/points-ledger.md.
 *
 * <p><b>Guarantees.</b> What has a key has its effect exactly once, however often its entry comes;
 * the same key with other content is refused and noted as a conflict. All accounts add up to zero.
 * Every point is in one lot, and goes back to it. Returns never take back more than the sale
 * earned, and take all of it when all has come back. Points that are held for one sale cannot be
 * spent by another. Each posting names its entry, so dropping and rebuilding gives the same bytes.
 *
 * <p><b>Policies.</b> Those of the program that was adopted ({@link LedgerEntries.Adopted}) and by
 * which the sale was quoted; without one, {@link dev.tillwright.loyalty.program.Terms#PLAIN}. A
 * return without receipt takes nothing back.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class PointsLedger implements Follower {
  /** The follower's name. */
  public static final String NAME = "ledger";

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
      new Sales(books).completed(CompletedSale.read(entry));
    } else {
      PointsEntries.read(entry).ifPresent(points -> held(points, books));
      LedgerEntries.read(entry).ifPresent(own -> moved(own, books));
      RewardEntries.read(entry).ifPresent(reward -> rewarded(reward, books));
    }
    books.close();
  }

  private static void held(PointsEntries points, Books books) {
    if (points instanceof PointsEntries.Held held) {
      new Holds(books).held(held);
    } else if (points instanceof PointsEntries.Released released) {
      new Holds(books).released(released);
    }
  }

  private static void moved(LedgerEntries own, Books books) {
    if (own instanceof LedgerEntries.Adopted adopted) {
      TermsBook.adopt(books.tx(), adopted.sheet());
    } else if (own instanceof LedgerEntries.Run run) {
      new Runs(books).run(run);
    } else if (own instanceof LedgerEntries.Granted granted) {
      new Grants(books).granted(granted);
    } else if (own instanceof LedgerEntries.Taken taken) {
      new Grants(books).taken(taken);
    } else if (own instanceof LedgerEntries.Captured captured) {
      new Grants(books).captured(captured);
    } else if (own instanceof LedgerEntries.Reversed reversed) {
      new Reversals(books).reversed(reversed);
    }
  }

  private static void rewarded(RewardEntries reward, Books books) {
    Vouchers vouchers = new Vouchers(books);
    if (reward instanceof RewardEntries.Redeemed redeemed) {
      vouchers.redeemed(redeemed);
    } else if (reward instanceof RewardEntries.Issued issued) {
      vouchers.issued(issued);
    } else if (reward instanceof RewardEntries.Used used) {
      vouchers.used(used);
    }
  }

  @Override
  public void reset(Tx tx) {
    Tables.NAMES.forEach(table -> tx.update("delete from " + table));
  }
}
