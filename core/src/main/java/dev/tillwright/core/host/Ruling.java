package dev.tillwright.core.host;

/**
 * What a test host answers.
 *
 * @param response field 39
 * @param authorization the approval's code; empty when nothing was approved
 * @param minor how much was approved
 * @param outcome of a status query that found something, the response code once given, and an R
 *     when it was undone since; otherwise empty
 */
record Ruling(String response, String authorization, long minor, String outcome) {
  /** Follows the response code in {@link #outcome} of what was undone. */
  static final char UNDONE = 'R';

  static Ruling of(String response) {
    return new Ruling(response, "", 0, "");
  }

  static Ruling approved(String response, String authorization, long minor) {
    return new Ruling(response, authorization, minor, "");
  }

  boolean approves() {
    return !authorization.isEmpty();
  }
}
