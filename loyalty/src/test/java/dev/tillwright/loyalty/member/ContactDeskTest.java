package dev.tillwright.loyalty.member;

import static dev.tillwright.loyalty.member.MemberShop.outcome;
import static dev.tillwright.loyalty.member.MemberShop.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.member.VirtualSender.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E13: one gate, what passes it and what not, and what stays when things go wrong. */
class ContactDeskTest {
  private static final String PHONE = "+447700900123";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path dir;
  private MemberShop shop;
  private MemberId ann;

  @BeforeEach
  void open() {
    shop = new MemberShop(dir, MemberShop.policy());
    ann = shop.agreed(PHONE);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> kinds() {
    return shop.entries("contact.").stream()
        .map(entry -> entry.kind())
        .filter(kind -> !kind.equals("contact.policy"))
        .toList();
  }

  @Test
  void contact_isInTheJournalBefore_andItsOutcomeAfter_withoutAddressOrText() {
    ContactAnswer answer = shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING);
    assertThat(outcome(answer)).contains(ContactOutcome.SENT);
    assertThat(kinds()).containsExactly("contact.attempted", "contact.ended");
    ContactMessage message = shop.sender(Channel.SMS).delivered().get(0);
    assertThat(message.address()).isEqualTo(PHONE);
    assertThat(message.body()).startsWith("Hello Ann Bloggs\n\n");
    assertThat(message.toString()).doesNotContain("900123", "Bloggs");
    shop.entries("")
        .forEach(entry -> assertThat(entry.payload()).doesNotContain("900123", "Bloggs", "Hello"));
  }

