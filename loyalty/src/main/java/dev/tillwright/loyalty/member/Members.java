package dev.tillwright.loyalty.member;

import dev.tillwright.core.access.AccessDecision;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.loyalty.guard.GuardEntries;
import dev.tillwright.loyalty.member.MemberRows.Person;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

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
  private final List<MemberCounter> counters = new CopyOnWriteArrayList<>();

  Members(MembersBuilder settings, Journal journal, Sealer sealer, KeyedIndex index) {
    this.settings = settings;
    this.seals = new MemberSeals(sealer, index);
    this.turn = new Turn(journal, settings.clock, settings.patience);
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
    return turn.take(() -> enrol(session.operator().id(), enrolment));
  }

  private Enrolled enrol(String by, Enrolment enrolment) {
    Set<MemberId> known =
        turn.read(
            rows -> {
              Set<MemberId> holders = new TreeSet<>();
              for (Identifier each : enrolment.identifiers()) {
                holders.addAll(rows.holders(each.kind(), seals.index(each)));
              }
              Set<MemberId> roots = MemberQueries.roots(rows, holders);
              enrolment.number().flatMap(rows::person).ifPresent(person -> roots.add(person.id()));
              return roots;
            });
    if (known.size() > 1) {
      return new Enrolled.Contradictory(known);
    } else if (known.size() == 1) {
      return new Enrolled.Known(known.iterator().next());
    }
    MemberId member = enrolment.number().orElseGet(() -> MemberId.random(settings.random));
    Statements statements = new Statements(member, by, turn.now(), 0, seals);
    List<MemberEntries.SealedIdentifier> identifiers = new ArrayList<>();
    for (Identifier each : enrolment.identifiers()) {
      identifiers.add(seals.seal(member, identifiers.size() + 1, each));
    }
    List<Draft> drafts = new ArrayList<>();
    drafts.add(
        new MemberEntries.Enrolled(
                member, by, statements.next(), seals.seal(member, enrolment.profile()), identifiers)
            .draft());
    enrolment.consents().forEach(each -> drafts.add(statements.given(each)));
    var unused = turn.append(drafts);
    return new Enrolled.Member(member);
  }

  /**
   * Recognises a member by one thing more.
   *
   * @param session may enrol members
   */
  public MemberResult identifyBy(OperatorSession session, MemberId member, Identifier identifier) {
    need(session, Permission.ENROL_MEMBER);
    String idx = seals.index(identifier);
    return change(
        session,
        member,
        (person, statements) -> {
          Set<MemberId> holders = turn.read(rows -> rows.holders(identifier.kind(), idx));
          if (!holders.isEmpty()) {
            return person.numbers().containsAll(holders)
                ? Change.none(MemberResult.DONE)
                : Change.none(MemberResult.TAKEN);
          }
          if (turn.read(rows -> rows.identifiers(person)) >= Enrolment.MAX_IDENTIFIERS) {
            return Change.none(MemberResult.TOO_MANY);
          }
          return Change.of(
              new MemberEntries.Identified(
                      person.id(),
                      statements.by(),
                      statements.next(),
                      seals.seal(person.id(), person.root().slots() + 1, identifier))
                  .draft(),
              changed(person));
        });
  }

  /**
   * Recognises a member by this no more.
   *
   * @param session may enrol members
   */
  public MemberResult forget(OperatorSession session, MemberId member, Identifier identifier) {
    need(session, Permission.ENROL_MEMBER);
    String idx = seals.index(identifier);
    return change(
        session,
        member,
        (person, statements) -> {
          List<Draft> drafts = new ArrayList<>();
          for (MemberId each : person.numbers()) {
            turn.read(rows -> rows.slot(each, identifier.kind(), idx))
                .ifPresent(
                    slot ->
                        drafts.add(
                            new MemberEntries.Unidentified(
                                    each, statements.by(), statements.next(), slot)
                                .draft()));
          }
          if (drafts.isEmpty()) {
            return Change.none(MemberResult.UNKNOWN);
          }
          drafts.add(changed(person));
          return new Change(MemberResult.DONE, drafts);
        });
  }

  /**
   * Puts this in place of all that was known of a member.
   *
   * @param session may enrol members
   */
  public MemberResult describe(OperatorSession session, MemberId member, Profile profile) {
    need(session, Permission.ENROL_MEMBER);
    return change(
        session,
        member,
        (person, statements) ->
            Change.of(
                new MemberEntries.Profiled(
                        person.id(),
                        statements.by(),
                        statements.next(),
                        seals.seal(person.id(), profile))
                    .draft(),
                changed(person)));
  }

  /**
   * Writes down that a member agrees.
   *
   * @param session may enrol members
   */
  public MemberResult consent(OperatorSession session, MemberId member, Consent consent) {
    need(session, Permission.ENROL_MEMBER);
    return change(session, member, (person, statements) -> Change.of(statements.given(consent)));
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
    return change(
        session,
        member,
        (person, statements) ->
            new Change(MemberResult.DONE, statements.withdrawn(channels, purposes, source)));
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
    return change(
        session,
        member,
        (person, statements) -> {
          List<Draft> drafts = new ArrayList<>();
          // What forbids was perhaps said under a merged number: to lift it, it is lifted there.
          for (MemberId each : person.numbers()) {
            if (each.equals(person.id()) || (preference.forbids() && !on)) {
              drafts.add(statements.of(each).preferred(preference, on, source));
            }
          }
          return new Change(MemberResult.DONE, drafts);
        });
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
    return turn.take(
        () -> {
          Optional<Person> other = turn.read(rows -> rows.person(from));
          Optional<Person> stays = turn.read(rows -> rows.person(into));
          if (other.isEmpty() || stays.isEmpty()) {
            return MemberResult.UNKNOWN;
          } else if (other.get().root().erased() || stays.get().root().erased()) {
            return MemberResult.ERASED;
          } else if (other.get().id().equals(stays.get().id())) {
            return MemberResult.SAME;
          } else if (other.get().numbers().size() + stays.get().numbers().size()
              > MemberRows.MAX_NUMBERS) {
            return MemberResult.TOO_MANY;
          }
          long order =
              Turn.order(
                  turn.now(), Math.max(other.get().root().newest(), stays.get().root().newest()));
          var unused =
              turn.append(
                  List.of(
                      new MemberEntries.Merged(
                              other.get().id(), stays.get().id(), session.operator().id(), order)
                          .draft()));
          return MemberResult.DONE;
        });
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
    return turn.take(
        () -> {
          Optional<MemberRows.Row> row = turn.read(rows -> rows.row(member));
          if (row.isEmpty() || !row.get().known()) {
            return MemberResult.UNKNOWN;
          } else if (row.get().erased()) {
            return MemberResult.ERASED;
          } else if (row.get().parent().isEmpty()) {
            return MemberResult.NOT_MERGED;
          }
          var unused =
              turn.append(
                  List.of(
                      new MemberEntries.Unmerged(
                              member,
                              session.operator().id(),
                              Turn.order(turn.now(), row.get().newest()))
                          .draft()));
          return MemberResult.DONE;
        });
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
          MemberResult result =
              new Erasure(turn, seals).erase(session.operator().id(), member, reason);
          queries()
              .find(member)
              .ifPresent(it -> counters.forEach(counter -> counter.forget(it.numbers())));
          return result;
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

  /** What a step came to, and the entries that make it so. */
  private record Change(MemberResult result, List<Draft> drafts) {
    static Change none(MemberResult result) {
      return new Change(result, List.of());
    }

    static Change of(Draft... drafts) {
      return new Change(MemberResult.DONE, List.of(drafts));
    }
  }

  private MemberResult change(
      OperatorSession session, MemberId member, BiFunction<Person, Statements, Change> step) {
    return turn.take(
        () -> {
          Optional<Person> person = turn.read(rows -> rows.person(member));
          if (person.isEmpty()) {
            return MemberResult.UNKNOWN;
          } else if (person.get().root().erased()) {
            return MemberResult.ERASED;
          }
          Change change =
              step.apply(
                  person.get(),
                  new Statements(
                      person.get().id(),
                      session.operator().id(),
                      turn.now(),
                      newest(person.get()),
                      seals));
          if (!change.drafts().isEmpty()) {
            var unused = turn.append(change.drafts());
          }
          return change.result();
        });
  }

  /** The newest order of any of the person's numbers. */
  long newest(Person person) {
    return turn.read(
        rows ->
            person.numbers().stream()
                .flatMap(each -> rows.row(each).stream())
                .mapToLong(MemberRows.Row::newest)
                .max()
                .orElse(0));
  }

  private static Draft changed(Person person) {
    return new GuardEntries.Changed(person.id().value()).draft();
  }

  static void need(OperatorSession session, Permission permission) {
    if (session.require(permission) instanceof AccessDecision.Refused refused) {
      throw new RefusedException(refused.refusal().code(), refused.refusal().sentence());
    }
  }
}
