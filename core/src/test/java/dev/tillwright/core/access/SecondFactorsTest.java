package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.IdentityCheck.Method;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked besides a secret, and what somebody else may speak for. */
class SecondFactorsTest {
  private static final char[] NONE = {};

  @TempDir Path dir;
  private final Door.KeptSealer sealer = new Door.KeptSealer();
  private final FixedRandom random = new FixedRandom();
  private Optional<String> finger = Optional.of("template-7");
  private boolean broken;
  private Door door;

  /** Seeds that a test knows. */
  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    byte[] latest = {};

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      latest = bytes.clone();
    }
  }

  /** The books; those who inherit have them elsewhere. */
  Supplier<Database> store() {
    return () -> Database.sqlite(dir.resolve("till.db"));
  }

  @BeforeEach
  void open() {
    Role cashier =
        Role.CASHIER.with(
            Permission.DISCOUNT, Condition.always().atMost(Money.parse("5.00", gbp())));
    door =
        new Door(
            store(),
            it ->
                it.codes(Totp.USUAL, sealer, random)
                    .roles(
                        List.of(cashier, Role.SUPERVISOR, Role.MANAGER, Role.AUDITOR, Role.SUPPORT))
                    .identity(Method.BIOMETRIC, deadline -> finger())
                    .references(new TestIndex())
                    .session(Duration.ofHours(12), Duration.ofHours(2)));
  }

  @org.junit.jupiter.api.AfterEach
  void close() {
    door.close();
  }

  private Optional<String> finger() {
    if (broken) {
      throw new TillwrightException("device.timeout", true, "reader does not answer");
    }
    return finger;
  }

  private static Currency gbp() {
    return Currency.getInstance("GBP");
  }

  private char[] code(int stepsAway) {
    return Totp.USUAL.code(random.latest, Totp.USUAL.step(door.clock.instant()) + stepsAway);
  }

  private LogOn withCode(char[] code) {
    return door.access.logOn("bob", Door.pin("bob"), code);
  }

  private void enrolBob() {
    door.enrolled("bob", "cashier");
    assertThat(door.access.enrolCode(door.on("meg"), "bob")).isPresent();
  }

  @Test
  void code_isAskedForBesidesTheSecret_andTakenOnce() {
    enrolBob();
    assertThat(Door.refusal(door.access.logOn("bob", Door.pin("bob"))))
        .isEqualTo(AccessRefusal.CODE_MISSING);
    char[] code = code(0);
    withCode(code.clone()).orThrow();
    assertThat(Door.refusal(withCode(code.clone()))).isEqualTo(AccessRefusal.CODE_USED);
    assertThat(door.newest().payload())
        .contains("\"operator\":\"bob\"", "LOG_ON", "access.codeUsed");
    // An older one of the window is not taken either, and a restart forgets nothing.
    assertThat(Door.refusal(withCode(code(-1)))).isEqualTo(AccessRefusal.CODE_USED);
    door.restart();
    assertThat(Door.refusal(withCode(code.clone()))).isEqualTo(AccessRefusal.CODE_USED);
    door.clock.move(Duration.ofSeconds(30));
    withCode(code(0)).orThrow();
  }

  @Test
  void codeBeyondTheDrift_isWrong_andLocksOut() {
    enrolBob();
    for (int i = 0; i < 5; i++) {
      assertThat(Door.refusal(withCode(code(2)))).isEqualTo(AccessRefusal.WRONG);
    }
    assertThat(Door.refusal(withCode(code(0)))).isEqualTo(AccessRefusal.LOCKED);
  }

  @Test
  void seed_isInTheJournalSealedOnly() {
    enrolBob();
    String entry = door.entries("operator.codeEnrolled").get(0).payload();
    assertThat(entry).contains("\"seed\":\"AA==\"", "\"by\":\"meg\"");
    assertThat(door.access.enrolCode(door.on("meg"), "nobody")).isEmpty();
  }

  @Test
  void bruteForceOnAPin_isLockedOut_recorded_andLongerEachTime() {
    door.enrolled("bob", "cashier");
    int tried = 0;
    for (int guess = 0; guess < 60; guess++) {
      AccessRefusal why =
          Door.refusal(door.access.logOn("bob", "%04d".formatted(guess).toCharArray()));
      tried += why == AccessRefusal.WRONG ? 1 : 0;
      door.clock.move(Duration.ofSeconds(30));
      if (guess == 25) {
        door.restart();
      }
    }
    // Sixty guesses in thirty minutes: five free, then 30 s, doubling: 60, 120, 240, 480, 960.
    assertThat(tried).isEqualTo(10);
    assertThat(door.entries("operator.refused")).hasSize(60);
  }

  @Test
  void override_isOneEntryWithBoth_andHoldsForOneAct() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    Facts ten = Facts.of(Money.parse("10.00", gbp()));
    assertThat(Door.refusal(bob.require(Permission.DISCOUNT, ten)))
        .contains(AccessRefusal.ABOVE_LIMIT);

    OperatorSession lent = lend(bob, "meg", Permission.DISCOUNT).orThrow();

    JsonIn entry = JsonIn.parse(door.newest().payload());
    assertThat(door.newest().kind()).isEqualTo("operator.overridden");
    assertThat(entry.text("operator") + entry.text("by") + entry.text("permission"))
        .isEqualTo("bobmegDISCOUNT");
    assertThat(lent.operator().id()).isEqualTo("bob");
    assertThat(lent.overriddenBy().orElseThrow().id()).isEqualTo("meg");
    assertThat(lent.allows(Permission.DISCOUNT)).isTrue();
    // For nothing else, and what the cashier may himself uses nothing up.
    assertThat(Door.refusal(lent.require(Permission.OPEN_DRAWER)))
        .contains(AccessRefusal.NOT_ALLOWED);
    assertThat(lent.require(Permission.DISCOUNT, Facts.of(Money.parse("5.00", gbp()))).isAllowed())
        .isTrue();
    assertThat(lent.require(Permission.DISCOUNT, ten).isAllowed()).isTrue();
    assertThat(door.newest().kind()).isEqualTo("operator.overrideUsed");
    assertThat(Door.refusal(lent.require(Permission.DISCOUNT, ten)))
        .contains(AccessRefusal.OVERRIDE_USED);
    assertThat(Door.refusal(bob.require(Permission.DISCOUNT, ten)))
        .contains(AccessRefusal.ABOVE_LIMIT);
  }

  private LogOn lend(OperatorSession to, String by, Permission permission) {
    return door.access.override(to, permission, by, Door.pin(by), NONE, "regular customer");
  }

  @Test
  void override_countsOnceForOneSubject_untilItIsOver() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    OperatorSession lent = lend(bob, "meg", Permission.RETURN_WITHOUT_RECEIPT).orThrow();
    Facts sale = Facts.of(Money.parse("10.00", gbp())).about("sale/1");
    assertThat(lent.require(Permission.RETURN_WITHOUT_RECEIPT, sale).isAllowed()).isTrue();
    assertThat(lent.require(Permission.RETURN_WITHOUT_RECEIPT, sale).isAllowed()).isTrue();
    assertThat(Door.refusal(lent.require(Permission.RETURN_WITHOUT_RECEIPT, sale.about("sale/2"))))
        .contains(AccessRefusal.OVERRIDE_USED);
    door.clock.move(Duration.ofMinutes(5));
    assertThat(Door.refusal(lent.require(Permission.RETURN_WITHOUT_RECEIPT, sale)))
        .contains(AccessRefusal.OVERRIDE_USED);
  }

  @Test
  void forgedOverride_isRefusedAndRecorded() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    door.enrolled("sue", "supervisor");
    door.enrolled("cas", "cashier");
    assertThat(Door.refusal(lend(bob, "bob", Permission.DISCOUNT)))
        .isEqualTo(AccessRefusal.SAME_OPERATOR);
    assertThat(Door.refusal(lend(bob, "cas", Permission.DISCOUNT)))
        .isEqualTo(AccessRefusal.NOT_ALLOWED);
    // Nobody lends what he has not.
    assertThat(Door.refusal(lend(bob, "sue", Permission.CLOSE_DAY)))
        .isEqualTo(AccessRefusal.NOT_ALLOWED);
    LogOn guessed =
        door.access.override(
            bob, Permission.DISCOUNT, "meg", "guess".toCharArray(), NONE, "please");
    assertThat(Door.refusal(guessed)).isEqualTo(AccessRefusal.WRONG);
    assertThat(door.newest().payload())
        .contains("\"operator\":\"meg\"", "OVERRIDE_DISCOUNT", "\"for\":\"bob\"", "access.wrong");
    for (int i = 0; i < 4; i++) {
      door.access.override(bob, Permission.DISCOUNT, "meg", "guess".toCharArray(), NONE, "please");
    }
    assertThat(Door.refusal(lend(bob, "meg", Permission.DISCOUNT))).isEqualTo(AccessRefusal.LOCKED);
    // One that another till gave, with the same number, means nothing here.
    OperatorSession foreign = door.on("sue");
    OperatorSession made =
        new OperatorSession(
            door.access,
            foreign.number(),
            bob.operator(),
            Role.MANAGER,
            bob.since(),
            bob.expires(),
            null);
    assertThat(Door.refusal(made.require(Permission.DISCOUNT))).contains(AccessRefusal.ENDED);
    assertThat(door.newest().payload()).contains("access.ended");
  }

  @Test
  void override_endsWithEitherOfBoth() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    OperatorSession lent = lend(bob, "meg", Permission.OPEN_DRAWER).orThrow();
    bob.logOff();
    assertThat(Door.refusal(lent.require(Permission.OPEN_DRAWER))).contains(AccessRefusal.ENDED);
    door.enrolled("max", "manager");
    OperatorSession again = lend(door.on("bob"), "max", Permission.OPEN_DRAWER).orThrow();
    door.access.retire(door.on("meg"), "max");
    assertThat(Door.refusal(again.require(Permission.OPEN_DRAWER))).contains(AccessRefusal.ENDED);
  }

  @Test
  void session_endsWhenNothingIsDone() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    door.clock.move(Duration.ofHours(2));
    assertThat(bob.require(Permission.SELL).isAllowed()).isTrue();
    door.clock.move(Duration.ofHours(2).plusMillis(1));
    assertThat(Door.refusal(bob.require(Permission.SELL))).contains(AccessRefusal.IDLE);
  }

  @Test
  void whatIsSensitive_asksAgainWhoOneIs() {
    OperatorSession meg = door.on("meg");
    Operator new1 = new Operator("new", "New", "cashier");
    door.clock.move(Duration.ofMinutes(31));
    assertThat(Door.refusal(door.access.enrol(meg, new1, NONE))).contains(AccessRefusal.NOT_FRESH);
    assertThat(meg.require(Permission.CLOSE_DAY).isAllowed()).isTrue();
    assertThat(Door.refusal(door.access.reauthenticate(meg, "wrong".toCharArray(), NONE)))
        .contains(AccessRefusal.WRONG);
    assertThat(door.newest().payload()).contains("REAUTHENTICATE");
    assertThat(door.access.reauthenticate(meg, Door.pin("meg"), NONE).isAllowed()).isTrue();
    assertThat(door.newest().kind()).isEqualTo("operator.reauthenticated");
    assertThat(door.access.enrol(meg, new1, NONE).isAllowed()).isTrue();
  }

  @Test
  void finger_logsOn_whomItWasBoundTo() {
    door.enrolled("bob", "cashier");
    Duration wait = Duration.ofSeconds(1);
    assertThat(Door.refusal(door.access.logOnBy(Method.BIOMETRIC, new char[0], wait)))
        .isEqualTo(AccessRefusal.WRONG);
    door.access.bind(door.on("meg"), "bob", Method.BIOMETRIC, "template-7");
    assertThat(door.newest().payload()).doesNotContain("template-7");
    OperatorSession bob = door.access.logOnBy(Method.BIOMETRIC, new char[0], wait).orThrow();
    assertThat(bob.operator().id()).isEqualTo("bob");
    assertThat(door.newest().payload()).contains("\"method\":\"BIOMETRIC\"");
    finger = Optional.empty();
    assertThat(Door.refusal(door.access.logOnBy(Method.BIOMETRIC, new char[0], wait)))
        .isEqualTo(AccessRefusal.NOT_THERE);
    assertThat(Door.refusal(door.access.logOnBy(Method.CARD, new char[0], wait)))
        .isEqualTo(AccessRefusal.NO_DEVICE);
    door.access.enrolCode(door.on("meg"), "bob");
    finger = Optional.of("template-7");
    assertThat(Door.refusal(door.access.logOnBy(Method.BIOMETRIC, new char[0], wait)))
        .isEqualTo(AccessRefusal.CODE_MISSING);
    door.access.logOnBy(Method.BIOMETRIC, code(0), wait).orThrow();
  }

  @Test
  void readerThatFails_isNoMatch_recorded_andTheCodeIsWiped() {
    door.enrolled("bob", "cashier");
    door.access.bind(door.on("meg"), "bob", Method.BIOMETRIC, "template-7");
    broken = true;
    char[] code = "123456".toCharArray();
    LogOn none = door.access.logOnBy(Method.BIOMETRIC, code, Duration.ofSeconds(1));
    assertThat(Door.refusal(none)).isEqualTo(AccessRefusal.DEVICE_FAILED);
    assertThat(code).containsOnly('\0');
    assertThat(door.newest().kind()).isEqualTo("operator.refused");
    assertThat(door.newest().payload()).contains("access.deviceFailed");
    assertThat(door.access.customers().biometric(door.on("bob"), "m-1", Duration.ofSeconds(1)))
        .contains(AccessRefusal.DEVICE_FAILED);
    broken = false;
    for (String wrong : List.of("", "x".repeat(257))) {
      finger = Optional.of(wrong);
      assertThat(Door.refusal(door.access.logOnBy(Method.BIOMETRIC, NONE, Duration.ofSeconds(1))))
          .isEqualTo(AccessRefusal.DEVICE_FAILED);
    }
    finger = Optional.of("template-7");
    door.access.logOnBy(Method.BIOMETRIC, NONE, Duration.ofSeconds(1)).orThrow();
  }

  @Test
  void clockSetBack_letsOnlyAManagerOn_andIsRecorded() {
    door.enrolled("bob", "cashier");
    door.clock.move(Duration.ofHours(-3));
    assertThat(Door.refusal(door.access.logOn("bob", Door.pin("bob"))))
        .isEqualTo(AccessRefusal.CLOCK_BACK);
    assertThat(JsonIn.parse(door.entries("access.clockBack").get(0).payload()).number("seconds"))
        .isEqualTo(10_800);
    // What was written since at the wrong time, and a restart, make it no better.
    door.restart();
    assertThat(Door.refusal(door.access.logOn("bob", Door.pin("bob"))))
        .isEqualTo(AccessRefusal.CLOCK_BACK);
    door.on("meg");
    assertThat(door.newest().payload()).contains("\"clockBack\":10800");
    door.on("bob");
  }

  @Test
  void networkTime_movesAClockWithoutANotice() {
    door.enrolled("bob", "cashier");
    door.clock.move(Duration.ofSeconds(-59));
    door.on("bob");
    assertThat(door.entries("access.clockBack")).isEmpty();
  }

  @Test
  void rebuiltView_knowsTheSame() {
    enrolBob();
    withCode(code(0)).orThrow();
    door.access.bind(door.on("meg"), "bob", Method.BIOMETRIC, "template-7");
    door.journal.rebuild("access");
    door.journal.awaitFollowers(Duration.ofSeconds(20));
    assertThat(Door.refusal(withCode(code(0)))).isEqualTo(AccessRefusal.CODE_USED);
    assertThatThrownBy(
            () -> door.access.override(door.on("meg"), Permission.SELL, "meg", NONE, NONE, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
