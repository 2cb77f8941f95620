package dev.tillwright.device.spi;

/** What names a job: chosen by the caller, so that its outcome can be asked for. */
final class JobId {
  private static final int MAX = 64;

  private JobId() {}

  /** The id, when it is one. */
  static String check(String id) {
    if (id.isBlank() || id.length() > MAX) {
      throw new IllegalArgumentException("an id has 1 to " + MAX + " characters");
    }
    return id;
  }
}
