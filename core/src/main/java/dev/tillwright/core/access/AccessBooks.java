package dev.tillwright.core.access;

import dev.tillwright.core.access.Operators.Known;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the journal knows of access: it is written here, and read only once all that was written is
 * counted.
 */
final class AccessBooks {
  private final Database database;
  private final Journal journal;
  private final Duration patience;
  private final Operators operators = new Operators();
  private final IncidentBook incidents;
  private final ClockWatch clock;
  private final Strangers strangers;

  private AccessBooks(Database database, Journal journal, AccessSettings settings) {
    this.database = database;
    this.journal = journal;
    this.patience = settings.patience();
    this.incidents = new IncidentBook(journal.terminal(), settings.freezesWhenStale());
    this.clock = new ClockWatch(journal);
    this.strangers = new Strangers(settings);
  }

  /** Follows the journal; a clock that is behind it is written down. */
  static AccessBooks open(Database database, Journal journal, AccessSettings settings) {
    AccessBooks books = new AccessBooks(database, journal, settings);
    journal.follow(books.operators);
    journal.follow(books.incidents);
    journal.follow(new CustomerSecrets());
    books.catchUp();
    Duration behind = books.behind(settings.clock().instant());
    if (!behind.isZero()) {
      books.append(ClockWatch.back(behind));
    }
    books.reloadIncidents();
    return books;
  }

  void append(Draft draft) {
    journal.append(draft, patience);
  }

  /** All or none of them. */
  void append(List<Draft> drafts) {
    journal.append(drafts, patience);
  }

  /** Who has this id, or what is known of whoever types it and is nobody. */
  Known read(String id) {
    catchUp();
    incidents();
    String mark = strangers.mark(id);
    return database.read(tx -> operators.find(tx, id, mark));
  }

  /** Whom a device means by the first of these references that stands for somebody. */
  Optional<String> bound(IdentityCheck.Method method, List<String> references) {
    catchUp();
    return database.read(tx -> operators.bound(tx, method.name(), references));
  }

  /** All operators who are not retired, by id. */
  List<Operator> operators() {
    catchUp();
    return database.read(operators::list);
  }

  /** The same, with all that is known of them. */
  List<Known> all() {
    catchUp();
    return database.read(operators::all);
  }

  CustomerSecrets.Known customer(String member) {
    journal.awaitFollower(CustomerSecrets.NAME, journal.headSeq(), patience);
    return database.read(tx -> CustomerSecrets.find(tx, member));
  }

  /** What is revoked by now, also where the call that did it failed before it was reloaded. */
  IncidentBook incidents() {
    if (incidents.isChanged()) {
      reloadIncidents();
    }
    return incidents;
  }

  void reloadIncidents() {
    journal.awaitFollower(IncidentBook.NAME, journal.headSeq(), patience);
    incidents.load(database);
  }

  /** How far a clock that says this is behind the journal; zero for not. */
  Duration behind(Instant now) {
    return database.read(tx -> clock.behind(tx, now));
  }

  /** What was written is counted before the next question is answered. */
  private void catchUp() {
    journal.awaitFollower(Operators.NAME, journal.headSeq(), patience);
  }
}
