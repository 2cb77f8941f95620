package dev.tillwright.core.access;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.AccessDecision.Refused;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * when it throws; what was typed as the name of an unknown operator is not kept but under a keyed
 * index, by which it locks out as a known one does.
 *
 * <p><b>Not promised.</b> Someone who sets the machine's clock forward shortens a lock-out; the
 * journal's times show it. A PIN of four digits can be tried out by whoever has the journal's file,
 * at the cost of one hash a try.
 *
 * <p>Safe for several threads. Log-ons and changes of operators go one at a time, which bounds both
 * guessing and memory.
 */
public final class AccessControl {
  private final AccessSettings settings;
  private final AccessBooks books;
  private final Sessions sessions;
  private final Decider decider;
  private final LogOns logOns;
  private final Devices devices;
  private final Enrolling enrolling;
  private final Turn turn;

  private AccessControl(AccessBooks books, AccessSettings settings) {
    this.settings = settings;
    this.books = books;
    this.sessions = new Sessions(settings.idle());
    this.decider = new Decider(settings, books, sessions);
    this.logOns = new LogOns(this, settings, books, sessions);
    this.devices = new Devices(settings);
    this.enrolling = new Enrolling(books, sessions, settings, devices);
    this.turn = new Turn(settings.patience());
  }

  /**
   * Begins to control access with what the journal knows, and follows it under the names {@code
   * access}, {@code incidents} and {@code customers}.
   *
   * @param database the journal's
   */
  public static AccessControl open(Database database, Journal journal, AccessSettings settings) {
    return new AccessControl(AccessBooks.open(database, journal, settings), settings);
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
    return turn.take(() -> logOns.bySecret(operator, secret, code), secret, code);
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
        return logOns.refused(nobody);
      }
      List<String> shown = devices.references(Devices.OPERATOR, method, seen.reference());
      return turn.take(() -> logOns.byDevice(method, shown, code));
    } finally {
      Arrays.fill(code, '\0');
    }
  }

  /**
   * Shows again who one is, for what is sensitive; see {@link AccessSettings#fresh}. A wrong try
   * counts as one at a log-on.
   *
   * @param secret wiped
   * @param code empty without an authenticator program; wiped
   */
  public AccessDecision reauthenticate(OperatorSession session, char[] secret, char[] code) {
    return turn.take(() -> logOns.again(session, secret, code), secret, code);
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
    return turn.take(
        () -> logOns.spokenFor(session, permission, manager, secret, code, reason), secret, code);
  }

  /**
   * Enrols the first operator of a till, for whom nobody can speak: refused when there is one.
   *
   * @param secret wiped; empty for none
   */
  public AccessDecision enrolFirst(Operator operator, char[] secret) {
    return turn.take(
        () -> {
          if (operators().isEmpty()) {
            return answer(enrolling.enrol(operator, secret, null));
          }
          books.append(
              OperatorEntries.refused(
                  (String) null, OperatorEntries.ENROL_FIRST, AccessRefusal.NOT_FIRST));
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
    return turn.take(
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
    return books.operators();
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
    return new Audit(settings, rules, settings.clock().instant())
        .look(books.all(), settings.keys(), books.incidents());
  }

  /** Incidents at this till: what is revoked and frozen. */
  public Incidents incidents() {
    return new Incidents(this, books, settings);
  }

  /** With what members show who they are. */
  public Customers customers() {
    return new Customers(this, settings, devices);
  }

  CustomerSecrets.Known customer(String member) {
    return books.customer(member);
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
    return turn.take(work);
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
    return decider.require(session, permission, facts);
  }

  /**
   * Whether somebody spoke for this act, where a check asks for that, and may do it himself under
   * his conditions; uses it up.
   *
   * @throws TillwrightException when that cannot be written
   */
  public boolean speaksFor(OperatorSession session, Permission permission, Facts facts) {
    return decider.speaksFor(session, permission, facts);
  }

  @Nullable AccessRefusal decide(OperatorSession session, Permission permission, Facts facts) {
    return decider.decide(session, permission, facts);
  }

  void logOff(OperatorSession session) {
    if (sessions.end(session)) {
      append(OperatorEntries.loggedOff(session.operator().id(), session.number()));
    }
  }

  void endAllOf(String operator) {
    sessions.endAllOf(operator);
  }

  void append(Draft draft) {
    books.append(draft);
  }
}
