package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

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
    return owning(Database.sqlite(file));
  }

  /**
   * A vault behind a data source, PostgreSQL or SQLite, which stays its maker's to close: for tills
   * that share their tokens.
   *
   * @throws TillwrightException with a code that begins with {@code store.}
   */
  public static JdbcTokenVault of(DataSource source) {
    return owning(Database.of(source));
  }

  private static JdbcTokenVault owning(Database database) {
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
    database.migrate(VaultTables.COMPONENT, VaultTables.STEPS);
    return new JdbcTokenVault(database, owned);
  }

  @Override
  public String keepOnce(String name, String value) {
    return database.write(
        tx -> {
          tx.insertIfAbsent("insert into vault_setting (name, value) values (?, ?)", name, value);
          return tx.first(
                  "select value from vault_setting where name = ?", row -> row.text(1), name)
              .orElseThrow();
        });
  }

  @Override
  public Optional<VaultRecord> findByIndex(TokenDomain domain, String index) {
    return find("card_index", domain, index);
  }

  @Override
  public Optional<VaultRecord> findByToken(TokenDomain domain, Token token) {
    return find("token", domain, token.value());
  }

  private Optional<VaultRecord> find(String column, TokenDomain domain, String value) {
    return database.read(
        tx ->
            tx.first(
                VaultTables.SELECT + " where domain = ? and " + column + " = ?",
                VaultTables::record,
                domain.name(),
                value));
  }

  @Override
  public boolean putIfAbsent(VaultRecord record) {
    return database.write(tx -> VaultTables.insert(tx, record));
  }

  @Override
  public List<Boolean> putAll(List<VaultRecord> records) {
    InMemoryTokenVault.checkBatch(records);
    return database.write(
        tx -> records.stream().map(record -> VaultTables.insert(tx, record)).toList());
  }

  @Override
  public boolean replace(VaultRecord expected, VaultRecord next) {
    return database.write(tx -> VaultTables.replace(tx, expected, next));
  }

  @Override
  public boolean admit(VaultRecord expected, AccessRecord access) {
    return database.write(
        tx -> {
          boolean there =
              expected.life().singleUse()
                  ? VaultTables.replace(tx, expected, expected.ended(TokenStatus.USED))
                  : VaultTables.hold(tx, expected);
          if (there) {
            VaultTables.append(tx, access);
          }
          return there;
        });
  }

  @Override
  public OptionalLong firstFree(TokenDomain domain, String space, long from, long below) {
    if (from >= below) {
      return OptionalLong.empty();
    }
    long free =
        database.read(
            tx -> {
              boolean taken =
                  tx.first(
                          "select 1 from vault_card where domain = ? and space = ? and slot = ?",
                          row -> true,
                          domain.name(),
                          space,
                          from)
                      .isPresent();
              return taken ? afterTaken(tx, domain, space, from) : from;
            });
    return free < below ? OptionalLong.of(free) : OptionalLong.empty();
  }

  /** The first slot whose neighbour below is taken and which is not. */
  private static long afterTaken(Tx tx, TokenDomain domain, String space, long from) {
    return tx.first(
            "select min(here.slot) + 1 from vault_card here where here.domain = ?"
                + " and here.space = ? and here.slot >= ? and not exists (select 1 from vault_card"
                + " beside where beside.domain = here.domain and beside.space = here.space"
                + " and beside.slot = here.slot + 1)",
            row -> row.number(1),
            domain.name(),
            space,
            from)
        .orElseThrow();
  }

  @Override
  public List<VaultRecord> sealedByOthers(
      TokenDomain domain, String current, Optional<Token> after, int limit) {
    InMemoryTokenVault.checkLimit(limit);
    return database.read(
        tx ->
            tx.list(
                VaultTables.SELECT
                    + " where domain = ? and seal_key <> ? and sealed <> '' and token > ?"
                    + " order by token limit ?",
                VaultTables::record,
                domain.name(),
                current,
                after.map(Token::value).orElse(""),
                limit));
  }

  @Override
  public int endExpired(TokenDomain domain, Instant now, int limit) {
    InMemoryTokenVault.checkLimit(limit);
    return database.write(
        tx -> {
          int ended = 0;
          for (VaultRecord late :
              tx.list(
                  VaultTables.SELECT
                      + " where domain = ? and status = ? and expires_millis <= ?"
                      + " order by expires_millis, token limit ?",
                  VaultTables::record,
                  domain.name(),
                  TokenStatus.ACTIVE.name(),
                  now.toEpochMilli(),
                  limit)) {
            ended += VaultTables.replace(tx, late, late.ended(TokenStatus.EXPIRED)) ? 1 : 0;
          }
          return ended;
        });
  }

  @Override
  public boolean countMessages(String key, long messages, long limit) {
    return database.write(
        tx -> {
          tx.insertIfAbsent("insert into vault_key (key_id, messages) values (?, ?)", key, 0L);
          return tx.update(
                  "update vault_key set messages = messages + ?"
                      + " where key_id = ? and messages <= ?",
                  messages,
                  key,
                  limit - messages)
              == 1;
        });
  }

  @Override
  public long messages(String key) {
    return database.read(
        tx ->
            tx.first("select messages from vault_key where key_id = ?", row -> row.number(1), key)
                .orElse(0L));
  }

  @Override
  public void record(AccessRecord access) {
    database.change(tx -> VaultTables.append(tx, access));
  }

  @Override
  public List<AccessRecord> accesses(TokenDomain domain, Token token, int limit) {
    InMemoryTokenVault.checkLimit(limit);
    return database.read(
        tx ->
            tx.list(
                "select at_millis, who, purpose, result from vault_access"
                    + " where domain = ? and token = ? order by number desc limit ?",
                row ->
                    VaultTables.read(
                        () ->
                            new AccessRecord(
                                Instant.ofEpochMilli(row.number(1)),
                                domain,
                                token,
                                row.text(2),
                                row.text(3),
                                AccessRecord.Result.valueOf(row.text(4)))),
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
