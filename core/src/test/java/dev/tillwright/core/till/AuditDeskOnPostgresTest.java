package dev.tillwright.core.till;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.store.Database;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Who saw or changed what, by books in PostgreSQL. */
class AuditDeskOnPostgresTest extends AuditDeskTest {
  @Override
  Supplier<Database> store() {
    DataSource source = TestPostgres.schema();
    return () -> Database.of(source);
  }

  /** Thousands of looks: over a file only. */
  @Override
  void anExport_hasAllActs_alsoThoseBehindAPage() {}
}
