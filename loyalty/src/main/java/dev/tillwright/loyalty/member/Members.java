package dev.tillwright.loyalty.member;

import dev.tillwright.core.access.AccessDecision;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.loyalty.member.MemberRows.Person;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Members of a shop: recognised by what they show, enrolled in one step, merged and separated,
 * erased and told what is held on them.
 *
 * <p><b>Guarantees.</b>
 *
 * <ul>
 *   <li>Everything it does is an entry of the journal, in which nothing about a person stands in
 *       clear. What goes in here comes out in two places only: {@link #export}, for the person, and
 *       a message that passed the {@link ContactGate}, for its sender.
 *   <li>Erasing destroys the person's key; entries, points and reports stay as they are, under
 *       numbers that mean nobody. Cut short, it is finished when members are opened again.
 *   <li>One identifier is one member's in one journal. Where two terminals did not see each other,
 *       {@link MemberQueries#duplicates} shows it.
 *   <li>Who changes a contact or an identifier is seen by the fraud signals, too: a {@code
 *       guard.changed} stands beside.
 * </ul>
 *
 * <p><b>Not promised.</b> A payment card's token stands in the payments of its sales, too, and
 * stays in the books. Backups hold what they held.
 *
 * <p><b>Threads.</b> Any number; one changes at a time. Have one for a journal. Each call waits for
 * its turn, the journal and the view, each at most as long as the patience.
 *
 * <p><b>Errors.</b> {@link RefusedException} when the operator may not; {@link
 * dev.tillwright.core.TillwrightException} {@code member.busy} (retryable), and those of the
 * journal, the database and the sealer.
 */
public final class Members {
  private static final int MAX_COUNTERS = 16;

  private final Turn turn;
  private final MemberSeals seals;
  private final MembersBuilder settings;
  private final MemberChanges changes;
  private final Mergers mergers;
  private final List<MemberCounter> counters = new CopyOnWriteArrayList<>();

  Members(MembersBuilder settings, Journal journal, Sealer sealer, KeyedIndex index) {
    this.settings = settings;
    this.seals = new MemberSeals(sealer, index);
    this.turn = new Turn(journal, settings.clock, settings.patience);
    this.changes = new MemberChanges(turn, seals);
    this.mergers = new Mergers(turn);
  }

  /**
   * The members of a journal.
   *
   * @param journal that keeps everything
   * @param sealer keeps what is known of people unreadable; its keys may lie in the same database
   * @param index makes it findable
   */
  public static MembersBuilder over(Journal journal, Sealer sealer, KeyedIndex index) {
    return new MembersBuilder(journal, sealer, index);
  }

  /** Finishes erasures that a crash cut short. */
  Members opened() {
    turn.take(
        () -> {
          new Erasure(turn, seals).finish();
          return true;
        });
    return this;
  }

  Turn turn() {
    return turn;
  }

  MemberSeals seals() {
    return seals;
  }

  /** Reads who is a member and what members agreed to. */
  public MemberQueries queries() {
    return new MemberQueries(turn.journal().database());
  }

  /**
   * The member who shows this, by the number that stays; none when nobody is known by it. Of
   * several who were enrolled under it, the one who was first.
   *
   * @param session may sell
   */
  public Optional<MemberId> identify(OperatorSession session, Identifier shown) {
    need(session, Permission.SELL);
    String idx = seals.index(shown);
    turn.settle();
    return turn.read(
        rows ->
            rows.holders(shown.kind(), idx).stream()
                .findFirst()
                .flatMap(rows::person)
                .map(Person::id));
  }

  /**
   * Enrols a member in one step.
   *
   * @param session may enrol members
   */
  public Enrolled enrol(OperatorSession session, Enrolment enrolment) {
    need(session, Permission.ENROL_MEMBER);
    return changes.enrol(session.operator().id(), enrolment, settings.random);
  }

  /**
   * Recognises a member by one thing more.
   *
   * @param session may enrol members
   */
  public MemberResult identifyBy(OperatorSession session, MemberId member, Identifier identifier) {
    need(session, Permission.ENROL_MEMBER);
    return changes.identifyBy(session.operator().id(), member, identifier);
  }

  /**
   * Recognises a member by this no more.
   *
   * @param session may enrol members
   */
  public MemberResult forget(OperatorSession session, MemberId member, Identifier identifier) {
    need(session, Permission.ENROL_MEMBER);
    return changes.forget(session.operator().id(), member, identifier);
  }

  /**
   * Puts this in place of all that was known of a member.
   *
   * @param session may enrol members
   */
  public MemberResult describe(OperatorSession session, MemberId member, Profile profile) {
    need(session, Permission.ENROL_MEMBER);
    return changes.describe(session.operator().id(), member, profile);
  }

  /**
   * Writes down that a member agrees.
   *
   * @param session may enrol members
   */
  public MemberResult consent(OperatorSession session, MemberId member, Consent consent) {
    need(session, Permission.ENROL_MEMBER);
    return changes.consent(session.operator().id(), member, consent);
  }

  /**
   * Writes down that a member takes consent back, or never wants it; also where nothing was agreed
   * to, for it forbids.
   *
   * @param session may enrol members
   * @param channels by what
   * @param purposes what for
   */
  public MemberResult withdraw(
      OperatorSession session,
      MemberId member,
      Set<Channel> channels,
      Set<Purpose> purposes,
      ConsentSource source) {
    need(session, Permission.ENROL_MEMBER);
    return changes.withdraw(session.operator().id(), member, channels, purposes, source);
  }

  /**
   * Writes down what a member wants.
   *
   * @param session may enrol members
   * @param on whether, from here on
   */
  public MemberResult prefer(
      OperatorSession session,
      MemberId member,
      Preference preference,
      boolean on,
      ConsentSource source) {
    need(session, Permission.ENROL_MEMBER);
    return changes.prefer(session.operator().id(), member, preference, on, source);
  }

  /**
   * Makes two numbers one member's. The one that stays keeps its profile and consents; the other's
   * identifiers find it, what either forbade stays forbidden, and contacts with both count
   * together. Points stay on the account of the number that earned them; see docs/members.md for
   * moving them.
   *
   * @param session may manage members
   * @param from is taken in
   * @param into stays
   */
  public MemberResult merge(OperatorSession session, MemberId from, MemberId into) {
    need(session, Permission.MANAGE_MEMBERS);
    return mergers.merge(session.operator().id(), from, into);
  }

  /**
   * Takes a merger back: the number stands by itself again, with what was merged into it before,
   * and with its own profile, consents and identifiers as they were left.
   *
   * @param session may manage members
   * @param member the number that was taken in
   */
  public MemberResult unmerge(OperatorSession session, MemberId member) {
    need(session, Permission.MANAGE_MEMBERS);
    return mergers.unmerge(session.operator().id(), member);
  }

  /**
   * Forgets a person under all numbers, for ever. Once it returns, nothing in the journal, the view
   * or their files says who it was; what backups hold ends as the sealer's documentation says.
   *
   * @param session may manage members
   * @param reason a word such as {@code request/2026-17}, never data
   * @return {@code DONE}, {@code UNKNOWN}, or {@code ERASED} when it was begun before; what was
   *     left of it is done then
   * @throws dev.tillwright.core.TillwrightException also {@code store.locked} (retryable) when
   *     somebody reads the database for too long: the person is forgotten, the log's old bytes are
   *     not gone yet; call again, as after an error of the sealer
   */
  public MemberResult erase(OperatorSession session, MemberId member, String reason) {
    need(session, Permission.MANAGE_MEMBERS);
    Values.word("reason", reason);
    return turn.take(
        () -> {
          try {
            return new Erasure(turn, seals).erase(session.operator().id(), member, reason);
          } finally { // also when the keys could not be reached, or old bytes not be taken out
            queries()
                .find(member)
                .filter(MemberView::erased)
                .ifPresent(it -> counters.forEach(counter -> counter.forget(it.numbers())));
          }
        });
  }

  /** A till's own memory, from which an erased member goes as well. */
  void remembers(MemberCounter counter) {
    if (counters.size() >= MAX_COUNTERS) {
      throw new IllegalStateException("at most " + MAX_COUNTERS + " counters over one's members");
    }
    counters.add(counter);
  }

  /**
   * Writes all that is held on a person as JSON, for that person: identifiers, profile, consents
   * with their proofs, contacts, and every entry of the journal that names one of the numbers. That
   * it was given out is in the journal before the first byte is.
   *
   * <p>Takes as long as reading the journal, and keeps a page of it in memory.
   *
   * @param session may export
   * @param reason a word such as {@code request/2026-17}, never data
   * @param out stays open; UTF-8
   * @return {@code DONE}, {@code UNKNOWN}, or {@code ERASED}: nothing is known then
   * @throws java.io.UncheckedIOException when {@code out} fails
   */
  public MemberResult export(
      OperatorSession session, MemberId member, String reason, OutputStream out) {
    need(session, Permission.EXPORT);
    Values.word("reason", reason);
    Optional<Person> person =
        turn.take(
            () -> {
              Optional<Person> found =
                  turn.read(rows -> rows.person(member)).filter(it -> !it.root().erased());
              found.ifPresent(
                  it -> {
                    var unused =
                        turn.append(
                            List.of(
                                new MemberEntries.Exported(
                                        it.numbers(), session.operator().id(), reason)
                                    .draft()));
                  });
              return found;
            });
    if (person.isEmpty()) {
      return queries().find(member).isPresent() ? MemberResult.ERASED : MemberResult.UNKNOWN;
    }
    new MemberExport(turn, seals, person.get()).write(out);
    return MemberResult.DONE;
  }

  static void need(OperatorSession session, Permission permission) {
    if (session.require(permission) instanceof AccessDecision.Refused refused) {
      throw new RefusedException(refused.refusal().code(), refused.refusal().sentence());
    }
  }
}
