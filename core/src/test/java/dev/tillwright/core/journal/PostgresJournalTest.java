package dev.tillwright.core.journal;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;

/** What a journal promises, in PostgreSQL. */
class PostgresJournalTest extends JournalTest {
  @Override
  Database database(Path folder) {
    return Database.of(TestPostgres.schema());
  }
}
