package dev.tillwright.core.risk;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.act.ActFold;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The reviews in the rows of {@link RiskBook}: opened by what the till wrote of a check, closed by
 *
 * <pre>
 * risk.reviewClosed  review (a position), result (IN_ORDER, FRAUD, UNCLEAR), operator, reason
 * </pre>
 */
final class ReviewBook {
  static final String CLOSED = "risk.reviewClosed";

  private static final String COLUMNS = "select seq, payload, closed from risk_review";

  private ReviewBook() {}

  static Draft closing(long review, Review.Closed closed) {
    return new Draft(
        CLOSED,
        JsonOut.object(
            out ->
                out.put("review", review)
                    .put("result", closed.result().name())
                    .put("operator", closed.by())
                    .put("reason", closed.reason())));
  }

  static void apply(Entry entry, Tx tx) {
    try {
      if (entry.kind().equals(ActFold.FOUND)) {
        found(entry, tx);
      } else if (entry.kind().equals(CLOSED)) {
        Review.Closed closed = closed(entry.payload()); // reads it before it is kept
        tx.update(
            "update risk_review set state = ?, closed = ?"
                + " where terminal = ? and seq = ? and state = 'OPEN'",
            closed.result().name(),
            entry.payload(),
            entry.terminal(),
            JsonIn.parse(entry.payload()).number("review"));
      }
    } catch (JsonException | IllegalArgumentException foreign) {
      // Written by other hands; nothing is to be reviewed by it.
      return;
    }
  }

  private static void found(Entry entry, Tx tx) {
    String payload =
        JsonOut.object(
            out -> out.put("at", entry.at().toString()).put("found", it -> copy(it, entry)));
    Review review = review(entry.seq(), payload, Optional.empty());
    if (review.reasons().stream()
        .anyMatch(it -> it.startsWith("REVIEW ") || it.startsWith("BLOCK "))) {
      tx.insertIfAbsent(
          "insert into risk_review (terminal, seq, state, payload) values (?, ?, 'OPEN', ?)",
          entry.terminal(),
          entry.seq(),
          payload);
    }
  }

  private static void copy(JsonOut out, Entry entry) {
    JsonIn in = JsonIn.parse(entry.payload());
    out.put("verdict", in.text("verdict"))
        .put("act", in.text("act"))
        .put("operator", in.text("operator"))
        .put("sale", in.optionalText("sale").orElse(null))
        .put("currency", in.text("currency"))
        .put("amount", in.number("amount"))
        .putTexts(
            "reasons",
            in.objects("reasons").stream()
                .filter(it -> it.text("code").startsWith("risk."))
                .map(it -> it.text("detail"))
                .toList());
  }

  private static Review review(long seq, String payload, Optional<String> closed) {
    JsonIn in = JsonIn.parse(payload);
    JsonIn found = in.object("found");
    return new Review(
        seq,
        Instant.parse(in.text("at")),
        found.text("verdict"),
        found.text("act"),
        found.text("operator"),
        found.optionalText("sale"),
        new Money(found.number("amount"), Currency.getInstance(found.text("currency"))),
        found.texts("reasons"),
        closed.map(ReviewBook::closed));
  }

  private static Review.Closed closed(String payload) {
    JsonIn in = JsonIn.parse(payload);
    return new Review.Closed(
        Review.Result.valueOf(in.text("result")), in.text("operator"), in.text("reason"));
  }

  static List<Review> open(String terminal, int limit, Tx tx) {
    return tx.list(
        COLUMNS + " where terminal = ? and state = 'OPEN' order by seq limit ?",
        ReviewBook::read,
        terminal,
        limit);
  }

  static List<Review> closed(String terminal, long after, int limit, Tx tx) {
    return tx.list(
        COLUMNS + " where terminal = ? and state <> 'OPEN' and seq > ? order by seq limit ?",
        ReviewBook::read,
        terminal,
        after,
        limit);
  }

  static Optional<Review> find(String terminal, long seq, Tx tx) {
    return tx.first(COLUMNS + " where terminal = ? and seq = ?", ReviewBook::read, terminal, seq);
  }

  private static Review read(Tx.Row row) {
    return review(row.number(1), row.text(2), row.optionalText(3));
  }
}
