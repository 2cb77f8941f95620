package dev.tillwright.core.access;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.AccessDecision.Refused;
import dev.tillwright.core.access.OperatorEntries.Shown;
import dev.tillwright.core.access.Operators.Known;
import dev.tillwright.core.access.Prover.Proof;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided who may. Denies by default.
 *
 * <p><b>Guarantees.</b> Nobody is logged on before the journal durably says so, and nobody is
 * refused before it says that. Wrong tries are counted from the journal, so a restart forgets none.
 * A locked operator's secret is not even looked at. An unknown operator costs the same hash as a
 * wrong secret and gets the same answer. A one-time code is taken once. While the clock is behind
 * the journal only who manages operators logs on. Secrets are wiped before a call returns, also
 * when it throws; what was typed as the name of an unknown operator is not kept.
 *
 * <p><b>Not promised.</b> Someone who sets the machine's clock forward shortens a lock-out; the
 * journal's times show it. A PIN of four digits can be tried out by whoever has the journal's file,
 * at the cost of one hash a try.
 *
 * <p>Safe for several threads. Log-ons and changes of operators go one at a time, which bounds both
 * guessing and memory.
 */
public final class AccessControl {
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

  private static final int MAX_REASON = 200;

  private final Database database;
  private final Journal journal;
  private final AccessSettings settings;
  private final Operators operators = new Operators();
  private final Sessions sessions;
  private final IncidentBook incidents;
  private final ClockWatch clock;
  private final Prover prover;
  private final Devices devices;
  private final Enrolling enrolling;
  private final ReentrantLock turn = new ReentrantLock(true);

  private AccessControl(Database database, Journal journal, AccessSettings settings) {
    this.database = database;
    this.journal = journal;
    this.settings = settings;
    this.sessions = new Sessions(settings.idle());
    this.incidents = new IncidentBook(journal.terminal(), settings.freezesWhenStale());
    this.clock = new ClockWatch(journal);
    this.prover = new Prover(settings, incidents);
    this.devices = new Devices(settings);
    this.enrolling = new Enrolling(this, settings, devices);
  }

  /**
   * Begins to control access with what the journal knows, and follows it under the names {@code
   * access}, {@code incidents} and {@code customers}.
   *
   * @param database the journal's
   */
  public static AccessControl open(Database database, Journal journal, AccessSettings settings) {
    AccessControl access = new AccessControl(database, journal, settings);
    journal.follow(access.operators);
    journal.follow(access.incidents);
    journal.follow(new CustomerSecrets());
    access.catchUp();
    Duration behind = access.behind();
    if (!behind.isZero()) {
      access.append(ClockWatch.back(behind));
    }
    access.reloadIncidents();
    return access;
  }

  /**
   * Logs an operator on.
   *
   * @param operator the id
   * @param secret empty for an operator without one; wiped
   * @throws TillwrightException when the journal cannot be written or read in time; nobody is
   *     logged on then
   */
  public LogOn logOn(String operator, char[] secret) {
    return logOn(operator, secret, new char[0]);
  }

  /**
   * Logs an operator on who has an authenticator program besides.
   *
   * @param code the one-time code; wiped
   */
  public LogOn logOn(String operator, char[] secret, char[] code) {
    return wiping(
        () -> {
          Instant now = settings.clock().instant();
          Proof proof = prover.bySecret(read(operator), secret, code, now);
          return logOn(proof, null, now);
        },
        secret,
        code);
  }

