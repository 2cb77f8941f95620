package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may, on a real journal. */
class AccessControlTest {
  private static final Operator ANN = new Operator("ann", "Ann Lee", "manager");
  private static final Operator BOB = new Operator("bob", "Bob", "cashier");

  @TempDir Path dir;
  private final TestClock clock = new TestClock("2026-11-24T08:00:00Z");
  private final PlainHasher hasher = new PlainHasher("v1");
  private Supplier<Database> store;
  private Database database;
  private Journal journal;
  private AccessControl access;

  /** The books; those who inherit have them elsewhere. */
  Supplier<Database> store() {
    return () -> Database.sqlite(dir.resolve("till.db"));
  }

  @BeforeEach
  void open() {
    store = store();
    database = store.get();
    begin(hasher);
  }

  private void begin(@Nullable SecretHasher with) {
    journal = Journal.open(database, "till-01", clock);
    access = AccessControl.open(database, journal, AccessSettings.standard(with, clock));
  }

  private void restart(@Nullable SecretHasher with) {
    close();
    database = store.get();
    begin(with);
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
  }

  private OperatorSession ann() {
    if (access.operators().isEmpty()) {
      allowed(access.enrolFirst(ANN, "1234-ann".toCharArray()));
    }
    return granted(access.logOn("ann", "1234-ann".toCharArray()));
  }

  private OperatorSession bob() {
    allowed(access.enrol(ann(), BOB, "4711".toCharArray()));
    return granted(access.logOn("bob", "4711".toCharArray()));
  }

  private static void allowed(AccessDecision decision) {
    assertThat(decision).isEqualTo(new AccessDecision.Allowed());
  }

  private static void refused(AccessDecision decision, AccessRefusal why) {
    assertThat(decision).isEqualTo(new AccessDecision.Refused(why));
  }

  private static OperatorSession granted(LogOn logOn) {
    return logOn.match(
        LogOn.Granted::session,
        it -> {
          throw new AssertionError(it.code());
        });
  }

  private AccessRefusal refusal(String operator, String secret) {
    return access
        .logOn(operator, secret.toCharArray())
        .match(
            it -> {
              throw new AssertionError("granted");
            },
            LogOn.Refused::refusal);
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    journal.read(1, Long.MAX_VALUE, entries::add);
    return entries;
  }

  private Entry newest() {
    return journal.head().orElseThrow();
  }

  @Test
  void everyRole_mayExactlyWhatStandsInTheTable() {
    Set<Permission> cashier =
        EnumSet.of(
            Permission.SELL,
            Permission.RETURN_WITH_RECEIPT,
            Permission.VOID,
            Permission.REPRINT,
            Permission.TAKE_ORDER,
            Permission.COLLECT_ORDER,
            Permission.ENROL_MEMBER);
    OperatorSession bob = bob();
    OperatorSession ann = ann();
    for (Permission permission : Permission.values()) {
      boolean may = cashier.contains(permission);
      assertThat(bob.allows(permission)).as("cashier " + permission).isEqualTo(may);
      assertThat(bob.require(permission).isAllowed()).isEqualTo(may);
      assertThat(ann.require(permission).isAllowed()).as("manager " + permission).isTrue();
      if (!may) {
        assertThat(newest().payload())
            .contains("\"operator\":\"bob\"", "\"act\":\"" + permission + "\"", "notAllowed");
      }
    }
    assertThat(new Role("nobody", Set.of()).allows(Permission.SELL)).isFalse();
  }

  @Test
  void logOn_isInTheJournal_beforeTheSessionIsGiven() {
    OperatorSession bob = bob();
    assertThat(newest().kind()).isEqualTo("operator.loggedOn");
    assertThat(newest().payload()).contains("\"operator\":\"bob\"", "\"role\":\"cashier\"");
    assertThat(bob.operator()).isEqualTo(BOB);
    assertThat(bob.role()).isEqualTo(Role.CASHIER);
    assertThat(Duration.between(bob.since(), bob.expires())).isEqualTo(Duration.ofHours(12));
    assertThat(bob.toString()).contains("bob");
  }

  @Test
  void secret_isWiped_andNeverWritten() {
    ann();
    char[] right = "1234-ann".toCharArray();
    access.logOn("ann", right);
    char[] wrong = "9876-xyz".toCharArray();
    access.logOn("ann", wrong);
    char[] misplaced = "none".toCharArray();
    access.logOn("1234-typed-as-name", misplaced);
    assertThat(List.of(new String(right), new String(wrong), new String(misplaced)))
        .allMatch(it -> it.chars().allMatch(c -> c == 0));
    for (Entry entry : entries()) {
      assertThat(entry.payload()).doesNotContain("1234-ann", "9876-xyz", "1234-typed");
    }
  }

