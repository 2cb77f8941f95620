package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.program.TermSheet;
import dev.tillwright.loyalty.program.Terms;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;

/** The term sheets that entries brought, and which program is the house's own. */
final class TermsBook {
  static final ZoneId UTC = ZoneOffset.UTC;
  private static final Currency NO_CURRENCY = Currency.getInstance("XXX");

  private TermsBook() {}

  static void adopt(Tx tx, TermSheet sheet) {
    tx.insertIfAbsent(
        "insert into ledger_terms (digest, program, version, sheet) values (?,?,?,?)",
        sheet.digest(),
        sheet.program(),
        sheet.version(),
        sheet.toJson());
    house(tx, sheet.program(), sheet.digest());
  }

  private static void house(Tx tx, String program, String digest) {
    if (tx.update("update ledger_house set program = ?, digest = ? where one = 1", program, digest)
        == 0) {
      tx.update("insert into ledger_house (one, program, digest) values (1,?,?)", program, digest);
    }
  }

  /** Until a program is adopted, the house's own is the one that awarded last. */
  static void seen(Tx tx, String program) {
    Optional<String> digest = digest(tx);
    if (digest.isEmpty() || digest.get().isEmpty()) {
      house(tx, program, "");
    }
  }

  private static Optional<String> digest(Tx tx) {
    return tx.first("select digest from ledger_house where one = 1", row -> row.text(1));
  }

  /** Whether a program is the house's own, by this digest. */
  static boolean holds(Tx tx, String program, String digest) {
    return house(tx).equals(program) && digest(tx).filter(digest::equals).isPresent();
  }

  /** The program of points that name none. */
  static String house(Tx tx) {
    return tx.first("select program from ledger_house where one = 1", row -> row.text(1))
        .orElse("");
  }

  /** The sheet of a program with the largest version that was adopted. */
  static Optional<TermSheet> ofProgram(Tx tx, String program) {
    return tx.first(
        // Of two sheets of one version the one that was adopted last, the same in any database.
        "select sheet from ledger_terms where program = ? order by version desc,"
            + " case when digest = (select digest from ledger_house where one = 1) then 0 else 1"
            + " end, digest limit 1",
        row -> TermSheet.parse(row.text(1)),
        program);
  }

  /** The sheet by which a sale was quoted; the newest of the program when it is not known. */
  static TermSheet of(Tx tx, String program, String digest) {
    return tx.first(
            "select sheet from ledger_terms where digest = ?",
            row -> TermSheet.parse(row.text(1)),
            digest)
        .or(() -> ofProgram(tx, program))
        .orElseGet(() -> plain(program));
  }

  static TermSheet of(Tx tx, String program) {
    return of(tx, program, "");
  }

  private static TermSheet plain(String program) {
    return new TermSheet(program, 1, "", UTC, NO_CURRENCY, Terms.PLAIN, Optional.empty());
  }
}