  /**
   * Logs on whom a device knows: waits until somebody shows himself. A device that fails knows
   * nobody: {@link AccessRefusal#DEVICE_FAILED}.
   *
   * @param code of an operator who has an authenticator program; empty otherwise; wiped
   * @param deadline for the device; others who log on wait no longer than that besides
   */
  public LogOn logOnBy(IdentityCheck.Method method, char[] code, Duration deadline) {
    try {
      Sighting seen = devices.look(method, deadline);
      AccessRefusal nobody = seen.why();
      if (nobody != null) {
        return refuseLogOn(null, nobody, null);
      }
      List<String> shown = devices.references(Devices.OPERATOR, method, seen.reference());
      return inTurn(
          () -> {
            Instant now = settings.clock().instant();
            catchUp();
            String id = database.read(tx -> operators.bound(tx, method.name(), shown)).orElse("");
            return logOn(prover.byDevice(read(id), code, now), method, now);
          });
    } finally {
      Arrays.fill(code, '\0');
    }
  }

  private LogOn logOn(Proof proof, IdentityCheck.@Nullable Method method, Instant now) {
    AccessRefusal why = proof.why();
    Role role = proof.role();
    Operator operator = proof.known().operator();
    if (why != null || role == null || operator == null) {
      AccessRefusal reason = why == null ? AccessRefusal.WRONG : why;
      return refuseLogOn(proof.known().id().orElse(null), reason, proof.until());
    }
    Duration behind = behind();
    if (!behind.isZero() && !role.allows(Permission.MANAGE_OPERATORS)) {
      append(ClockWatch.back(behind));
      return refuseLogOn(operator.id(), AccessRefusal.CLOCK_BACK, null);
    }
    if (incidents.isFrozen(now) && !role.allows(Permission.INCIDENT)) {
      return refuseLogOn(operator.id(), AccessRefusal.FROZEN, null);
    }
    if (!sessions.hasRoom(now)) {
      return refuseLogOn(operator.id(), AccessRefusal.TOO_MANY_SESSIONS, null);
    }
    long number = sessions.next();
    List<Draft> drafts = new ArrayList<>(proof.drafts());
    Shown shown = new Shown(proof.code(), method, ClockWatch.seconds(behind));
    drafts.add(OperatorEntries.loggedOn(operator, number, shown));
    journal.append(drafts, settings.patience());
    OperatorSession session =
        new OperatorSession(this, number, operator, role, now, now.plus(settings.session()), null);
    sessions.begin(session);
    return new LogOn.Granted(session);
  }

  private LogOn refuseLogOn(@Nullable String id, AccessRefusal why, @Nullable Instant until) {
    append(OperatorEntries.refused(id, OperatorEntries.LOG_ON, why));
    return new LogOn.Refused(why, until);
  }

  /**
   * Shows again who one is, for what is sensitive; see {@link AccessSettings#fresh}. A wrong try
   * counts as one at a log-on.
   *
   * @param secret wiped
   * @param code empty without an authenticator program; wiped
   */
  public AccessDecision reauthenticate(OperatorSession session, char[] secret, char[] code) {
    return wiping(
        () -> {
          Instant now = settings.clock().instant();
          String id = session.operator().id();
          AccessRefusal over = sessions.over(session, now);
          Proof proof = prover.bySecret(read(id), secret, code, now);
          AccessRefusal why = over == null ? proof.why() : over;
          if (why != null) {
            append(OperatorEntries.refused(id, OperatorEntries.REAUTHENTICATE, why));
            return new Refused(why);
          }
          List<Draft> drafts = new ArrayList<>(proof.drafts());
          drafts.add(OperatorEntries.reauthenticated(session, new Shown(proof.code(), null, 0)));
          journal.append(drafts, settings.patience());
          sessions.shownAgain(session, now);
          return new AccessDecision.Allowed();
        },
        secret,
        code);
  }

