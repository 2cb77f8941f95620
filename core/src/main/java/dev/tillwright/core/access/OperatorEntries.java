package dev.tillwright.core.access;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonOut;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entries about operators; {@link Operators} reads them. */
final class OperatorEntries {
  static final String ENROLLED = "operator.enrolled";
  static final String REHASHED = "operator.rehashed";
  static final String RETIRED = "operator.retired";
  static final String LOGGED_ON = "operator.loggedOn";
  static final String LOGGED_OFF = "operator.loggedOff";
  static final String REFUSED = "operator.refused";

  // Acts that may be refused beside those that need a permission, which are named by it.
  static final String LOG_ON = "LOG_ON";
  static final String ENROL_FIRST = "ENROL_FIRST";

  private OperatorEntries() {}

  static Draft enrolled(Operator operator, @Nullable String secretHash, @Nullable String by) {
    return draft(
        ENROLLED,
        out ->
            out.put("operator", operator.id())
                .put("name", operator.name())
                .put("role", operator.role())
                .put("secretHash", secretHash)
                .put("by", by));
  }

  static Draft rehashed(String operator, String secretHash) {
    return draft(REHASHED, out -> out.put("operator", operator).put("secretHash", secretHash));
  }

  static Draft retired(String operator, String by) {
    return draft(RETIRED, out -> out.put("operator", operator).put("by", by));
  }

  static Draft loggedOn(Operator operator, long session) {
    return draft(
        LOGGED_ON,
        out ->
            out.put("operator", operator.id())
                .put("role", operator.role())
                .put("session", session));
  }

  static Draft loggedOff(String operator, long session) {
    return draft(LOGGED_OFF, out -> out.put("operator", operator).put("session", session));
  }

  /**
   * @param operator {@code null} when no operator has that name: what was typed may be a secret in
   *     the wrong field, and must not be kept
   */
  static Draft refused(@Nullable String operator, String act, AccessRefusal reason) {
    return draft(
        REFUSED, out -> out.put("operator", operator).put("act", act).put("reason", reason.code()));
  }

  private static Draft draft(String kind, Consumer<JsonOut> fields) {
    return new Draft(kind, JsonOut.object(fields));
  }
}
