package dev.tillwright.core.till;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.store.Database;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Limits, and what is shown above them, by books in PostgreSQL. */
class LimitsOnPostgresTest extends LimitsTest {
  @Override
  Supplier<Database> store() {
    DataSource source = TestPostgres.schema();
    return () -> Database.of(source);
  }
}
