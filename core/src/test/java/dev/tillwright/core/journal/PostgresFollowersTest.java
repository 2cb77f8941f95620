package dev.tillwright.core.journal;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;

/** What followers promise, in PostgreSQL. */
class PostgresFollowersTest extends FollowersTest {
  @Override
  Database database(Path folder) {
    return Database.of(TestPostgres.schema());
  }
}
