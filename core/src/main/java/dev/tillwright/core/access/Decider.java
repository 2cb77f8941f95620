package dev.tillwright.core.access;

import dev.tillwright.core.access.AccessDecision.Refused;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a session may, here and now: the session, what is revoked, the role, what
 * somebody else spoke for, whether it is fresh enough; in that order. Denies by default.
 */
final class Decider {
  /** What a frozen till still does: nothing that moves. */
  private static final Set<Permission> WHILE_FROZEN =
      EnumSet.of(
          Permission.REPORT,
          Permission.AUDIT,
          Permission.DIAGNOSE,
          Permission.EXPORT,
          Permission.READ_COSTS,
          Permission.READ_PLANS,
          Permission.HANDLE_CASES, // evidence is for a case
          Permission.INCIDENT);

  private final AccessSettings settings;
  private final AccessBooks books;
  private final Sessions sessions;

  Decider(AccessSettings settings, AccessBooks books, Sessions sessions) {
    this.settings = settings;
    this.books = books;
    this.sessions = sessions;
  }

  /** As {@link AccessControl#require(OperatorSession, Permission, Facts)}. */
  AccessDecision require(OperatorSession session, Permission permission, Facts facts) {
    AccessRefusal why = decide(session, permission, facts);
    if (why == null && !facts.later() && own(session, permission, facts) != null) {
      why = useOverride(session, facts.subject());
    }
    if (why != null) {
      String id = session.operator().id();
      books.append(OperatorEntries.refused(id, permission.name(), why, null, facts));
      return new Refused(why);
    }
    return new AccessDecision.Allowed();
  }

  private @Nullable AccessRefusal useOverride(OperatorSession session, String subject) {
    SpokenFor spoken = session.override();
    if (spoken != null && sessions.give(session, subject)) {
      books.append(OperatorEntries.overrideUsed(session, spoken, subject));
      return null;
    }
    return sessions.isSpokenFor(session, subject) ? null : AccessRefusal.OVERRIDE_USED;
  }

  /** As {@link AccessControl#speaksFor}. */
  boolean speaksFor(OperatorSession session, Permission permission, Facts facts) {
    SpokenFor spoken = session.override();
    Instant now = settings.clock().instant();
    if (spoken == null
        || spoken.permission() != permission
        || !now.isBefore(spoken.until())
        || sessions.over(session, now) != null
        || !holds(spoken, permission, facts, now)) {
      return false;
    }
    if (sessions.give(session, "")) {
      books.append(OperatorEntries.overrideUsed(session, spoken, ""));
    }
    return sessions.spend(session);
  }

  private boolean holds(SpokenFor spoken, Permission permission, Facts facts, Instant now) {
    Condition condition = spoken.role().condition(permission);
    return condition != null
        && !books.incidents().isRevoked(Revocable.OPERATOR, spoken.by().id())
        && condition.against(facts, spoken.by().id(), now, settings.isOffline()) == null;
  }

  /** Why not; {@code null} when it may. Writes nothing. */
  @Nullable AccessRefusal decide(OperatorSession session, Permission permission, Facts facts) {
    Instant now = settings.clock().instant();
    AccessRefusal over = sessions.over(session, now);
    if (over != null) {
      return over;
    }
    IncidentBook book = books.incidents();
    if (book.isRevoked(Revocable.OPERATOR, session.operator().id())) {
      return AccessRefusal.REVOKED;
    }
    if (book.isFrozen(now) && !WHILE_FROZEN.contains(permission)) {
      return AccessRefusal.FROZEN;
    }
    AccessRefusal own = own(session, permission, facts);
    AccessRefusal why = own == null ? null : spoken(session, permission, facts, now, own);
    // Who spoke for one act has not shown who the other is.
    if (why == null
        && settings.sensitive().contains(permission)
        && !sessions.isFresh(session, own != null, now, settings.fresh())) {
      return AccessRefusal.NOT_FRESH;
    }
    return why;
  }

  private @Nullable AccessRefusal own(OperatorSession session, Permission permission, Facts facts) {
    Condition condition = session.role().condition(permission);
    if (condition == null) {
      return AccessRefusal.NOT_ALLOWED;
    }
    return condition.against(
        facts, session.operator().id(), settings.clock().instant(), settings.isOffline());
  }

  private @Nullable AccessRefusal spoken(
      OperatorSession session,
      Permission permission,
      Facts facts,
      Instant now,
      AccessRefusal otherwise) {
    SpokenFor spoken = session.override();
    if (spoken == null || spoken.permission() != permission) {
      return otherwise;
    }
    Condition condition = spoken.role().condition(permission);
    if (condition == null
        || books.incidents().isRevoked(Revocable.OPERATOR, spoken.by().id())
        || !now.isBefore(spoken.until())
        || !sessions.isSpokenFor(session, facts.subject())) {
      return AccessRefusal.OVERRIDE_USED;
    }
    return condition.against(facts, spoken.by().id(), now, settings.isOffline());
  }
}
