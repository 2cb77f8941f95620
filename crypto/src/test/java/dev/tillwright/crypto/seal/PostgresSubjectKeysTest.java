package dev.tillwright.crypto.seal;

import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.TestPostgres;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The same code over PostgreSQL. */
@Tag("unmutated")
class PostgresSubjectKeysTest extends SubjectKeysContract {
  private Database database;

  @BeforeEach
  void open() {
    database = Database.of(TestPostgres.schema());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  SubjectKeys store() {
    return JdbcSubjectKeys.over(database, InstantSource.system());
  }
}
