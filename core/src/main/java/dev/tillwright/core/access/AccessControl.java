package dev.tillwright.core.access;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.AccessDecision.Refused;
import dev.tillwright.core.access.Operators.Known;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * wrong secret and gets the same answer. Secrets are wiped before a call returns, also when it
 * throws; what was typed as the name of an unknown operator is not kept.
 *
 * <p><b>Not promised.</b> Someone who can set the machine's clock can shorten a lock-out; the
 * journal's times show it. A PIN of four digits can be tried out by whoever has the journal's file,
 * at the cost of one hash a try.
 *
 * <p>Safe for several threads. Log-ons and changes of operators go one at a time, which bounds both
 * guessing and memory.
 */
public final class AccessControl {
  private static final int MIN_SECRET = 4;
  private static final int MAX_SECRET = 128;

  private final Database database;
  private final Journal journal;
  private final AccessSettings settings;
  private final Operators operators = new Operators();
  private final Sessions sessions = new Sessions();
  private final ReentrantLock turn = new ReentrantLock(true);
  private final @Nullable String dummyHash;

  private AccessControl(Database database, Journal journal, AccessSettings settings) {
    this.database = database;
    this.journal = journal;
    this.settings = settings;
    SecretHasher hasher = settings.hasher();
    this.dummyHash = hasher == null ? null : hasher.hash("nobody has this".toCharArray());
  }

  /**
   * Begins to control access with what the journal knows, and follows it under the name {@code
   * access}.
   *
   * @param database the journal's
   */
  public static AccessControl open(Database database, Journal journal, AccessSettings settings) {
    AccessControl access = new AccessControl(database, journal, settings);
    journal.follow(access.operators);
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
    return wiping(secret, () -> decideLogOn(operator, secret));
  }

  private LogOn decideLogOn(String id, char[] secret) {
    Known known = read(id);
    Optional<Instant> locked =
        settings.lockOut().until(known.wrongTries(), known.lastWrong(), settings.clock().instant());
    if (locked.isPresent()) {
      return refuseLogOn(known, AccessRefusal.LOCKED, locked.get());
    }
    Operator operator = known.operator();
    if (known.secretHash() != null && settings.hasher() == null) {
      return refuseLogOn(known, AccessRefusal.NO_HASHER, null);
    }
    if (!isRight(known, secret) || operator == null) {
      return refuseLogOn(known, AccessRefusal.WRONG, null);
    }
    Optional<Role> role = role(operator.role());
    if (role.isEmpty()) {
      return refuseLogOn(known, AccessRefusal.ROLE_UNKNOWN, null);
    }
    Instant now = settings.clock().instant();
    if (!sessions.hasRoom(now)) {
      return refuseLogOn(known, AccessRefusal.TOO_MANY_SESSIONS, null);
    }
    long number = sessions.next();
    List<Draft> drafts = rehashed(known, secret);
    drafts.add(OperatorEntries.loggedOn(operator, number));
    journal.append(drafts, settings.patience());
    OperatorSession session =
        new OperatorSession(this, number, operator, role.get(), now, now.plus(settings.session()));
    sessions.begin(session);
    return new LogOn.Granted(session);
  }

  private boolean isRight(Known known, char[] secret) {
    SecretHasher hasher = settings.hasher();
    boolean hasOne = known.secretHash() != null;
    if (known.operator() != null && !hasOne) {
      return secret.length == 0;
    }
    String stored = hasOne ? known.secretHash() : dummyHash;
    if (hasher == null || stored == null) {
      return false;
    }
    boolean usable = secret.length >= 1 && secret.length <= MAX_SECRET;
    // A secret that cannot be right costs as much as one that is merely wrong.
    boolean verified = hasher.verify(usable ? secret : new char[] {'x'}, stored);
    return verified && usable && hasOne;
  }

  private List<Draft> rehashed(Known known, char[] secret) {
    List<Draft> drafts = new ArrayList<>();
    SecretHasher hasher = settings.hasher();
    if (hasher != null && known.secretHash() != null && hasher.needsRehash(known.secretHash())) {
      drafts.add(OperatorEntries.rehashed(known.id().orElseThrow(), hasher.hash(secret)));
    }
    return drafts;
  }

  private LogOn refuseLogOn(Known known, AccessRefusal why, @Nullable Instant until) {
    append(OperatorEntries.refused(known.id().orElse(null), OperatorEntries.LOG_ON, why));
    return new LogOn.Refused(why, until);
  }

  /**
   * Enrols the first operator of a till, for whom nobody can speak: refused when there is one.
   *
   * @param secret wiped; empty for none
   */
  public AccessDecision enrolFirst(Operator operator, char[] secret) {
    return wiping(
        secret,
        () -> {
          if (all().isEmpty()) {
            return enrol(operator, secret, null);
          }
          append(
              OperatorEntries.refused(null, OperatorEntries.ENROL_FIRST, AccessRefusal.NOT_FIRST));
          return new Refused(AccessRefusal.NOT_FIRST);
        });
  }

