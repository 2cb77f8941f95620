package dev.tillwright.loyalty.member;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.loyalty.member.MemberRows.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The contact gate over a journal's members.
 *
 * <p><b>Guarantees.</b> Those of {@link ContactGate}. What was decided was decided on all that is
 * in the journal: consents, contacts and mergers of one journal go one at a time, only the sending
 * itself goes side by side. A crash between an attempt and its outcome leaves it {@link
 * ContactOutcome#UNKNOWN} unless the carrier knows better; it is not sent again. Asked to stop, the
 * gate withdraws consent to the channel in the entry beside the outcome. What a sender said and the
 * journal could not take is written by the next call, before anything else is decided; when the
 * program ends before that, it is unknown, and {@link #resolve} asks the carrier.
 *
 * <p><b>Not promised.</b> Caps count what this journal knows: have one gate for a shop, in the
 * journal where its members are.
 *
 * <p><b>Threads.</b> Any number at once. A call waits for its turn, the journal and the view as
 * {@link Members} says, and for the sender as long as its deadline says.
 */
public final class ContactDesk implements ContactGate {
  /** So often a contact is tried whose attempts never left the house. */
  public static final int MAX_ATTEMPTS = 5;

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final String SENDER = "sender";
  private static final String RECOVERY = "recovery";

  private final ContactDeskBuilder settings;
  private final Members members;
  private final Turn turn;
  private final GateRules rules;
  private final GenuineCodes codes;
  private final CodeChecks checks;
  private final Unresolved unresolved;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * What senders said and the journal does not have yet. Each change writes it down first, so that
   * there are no more than contacts under way.
   */
  private final Map<String, ContactOutcome> unwritten = new ConcurrentHashMap<>();

  ContactDesk(ContactDeskBuilder settings) {
    this.settings = settings;
    members = settings.members;
    turn = members.turn();
    rules = new GateRules(settings.policy, turn.journal().terminal());
    codes = members.seals().codes();
    checks = new CodeChecks(turn, codes);
    unresolved = new Unresolved(turn, settings.senders, underWay::contains);
  }

  /**
   * The gate over these members; have one for a journal.
   *
   * @param policy hours and caps
   * @param executor runs senders; threads that may block
   */
  public static ContactDeskBuilder over(Members members, ContactPolicy policy, Executor executor) {
    return new ContactDeskBuilder(members, policy, executor);
  }

  ContactDesk opened() {
    turn.take(
        () -> {
          var unused = turn.append(List.of(new Draft("contact.policy", settings.policy.toJson())));
          unresolved.endOpen();
          return true;
        });
    return this;
  }

  @Override
  public ContactAnswer ask(ContactRequest request, Duration deadline) {
    if (deadline.toMillis() < 1 || deadline.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a deadline is from one millisecond to five minutes");
    }
    Decision decision =
        turn.take(
            () -> {
              writeDown();
              return decide(request);
            });
    Send send = decision.send();
    return send == null ? decision.answer() : sent(send, deadline);
  }

  private ContactAnswer sent(Send send, Duration deadline) {
    ContactView contact = send.contact();
    try {
      ContactOutcome outcome =
          new Sending(send.sender(), send.message(), deadline, late -> late(contact, late))
              .on(settings.executor);
      write(contact, outcome);
      return new ContactAnswer.Made(contact.contact(), outcome);
    } finally {
      underWay.remove(contact.contact());
    }
  }

  /** What a sender said is kept until it is in the journal: it may be that the member said stop. */
  private void write(ContactView contact, ContactOutcome outcome) {
    var unused =
        unwritten.merge(
            contact.contact(),
            outcome,
            (before, now) -> now == ContactOutcome.UNKNOWN ? before : now);
    turn.take(
        () -> {
          writeDown();
          return true;
        });
  }

  private void writeDown() {
    unwritten.forEach(
        (name, outcome) -> {
          CodeChecks.find(turn, name).ifPresent(it -> end(it, outcome, SENDER));
          var unused = unwritten.remove(name, outcome);
        });
  }

  @Override
  public Optional<ContactAnswer.Made> made(String key) {
    return turn.take(
        () -> {
          writeDown();
          return turn.read(rows -> rows.byKey(key))
              .map(
                  it ->
                      new ContactAnswer.Made(
                          it.contact(), it.outcome().orElse(ContactOutcome.UNKNOWN)));
        });
  }

  @Override
  public Optional<Instant> madeAt(String contact) {
    String terminal = turn.journal().terminal();
    return turn.take(
        () -> {
          Instant now = turn.now();
          if (turn.read(rows -> rows.clock(terminal)).isBehind(now.toEpochMilli())) {
            var unused = turn.append(List.of(new ContactEntries.Looked(now).draft()));
          }
          return CodeChecks.find(turn, contact)
              .map(it -> turn.read(rows -> rows.madeAt(it, terminal, now)));
        });
  }

  @Override
  public List<MemberId> numbers(MemberId member) {
    turn.settle();
    return turn.read(rows -> rows.person(member)).map(Person::numbers).orElse(List.of(member));
  }

  /** What goes out once the turn is given back. */
  private record Send(ContactView contact, ContactSender sender, ContactMessage message) {}

  private record Decision(ContactAnswer answer, @Nullable Send send) {}

  private Decision decide(ContactRequest request) {
    Instant now = turn.now();
    Optional<Person> person = turn.read(rows -> rows.person(request.member()));
    Optional<ContactView> before = turn.read(rows -> rows.byKey(request.key()));
    MemberId root = person.map(Person::id).orElse(request.member());
    ContactEntries.Wish wish =
        new ContactEntries.Wish(
            request.key(),
            request.member(),
            root,
            request.channel(),
            request.purpose(),
            request.text().wording(),
            settings.policy.id(),
            now);
    if (before.isPresent()) {
      if (!same(before.get(), request) && !free(before.get())) {
        return refused(wish, ContactRefusal.KEY_CONFLICT);
      }
      Optional<Decision> again = again(before.get(), wish);
      if (again.isPresent()) {
        return again.get();
      }
    }
    if (person.isEmpty()) {
      return refused(wish, ContactRefusal.NO_SUCH_MEMBER);
    }
    Optional<Profile> profile = profile(person.get());
    ZoneId zone = profile.flatMap(Profile::zone).orElse(settings.policy.zone());
    Optional<ContactAnswer.Refused> against =
        turn.read(rows -> rules.against(rows, person.get(), request, zone, now));
    if (against.isPresent()) {
      return refused(wish, against.get());
    }
    Optional<String> address = profile.flatMap(it -> it.address(request.channel()));
    if (address.isEmpty()) {
      return refused(wish, ContactRefusal.NO_ADDRESS);
    }
    ContactSender sender = settings.senders.get(request.channel());
    if (sender == null) {
      return refused(wish, ContactRefusal.NO_SENDER);
    }
    int attempt = before.map(it -> it.attempt() + 1).orElse(1);
    long seq =
        turn.append(List.of(new ContactEntries.Attempted(wish, attempt).draft())).get(0).seq();
    ContactView contact =
        turn.read(rows -> rows.byName(turn.journal().terminal(), seq)).orElseThrow();
    underWay.add(contact.contact());
    return new Decision(
        new ContactAnswer.Made(contact.contact(), ContactOutcome.UNKNOWN),
        new Send(contact, sender, message(contact, profile.get(), address.get(), request.text())));
  }

  private Optional<Profile> profile(Person person) {
    String sealed = person.root().profile();
    return sealed.isEmpty() ? Optional.empty() : members.seals().profile(person.id(), sealed);
  }

  private ContactMessage message(
      ContactView contact, Profile profile, String address, ContactText text) {
    String foot =
        settings
            .foot
            .replace("{slip}", codes.ofMember(contact.member()))
            .replace("{code}", codes.ofContact(contact));
    // The name goes in last: what a name says is never taken for a place to fill.
    return new ContactMessage(
        contact,
        profile.language(),
        address,
        text.subject().replace("{name}", profile.name()),
        text.body().replace("{name}", profile.name()) + "\n\n" + foot);
  }

  private static boolean same(ContactView before, ContactRequest request) {
    return before.asked().equals(request.member())
        && before.channel() == request.channel()
        && before.purpose() == request.purpose()
        && before.wording().equals(request.text().wording());
  }

  /** It certainly never left the house, so that nothing was made under its key. */
  private boolean free(ContactView before) {
    return before.outcome().filter(it -> it == ContactOutcome.NOT_SENT).isPresent()
        && !underWay.contains(before.contact());
  }

  /** The answer to a key that was used; none when its attempt never left the house. */
  private Optional<Decision> again(ContactView before, ContactEntries.Wish wish) {
    ContactOutcome outcome = before.outcome().orElse(ContactOutcome.UNKNOWN);
    boolean goesOut = underWay.contains(before.contact());
    if (before.outcome().isEmpty() && !goesOut) {
      end(before, ContactOutcome.UNKNOWN, RECOVERY); // the outcome could not be written then
    }
    if (outcome == ContactOutcome.NOT_SENT && goesOut) {
      outcome = ContactOutcome.UNKNOWN; // somebody reported it while the sender is still at it
    }
    if (outcome != ContactOutcome.NOT_SENT) {
      return Optional.of(new Decision(new ContactAnswer.Made(before.contact(), outcome), null));
    }
    return before.attempt() < MAX_ATTEMPTS
        ? Optional.empty()
        : Optional.of(refused(wish, ContactRefusal.TRIED_TOO_OFTEN));
  }

  private Decision refused(ContactEntries.Wish wish, ContactRefusal reason) {
    return refused(wish, new ContactAnswer.Refused(reason, Optional.empty()));
  }

  private Decision refused(ContactEntries.Wish wish, ContactAnswer.Refused why) {
    var unused = turn.append(List.of(new ContactEntries.Refused(wish, why.reason()).draft()));
    return new Decision(why, null);
  }

  private void end(ContactView contact, ContactOutcome outcome, String by) {
    Instant now = turn.now();
    List<Draft> drafts = new ArrayList<>();
    drafts.add(new ContactEntries.Ended(contact.contact(), outcome, now, by).draft());
    if (outcome == ContactOutcome.ASKED_TO_STOP) {
      drafts.addAll(stop(contact, now, by));
    }
    var unused = turn.append(drafts);
  }

  private List<Draft> stop(ContactView contact, Instant now, String by) {
    Optional<Person> person =
        turn.read(rows -> rows.person(contact.member())).filter(it -> !it.root().erased());
    if (person.isEmpty()) {
      return List.of();
    }
    Statements statements =
        new Statements(
            person.get().id(), by, now, MemberChanges.newest(turn, person.get()), members.seals());
    List<Draft> drafts =
        new ArrayList<>(
            statements.withdrawn(
                Set.of(contact.channel()), EnumSet.allOf(Purpose.class), ConsentSource.REPLY));
    if (contact.channel() == Channel.VOICE) {
      drafts.add(statements.preferred(Preference.DO_NOT_CALL, true, ConsentSource.REPLY));
    }
    return drafts;
  }

  /** The sender answered after it was given up. */
  private void late(ContactView contact, ContactOutcome outcome) {
    if (outcome == ContactOutcome.UNKNOWN) {
      return;
    }
    try {
      write(contact, outcome);
    } catch (TillwrightException | IllegalStateException e) {
      // The journal fails: the next call writes it. Where there is none, resolve asks the carrier.
    }
  }

  /**
   * Asks carriers what became of contacts that are unknown, at most 100 a call: the oldest first,
   * each call those behind the ones before, and then from the oldest on again. A carrier that knows
   * nothing leaves them as they are.
   *
   * @param deadline for each question
   * @return how many are known now
   */
  public int resolve(Duration deadline) {
    List<ContactView> unknown =
        turn.take(
            () -> {
              writeDown();
              return unresolved.next();
            });
    int known = 0;
    for (ContactView each : unknown) {
      Optional<ContactOutcome> outcome = unresolved.outcome(each, deadline);
      if (outcome.isPresent()) {
        turn.take(
            () -> {
              end(each, outcome.get(), SENDER);
              return true;
            });
        known++;
      }
    }
    return known;
  }

  /**
   * A person, or a carrier's report, says what became of a contact: that it arrived, came back, or
   * that a call was answered. {@code UNKNOWN} never stands against what is known, and what went out
   * is never taken as not sent.
   *
   * @param session may manage members
   * @param contact as in {@link ContactAnswer.Made#contact}
   * @return {@code DONE} or {@code UNKNOWN}
   */
  public MemberResult report(OperatorSession session, String contact, ContactOutcome outcome) {
    Members.need(session, Permission.MANAGE_MEMBERS);
    return turn.take(
        () -> {
          Optional<ContactView> found = CodeChecks.find(turn, contact);
          found.ifPresent(it -> end(it, outcome, session.operator().id()));
          return found.isPresent() ? MemberResult.DONE : MemberResult.UNKNOWN;
        });
  }

  /** The code that stands on a member's slips and in every message to the member. */
  public String slipCode(MemberId member) {
    return codes.ofMember(members.queries().current(member));
  }

  /**
   * Says whether a code that a customer reads out is one of this shop's contacts. Small and capital
   * letters, blanks and hyphens make no difference. After 30 wrong codes within a minute none is
   * looked at.
   */
  public ContactCheck verifyContact(String code) {
    return checks.check(code);
  }
}
