package dev.tillwright.loyalty.member;

import dev.tillwright.loyalty.member.MemberRows.Person;
import java.util.List;
import java.util.Optional;

/** Makes numbers one person's, and takes that back. */
final class Mergers {
  private final Turn turn;

  Mergers(Turn turn) {
    this.turn = turn;
  }

  MemberResult merge(String by, MemberId from, MemberId into) {
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
                      new MemberEntries.Merged(other.get().id(), stays.get().id(), by, order)
                          .draft()));
          return MemberResult.DONE;
        });
  }

  MemberResult unmerge(String by, MemberId member) {
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
                              member, by, Turn.order(turn.now(), row.get().newest()))
                          .draft()));
          return MemberResult.DONE;
        });
  }
}
