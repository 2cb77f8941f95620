package dev.tillwright.core.access;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.store.Database;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Who may, by books in PostgreSQL. */
@Tag("campaign-access")
class AccessControlOnPostgresTest extends AccessControlTest {
  @Override
  Supplier<Database> store() {
    DataSource source = TestPostgres.schema();
    return () -> Database.of(source);
  }
}
