package dev.tillwright.loyalty.member;

import dev.tillwright.loyalty.member.MemberRows.Person;
import java.util.List;
import java.util.Optional;

/**
 * Forgets people: the entry first, then the keys, then that they are gone, then the bytes that the
 * view and its log held. Each step can be done again.
 */
final class Erasure {
  private static final int AT_ONCE = 100;

  private final Turn turn;
  private final MemberSeals seals;

  Erasure(Turn turn, MemberSeals seals) {
    this.turn = turn;
    this.seals = seals;
  }

  MemberResult erase(String by, MemberId member, String reason) {
    Optional<Person> person = turn.read(rows -> rows.person(member));
    if (person.isEmpty()) {
      return MemberResult.UNKNOWN;
    }
    boolean before = person.get().root().erased();
    if (!before) {
      var unused =
          turn.append(
              List.of(new MemberEntries.Erased(person.get().numbers(), by, reason).draft()));
      shred(person.get().numbers());
    }
    turn.journal().database().purge();
    return before ? MemberResult.ERASED : MemberResult.DONE;
  }

  /** What a crash cut short. */
  void finish() {
    List<MemberId> open = turn.read(rows -> rows.unshredded(AT_ONCE));
    boolean any = !open.isEmpty();
    while (!open.isEmpty()) {
      shred(open);
      open = turn.read(rows -> rows.unshredded(AT_ONCE));
    }
    if (any) {
      turn.journal().database().purge();
    }
  }

  private void shred(List<MemberId> members) {
    members.forEach(seals::shred);
    var unused = turn.append(List.of(new MemberEntries.Shredded(members).draft()));
  }
}
