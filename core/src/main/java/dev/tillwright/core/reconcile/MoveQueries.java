package dev.tillwright.core.reconcile;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.reconcile.JournalMove.Kind;
import dev.tillwright.core.reconcile.JournalMove.State;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds what a line of a host is about, by the names that the host kept. */
final class MoveQueries {
  /** A reference or a trace number comes again; a line is about the nearest of so long. */
  private static final Duration SAME_REFERENCE = Duration.ofDays(35);

  private static final Duration SAME_TRACE = Duration.ofDays(1);

  private static final int MOST = 100;

  private static final String COLUMNS =
      "select move_key, attempt, kind, rrn, stan, terminal, token, currency, minor, at_millis,"
          + " state, seq, tender, settled from settle_move ";

  private final Tx tx;
  private final SettlementTerms terms;

  MoveQueries(Tx tx, SettlementTerms terms) {
    this.tx = tx;
    this.terms = terms;
  }

  /** By what a line was found. */
  enum By {
    KEY,
    RRN,
    TRACE,
    CARD
  }

  /** A movement, and by what it was found. */
  record Found(JournalMove move, By by) {}

  /**
   * What a line is about; the nearest in time where several could be meant.
   *
   * @param free those that no other line of the file is about
   */
  Optional<Found> about(SettlementLine line, Predicate<JournalMove> free) {
    if (!line.key().isEmpty()) {
      return tx.first(COLUMNS + "where move_key = ?", MoveQueries::move, line.key())
          .filter(it -> !goesAgainst(line, it.kind() == Kind.REFUND))
          .map(it -> it.kind() == Kind.AUTHORIZATION ? capture(it, line, free) : it)
          .map(it -> new Found(it, By.KEY));
    }
    Predicate<JournalMove> fits =
        free.and(it -> goesTheSameWay(line, it) && terms.covers(it.tender()));
    Optional<JournalMove> found = Optional.empty();
    if (!line.rrn().isEmpty()) {
      found =
          nearest(line, "rrn = ?", line.rrn(), SAME_REFERENCE, fits.and(it -> sameTill(line, it)));
    }
    if (found.isPresent()) {
      return found.map(it -> new Found(it, By.RRN));
    }
    if (!line.stan().isEmpty() && !line.terminal().isEmpty()) {
      found =
          nearest(line, "stan = ?", line.stan(), SAME_TRACE, fits.and(it -> sameTill(line, it)));
    }
    if (found.isPresent()) {
      return found.map(it -> new Found(it, By.TRACE));
    }
    CardToken token = line.token();
    if (token != null) {
      found =
          nearest(
              line,
              "token = ?",
              token.value(),
              terms.sameCard(),
              fits.and(it -> it.amount().equals(line.amount())));
    }
    return found.map(it -> new Found(it, By.CARD));
  }

  /** Some hosts settle a capture under the name of its authorization. */
  private JournalMove capture(
      JournalMove authorization, SettlementLine line, Predicate<JournalMove> free) {
    List<JournalMove> captures = ofAttempt(authorization.key()).stream().filter(free).toList();
    return captures.stream()
        .filter(it -> it.amount().equals(line.amount()))
        .findFirst()
        .orElse(captures.isEmpty() ? authorization : captures.get(0));
  }

  private Optional<JournalMove> nearest(
      SettlementLine line,
      String where,
      String name,
      Duration within,
      Predicate<JournalMove> fits) {
    long at = line.at().toEpochMilli();
    return tx
        .list(
            COLUMNS
                + "where "
                + where
                + " and at_millis between ? and ? order by abs(at_millis - ?), move_key limit ?",
            MoveQueries::move,
            name,
            at - within.toMillis(),
            at + within.toMillis(),
            at,
            MOST)
        .stream()
        .filter(fits)
        .findFirst();
  }

  private boolean sameTill(SettlementLine line, JournalMove move) {
    return line.terminal().isEmpty() || terms.hostTerminal(move.terminal()).equals(line.terminal());
  }

  /** Money that went the other way is another movement, whatever name the host gave it. */
  static boolean goesAgainst(SettlementLine line, boolean given) {
    return switch (line.type()) {
      case CAPTURE -> given;
      case REFUND -> !given;
      case REVERSAL -> false;
    };
  }

  /** An authorization moves nothing, so no line is about one but by its key. */
  private static boolean goesTheSameWay(SettlementLine line, JournalMove move) {
    return switch (line.type()) {
      case CAPTURE -> move.kind() == Kind.PURCHASE || move.kind() == Kind.CAPTURE;
      case REFUND -> move.kind() == Kind.REFUND;
      case REVERSAL -> move.kind() != Kind.AUTHORIZATION;
    };
  }

  /** What the journal counts, and was intended within the terms, in order. */
  void counted(Consumer<JournalMove> moves) {
    tx.each(
        COLUMNS
            + "where at_millis >= ? and at_millis < ? and state = 'COUNTED'"
            + " and kind <> 'AUTHORIZATION' order by at_millis, move_key",
        row -> {
          JournalMove move = move(row);
          if (terms.covers(move.tender())) {
            moves.accept(move);
          }
        },
        terms.from().toEpochMilli(),
        terms.to().toEpochMilli());
  }

  /** One attempt's movements that moved money, in order. */
  List<JournalMove> ofAttempt(String attempt) {
    return tx.list(
        COLUMNS + "where attempt = ? and kind <> 'AUTHORIZATION' order by move_key",
        MoveQueries::move,
        attempt);
  }

  private static JournalMove move(Tx.Row row) {
    return new JournalMove(
        row.text(1),
        row.text(2),
        Kind.valueOf(row.text(3)),
        row.text(4),
        row.text(5),
        row.text(6),
        row.text(7),
        Money.ofMinor(row.number(9), Currency.getInstance(row.text(8))),
        Instant.ofEpochMilli(row.number(10)),
        State.valueOf(row.text(11)),
        row.number(12),
        row.text(13),
        row.text(14));
  }
}
