package dev.tillwright.core.access;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.store.Database;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Revoked, frozen and told by a list, by books in PostgreSQL. */
class IncidentsOnPostgresTest extends IncidentsTest {
  @Override
  Supplier<Database> store() {
    DataSource source = TestPostgres.schema();
    return () -> Database.of(source);
  }
}
