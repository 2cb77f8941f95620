package dev.tillwright.core.access;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonOut;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries about operators; {@link Operators} reads them:
 *
 * <pre>
 * operator.enrolled         operator, name, role, secretHash, by
 * operator.rehashed         operator, secretHash
 * operator.retired          operator, by
 * operator.codeEnrolled     operator, seed (sealed), by
 * operator.bound            operator, method, reference (a keyed index), by
 * operator.unbound          operator, method, by
 * operator.loggedOn         operator, role, session; code (its step), method, clockBack (seconds)
 * operator.loggedOff        operator, session
 * operator.reauthenticated  operator, session; code
 * operator.overridden       operator, by, permission, reason, session, until; code
 * operator.overrideUsed     operator, by, permission, session; subject
 * operator.refused          operator, act, reason; for (whom he would have spoken for), amount;
 *                           nobody (a keyed index of a name that no operator has)
 * </pre>
 */
final class OperatorEntries {
  static final String ENROLLED = "operator.enrolled";
  static final String REHASHED = "operator.rehashed";
  static final String RETIRED = "operator.retired";
  static final String CODE_ENROLLED = "operator.codeEnrolled";
  static final String BOUND = "operator.bound";
  static final String UNBOUND = "operator.unbound";
  static final String LOGGED_ON = "operator.loggedOn";
  static final String LOGGED_OFF = "operator.loggedOff";
  static final String REAUTHENTICATED = "operator.reauthenticated";
  static final String OVERRIDDEN = "operator.overridden";
  static final String REFUSED = "operator.refused";

  // Acts that may be refused beside those that need a permission, which are named by it.
  static final String LOG_ON = "LOG_ON";
  static final String ENROL_FIRST = "ENROL_FIRST";
  static final String REAUTHENTICATE = "REAUTHENTICATE";

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

  static Draft codeEnrolled(String operator, String sealed, String by) {
    return draft(
        CODE_ENROLLED, out -> out.put("operator", operator).put("seed", sealed).put("by", by));
  }

  static Draft bound(String operator, IdentityCheck.Method method, String reference, String by) {
    return draft(
        BOUND,
        out ->
            out.put("operator", operator)
                .put("method", method.name())
                .put("reference", reference)
                .put("by", by));
  }

  static Draft unbound(String operator, IdentityCheck.Method method, String by) {
    return draft(
        UNBOUND, out -> out.put("operator", operator).put("method", method.name()).put("by", by));
  }

  static Draft loggedOn(Operator operator, long session, Shown shown) {
    return draft(
        LOGGED_ON,
        out -> {
          out.put("operator", operator.id()).put("role", operator.role()).put("session", session);
          shown.write(out);
        });
  }

  static Draft loggedOff(String operator, long session) {
    return draft(LOGGED_OFF, out -> out.put("operator", operator).put("session", session));
  }

  static Draft reauthenticated(OperatorSession session, Shown shown) {
    return draft(
        REAUTHENTICATED,
        out -> {
          out.put("operator", session.operator().id()).put("session", session.number());
          shown.write(out);
        });
  }

  static Draft overridden(OperatorSession session, SpokenFor override, Shown shown) {
    return draft(
        OVERRIDDEN,
        out -> {
          out.put("operator", session.operator().id())
              .put("by", override.by().id())
              .put("permission", override.permission().name())
              .put("reason", override.reason())
              .put("session", session.number())
              .put("until", override.until().toString());
          shown.write(out);
        });
  }

  static Draft overrideUsed(OperatorSession session, SpokenFor override, String subject) {
    return draft(
        "operator.overrideUsed",
        out ->
            out.put("operator", session.operator().id())
                .put("by", override.by().id())
                .put("permission", override.permission().name())
                .put("session", session.number())
                .put("subject", subject.isEmpty() ? null : subject));
  }

  /**
   * @param operator {@code null} when no operator has that name: what was typed may be a secret in
   *     the wrong field, and must not be kept
   */
  static Draft refused(@Nullable String operator, String act, AccessRefusal reason) {
    return refused(operator, act, reason, null, Facts.none());
  }

  /** The same, of somebody whose tries are counted, also when he is nobody. */
  static Draft refused(
      Operators.Known known, String act, AccessRefusal reason, @Nullable String spokenFor) {
    return draft(
        REFUSED,
        out ->
            out.put("operator", known.id().orElse(null))
                .put("nobody", known.mark())
                .put("act", act)
                .put("reason", reason.code())
                .put("for", spokenFor));
  }

  static Draft refused(
      @Nullable String operator,
      String act,
      AccessRefusal reason,
      @Nullable String spokenFor,
      Facts facts) {
    return draft(
        REFUSED,
        out ->
            out.put("operator", operator)
                .put("act", act)
                .put("reason", reason.code())
                .put("for", spokenFor)
                .put("amount", facts.amount() == null ? null : facts.amount().toString())
                .put("subject", facts.subject().isEmpty() ? null : facts.subject()));
  }

  private static Draft draft(String kind, Consumer<JsonOut> fields) {
    return new Draft(kind, JsonOut.object(fields));
  }

  /**
   * How it was shown who one is.
   *
   * @param code the step of the one-time code; {@code null} without one
   * @param method {@code null} for a secret
   * @param clockBack how many seconds the clock is behind the newest entry; 0 for not
   */
  record Shown(@Nullable Long code, IdentityCheck.@Nullable Method method, long clockBack) {
    private void write(JsonOut out) {
      if (code != null) {
        out.put("code", code);
      }
      out.put("method", method == null ? null : method.name());
      if (clockBack > 0) {
        out.put("clockBack", clockBack);
      }
    }
  }
}
