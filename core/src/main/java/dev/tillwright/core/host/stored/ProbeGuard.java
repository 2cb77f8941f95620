package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.store.Tx;

/** Counts tries in windows, and closes a door for a time when there were too many. */
final class ProbeGuard {
  private final ProbeLimits limits;

  ProbeGuard(ProbeLimits limits) {
    this.limits = limits;
  }

  /** Whether nothing of a terminal is looked at for now. */
  boolean closed(String terminal, long now, Tx tx) {
    return shut("wrong " + terminal, now, tx) || shut("asked " + terminal, now, tx);
  }

  /** The same of a card's balance. */
  boolean closedFor(CardToken card, long now, Tx tx) {
    return shut("card " + card, now, tx);
  }

  /** Somebody gave a number or a code that is wrong. */
  void wrong(String terminal, long now, Tx tx) {
    count("wrong " + terminal, limits.wrong(), now, tx);
  }

  /** Somebody was told a balance. */
  void asked(String terminal, CardToken card, long now, Tx tx) {
    count("asked " + terminal, limits.asked(), now, tx);
    count("card " + card, limits.askedOfCard(), now, tx);
  }

  private boolean shut(String subject, long now, Tx tx) {
    return row(subject, tx).until > now;
  }

  private void count(String subject, int most, long now, Tx tx) {
    tx.insertIfAbsent(
        "insert into stored_guard (subject, since, tries, trips, until) values (?, ?, 0, 0, 0)",
        subject,
        now);
    Row row = row(subject, tx);
    boolean over = now - row.since >= limits.window().toMillis();
    long tries = over ? 1 : row.tries + 1;
    long since = over ? now : row.since;
    long trips = over && calm(row, now) ? 0 : row.trips;
    long until = row.until;
    if (tries >= most) {
      trips++;
      until = now + limits.after(trips).toMillis();
      tries = 0;
      since = now;
    }
    tx.update(
        "update stored_guard set since = ?, tries = ?, trips = ?, until = ? where subject = ?",
        since,
        tries,
        trips,
        until,
        subject);
  }

  /** A window without a try beyond the limit, after the door was open again. */
  private boolean calm(Row row, long now) {
    return now - row.until >= limits.window().toMillis();
  }

  private static Row row(String subject, Tx tx) {
    return tx.first(
            "select since, tries, trips, until from stored_guard where subject = ?",
            row -> new Row(row.number(1), row.number(2), row.number(3), row.number(4)),
            subject)
        .orElse(new Row(0, 0, 0, 0));
  }

  private record Row(long since, long tries, long trips, long until) {}
}
