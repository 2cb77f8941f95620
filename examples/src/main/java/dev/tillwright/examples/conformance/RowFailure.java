package dev.tillwright.examples.conformance;

/** A row that does not hold, or is not understood. Says which key, never the value. */
final class RowFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RowFailure(String message) {
    super(message);
  }

  static RowFailure differs(String key) {
    return new RowFailure(key + " differs");
  }

  static RowFailure notRefused() {
    return new RowFailure("was not refused");
  }

  static RowFailure notUnderstood(String what) {
    return new RowFailure("not understood: " + what);
  }
}