  @Test
  void wrongSecretAndUnknownOperator_lookTheSame_andCostTheSame() {
    ann();
    int before = hasher.verified;
    assertThat(refusal("ann", "wrong")).isEqualTo(AccessRefusal.WRONG);
    assertThat(refusal("nobody", "wrong")).isEqualTo(AccessRefusal.WRONG);
    assertThat(refusal("nobody", "x".repeat(1_000))).isEqualTo(AccessRefusal.WRONG);
    assertThat(refusal("ann", "x".repeat(1_000))).isEqualTo(AccessRefusal.WRONG);
    assertThat(refusal("ann", "")).isEqualTo(AccessRefusal.WRONG);
    assertThat(hasher.verified - before).isEqualTo(5);
  }

  @Test
  void fiveWrongTries_lockOut_alsoAfterARestart_andLongerEachTime() {
    ann();
    for (int i = 0; i < 5; i++) {
      assertThat(refusal("ann", "wrong" + i)).isEqualTo(AccessRefusal.WRONG);
    }
    restart(hasher);
    int before = hasher.verified;
    LogOn locked = access.logOn("ann", "1234-ann".toCharArray());
    Instant until = clock.instant().plusSeconds(30);
    assertThat(locked).isEqualTo(new LogOn.Refused(AccessRefusal.LOCKED, until));
    assertThat(hasher.verified).isEqualTo(before);
    clock.move(Duration.ofSeconds(29));
    assertThat(refusal("ann", "1234-ann")).isEqualTo(AccessRefusal.LOCKED);
    clock.move(Duration.ofSeconds(1));
    assertThat(refusal("ann", "wrong")).isEqualTo(AccessRefusal.WRONG);
    clock.move(Duration.ofSeconds(59));
    assertThat(refusal("ann", "1234-ann")).isEqualTo(AccessRefusal.LOCKED);
    clock.move(Duration.ofSeconds(1));
    ann();
    assertThat(refusal("ann", "wrong")).isEqualTo(AccessRefusal.WRONG);
    ann();
  }

