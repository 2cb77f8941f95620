package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.loyalty.guard.GuardEntries;
import dev.tillwright.loyalty.member.MemberRows.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** What one member tells: enrolment, things to be recognised by, profile, consents and wishes. */
final class MemberChanges {
  private final Turn turn;
  private final MemberSeals seals;

  MemberChanges(Turn turn, MemberSeals seals) {
    this.turn = turn;
    this.seals = seals;
  }

  Enrolled enrol(String by, Enrolment enrolment, RandomGenerator random) {
    return turn.take(() -> enrolled(by, enrolment, random));
  }

  private Enrolled enrolled(String by, Enrolment enrolment, RandomGenerator random) {
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
    MemberId member = enrolment.number().orElseGet(() -> MemberId.random(random));
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

  MemberResult identifyBy(String by, MemberId member, Identifier identifier) {
    String idx = seals.index(identifier);
    return change(
        by,
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

  MemberResult forget(String by, MemberId member, Identifier identifier) {
    String idx = seals.index(identifier);
    return change(
        by,
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

  MemberResult describe(String by, MemberId member, Profile profile) {
    return change(
        by,
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

  MemberResult consent(String by, MemberId member, Consent consent) {
    return change(by, member, (person, statements) -> Change.of(statements.given(consent)));
  }

  MemberResult withdraw(
      String by,
      MemberId member,
      Set<Channel> channels,
      Set<Purpose> purposes,
      ConsentSource source) {
    return change(
        by,
        member,
        (person, statements) ->
            new Change(MemberResult.DONE, statements.withdrawn(channels, purposes, source)));
  }

  MemberResult prefer(
      String by, MemberId member, Preference preference, boolean on, ConsentSource source) {
    return change(
        by,
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
      String by, MemberId member, BiFunction<Person, Statements, Change> step) {
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
                      person.get().id(), by, turn.now(), newest(turn, person.get()), seals));
          if (!change.drafts().isEmpty()) {
            var unused = turn.append(change.drafts());
          }
          return change.result();
        });
  }

  /** The newest order of any of the person's numbers. */
  static long newest(Turn turn, Person person) {
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
}
