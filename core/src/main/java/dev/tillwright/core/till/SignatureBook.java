package dev.tillwright.core.till;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/** The follower that knows in which entry a sale was signed; the first one counts. */
final class SignatureBook implements Follower {
  static final String NAME = "signatures";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1, "CREATE TABLE signature (sale TEXT PRIMARY KEY, signed_seq BIGINT NOT NULL)"));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(SignatureEntry.KIND)) {
      tx.insertIfAbsent(
          "INSERT INTO signature (sale, signed_seq) VALUES (?, ?)",
          SignatureEntry.read(entry).sale().toString(),
          entry.seq());
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM signature");
  }

  static Optional<Long> signedAt(SaleId sale, Tx tx) {
    return tx.first(
        "SELECT signed_seq FROM signature WHERE sale = ?", row -> row.number(1), sale.toString());
  }
}
