package dev.tillwright.core.store;

import java.util.List;

/**
 * One step of a schema. Steps are applied in order, once, each in one transaction with the record
 * that it was applied; a step that fails stops the opening and leaves everything as it was.
 *
 * @param version from 1, rising by one
 * @param statements in the portable subset of SQL; they create and alter, never drop or delete
 */
public record Migration(int version, List<String> statements) {
  public Migration {
    if (version < 1) {
      throw new IllegalArgumentException("versions begin with 1");
    }
    statements = List.copyOf(statements);
  }

  /** A step of one or more statements. */
  public static Migration of(int version, String... statements) {
    return new Migration(version, List.of(statements));
  }
}
