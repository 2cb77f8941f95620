package dev.tillwright.examples.conformance;

/** One kind of vector file: knows its own, and runs the rows. */
interface VectorKind {
  /** The file's name without {@code .json}, such as {@code iso8583}. */
  String name();

  /** Whether a file under another name is of this kind, by the lists and keys it has. */
  boolean looksLike(Row file);

  /** Gives each row of the file to the report. */
  void run(VectorFile file, Report report);
}
