package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.member.MemberEntries;
import java.util.ArrayList;
import java.util.List;

/** Whose visits count for whom: members who were merged, stand by themselves again, or are gone. */
final class Owners {
  /** No chain of merged numbers is followed further, and no more numbers are of one person. */
  private static final int MOST = 1_000;

  private final Tx tx;

  Owners(Tx tx) {
    this.tx = tx;
  }

  void apply(MemberEntries entry) {
    if (entry instanceof MemberEntries.Erased erased) {
      erased.members().forEach(member -> erase(member.value()));
    } else if (entry instanceof MemberEntries.Merged merged) {
      merge(merged.from().value(), merged.into().value());
    } else if (entry instanceof MemberEntries.Unmerged apart) {
      unmerge(apart.member().value());
    }
  }

  /** For whom counts what this number does. */
  String owner(String member) {
    String owner = member;
    for (int i = 0; i < MOST; i++) {
      List<String> into =
          tx.list(
              "select into_member from segment_alias where member = ?", row -> row.text(1), owner);
      if (into.isEmpty()) {
        return owner;
      }
      owner = into.get(0);
    }
    return owner;
  }

  private void merge(String from, String into) {
    String owner = owner(into);
    if (owner.equals(from)) {
      return; // it would go in a circle
    }
    String before = owner(from);
    if (before.equals(from)
        && tx.insertIfAbsent(
            "insert into segment_alias (member, into_member) values (?,?)", from, into)) {
      move(from, owner, numbers(from));
    }
  }

  private void unmerge(String member) {
    String before = owner(member);
    if (tx.update("delete from segment_alias where member = ?", member) == 1) {
      move(before, member, numbers(member));
    }
  }

  /** A number and those that were merged into it, and into those. */
  List<String> numbers(String member) {
    List<String> numbers = new ArrayList<>(List.of(member));
    for (int i = 0; i < numbers.size() && numbers.size() < MOST; i++) {
      numbers.addAll(
          tx.list(
              "select member from segment_alias where into_member = ? order by member",
              row -> row.text(1),
              numbers.get(i)));
    }
    return numbers;
  }

  private record Moved(Visits.Place place, String named, boolean bought, long minor, String sale) {}

  private void move(String from, String to, List<String> numbers) {
    Visits visits = new Visits(tx);
    for (String currency : currencies(from)) {
      for (Moved each : visits(currency, from)) {
        if (numbers.contains(each.named())) {
          Visits.Place place = each.place();
          visits.take(place, each.bought(), each.minor());
          visits.add(
              new Visits.Place(
                  currency, to, place.at(), place.terminal(), place.seq(), place.part()),
              each.named(),
              each.bought(),
              each.minor(),
              each.sale());
        }
      }
    }
    for (String named : numbers) {
      tx.update(
          "update segment_goods set member = ? where member = ? and named = ?", to, from, named);
    }
  }

  private List<Moved> visits(String currency, String member) {
    return tx.list(
        "select at_ms, terminal, seq, part, named, bought, minor, sale from segment_visit"
            + " where currency = ? and member = ? order by at_ms, terminal, seq, part",
        row ->
            new Moved(
                new Visits.Place(
                    currency,
                    member,
                    row.number(1),
                    row.text(2),
                    row.number(3),
                    (int) row.number(4)),
                row.text(5),
                row.number(6) == 1,
                row.number(7),
                row.text(8)),
        currency,
        member);
  }

  private List<String> currencies(String member) {
    return tx.list(
        "select currency from segment_member where member = ? order by currency",
        row -> row.text(1),
        member);
  }

  private void erase(String member) {
    tx.insertIfAbsent("insert into segment_gone (member) values (?)", member);
    for (String currency : currencies(member)) {
      tx.update("delete from segment_visit where currency = ? and member = ?", currency, member);
      tx.update("delete from segment_member where currency = ? and member = ?", currency, member);
    }
    tx.update("delete from segment_goods where member = ?", member);
  }
}