  @Test
  void lockOut_doublesUpToItsLongest() {
    LockOut lockOut = LockOut.DEFAULT;
    assertThat(lockOut.after(4)).isEqualTo(Duration.ZERO);
    assertThat(lockOut.after(5)).isEqualTo(Duration.ofSeconds(30));
    assertThat(lockOut.after(8)).isEqualTo(Duration.ofMinutes(4));
    assertThat(lockOut.after(12)).isEqualTo(Duration.ofHours(1));
    assertThat(lockOut.after(Long.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new LockOut(0, second, second)).hasMessageContaining("tries");
    assertThatThrownBy(() -> new LockOut(5, second, Duration.ZERO)).hasMessageContaining("second");
    assertThatThrownBy(() -> new LockOut(5, second, Duration.ofDays(31)))
        .hasMessageContaining("30 days");
  }

  @Test
  void guessingFromManyThreads_getsNoMoreTries() throws Exception {
    ann();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<AccessRefusal>> guesses = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String guess = "guess" + i;
        guesses.add(() -> refusal("ann", guess));
      }
      List<AccessRefusal> answers = new ArrayList<>();
      for (Future<AccessRefusal> answer : pool.invokeAll(guesses)) {
        answers.add(answer.get());
      }
      assertThat(answers).filteredOn(it -> it == AccessRefusal.WRONG).hasSize(5);
      assertThat(answers).filteredOn(it -> it == AccessRefusal.LOCKED).hasSize(35);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void withoutAHasher_anOperatorWithASecretIsRefused() {
    ann();
    restart(null);
    assertThat(refusal("ann", "1234-ann")).isEqualTo(AccessRefusal.NO_HASHER);
    assertThat(refusal("nobody", "1234")).isEqualTo(AccessRefusal.WRONG);
    assertThat(newest().payload()).contains("access.wrong");
  }

  @Test
  void withoutAHasher_operatorsWithoutSecretsWork() {
    restart(null);
    refused(access.enrolFirst(ANN, "1234".toCharArray()), AccessRefusal.NO_HASHER);
    allowed(access.enrolFirst(ANN, new char[0]));
    OperatorSession ann = granted(access.logOn("ann", new char[0]));
    refused(access.enrol(ann, BOB, "4711".toCharArray()), AccessRefusal.NO_HASHER);
    assertThat(refusal("ann", "1234")).isEqualTo(AccessRefusal.WRONG);
  }

  @Test
  void session_expires_andEndsWithLogOff() {
    OperatorSession bob = bob();
    clock.move(Duration.ofHours(12).minusMillis(1));
    assertThat(bob.allows(Permission.SELL)).isTrue();
    clock.move(Duration.ofMillis(1));
    refused(bob.require(Permission.SELL), AccessRefusal.EXPIRED);
    assertThat(newest().payload()).contains("access.expired");
    OperatorSession again = granted(access.logOn("bob", "4711".toCharArray()));
    again.logOff();
    assertThat(newest().kind()).isEqualTo("operator.loggedOff");
    long head = journal.headSeq();
    again.logOff();
    assertThat(journal.headSeq()).isEqualTo(head);
    refused(again.require(Permission.SELL), AccessRefusal.ENDED);
  }

  @Test
  void clockSetBack_endsTheSession() {
    OperatorSession bob = bob();
    clock.move(Duration.ofHours(11));
    assertThat(bob.allows(Permission.SELL)).isTrue();
    clock.move(Duration.ofSeconds(-30));
    assertThat(bob.allows(Permission.SELL)).isTrue();
    clock.move(Duration.ofHours(-10));
    refused(bob.require(Permission.SELL), AccessRefusal.CLOCK_BACK);
    clock.move(Duration.ofHours(10));
    refused(bob.require(Permission.SELL), AccessRefusal.ENDED);
  }

  @Test
  void newRoleOrRetirement_endsSessionsAtOnce() {
    OperatorSession bob = bob();
    OperatorSession ann = ann();
    allowed(access.enrol(ann, new Operator("bob", "Bob", "manager"), "4711".toCharArray()));
    refused(bob.require(Permission.SELL), AccessRefusal.ENDED);
    OperatorSession boss = granted(access.logOn("bob", "4711".toCharArray()));
    allowed(boss.require(Permission.CLOSE_DAY));
    allowed(access.retire(ann, "bob"));
    refused(boss.require(Permission.SELL), AccessRefusal.ENDED);
    assertThat(refusal("bob", "4711")).isEqualTo(AccessRefusal.WRONG);
    assertThat(access.operators()).containsExactly(ANN);
    refused(access.retire(ann, "bob"), AccessRefusal.NO_SUCH_OPERATOR);
  }

  @Test
  void lastManager_stays() {
    OperatorSession ann = ann();
    refused(access.retire(ann, "ann"), AccessRefusal.LAST_MANAGER);
    Operator lower = new Operator("ann", "Ann Lee", "cashier");
    refused(access.enrol(ann, lower, "1234-ann".toCharArray()), AccessRefusal.LAST_MANAGER);
    assertThat(access.operators()).containsExactly(ANN);
  }

  @Test
  void enrolling_needsAManager_andIsCheckedAndRecorded() {
    OperatorSession bob = bob();
    Operator eve = new Operator("eve", "Eve", "manager");
    refused(access.enrol(bob, eve, "1234".toCharArray()), AccessRefusal.NOT_ALLOWED);
    refused(access.retire(bob, "ann"), AccessRefusal.NOT_ALLOWED);
    refused(access.enrolFirst(eve, "1234".toCharArray()), AccessRefusal.NOT_FIRST);
    assertThat(newest().payload()).contains("ENROL_FIRST", "access.notFirst");
    OperatorSession ann = ann();
    refused(access.enrol(ann, eve, "123".toCharArray()), AccessRefusal.SECRET_TOO_SHORT);
    char[] endless = "x".repeat(129).toCharArray();
    refused(access.enrol(ann, eve, endless), AccessRefusal.SECRET_TOO_LONG);
    Operator odd = new Operator("eve", "Eve", "king");
    refused(access.enrol(ann, odd, "1234".toCharArray()), AccessRefusal.ROLE_UNKNOWN);
    allowed(access.enrol(ann, eve, "1234".toCharArray()));
    assertThat(newest().payload()).contains("\"by\":\"ann\"", "v1$").doesNotContain("\"1234\"");
  }

  @Test
  void sessionOfAnotherTill_meansNothing() {
    OperatorSession bob = bob();
    Path other = dir.resolve("other.db");
    try (Database theirs = Database.sqlite(other);
        Journal forged = Journal.open(theirs, "till-01", clock)) {
      AccessControl foreign =
          AccessControl.open(theirs, forged, AccessSettings.standard(null, clock));
      allowed(foreign.enrolFirst(new Operator("eve", "Eve", "manager"), new char[0]));
      OperatorSession eve = granted(foreign.logOn("eve", new char[0]));
      allowed(eve.require(Permission.CLOSE_DAY));
      refused(access.require(eve, Permission.SELL), AccessRefusal.ENDED);
      assertThat(newest().payload()).contains("\"operator\":\"eve\"", "access.ended");
      refused(access.enrol(eve, BOB, new char[0]), AccessRefusal.ENDED);
      refused(access.retire(eve, "bob"), AccessRefusal.ENDED);
    }
    allowed(access.require(bob, Permission.SELL));
  }

  @Test
  void roleThatIsNotKnownAnyMore_isRefused() {
    bob();
    close();
    database = store.get();
    journal = Journal.open(database, "till-01", clock);
    access =
        AccessControl.open(
            database,
            journal,
            AccessSettings.builder(hasher, clock).roles(List.of(Role.MANAGER)).build());
    assertThat(refusal("bob", "4711")).isEqualTo(AccessRefusal.ROLE_UNKNOWN);
  }

  @Test
  void oldHash_isReplacedAtLogOn() {
    ann();
    restart(new PlainHasher("v2"));
    ann();
    assertThat(entries()).extracting(Entry::kind).contains("operator.rehashed");
    long head = journal.headSeq();
    ann();
    assertThat(journal.headSeq()).isEqualTo(head + 1);
  }

  @Test
  void rebuiltView_knowsTheSame() {
    bob();
    refusal("bob", "wrong");
    access.retire(ann(), "bob");
    journal.awaitFollowers(Duration.ofSeconds(20));
    List<String> before = rows();
    journal.rebuild("access");
    journal.awaitFollowers(Duration.ofSeconds(20));
    assertThat(rows()).isEqualTo(before).hasSize(2);
    assertThat(access.operators()).containsExactly(ANN);
  }

  private List<String> rows() {
    return database.read(
        tx ->
            tx.list(
                "select id, name, role, secret_hash, retired, wrong_tries, last_wrong"
                    + " from access_operator order by id",
                row ->
                    row.text(1)
                        + row.text(2)
                        + row.text(3)
                        + row.optionalText(4)
                        + row.number(5)
                        + row.number(6)
                        + row.number(7)));
  }

  @Test
  void tooManySessions_areRefused_untilSomeExpire() {
    allowed(access.enrolFirst(ANN, new char[0]));
    for (int i = 0; i < 1_000; i++) {
      granted(access.logOn("ann", new char[0]));
    }
    assertThat(refusal("ann", "")).isEqualTo(AccessRefusal.TOO_MANY_SESSIONS);
    clock.move(Duration.ofHours(13));
    granted(access.logOn("ann", new char[0]));
  }

  @Test
  void withoutAJournal_nobodyIsLoggedOn() {
    ann();
    journal.close();
    char[] secret = "1234-ann".toCharArray();
    assertThatThrownBy(() -> access.logOn("ann", secret)).isInstanceOf(RuntimeException.class);
    assertThat(secret).containsOnly('\0');
  }

  @Test
  void interruptedLogOn_isRefused_andTheSecretWiped() {
    ann();
    char[] secret = "1234-ann".toCharArray();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> access.logOn("ann", secret))
          .isInstanceOf(TillwrightException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(secret).containsOnly('\0');
  }

  @Test
  void refusals_haveCodesOfTheirOwn() {
    Set<String> codes = new HashSet<>();
    for (AccessRefusal refusal : AccessRefusal.values()) {
      assertThat(refusal.code()).startsWith("access.");
      assertThat(refusal.sentence()).isNotBlank();
      assertThat(codes.add(refusal.code())).isTrue();
    }
    LogOn.Refused wrong = new LogOn.Refused(AccessRefusal.WRONG, null);
    assertThat(wrong.code()).isEqualTo("access.wrong");
    assertThat(wrong.sentence()).isEqualTo(AccessRefusal.WRONG.sentence());
    AccessDecision no = new AccessDecision.Refused(AccessRefusal.WRONG);
    assertThat(no.match(() -> "yes", it -> it.refusal().code())).isEqualTo("access.wrong");
    assertThat(new AccessDecision.Allowed().match(() -> "yes", it -> "no")).isEqualTo("yes");
  }

  @Test
  void operatorsAndSettingsBeyondTheirBounds_areRefused() {
    assertThatThrownBy(() -> new Operator(" ", "A", "cashier")).hasMessageContaining("id");
    assertThatThrownBy(() -> new Operator("a\nb", "A", "cashier")).hasMessageContaining("id");
    assertThatThrownBy(() -> new Operator("a", "x".repeat(201), "cashier"))
        .hasMessageContaining("name");
    assertThatThrownBy(() -> new Role("Big Boss", Set.of())).hasMessageContaining("role");
    List<Role> twice = List.of(Role.CASHIER, Role.CASHIER);
    AccessSettings.Builder builder = AccessSettings.builder(null, clock);
    assertThatThrownBy(() -> builder.roles(twice)).hasMessageContaining("one name");
    Duration hour = Duration.ofHours(1);
    assertThatThrownBy(() -> builder.patience(hour)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.session(hour, Duration.ofHours(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.override(Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
