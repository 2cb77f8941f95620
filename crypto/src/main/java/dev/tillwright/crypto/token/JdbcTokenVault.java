package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.crypto.key.KeyId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A vault in a database of its own, apart from the journal, so that a copy of the books holds no
 * card.
 *
 * <p><b>Guarantees.</b> Those of {@link TokenVault}, resting on the database's unique constraints
 * and its durable commits. A new file is the owner's alone where the system knows POSIX modes; the
 * write-ahead log beside it takes over its mode. <b>Not promised:</b> who may write the file can
 * remove rows; the numbering of accesses shows a gap, unless it was mended.
 */
public final class JdbcTokenVault implements TokenVault {
  private static final String COMPONENT = "vault";
  private static final String INDEX_KEY = "index.key";
  private static final int ATTEMPTS = 16;
  private static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table vault_setting (name text not null primary key, value text not null)",
              "create table vault_key (key_id text not null primary key,"
                  + " messages bigint not null)",
              "create table vault_card (domain text not null, token text not null,"
                  + " card_index text not null, seal_key text not null, version integer not null,"
                  + " sealed text not null, revision bigint not null,"
                  + " primary key (domain, token), unique (domain, card_index))",
              "create table vault_access (number bigint not null primary key,"
                  + " at_millis bigint not null, domain text not null, token text not null,"
                  + " purpose text not null, result text not null)",
              "create index vault_access_token on vault_access (domain, token, number)"));

  private final Database database;
  private final boolean owned;

  private JdbcTokenVault(Database database, boolean owned) {
    this.database = database;
    this.owned = owned;
  }

  /**
   * A vault in a SQLite file, which is made with its folder when it is not there and closed with
   * the vault.
   *
   * @throws TillwrightException with a code that begins with {@code store.}
   */
  public static JdbcTokenVault sqlite(Path file) {
    ownersAlone(file.toAbsolutePath());
    Database database = Database.sqlite(file);
    boolean ready = false;
    try {
      JdbcTokenVault vault = over(database, true);
      ready = true;
      return vault;
    } finally {
      if (!ready) {
        database.close();
      }
    }
  }

  /**
   * A vault in a database that the caller opened and closes. Not that of the journal.
   *
   * @throws TillwrightException with a code that begins with {@code store.}
   */
  public static JdbcTokenVault over(Database database) {
    return over(database, false);
  }

  private static JdbcTokenVault over(Database database, boolean owned) {
    database.migrate(COMPONENT, STEPS);
    return new JdbcTokenVault(database, owned);
  }

  @Override
  public KeyId indexKey(KeyId mine) {
    String kept =
        database.write(
            tx -> {
              tx.insertIfAbsent(
                  "insert into vault_setting (name, value) values (?, ?)", INDEX_KEY, mine.value());
              return tx.first(
                      "select value from vault_setting where name = ?",
                      row -> row.text(1),
                      INDEX_KEY)
                  .orElseThrow();
            });
    return read(() -> new KeyId(kept));
  }

  @Override
  public Optional<VaultRecord> findByIndex(TokenDomain domain, String index) {
    return find("card_index", domain, index);
  }

  @Override
  public Optional<VaultRecord> findByToken(TokenDomain domain, CardToken token) {
    return find("token", domain, token.value());
  }

  private Optional<VaultRecord> find(String column, TokenDomain domain, String value) {
    return database.read(
        tx ->
            tx.first(
                "select token, card_index, seal_key, version, sealed, revision from vault_card"
                    + " where domain = ? and "
                    + column
                    + " = ?",
                row ->
                    read(
                        () ->
                            new VaultRecord(
                                domain,
                                new CardToken(row.text(1)),
                                row.text(2),
                                new KeyId(row.text(3)),
                                Math.toIntExact(row.number(4)),
                                row.text(5),
                                row.number(6))),
                domain.name(),
                value));
  }

  @Override
  public boolean putIfAbsent(VaultRecord record) {
    return database.write(
        tx ->
            tx.insertIfAbsent(
                "insert into vault_card (domain, token, card_index, seal_key, version, sealed,"
                    + " revision) values (?, ?, ?, ?, ?, ?, ?)",
                record.domain().name(),
                record.token().value(),
                record.index(),
                record.key().value(),
                record.version(),
                record.sealed(),
                record.revision()));
  }

  @Override
  public boolean replace(VaultRecord expected, VaultRecord next) {
    return database.write(
            tx ->
                tx.update(
                    "update vault_card set seal_key = ?, version = ?, sealed = ?, revision = ?"
                        + " where domain = ? and token = ? and revision = ?",
                    next.key().value(),
                    next.version(),
                    next.sealed(),
                    next.revision(),
                    expected.domain().name(),
                    expected.token().value(),
                    expected.revision()))
        == 1;
  }

  @Override
  public boolean countMessages(KeyId key, long messages, long limit) {
    return database.write(
        tx -> {
          tx.insertIfAbsent(
              "insert into vault_key (key_id, messages) values (?, ?)", key.value(), 0L);
          return tx.update(
                  "update vault_key set messages = messages + ?"
                      + " where key_id = ? and messages <= ?",
                  messages,
                  key.value(),
                  limit - messages)
              == 1;
        });
  }

  @Override
  public void record(AccessRecord access) {
    database.change(tx -> append(tx, access));
  }

  private static void append(Tx tx, AccessRecord access) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long number =
          tx.first("select coalesce(max(number), 0) + 1 from vault_access", row -> row.number(1))
              .orElseThrow();
      if (tx.insertIfAbsent(
          "insert into vault_access (number, at_millis, domain, token, purpose, result)"
              + " values (?, ?, ?, ?, ?, ?)",
          number,
          access.at().toEpochMilli(),
          access.domain().name(),
          access.token().value(),
          access.purpose(),
          access.result().name())) {
        return;
      }
    }
    throw new TillwrightException("vault.busy", true, "others keep recording accesses");
  }

  @Override
  public List<AccessRecord> accesses(TokenDomain domain, CardToken token, int limit) {
    InMemoryTokenVault.checkLimit(limit);
    return database.read(
        tx ->
            tx.list(
                "select at_millis, purpose, result from vault_access"
                    + " where domain = ? and token = ? order by number desc limit ?",
                row ->
                    read(
                        () ->
                            new AccessRecord(
                                Instant.ofEpochMilli(row.number(1)),
                                domain,
                                token,
                                row.text(2),
                                AccessRecord.Result.valueOf(row.text(3)))),
                domain.name(),
                token.value(),
                limit));
  }

  @Override
  public void close() {
    if (owned) {
      database.close();
    }
  }

  @Override
  public String toString() {
    return "JdbcTokenVault[" + database + "]";
  }

  /** What a row holds is checked as strictly as what a caller passes. */
  private static <T> T read(Supplier<T> row) {
    try {
      return row.get();
    } catch (IllegalArgumentException | ArithmeticException notOurs) {
      throw new TillwrightException(
          "vault.damaged", false, "a row of the vault is not one of ours");
    }
  }

  private static void ownersAlone(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      Path folder = file.getParent();
      if (folder != null && !Files.exists(folder)) {
        Files.createDirectories(folder, mode(posix, "rwx------"));
      }
      if (!Files.exists(file)) {
        Files.createFile(file, mode(posix, "rw-------"));
      }
    } catch (FileAlreadyExistsException another) {
      // Another process was quicker, and this is all that is wanted.
    } catch (IOException e) {
      throw new TillwrightException("store.failed", false, "no vault can be made at " + file, e);
    }
  }

  private static FileAttribute<?>[] mode(boolean posix, String mode) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
