package dev.tillwright.loyalty.member;

import dev.tillwright.loyalty.member.MemberRows.Person;
import java.util.List;
import java.util.Optional;

/**
 * Forgets people: the entry first, then the keys, then that they are gone, then the bytes that the
 * view and its log held. Each step can be done again, and is when a call finds one left undone.
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
    // Another till may have merged a number in that the erasure did not name: it goes as well.
    List<MemberId> numbers = person.get().numbers();
    List<MemberId> known = turn.read(rows -> rows.unerased(numbers));
    if (!known.isEmpty()) {
      var unused = turn.append(List.of(new MemberEntries.Erased(known, by, reason).draft()));
    }
    // Those too whose keys an earlier call could not reach.
    List<MemberId> left = turn.read(rows -> rows.unshredded(numbers));
    if (!left.isEmpty()) {
      shred(left);
    }
    turn.journal().database().purge();
    return known.isEmpty() ? MemberResult.ERASED : MemberResult.DONE;
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