  @Test
  void refusal_isRecorded_withItsReason() {
    MemberId nobody = MemberId.of("m-nobody");
    assertThat(reason(shop.ask("k1", nobody, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactRefusal.NO_SUCH_MEMBER);
    assertThat(reason(shop.ask("k2", ann, Channel.SMS, Purpose.FEEDBACK)))
        .contains(ContactRefusal.NO_CONSENT);
    assertThat(
            shop.entries(ContactEntries.Refused.KIND).stream()
                .map(entry -> JsonIn.parse(entry.payload()).text("reason")))
        .containsExactly("NO_SUCH_MEMBER", "NO_CONSENT");
  }

  @Test
  void transactional_needsNoConsent_butWithdrawalHoursAndDoNotContactStopIt() {
    MemberId bare =
        shop.enrol(
            Enrolment.by(Identifier.app("a"))
                .profile(MemberShop.profile("+447700900456", MemberShop.LONDON)));
    assertThat(reason(shop.ask("k1", bare, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactRefusal.NO_CONSENT);
    for (int each = 0; each < 5; each++) {
      assertThat(shop.ask("t" + each, bare, Channel.SMS, Purpose.TRANSACTIONAL).allowed())
          .as("caps do not count it")
          .isTrue();
    }
    shop.now = Instant.parse("2026-03-02T23:00:00Z");
    assertThat(shop.ask("k2", bare, Channel.SMS, Purpose.TRANSACTIONAL))
        .isEqualTo(
            new ContactAnswer.Refused(
                ContactRefusal.QUIET_HOURS, Optional.of(Instant.parse("2026-03-03T08:00:00Z"))));
    shop.now = MemberShop.NOON;
    shop.members.withdraw(
        shop.bob, bare, Set.of(Channel.SMS), Set.of(Purpose.TRANSACTIONAL), ConsentSource.REPLY);
    assertThat(reason(shop.ask("k3", bare, Channel.SMS, Purpose.TRANSACTIONAL)))
        .contains(ContactRefusal.WITHDRAWN);
    shop.members.prefer(shop.bob, bare, Preference.DO_NOT_CONTACT, true, ConsentSource.TILL);
    assertThat(reason(shop.ask("k4", bare, Channel.EMAIL, Purpose.TRANSACTIONAL)))
        .contains(ContactRefusal.DO_NOT_CONTACT);
  }

  @Test
  void partnersOffers_needConsentAndSharing_whichIsOffAtFirst() {
    shop.members.consent(
        shop.bob, ann, MemberShop.consent(Channel.EMAIL, Purpose.PARTNER_MARKETING));
    assertThat(reason(shop.ask("k1", ann, Channel.EMAIL, Purpose.PARTNER_MARKETING)))
        .contains(ContactRefusal.NOT_SHARED);
    shop.members.prefer(shop.bob, ann, Preference.THIRD_PARTY_SHARING, true, ConsentSource.PAPER);
    assertThat(shop.ask("k2", ann, Channel.EMAIL, Purpose.PARTNER_MARKETING).allowed()).isTrue();
  }

  @Test
  void cap_holdsToTheMillisecond() {
    assertThat(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING).allowed()).isTrue();
    shop.now = MemberShop.NOON.plus(DAY).minusMillis(1);
    assertThat(shop.ask("k2", ann, Channel.EMAIL, Purpose.MARKETING))
        .isEqualTo(
            new ContactAnswer.Refused(
                ContactRefusal.OVERALL_CAP, Optional.of(MemberShop.NOON.plus(DAY))));
    shop.now = MemberShop.NOON.plus(DAY);
    assertThat(shop.ask("k2", ann, Channel.EMAIL, Purpose.MARKETING).allowed()).isTrue();
  }

  @Test
  void contactOfAClockThatWasBehind_countsOnceItIsPutRight() {
    shop.ask("k0", MemberId.of("m-other"), Channel.SMS, Purpose.MARKETING);
    shop.now = Instant.parse("2020-01-01T12:00:00Z");
    assertThat(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING).allowed()).isTrue();
    Instant right = MemberShop.NOON.plus(Duration.ofHours(1));
    shop.now = right;
    assertThat(shop.ask("k2", ann, Channel.EMAIL, Purpose.MARKETING))
        .isEqualTo(
            new ContactAnswer.Refused(ContactRefusal.OVERALL_CAP, Optional.of(right.plus(DAY))));
    shop.now = right.plus(DAY).minusMillis(1);
    assertThat(reason(shop.ask("k2", ann, Channel.EMAIL, Purpose.MARKETING)))
        .contains(ContactRefusal.OVERALL_CAP);
    shop.now = right.plus(DAY);
    assertThat(shop.ask("k2", ann, Channel.EMAIL, Purpose.MARKETING).allowed()).isTrue();
  }

  @Test
  void contactOfAClockThatWasAhead_countsUntilThen_andOthersAreNotHeldUpByIt() {
    shop.now = MemberShop.NOON.plus(DAY.multipliedBy(1_000));
    assertThat(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING).allowed()).isTrue();
    shop.now = MemberShop.NOON;
    assertThat(reason(shop.ask("k2", ann, Channel.EMAIL, Purpose.MARKETING)))
        .contains(ContactRefusal.OVERALL_CAP);
    MemberId ben = shop.agreed("+447700900124");
    assertThat(shop.ask("k3", ben, Channel.SMS, Purpose.MARKETING).allowed()).isTrue();
    shop.now = MemberShop.NOON.plus(Duration.ofHours(8));
    assertThat(reason(shop.ask("k4", ben, Channel.SMS, Purpose.TRANSACTIONAL))).isEmpty();
    shop.now = MemberShop.NOON.plus(DAY);
    assertThat(shop.ask("k5", ben, Channel.SMS, Purpose.MARKETING).allowed()).isTrue();
  }

  @Test
  void askedToStop_isNotLost_whenItsEntryCannotBeWrittenAtOnce() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    shop.patience = Duration.ofSeconds(1);
    Members busy = shop.reopened().members;
    VirtualSender carrier = VirtualSender.of(Channel.SMS).next(Fault.STOP);
    ContactSender held =
        new ContactSender() {
          @Override
          public Channel channel() {
            return Channel.SMS;
          }

          @Override
          public ContactOutcome send(ContactMessage message, Duration deadline) {
            sent.countDown();
            await(taken);
            return carrier.send(message, deadline);
          }
        };
    ContactDesk gate =
        ContactDesk.over(busy, MemberShop.policy(), task -> new Thread(task).start())
            .sender(held)
            .open();
    Thread other =
        new Thread(
            () -> {
              await(sent);
              busy.turn()
                  .take(
                      () -> {
                        taken.countDown();
                        await(over);
                        return true;
                      });
            });
    other.start();
    ContactRequest request = MemberShop.request("k1", ann, Channel.SMS, Purpose.MARKETING);
    assertThatThrownBy(() -> gate.ask(request, MemberShop.PATIENCE))
        .isInstanceOf(TillwrightException.class)
        .hasMessageContaining("takes too long");
    over.countDown();
    other.join();
    shop.now = shop.now.plus(DAY.multipliedBy(3));
    assertThat(
            reason(
                gate.ask(
                    MemberShop.request("k2", ann, Channel.SMS, Purpose.MARKETING),
                    MemberShop.PATIENCE)))
        .contains(ContactRefusal.WITHDRAWN);
    assertThat(outcome(gate.ask(request, MemberShop.PATIENCE)))
        .contains(ContactOutcome.ASKED_TO_STOP);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keyWhoseContactNeverLeftTheHouse_mayGoByAnotherChannel() {
    shop.sender(Channel.SMS).next(Fault.DOWN);
    assertThat(outcome(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.NOT_SENT);
    assertThat(outcome(shop.ask("k1", ann, Channel.EMAIL, Purpose.MARKETING)))
        .contains(ContactOutcome.SENT);
    assertThat(reason(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactRefusal.KEY_CONFLICT);
    ContactRequest other = MemberShop.request("k1", ann, Channel.SMS, Purpose.MARKETING);
    assertThat(outcome(shop.gate.once(other, MemberShop.PATIENCE))).contains(ContactOutcome.SENT);
    assertThat(shop.sender(Channel.SMS).delivered()).isEmpty();
    assertThat(shop.sender(Channel.EMAIL).delivered()).hasSize(1);
  }

  @Test
  void calls_areContacts_withTheirOwnCap_doNotCall_andOutcome() {
    shop.sender(Channel.VOICE).next(Fault.NO_ANSWER);
    assertThat(outcome(shop.ask("c1", ann, Channel.VOICE, Purpose.MARKETING)))
        .contains(ContactOutcome.NO_ANSWER);
    shop.now = shop.now.plus(DAY.multipliedBy(2));
    assertThat(outcome(shop.ask("c2", ann, Channel.VOICE, Purpose.MARKETING)))
        .contains(ContactOutcome.ANSWERED);
    shop.now = shop.now.plus(DAY.multipliedBy(2));
    assertThat(reason(shop.ask("c3", ann, Channel.VOICE, Purpose.MARKETING)))
        .contains(ContactRefusal.CHANNEL_CAP);
    shop.members.prefer(shop.bob, ann, Preference.DO_NOT_CALL, true, ConsentSource.CALL);
    assertThat(reason(shop.ask("c4", ann, Channel.VOICE, Purpose.TRANSACTIONAL)))
        .contains(ContactRefusal.DO_NOT_CALL);
    assertThat(shop.members.queries().contacts(ann, 10))
        .extracting(each -> each.outcome().orElseThrow())
        .containsExactly(ContactOutcome.ANSWERED, ContactOutcome.NO_ANSWER);
  }

  @Test
  void askedToStop_withdrawsTheChannel_inTheSameBreath() {
    shop.sender(Channel.VOICE).next(Fault.STOP);
    assertThat(outcome(shop.ask("c1", ann, Channel.VOICE, Purpose.MARKETING)))
        .contains(ContactOutcome.ASKED_TO_STOP);
    assertThat(shop.members.queries().consent(ann, Channel.VOICE, Purpose.MARKETING))
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(shop.members.queries().wants(ann, Preference.DO_NOT_CALL)).isTrue();
    assertThat(shop.members.queries().consent(ann, Channel.SMS, Purpose.MARKETING))
        .isEqualTo(ConsentState.GIVEN);
  }

  @Test
  void sameKey_isOneContact_andOtherContent_aConflict() {
    ContactAnswer first = shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING);
    assertThat(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)).isEqualTo(first);
    assertThat(reason(shop.ask("k1", ann, Channel.EMAIL, Purpose.MARKETING)))
        .contains(ContactRefusal.KEY_CONFLICT);
    assertThat(shop.sender(Channel.SMS).delivered()).hasSize(1);
    assertThat(shop.sender(Channel.EMAIL).delivered()).isEmpty();
  }

  @Test
  void carrierDown_neitherCountsNorUsesTheKeyUp_untilItWasTriedOften() {
    VirtualSender sms = shop.sender(Channel.SMS);
    for (int attempt = 1; attempt <= ContactDesk.MAX_ATTEMPTS; attempt++) {
      sms.next(Fault.DOWN);
      assertThat(outcome(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
          .contains(ContactOutcome.NOT_SENT);
    }
    assertThat(reason(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactRefusal.TRIED_TOO_OFTEN);
    assertThat(outcome(shop.ask("k2", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.SENT);
    assertThat(sms.delivered()).hasSize(1);
  }

  @Test
  void unknown_isNotSentAgain_counts_andIsAskedFor() {
    shop.sender(Channel.SMS).next(Fault.ANSWER_LOST);
    assertThat(outcome(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.UNKNOWN);
    assertThat(outcome(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.UNKNOWN);
    assertThat(reason(shop.ask("k2", ann, Channel.EMAIL, Purpose.MARKETING)))
        .contains(ContactRefusal.OVERALL_CAP);
    assertThat(shop.gate.resolve(MemberShop.PATIENCE)).isEqualTo(1);
    assertThat(outcome(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.SENT);
    assertThat(shop.sender(Channel.SMS).delivered()).hasSize(1);
  }

  @Test
  void breakingCarrier_isUnknown_andFreeAgain_whenItSaysThatNothingWentOut() {
    shop.sender(Channel.SMS).next(Fault.BREAKS);
    assertThat(outcome(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.UNKNOWN);
    assertThat(shop.gate.resolve(MemberShop.PATIENCE)).isEqualTo(1);
    assertThat(outcome(shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.SENT);
  }

  @Test
  void lateAnswer_isUnknownAtFirst_andWrittenDownWhenItComes() throws Exception {
    shop.sender(Channel.SMS).next(Fault.LATE);
    ContactAnswer answer =
        shop.gate.ask(
            MemberShop.request("k1", ann, Channel.SMS, Purpose.MARKETING), Duration.ofMillis(1));
    assertThat(outcome(answer))
        .hasValueSatisfying(
            it -> assertThat(it).isIn(ContactOutcome.UNKNOWN, ContactOutcome.NOT_SENT));
    while (outcome(answer).equals(Optional.of(ContactOutcome.UNKNOWN))
        && shop.members.queries().contact("k1").orElseThrow().outcome().orElseThrow()
            != ContactOutcome.SENT) {
      Thread.onSpinWait();
    }
    assertThat(shop.sender(Channel.SMS).delivered()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void crashBeforeTheOutcome_isUnknown_andNotSentAgain() {
    ContactView open = attemptWithoutOutcome();
    shop = shop.reopened();
    assertThat(shop.members.queries().contact(open.key()).orElseThrow().outcome())
        .contains(ContactOutcome.UNKNOWN);
    assertThat(outcome(shop.ask(open.key(), ann, Channel.SMS, Purpose.MARKETING)))
        .contains(ContactOutcome.UNKNOWN);
    assertThat(shop.sender(Channel.SMS).delivered()).isEmpty();
  }

  private Draft attempt(String key, MemberId member) {
    return new ContactEntries.Attempted(
            new ContactEntries.Wish(
                key,
                member,
                member,
                Channel.SMS,
                Purpose.MARKETING,
                "spring/1",
                "house/1",
                shop.now),
            1)
        .draft();
  }

  private ContactView attemptWithoutOutcome() {
    shop.journal.append(attempt("k-crash", ann), MemberShop.PATIENCE);
    shop.journal.awaitFollowers(MemberShop.PATIENCE);
    return shop.members.queries().contact("k-crash").orElseThrow();
  }

  @Test
  void codes_tellAGenuineContact_fromAGuess() {
    shop.ask("k1", ann, Channel.EMAIL, Purpose.MARKETING);
    String body = shop.sender(Channel.EMAIL).delivered().get(0).body();
    assertThat(body).contains(shop.gate.slipCode(ann));
    String code = body.substring(body.lastIndexOf(' ') + 1);
    assertThat(code).matches("[0-9]+-[0-9A-Z]{4}-[0-9A-Z]{4}");
    ContactCheck genuine =
        new ContactCheck.Genuine(Channel.EMAIL, Purpose.MARKETING, MemberShop.NOON);
    assertThat(shop.gate.verifyContact(code)).isEqualTo(genuine);
    assertThat(shop.gate.verifyContact(code.toLowerCase(Locale.ROOT).replace("-", " ")))
        .isEqualTo(genuine);
    for (int at = code.length() - 1; code.charAt(at) != '-'; at--) {
      char other = code.charAt(at) == '7' ? '8' : '7';
      String guess = code.substring(0, at) + other + code.substring(at + 1);
      assertThat(shop.gate.verifyContact(guess)).isInstanceOf(ContactCheck.NotOurs.class);
    }
    assertThat(shop.gate.verifyContact("no code")).isInstanceOf(ContactCheck.NotOurs.class);
    for (int wrong = 5; wrong < 30; wrong++) {
      assertThat(shop.gate.verifyContact("1-0000-000" + wrong % 10))
          .isInstanceOf(ContactCheck.NotOurs.class);
    }
    assertThat(shop.gate.verifyContact(code)).isInstanceOf(ContactCheck.TooMany.class);
  }

  @Test
  void report_knowsBetter_butNeverLess() {
    String contact =
        shop.ask("k1", ann, Channel.EMAIL, Purpose.MARKETING)
            .match(refused -> "", made -> made.contact());
    assertThat(shop.gate.report(shop.ann, contact, ContactOutcome.UNDELIVERABLE))
        .isEqualTo(MemberResult.DONE);
    shop.gate.report(shop.ann, contact, ContactOutcome.UNKNOWN);
    shop.gate.report(shop.ann, contact, ContactOutcome.NOT_SENT);
    assertThat(shop.members.queries().contact("k1").orElseThrow().outcome())
        .contains(ContactOutcome.UNDELIVERABLE);
    assertThat(shop.gate.report(shop.ann, "till-01/999999", ContactOutcome.SENT))
        .isEqualTo(MemberResult.UNKNOWN);
    assertThat(shop.gate.report(shop.ann, "nonsense", ContactOutcome.SENT))
        .isEqualTo(MemberResult.UNKNOWN);
  }

  @Test
  void manyAtOnce_doNotPassACapTogether() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int each = 0; each < 8; each++) {
      String key = "race-" + each;
      threads.add(new Thread(() -> shop.ask(key, ann, Channel.SMS, Purpose.MARKETING)));
    }
    threads.forEach(Thread::start);
    for (Thread each : threads) {
      each.join();
    }
    assertThat(shop.sender(Channel.SMS).delivered()).hasSize(1);
    assertThat(shop.entries(ContactEntries.Refused.KIND)).hasSize(7);
  }

  @Test
  void resolve_comesToThoseBehind_whatNoCarrierKnows() {
    List<Draft> lost = new ArrayList<>();
    for (int each = 0; each < 100; each++) {
      lost.add(attempt("lost-" + each, MemberId.of("m-other")));
    }
    shop.journal.append(lost, MemberShop.PATIENCE);
    shop.sender(Channel.SMS).next(Fault.ANSWER_LOST);
    shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING);
    assertThat(shop.gate.resolve(MemberShop.PATIENCE)).isZero();
    assertThat(shop.members.queries().contact("lost-7").orElseThrow().outcome())
        .as("an outcome that could not be written")
        .contains(ContactOutcome.UNKNOWN);
    assertThat(shop.gate.resolve(MemberShop.PATIENCE)).isEqualTo(1);
    assertThat(shop.members.queries().contact("k1").orElseThrow().outcome())
        .contains(ContactOutcome.SENT);
    assertThat(shop.gate.resolve(MemberShop.PATIENCE)).as("from the oldest on again").isZero();
  }

  @Test
  void reportOfNotSent_sendsNoSecondTime_whileTheSenderIsStillAtIt() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger sent = new AtomicInteger();
    ContactSender slow =
        new ContactSender() {
          @Override
          public Channel channel() {
            return Channel.SMS;
          }

          @Override
          public ContactOutcome send(ContactMessage message, Duration deadline) {
            sent.incrementAndGet();
            began.countDown();
            try {
              return goOn.await(1, TimeUnit.MINUTES) ? ContactOutcome.SENT : ContactOutcome.UNKNOWN;
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    ContactDesk gate =
        ContactDesk.over(shop.members, MemberShop.policy(), task -> new Thread(task).start())
            .sender(slow)
            .open();
    ContactRequest request = MemberShop.request("k1", ann, Channel.SMS, Purpose.MARKETING);
    Thread first = new Thread(() -> gate.ask(request, MemberShop.PATIENCE));
    first.start();
    began.await();
    String contact = shop.members.queries().contact("k1").orElseThrow().contact();
    gate.report(shop.ann, contact, ContactOutcome.NOT_SENT);
    assertThat(outcome(gate.ask(request, MemberShop.PATIENCE))).contains(ContactOutcome.UNKNOWN);
    goOn.countDown();
    first.join();
    assertThat(outcome(gate.ask(request, MemberShop.PATIENCE))).contains(ContactOutcome.SENT);
    assertThat(sent).hasValue(1);
  }

  @Test
  void deadlines_areBounded() {
    ContactRequest request = MemberShop.request("k1", ann, Channel.SMS, Purpose.MARKETING);
    assertThatThrownBy(() -> shop.gate.ask(request, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shop.gate.ask(request, Duration.ofMinutes(6)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
