package dev.tillwright.loyalty.insight.feedback;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * Keeps what was asked and said about each sale. {@link FeedbackQueries} reads it.
 *
 * <p><b>Guarantees.</b> A pure fold, as {@link Follower} says. A sale has one feedback: what is
 * said a second time, or without having been asked, changes nothing.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class FeedbackFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "feedback";

  private static final List<String> TABLES = List.of("feedback", "feedback_theme");

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table feedback (sale text not null, terminal text not null,"
                  + " member text not null, invited_ms bigint not null, state text not null,"
                  + " contact text not null, score integer not null, low integer not null,"
                  + " given_ms bigint not null, words text not null, operator text not null,"
                  + " outcome text not null, primary key (sale))",
              "create index feedback_member on feedback (member, invited_ms)",
              "create index feedback_state on feedback (state, given_ms)",
              "create index feedback_given on feedback (given_ms)",
              "create table feedback_theme (sale text not null, theme text not null,"
                  + " primary key (sale, theme))"));

  /** A follower; all of its state is in the journal's database. */
  public FeedbackFollower() {}

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
    FeedbackEntries.read(entry).ifPresent(own -> apply(own, entry.at().toEpochMilli(), tx));
  }

  private static void apply(FeedbackEntries own, long at, Tx tx) {
    String sale = own.sale().toString();
    if (own instanceof FeedbackEntries.Invited it) {
      asked(it, it.member(), at, Feedback.State.INVITED, it.contact(), tx);
    } else if (own instanceof FeedbackEntries.Refused it) {
      asked(it, it.member(), at, Feedback.State.NOT_ASKED, "!" + it.refusal(), tx);
    } else if (own instanceof FeedbackEntries.Given it) {
      int first =
          tx.update(
              "update feedback set state = 'GIVEN', score = ?, low = ?, given_ms = ?, words = ?"
                  + " where sale = ? and state = 'INVITED'",
              it.score(),
              it.low(),
              at,
              it.words(),
              sale);
      if (first == 1) {
        it.themes()
            .forEach(
                theme ->
                    tx.update(
                        "insert into feedback_theme (sale, theme) values (?,?)", sale, theme));
      }
    } else if (own instanceof FeedbackEntries.Answered it) {
      tx.update(
          "update feedback set state = 'ANSWERED', operator = ?"
              + " where sale = ? and state in ('GIVEN', 'ANSWERED')",
          it.operator(),
          sale);
    } else if (own instanceof FeedbackEntries.Closed it) {
      tx.update(
          "update feedback set state = 'CLOSED', operator = ?, outcome = ?"
              + " where sale = ? and state in ('GIVEN', 'ANSWERED')",
          it.operator(),
          it.outcome(),
          sale);
    }
  }

  private static void asked(
      FeedbackEntries own, String member, long at, Feedback.State state, String contact, Tx tx) {
    tx.insertIfAbsent(
        "insert into feedback (sale, terminal, member, invited_ms, state, contact, score, low,"
            + " given_ms, words, operator, outcome) values (?,?,?,?,?,?,0,0,0,'','','')",
        own.sale().toString(),
        own.sale().terminal(),
        member,
        at,
        state.name(),
        contact);
  }

  @Override
  public void reset(Tx tx) {
    TABLES.forEach(table -> tx.update("delete from " + table));
  }
}
