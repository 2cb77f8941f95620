package dev.tillwright.core.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. Its methods may be called by several threads. */
interface Connections extends AutoCloseable {

  Connection open(Dialect.Use use) throws SQLException;

  /**
   * Throws when what was just read cannot be relied on, because the source was changed meanwhile.
   */
  default void stillSound() {}

  /** Gives up what the source holds beside its connections. Called once, after they are closed. */
  @Override
  default void close() {}
}
