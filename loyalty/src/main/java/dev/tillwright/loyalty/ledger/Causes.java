package dev.tillwright.loyalty.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What has had its effect already. A cause is a kind and a key; the same one with the same content
 * changes nothing, with other content it is a conflict.
 */
final class Causes {
  static final String SALE = "sale:";
  static final String GRANT = "grant:";
  static final String TAKE = "take:";
  static final String REDEEM = "redeem:";
  static final String CAPTURE = "capture:";
  static final String REVERSE = "reverse:";
  static final String RUN = "run:";

  private final Books books;

  Causes(Books books) {
    this.books = books;
  }

  /**
   * @param root what is undone and done again by reversals; itself for all others
   * @param sign 1 when it does what the root does, -1 when it undoes that
   */
  record Cause(String cause, Outcome outcome, String root, int sign, boolean undone) {}

  /** The cause of an entry that has a key. */
  static Optional<String> of(LedgerEntries entry) {
    if (entry instanceof LedgerEntries.Granted it) {
      return Optional.of(GRANT + it.key());
    }
    if (entry instanceof LedgerEntries.Taken it) {
      return Optional.of(TAKE + it.key());
    }
    if (entry instanceof LedgerEntries.Captured it) {
      return Optional.of(CAPTURE + it.key());
    }
    return entry instanceof LedgerEntries.Reversed it
        ? Optional.of(REVERSE + it.key())
        : Optional.empty();
  }

  /** Whether this cause comes for the first time. */
  boolean first(String cause) {
    return first(cause, cause, 1);
  }

  boolean first(String cause, String root, int sign) {
    String content = sha256(books.entry().kind() + books.entry().payload());
    boolean first =
        books
            .tx()
            .insertIfAbsent(
                "insert into ledger_cause (cause, terminal, seq, content, outcome, root, sign,"
                    + " undone) values (?,?,?,?,?,?,?,0)",
                cause,
                books.entry().terminal(),
                books.entry().seq(),
                content,
                Outcome.DONE.name(),
                root,
                sign);
    if (!first && !content.equals(content(cause))) {
      books.conflict(subject(cause), cause.substring(0, cause.indexOf(':')) + ".content");
    }
    return first;
  }

  private String content(String cause) {
    return books
        .tx()
        .first("select content from ledger_cause where cause = ?", row -> row.text(1), cause)
        .orElse("");
  }

  private static String subject(String cause) {
    return cause.substring(cause.indexOf(':') + 1);
  }

  /** What it came to, when not everything. */
  void outcome(String cause, Outcome outcome) {
    books.tx().update("update ledger_cause set outcome = ? where cause = ?", outcome.name(), cause);
  }

  void undone(String cause) {
    books.tx().update("update ledger_cause set undone = 1 where cause = ?", cause);
  }

  /** Causes of this key, of the kinds that can be undone: of each chain the one that stands. */
  List<Cause> undoable(String key) {
    List<Cause> undoable = new ArrayList<>();
    for (String kind : new String[] {SALE, GRANT, TAKE, CAPTURE, REVERSE}) {
      find("cause = ?", kind + key).flatMap(this::standing).ifPresent(undoable::add);
    }
    return undoable;
  }

  private Optional<Cause> standing(Cause found) {
    return found.undone()
        ? find(
            "root = ? and outcome = 'DONE' and undone = 0 and sign = " + found.sign(), found.root())
        : Optional.of(found);
  }

  private Optional<Cause> find(String where, String value) {
    return books
        .tx()
        .first(
            "select cause, outcome, root, sign, undone from ledger_cause where " + where,
            row ->
                new Cause(
                    row.text(1),
                    Outcome.valueOf(row.text(2)),
                    row.text(3),
                    (int) row.number(4),
                    row.number(5) == 1),
            value);
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