  /**
   * Enrols an operator, or gives a known one a new name, role and secret; wrong tries are forgiven,
   * sessions of the operator end.
   *
   * @param by may {@link Permission#MANAGE_OPERATORS}
   * @param secret wiped; empty for none
   */
  public AccessDecision enrol(OperatorSession by, Operator operator, char[] secret) {
    return wiping(
        secret,
        () -> {
          AccessDecision may = require(by, Permission.MANAGE_OPERATORS);
          if (!may.isAllowed()) {
            return may;
          }
          boolean manages = role(operator.role()).filter(AccessControl::manages).isPresent();
          return !manages && isLastManager(operator.id())
              ? new Refused(AccessRefusal.LAST_MANAGER)
              : enrol(operator, secret, by.operator().id());
        });
  }

  private AccessDecision enrol(Operator operator, char[] secret, @Nullable String by) {
    AccessRefusal why = enrolRefusal(operator, secret);
    if (why != null) {
      return new Refused(why);
    }
    SecretHasher hasher = settings.hasher();
    String hash = secret.length == 0 || hasher == null ? null : hasher.hash(secret);
    append(OperatorEntries.enrolled(operator, hash, by));
    sessions.endAllOf(operator.id());
    return new AccessDecision.Allowed();
  }

  private @Nullable AccessRefusal enrolRefusal(Operator operator, char[] secret) {
    if (role(operator.role()).isEmpty()) {
      return AccessRefusal.ROLE_UNKNOWN;
    } else if (secret.length == 0) {
      return null;
    } else if (settings.hasher() == null) {
      return AccessRefusal.NO_HASHER;
    } else if (secret.length < MIN_SECRET) {
      return AccessRefusal.SECRET_TOO_SHORT;
    }
    return secret.length > MAX_SECRET ? AccessRefusal.SECRET_TOO_LONG : null;
  }

  /**
   * Takes an operator out; sessions end, and the id logs on no more.
   *
   * @param by may {@link Permission#MANAGE_OPERATORS}
   */
  public AccessDecision retire(OperatorSession by, String operator) {
    return wiping(
        new char[0],
        () -> {
          AccessDecision may = require(by, Permission.MANAGE_OPERATORS);
          if (!may.isAllowed()) {
            return may;
          } else if (read(operator).operator() == null) {
            return new Refused(AccessRefusal.NO_SUCH_OPERATOR);
          } else if (isLastManager(operator)) {
            return new Refused(AccessRefusal.LAST_MANAGER);
          }
          append(OperatorEntries.retired(operator, by.operator().id()));
          sessions.endAllOf(operator);
          return new AccessDecision.Allowed();
        });
  }

  /** All operators, by id. */
  public List<Operator> operators() {
    return all();
  }

  /**
   * Whether the operator may, now, here: a session that another till gave means nothing. A refusal
   * is in the journal before it is answered.
   *
   * @throws TillwrightException when a refusal cannot be written
   */
  public AccessDecision require(OperatorSession session, Permission permission) {
    AccessDecision decision = decide(session, permission);
    if (decision instanceof Refused refused) {
      String id = session.operator().id();
      append(OperatorEntries.refused(id, permission.name(), refused.refusal()));
    }
    return decision;
  }

  AccessDecision decide(OperatorSession session, Permission permission) {
    AccessRefusal over = sessions.over(session, settings.clock().instant());
    if (over != null) {
      return new Refused(over);
    }
    return session.role().allows(permission)
        ? new AccessDecision.Allowed()
        : new Refused(AccessRefusal.NOT_ALLOWED);
  }

  void logOff(OperatorSession session) {
    if (sessions.end(session)) {
      append(OperatorEntries.loggedOff(session.operator().id(), session.number()));
    }
  }

  private boolean isLastManager(String id) {
    List<String> managers =
        all().stream()
            .filter(it -> role(it.role()).filter(AccessControl::manages).isPresent())
            .map(Operator::id)
            .toList();
    return managers.equals(List.of(id));
  }

  private static boolean manages(Role role) {
    return role.allows(Permission.MANAGE_OPERATORS);
  }

  private Optional<Role> role(String name) {
    return settings.roles().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private List<Operator> all() {
    catchUp();
    return database.read(operators::list);
  }

  private Known read(String id) {
    catchUp();
    return database.read(tx -> operators.find(tx, id));
  }

  /** What was written is counted before the next question is answered. */
  private void catchUp() {
    journal.awaitFollower(Operators.NAME, journal.headSeq(), settings.patience());
  }

  private void append(Draft draft) {
    journal.append(draft, settings.patience());
  }

  private <T> T wiping(char[] secret, Supplier<T> work) {
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
      Arrays.fill(secret, '\0');
      if (mine) {
        turn.unlock();
      }
    }
  }
}