  /**
   * Somebody else speaks for one act of an operator, at his till: one entry with both. The session
   * that is granted is the operator's, and holds for one act with that permission, under the
   * conditions of who spoke, until {@link AccessSettings#override} is over or either logs off.
   *
   * @param manager who speaks: has {@link Permission#OVERRIDE} and the permission himself
   * @param secret of who speaks; wiped
   * @param code of who speaks; empty without an authenticator program; wiped
   * @param reason 1 to 200 characters
   */
  public LogOn override(
      OperatorSession session,
      Permission permission,
      String manager,
      char[] secret,
      char[] code,
      String reason) {
    return wiping(
        () -> {
          if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("a reason has 1 to 200 characters");
          }
          return overridden(session, permission, manager, secret, code, reason);
        },
        secret,
        code);
  }

  private LogOn overridden(
      OperatorSession session,
      Permission permission,
      String manager,
      char[] secret,
      char[] code,
      String reason) {
    Instant now = settings.clock().instant();
    Proof proof = prover.bySecret(read(manager), secret, code, now);
    AccessRefusal over = sessions.over(session, now);
    AccessRefusal why = over == null ? proof.why() : over;
    Role role = proof.role();
    Operator by = proof.known().operator();
    if (why == null && by != null && by.id().equals(session.operator().id())) {
      why = AccessRefusal.SAME_OPERATOR;
    }
    if (why == null
        && (role == null || !role.allows(Permission.OVERRIDE) || !role.allows(permission))) {
      why = AccessRefusal.NOT_ALLOWED;
    }
    if (why == null && !sessions.hasRoom(now)) {
      why = AccessRefusal.TOO_MANY_SESSIONS;
    }
    if (why != null || role == null || by == null) {
      AccessRefusal reasonWhy = why == null ? AccessRefusal.WRONG : why;
      String act = "OVERRIDE_" + permission.name();
      String who = proof.known().id().orElse(null);
      append(OperatorEntries.refused(who, act, reasonWhy, session.operator().id(), Facts.none()));
      return new LogOn.Refused(reasonWhy, proof.until());
    }
    Instant until = now.plus(settings.override());
    SpokenFor spoken = new SpokenFor(by, role, permission, reason, until);
    OperatorSession lent =
        new OperatorSession(
            this,
            sessions.next(),
            session.operator(),
            session.role(),
            now,
            session.expires(),
            spoken);
    List<Draft> drafts = new ArrayList<>(proof.drafts());
    drafts.add(OperatorEntries.overridden(lent, spoken, new Shown(proof.code(), null, 0)));
    journal.append(drafts, settings.patience());
    sessions.lend(lent, session);
    return new LogOn.Granted(lent);
  }

  /**
   * Enrols the first operator of a till, for whom nobody can speak: refused when there is one.
   *
   * @param secret wiped; empty for none
   */
  public AccessDecision enrolFirst(Operator operator, char[] secret) {
    return wiping(
        () -> {
          if (operators().isEmpty()) {
            return answer(enrolling.enrol(operator, secret, null));
          }
          append(
              OperatorEntries.refused(null, OperatorEntries.ENROL_FIRST, AccessRefusal.NOT_FIRST));
          return new Refused(AccessRefusal.NOT_FIRST);
        },
        secret);
  }

  /**
   * Enrols an operator, or gives a known one a new name, role and secret; wrong tries are forgiven,
   * sessions of the operator end.
   *
   * @param by may {@link Permission#MANAGE_OPERATORS}
   * @param secret wiped; empty for none
   */
  public AccessDecision enrol(OperatorSession by, Operator operator, char[] secret) {
    return managing(by, () -> enrolling.enrol(operator, secret, by.operator().id()), secret);
  }

  /**
   * Takes an operator out; sessions end, and the id logs on no more.
   *
   * @param by may {@link Permission#MANAGE_OPERATORS}
   */
  public AccessDecision retire(OperatorSession by, String operator) {
    return managing(by, () -> enrolling.retire(operator, by.operator().id()));
  }

  /**
   * Says whom a device means by a reference; the journal keeps its index, see {@link
   * AccessSettings.Builder#references}.
   *
   * @param by may {@link Permission#MANAGE_OPERATORS}
   * @param reference as {@link IdentityCheck#identify} answers it
   */
  public AccessDecision bind(
      OperatorSession by, String operator, IdentityCheck.Method method, String reference) {
    return managing(by, () -> enrolling.bind(operator, method, reference, by.operator().id()));
  }

  /**
   * Forgets all by which devices of one kind know an operator, such as a card that was lost;
   * sessions of the operator end.
   *
   * @param by may {@link Permission#MANAGE_OPERATORS}
   */
  public AccessDecision unbind(OperatorSession by, String operator, IdentityCheck.Method method) {
    return managing(by, () -> enrolling.unbind(operator, method, by.operator().id()));
  }

  /**
   * Gives an operator an authenticator program, or a new one: from now on a code is asked for at
   * each log-on, besides the secret.
   *
   * @param by may {@link Permission#MANAGE_OPERATORS}
   * @return the seed, shown once; empty when it was refused, which is in the journal
   */
  public Optional<CodeSeed> enrolCode(OperatorSession by, String operator) {
    List<CodeSeed> seeds = new ArrayList<>();
    managing(
        by,
        () -> {
          AccessRefusal[] why = new AccessRefusal[1];
          enrolling.enrolCode(operator, by.operator().id(), why).ifPresent(seeds::add);
          return seeds.isEmpty() ? why[0] : null;
        });
    return seeds.stream().findFirst();
  }

  private AccessDecision managing(
      OperatorSession by, Supplier<@Nullable AccessRefusal> work, char[]... secrets) {
    return wiping(
        () -> {
          AccessDecision may = require(by, Permission.MANAGE_OPERATORS, Facts.none());
          return may.isAllowed() ? answer(work.get()) : may;
        },
        secrets);
  }

  private static AccessDecision answer(@Nullable AccessRefusal why) {
    return why == null ? new AccessDecision.Allowed() : new Refused(why);
  }

  /** All operators, by id. */
  public List<Operator> operators() {
    catchUp();
    return database.read(operators::list);
  }

  /**
   * What is too old or too weak around access, each with what to do.
   *
   * @param by may {@link Permission#DIAGNOSE}; otherwise nothing is told, and the journal says so
   */
  public List<Weakness> weaknesses(OperatorSession by, AuditRules rules) {
    if (!require(by, Permission.DIAGNOSE, Facts.none()).isAllowed()) {
      return List.of();
    }
    catchUp();
    return new Audit(settings, rules, settings.clock().instant())
        .look(database.read(operators::all), settings.keys(), incidents);
  }

  /** Incidents at this till: what is revoked and frozen. */
  public Incidents incidents() {
    return new Incidents(this, incidents, settings);
  }

  /** With what members show who they are. */
  public Customers customers() {
    return new Customers(this, settings, devices);
  }

  CustomerSecrets.Known customer(String member) {
    journal.awaitFollower(CustomerSecrets.NAME, journal.headSeq(), settings.patience());
    return database.read(tx -> CustomerSecrets.find(tx, member));
  }

  /** Does something that {@link Permission#OVERRIDE} allows; one after the other. */
  AccessDecision speaking(OperatorSession by, Supplier<@Nullable AccessRefusal> work) {
    return inTurn(
        () -> {
          AccessDecision may = require(by, Permission.OVERRIDE, Facts.none());
          return may.isAllowed() ? answer(work.get()) : may;
        });
  }

  /** Does something that {@link Permission#INCIDENT} allows; one after the other. */
  AccessDecision changing(OperatorSession by, Runnable work) {
    return inTurn(
        () -> {
          AccessDecision may = require(by, Permission.INCIDENT, Facts.none());
          if (may.isAllowed()) {
            work.run();
          }
          return may;
        });
  }

  <T> T inTurn(Supplier<T> work) {
    return wiping(work);
  }

  /** What is revoked by now, also where the call that did it failed before it was reloaded. */
  IncidentBook known() {
    if (incidents.isChanged()) {
      reloadIncidents();
    }
    return incidents;
  }

  void reloadIncidents() {
    journal.awaitFollower(IncidentBook.NAME, journal.headSeq(), settings.patience());
    incidents.load(database);
  }

  /**
   * As {@link #require(OperatorSession, Permission, Facts)} with no facts: a permission under a
   * condition on an amount or a sale is refused.
   */
  public AccessDecision require(OperatorSession session, Permission permission) {
    return require(session, permission, Facts.none());
  }

  /**
   * Whether the operator may, now, here: a session that another till gave means nothing. A refusal
   * is in the journal before it is answered, and so is the use of an override.
   *
   * @throws TillwrightException when that cannot be written
   */
  public AccessDecision require(OperatorSession session, Permission permission, Facts facts) {
    AccessRefusal why = decide(session, permission, facts);
    if (why == null && !facts.later() && own(session, permission, facts) != null) {
      why = useOverride(session, facts.subject());
    }
    if (why != null) {
      append(OperatorEntries.refused(session.operator().id(), permission.name(), why, null, facts));
      return new Refused(why);
    }
    return new AccessDecision.Allowed();
  }

  private @Nullable AccessRefusal useOverride(OperatorSession session, String subject) {
    SpokenFor spoken = session.override();
    if (spoken != null && sessions.give(session, subject)) {
      append(OperatorEntries.overrideUsed(session, spoken, subject));
      return null;
    }
    return sessions.isSpokenFor(session, subject) ? null : AccessRefusal.OVERRIDE_USED;
  }

  /**
   * Whether somebody spoke for this act, where a check asks for that, and may do it himself under
   * his conditions; uses it up.
   *
   * @throws TillwrightException when that cannot be written
   */
  public boolean speaksFor(OperatorSession session, Permission permission, Facts facts) {
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
      append(OperatorEntries.overrideUsed(session, spoken, ""));
    }
    return sessions.spend(session);
  }

  private boolean holds(SpokenFor spoken, Permission permission, Facts facts, Instant now) {
    Condition condition = spoken.role().condition(permission);
    return condition != null
        && !known().isRevoked(Revocable.OPERATOR, spoken.by().id())
        && condition.against(facts, spoken.by().id(), now, settings.isOffline()) == null;
  }

  @Nullable AccessRefusal decide(OperatorSession session, Permission permission, Facts facts) {
    Instant now = settings.clock().instant();
    AccessRefusal over = sessions.over(session, now);
    if (over != null) {
      return over;
    }
    IncidentBook book = known();
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
        || incidents.isRevoked(Revocable.OPERATOR, spoken.by().id())
        || !now.isBefore(spoken.until())
        || !sessions.isSpokenFor(session, facts.subject())) {
      return AccessRefusal.OVERRIDE_USED;
    }
    return condition.against(facts, spoken.by().id(), now, settings.isOffline());
  }

  void logOff(OperatorSession session) {
    if (sessions.end(session)) {
      append(OperatorEntries.loggedOff(session.operator().id(), session.number()));
    }
  }

  void endAllOf(String operator) {
    sessions.endAllOf(operator);
  }

  private Duration behind() {
    return database.read(tx -> clock.behind(tx, settings.clock().instant()));
  }

  private Known read(String id) {
    catchUp();
    known();
    return database.read(tx -> operators.find(tx, id));
  }

  /** What was written is counted before the next question is answered. */
  private void catchUp() {
    journal.awaitFollower(Operators.NAME, journal.headSeq(), settings.patience());
  }

  void append(Draft draft) {
    journal.append(draft, settings.patience());
  }

  private <T> T wiping(Supplier<T> work, char[]... secrets) {
    boolean mine = false;
    try {
      mine = turn.tryLock(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
      if (!mine) {
        throw new TillwrightException("access.busy", true, "another log-on takes too long");
      }
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException("access.interrupted", true, "interrupted before a log-on");
    } finally {
      for (char[] secret : secrets) {
        Arrays.fill(secret, '\0');
      }
      if (mine) {
        turn.unlock();
      }
    }
  }
}
