package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.EnvelopeSealer;
import dev.tillwright.crypto.seal.HmacIndex;
import dev.tillwright.crypto.seal.JdbcSubjectKeys;
import dev.tillwright.crypto.seal.SubjectKeys;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.member.Cap;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.Consent;
import dev.tillwright.loyalty.member.ConsentSource;
import dev.tillwright.loyalty.member.ContactAnswer;
import dev.tillwright.loyalty.member.ContactCheck;
import dev.tillwright.loyalty.member.ContactDesk;
import dev.tillwright.loyalty.member.ContactGate;
import dev.tillwright.loyalty.member.ContactPolicy;
import dev.tillwright.loyalty.member.ContactRequest;
import dev.tillwright.loyalty.member.ContactSender;
import dev.tillwright.loyalty.member.ContactText;
import dev.tillwright.loyalty.member.Enrolled;
import dev.tillwright.loyalty.member.Enrolment;
import dev.tillwright.loyalty.member.Glance;
import dev.tillwright.loyalty.member.Identifier;
import dev.tillwright.loyalty.member.MemberCounter;
import dev.tillwright.loyalty.member.MemberId;
import dev.tillwright.loyalty.member.MemberResult;
import dev.tillwright.loyalty.member.Members;
import dev.tillwright.loyalty.member.Preference;
import dev.tillwright.loyalty.member.Profile;
import dev.tillwright.loyalty.member.Purpose;
import dev.tillwright.loyalty.member.QuietHours;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.concurrent.Executor;

/** Members, consent and contact. The pages docs/members.md and docs/contact.md show it. */
public final class MembersTour {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private MembersTour() {}

  /** The members of a till's journal. */
  public static Members open(Till till, Database database, SoftwareKeys keys) {
    // docs: open
    SubjectKeys subjects = JdbcSubjectKeys.over(database, Clock.systemUTC()); // crypto
    Members members =
        Members.over(
                till.journal(),
                EnvelopeSealer.open(keys, subjects), // a key for each member
                HmacIndex.open(keys, subjects)) // finds what is sealed
            .open();
    // docs: end
    return members;
  }

  /** A new member, or who it is already. */
  public static MemberId enrol(Members members, OperatorSession ann, String phone) {
    // docs: enrol
    Enrolled enrolled =
        members.enrol(
            ann,
            Enrolment.by(Identifier.phone(phone))
                .and(Identifier.app("acct-7781"))
                .profile(
                    Profile.builder()
                        .name("Jo Bloggs")
                        .zone(LONDON)
                        .sms(phone)
                        .email("jo.bloggs@example.org")
                        .build())
                .consent(
                    new Consent(
                        Channel.EMAIL, Purpose.MARKETING, "terms/2", ConsentSource.TILL, "form 77"))
                .build());
    MemberId member =
        enrolled.match(
            fresh -> fresh.id(),
            known -> known.id(),
            several -> several.ids().iterator().next()); // a person decides, and may merge
    // docs: end
    return member;
  }

  /** What a member says later. */
  public static void say(Members members, OperatorSession ann, MemberId member) {
    // docs: say
    members.withdraw(
        ann, member, EnumSet.of(Channel.SMS), EnumSet.allOf(Purpose.class), ConsentSource.WEB);
    members.prefer(ann, member, Preference.DO_NOT_CALL, true, ConsentSource.CALL);
    // docs: end
  }

  /** The gate, with what is sent by. */
  public static ContactDesk gate(Members members, ContactSender email, Executor threads) {
    // docs: gate
    ContactPolicy policy =
        ContactPolicy.named("house/1", LONDON)
            .quiet(
                Purpose.TRANSACTIONAL, QuietHours.nightly(LocalTime.of(22, 0), LocalTime.of(7, 0)))
            .cap(Cap.overall(1, Duration.ofDays(1)))
            .cap(Cap.on(Channel.VOICE, 2, Duration.ofDays(30)))
            .build();
    ContactDesk gate = ContactDesk.over(members, policy, threads).sender(email).open();
    // docs: end
    return gate;
  }

  /** One contact, or the reason why not. */
  public static String ask(ContactGate gate, MemberId member) {
    // docs: ask
    ContactAnswer answer =
        gate.ask(
            new ContactRequest(
                "spring-2026/" + member, // the same key never makes a second contact
                member,
                Channel.EMAIL,
                Purpose.MARKETING,
                new ContactText("spring-2026/3", "New teas", "Dear {name}, the teas are in.")),
            Duration.ofSeconds(20));
    String said =
        answer.match(refused -> "not made: " + refused.reason(), made -> "made: " + made.outcome());
    // docs: end
    return said;
  }

  /** Whether a code that a customer reads out is ours. */
  public static String check(ContactDesk gate, String code) {
    // docs: check
    ContactCheck check = gate.verifyContact(code); // "42-7K9Q-FM2X"
    String said =
        check.match(
            genuine -> "ours, " + genuine.channel() + " of " + genuine.at(),
            () -> "not ours",
            () -> "too many wrong codes, try again in a minute");
    // docs: end
    return said;
  }

  /** A member at the till. */
  public static Glance glance(
      Members members,
      Database own,
      Executor threads,
      OperatorSession ann,
      String phone,
      Duration deadline) {
    // docs: glance
    MemberCounter counter = MemberCounter.over(members, new LedgerQueries(own)).open(own, threads);
    Glance glance = counter.glance(ann, Identifier.phone(phone), deadline); // 300 ms
    String shown =
        glance.match(
            seen ->
                seen.glance().available()
                    + " points"
                    + (seen.glance().isSnapshot() ? ", as of " + seen.glance().asOf() : ""),
            () -> "not a member yet",
            () -> "cannot be said now");
    // docs: end
    System.out.println(shown);
    return glance;
  }

  /** What is held, and the end of it. */
  public static MemberResult leave(
      Members members, OperatorSession manager, MemberId member, OutputStream file) {
    // docs: leave
    members.export(manager, member, "request/2026-17", file);
    MemberResult erased = members.erase(manager, member, "request/2026-17");
    // docs: end
    return erased;
  }
}
