package dev.tillwright.crypto.seal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Subject;
import dev.tillwright.core.store.Tx;
import dev.tillwright.crypto.key.KeyId;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Subjects' wrapped keys in a database.
 *
 * <p><b>Guarantees.</b> Those of {@link SubjectKeys}, resting on one row a subject that every
 * change of its keys goes through. A shredded key's bytes are overwritten in place, and a row stays
 * that says when. <b>Not promised:</b> what the database keeps of an old row (SQLite's write-ahead
 * log until it is folded back, PostgreSQL's dead rows until they are vacuumed and its own log), and
 * backups.
 */
public final class JdbcSubjectKeys implements SubjectKeys {
  private static final String COMPONENT = "subject-keys";
  private static final String DESTROYED = "";
  private static final String COLUMNS = "subject, version, key_id, wrapped_by, wrapped";
  private static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table seal_subject (subject text not null primary key,"
                  + " newest integer not null, shredded_millis bigint not null)",
              "create table seal_key (subject text not null, version integer not null,"
                  + " key_id text not null, wrapped_by text not null, wrapped text not null,"
                  + " messages bigint not null, primary key (subject, version))",
              "create index seal_key_wrapped_by on seal_key (wrapped_by)",
              "create table seal_wrapping (wrapped_by text not null primary key,"
                  + " messages bigint not null)"));

  private final Database database;
  private final InstantSource time;

  private JdbcSubjectKeys(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /**
   * Over a database that the caller opened and closes. The journal's own will do: what lies here is
   * of no use without the ring.
   *
   * @param time dates what is shredded
   * @throws TillwrightException with a code that begins with {@code store.}
   */
  public static JdbcSubjectKeys over(Database database, InstantSource time) {
    Objects.requireNonNull(time, "time");
    database.migrate(COMPONENT, STEPS);
    return new JdbcSubjectKeys(database, time);
  }

  @Override
  public Lookup newest(Subject subject) {
    return database.read(tx -> lookup(tx, subject, newestOf(tx, subject)));
  }

  @Override
  public Lookup find(Subject subject, int version) {
    return database.read(
        tx -> lookup(tx, subject, newestOf(tx, subject).map(it -> it.with(version))));
  }

  private static Lookup lookup(Tx tx, Subject subject, Optional<State> state) {
    if (state.isEmpty()) {
      return new Absent();
    }
    if (state.get().shredded()) {
      return new Shredded();
    }
    return tx.first(
            "select " + COLUMNS + " from seal_key where subject = ? and version = ?",
            JdbcSubjectKeys::key,
            subject.value(),
            state.get().version())
        .<Lookup>map(Present::new)
        .orElseGet(Absent::new);
  }

  private static Optional<State> newestOf(Tx tx, Subject subject) {
    return tx.first(
        "select newest, shredded_millis from seal_subject where subject = ?",
        row -> new State(row.number(1), row.number(2) != 0),
        subject.value());
  }

  @Override
  public boolean add(WrappedKey key, long messages) {
    return database.write(
        tx -> {
          subject(tx, key.subject());
          boolean next =
              tx.update(
                      "update seal_subject set newest = ?"
                          + " where subject = ? and newest = ? and shredded_millis = 0",
                      key.version(),
                      key.subject().value(),
                      key.version() - 1)
                  == 1;
          return next
              && tx.insertIfAbsent(
                  "insert into seal_key (" + COLUMNS + ", messages) values (?, ?, ?, ?, ?, ?)",
                  key.subject().value(),
                  key.version(),
                  key.id(),
                  key.wrappedBy().value(),
                  key.wrapped(),
                  messages);
        });
  }

  private static void subject(Tx tx, Subject subject) {
    tx.insertIfAbsent(
        "insert into seal_subject (subject, newest, shredded_millis) values (?, 0, 0)",
        subject.value());
  }

  @Override
  public boolean count(Subject subject, int version, long messages, long limit) {
    return database.write(
            tx ->
                tx.update(
                    "update seal_key set messages = messages + ?"
                        + " where subject = ? and version = ? and messages <= ? and wrapped <> ?",
                    messages,
                    subject.value(),
                    version,
                    limit - messages,
                    DESTROYED))
        == 1;
  }

  @Override
  public boolean countWrapping(KeyId wrappedBy, long messages, long limit) {
    return database.write(
        tx -> {
          tx.insertIfAbsent(
              "insert into seal_wrapping (wrapped_by, messages) values (?, 0)", wrappedBy.value());
          return tx.update(
                  "update seal_wrapping set messages = messages + ?"
                      + " where wrapped_by = ? and messages <= ?",
                  messages,
                  wrappedBy.value(),
                  limit - messages)
              == 1;
        });
  }

  @Override
  public void shred(Subject subject) {
    long now = Math.max(1, time.instant().toEpochMilli());
    database.change(
        tx -> {
          subject(tx, subject);
          tx.update(
              "update seal_subject set shredded_millis = ?"
                  + " where subject = ? and shredded_millis = 0",
              now,
              subject.value());
          tx.update(
              "update seal_key set wrapped = ? where subject = ?", DESTROYED, subject.value());
        });
  }

  @Override
  public List<WrappedKey> wrappedByOthers(KeyId current, int limit) {
    InMemorySubjectKeys.checkLimit(limit);
    return database.read(
        tx ->
            tx.list(
                "select "
                    + COLUMNS
                    + " from seal_key where wrapped_by <> ? and wrapped <> ?"
                    + " order by subject, version limit ?",
                JdbcSubjectKeys::key,
                current.value(),
                DESTROYED,
                limit));
  }

  @Override
  public boolean rewrap(WrappedKey expected, WrappedKey next) {
    return database.write(
            tx ->
                tx.update(
                    "update seal_key set wrapped_by = ?, wrapped = ?"
                        + " where subject = ? and version = ? and wrapped_by = ? and wrapped = ?",
                    next.wrappedBy().value(),
                    next.wrapped(),
                    expected.subject().value(),
                    expected.version(),
                    expected.wrappedBy().value(),
                    expected.wrapped()))
        == 1;
  }

  /** The database is its opener's to close. */
  @Override
  public void close() {}

  @Override
  public String toString() {
    return "JdbcSubjectKeys[" + database + "]";
  }

  private static WrappedKey key(Tx.Row row) {
    return checked(
        () ->
            new WrappedKey(
                Subject.of(row.text(1)),
                Math.toIntExact(row.number(2)),
                row.text(3),
                new KeyId(row.text(4)),
                row.text(5)));
  }

  /** What a row holds is checked as strictly as what a caller passes. */
  private static <T> T checked(Supplier<T> row) {
    try {
      return row.get();
    } catch (IllegalArgumentException | ArithmeticException notOurs) {
      throw Refusals.refused();
    }
  }

  private record State(long version, boolean shredded) {
    State with(long other) {
      return new State(other, shredded);
    }
  }
}
