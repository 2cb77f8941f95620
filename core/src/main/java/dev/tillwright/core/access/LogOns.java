package dev.tillwright.core.access;

import dev.tillwright.core.access.AccessDecision.Refused;
import dev.tillwright.core.access.OperatorEntries.Shown;
import dev.tillwright.core.access.Operators.Known;
import dev.tillwright.core.access.Prover.Proof;
import dev.tillwright.core.journal.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins sessions: for who shows who he is, and for one act that somebody else speaks for. Nobody
 * is logged on or refused before the journal says so. Under the turn of its door.
 */
final class LogOns {
  private static final int MAX_REASON = 200;

  private final AccessControl door;
  private final AccessSettings settings;
  private final AccessBooks books;
  private final Sessions sessions;
  private final Prover prover;

  LogOns(AccessControl door, AccessSettings settings, AccessBooks books, Sessions sessions) {
    this.door = door;
    this.settings = settings;
    this.books = books;
    this.sessions = sessions;
    this.prover = new Prover(settings, books);
  }

  /** By a secret, and a code where one is enrolled. */
  LogOn bySecret(String operator, char[] secret, char[] code) {
    Instant now = settings.clock().instant();
    return begun(prover.bySecret(books.read(operator), secret, code, now), null, now);
  }

  /** By what a device answered. */
  LogOn byDevice(IdentityCheck.Method method, List<String> references, char[] code) {
    Instant now = settings.clock().instant();
    String id = books.bound(method, references).orElse("");
    return begun(prover.byDevice(books.read(id), code, now), method, now);
  }

  private LogOn begun(Proof proof, IdentityCheck.@Nullable Method method, Instant now) {
    AccessRefusal why = proof.why();
    Role role = proof.role();
    Operator operator = proof.known().operator();
    if (why != null || role == null || operator == null) {
      AccessRefusal reason = why == null ? AccessRefusal.WRONG : why;
      return refused(proof.known(), reason, proof.until());
    }
    Duration behind = books.behind(now);
    if (!behind.isZero() && !role.allows(Permission.MANAGE_OPERATORS)) {
      books.append(ClockWatch.back(behind));
      return refused(proof.known(), AccessRefusal.CLOCK_BACK, null);
    }
    if (books.incidents().isFrozen(now) && !role.allows(Permission.INCIDENT)) {
      return refused(proof.known(), AccessRefusal.FROZEN, null);
    }
    if (!sessions.hasRoom(now)) {
      return refused(proof.known(), AccessRefusal.TOO_MANY_SESSIONS, null);
    }
    long number = sessions.next();
    List<Draft> drafts = new ArrayList<>(proof.drafts());
    Shown shown = new Shown(proof.code(), method, ClockWatch.seconds(behind));
    drafts.add(OperatorEntries.loggedOn(operator, number, shown));
    books.append(drafts);
    OperatorSession session =
        new OperatorSession(door, number, operator, role, now, now.plus(settings.session()), null);
    sessions.begin(session);
    return new LogOn.Granted(session);
  }

  /** A device that knows nobody, or does not answer. */
  LogOn refused(AccessRefusal why) {
    return refused(Known.NOBODY, why, null);
  }

  private LogOn refused(Known known, AccessRefusal why, @Nullable Instant until) {
    books.append(OperatorEntries.refused(known, OperatorEntries.LOG_ON, why, null));
    return new LogOn.Refused(why, until);
  }

  /** As {@link AccessControl#reauthenticate}. */
  AccessDecision again(OperatorSession session, char[] secret, char[] code) {
    Instant now = settings.clock().instant();
    AccessRefusal over = sessions.over(session, now);
    Known known = books.read(session.operator().id());
    Proof proof = prover.bySecret(known, secret, code, now);
    AccessRefusal why = over == null ? proof.why() : over;
    if (why != null) {
      String id = session.operator().id();
      books.append(OperatorEntries.refused(id, OperatorEntries.REAUTHENTICATE, why));
      return new Refused(why);
    }
    List<Draft> drafts = new ArrayList<>(proof.drafts());
    drafts.add(OperatorEntries.reauthenticated(session, new Shown(proof.code(), null, 0)));
    books.append(drafts);
    sessions.shownAgain(session, now);
    return new AccessDecision.Allowed();
  }

  /** As {@link AccessControl#override}. */
  LogOn spokenFor(
      OperatorSession session,
      Permission permission,
      String manager,
      char[] secret,
      char[] code,
      String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException("a reason has 1 to 200 characters");
    }
    Instant now = settings.clock().instant();
    Proof proof = prover.bySecret(books.read(manager), secret, code, now);
    Role role = proof.role();
    Operator by = proof.known().operator();
    AccessRefusal why = against(session, permission, proof, now);
    if (why != null || role == null || by == null) {
      AccessRefusal reasonWhy = why == null ? AccessRefusal.WRONG : why;
      String act = "OVERRIDE_" + permission.name();
      String his = session.operator().id();
      books.append(OperatorEntries.refused(proof.known(), act, reasonWhy, his));
      return new LogOn.Refused(reasonWhy, proof.until());
    }
    SpokenFor spoken = new SpokenFor(by, role, permission, reason, now.plus(settings.override()));
    OperatorSession lent =
        new OperatorSession(
            door,
            sessions.next(),
            session.operator(),
            session.role(),
            now,
            session.expires(),
            spoken);
    List<Draft> drafts = new ArrayList<>(proof.drafts());
    drafts.add(OperatorEntries.overridden(lent, spoken, new Shown(proof.code(), null, 0)));
    books.append(drafts);
    sessions.lend(lent, session);
    return new LogOn.Granted(lent);
  }

  private @Nullable AccessRefusal against(
      OperatorSession session, Permission permission, Proof proof, Instant now) {
    AccessRefusal over = sessions.over(session, now);
    AccessRefusal why = over == null ? proof.why() : over;
    if (why != null) {
      return why;
    }
    Role role = proof.role();
    if (proof.known().id().filter(session.operator().id()::equals).isPresent()) {
      return AccessRefusal.SAME_OPERATOR;
    } else if (role == null || !role.allows(Permission.OVERRIDE) || !role.allows(permission)) {
      return AccessRefusal.NOT_ALLOWED;
    }
    return sessions.hasRoom(now) ? null : AccessRefusal.TOO_MANY_SESSIONS;
  }
}
