package dev.tillwright.loyalty;

import dev.tillwright.core.store.Database;
import java.nio.file.Path;

/**
 * The database of a test: a SQLite file, or with {@code -Dloyalty.postgres=true} a schema of
 * PostgreSQL that is the same for the same file.
 */
public final class TestStore {
  private TestStore() {}

  public static Database open(Path file) {
    return Boolean.getBoolean("loyalty.postgres") ? postgres(file) : Database.sqlite(file);
  }

  /** Where no server can start, the test is skipped and says why. */
  public static Database postgres(Path file) {
    String name = "f" + Integer.toHexString(file.toAbsolutePath().toString().hashCode());
    return Database.of(TestPostgres.schema(name));
  }
}
