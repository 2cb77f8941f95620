package dev.tillwright.loyalty.member;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Reads who is a member and what members agreed to; nothing about a person can be read here. It
 * says what the follower has read so far. Any number of threads at once.
 */
public final class MemberQueries {
  private static final int MOST = 10_000;

  private final Database database;

  /** Reads the members that are in this database. */
  public MemberQueries(Database database) {
    this.database = database;
  }

  /** The member whose number this is or was; none when nobody was enrolled under it. */
  public Optional<MemberView> find(MemberId member) {
    return database.read(
        tx ->
            new MemberRows(tx)
                .person(member)
                .map(
                    person ->
                        new MemberView(
                            person.id(),
                            person.numbers(),
                            person.root().enrolled(),
                            person.root().erased())));
  }

  /** The number that stays: of numbers that were merged, the one that the others are now. */
  public MemberId current(MemberId member) {
    return ask(member, (rows, person) -> person.id()).orElse(member);
  }

  /** Whether a member agreed to be reached by a channel for a purpose. */
  public ConsentState consent(MemberId member, Channel channel, Purpose purpose) {
    return ask(
            member,
            (rows, person) ->
                person.root().erased()
                    ? ConsentState.WITHDRAWN
                    : rows.consent(person, channel, purpose))
        .orElse(ConsentState.NEVER);
  }

  /** Whether a member wants this; of one who was erased, whatever forbids and nothing else. */
  public boolean wants(MemberId member, Preference preference) {
    return ask(
            member,
            (rows, person) ->
                person.root().erased() ? preference.forbids() : rows.wants(person, preference))
        .orElse(false);
  }

  /**
   * The ledger of a member's consents, newest first.
   *
   * @param most 1 to 10,000
   */
  public List<Statement> statements(MemberId member, int most) {
    return ask(member, (rows, person) -> rows.statements(person, bounded(most))).orElse(List.of());
  }

  /**
   * How a member was reached, newest first.
   *
   * @param most 1 to 10,000
   */
  public List<ContactView> contacts(MemberId member, int most) {
    return ask(member, (rows, person) -> rows.contacts(person, bounded(most))).orElse(List.of());
  }

  /** A contact by the key that was asked with; its newest attempt. */
  public Optional<ContactView> contact(String key) {
    return database.read(tx -> new MemberRows(tx).byKey(key));
  }

  /**
   * Numbers that share an identifier and are not merged: two terminals enrolled one person while
   * they did not see each other. A person decides, see {@link Members#merge}.
   *
   * @param most 1 to 10,000
   */
  public List<Set<MemberId>> duplicates(int most) {
    return database.read(tx -> duplicates(tx, bounded(most)));
  }

  private static List<Set<MemberId>> duplicates(Tx tx, int most) {
    MemberRows rows = new MemberRows(tx);
    return tx
        .list(
            "select kind, idx from member_identifier group by kind, idx"
                + " having count(distinct member) > 1 order by min(added), kind, idx limit ?",
            row -> rows.holders(IdentifierKind.valueOf(row.text(1)), row.text(2)),
            most)
        .stream()
        .map(holders -> roots(rows, holders))
        .filter(roots -> roots.size() > 1)
        .distinct()
        .toList();
  }

  static Set<MemberId> roots(MemberRows rows, Set<MemberId> holders) {
    Set<MemberId> roots = new TreeSet<>();
    for (MemberId each : holders) {
      rows.person(each).ifPresent(person -> roots.add(person.id()));
    }
    return roots;
  }

  private <T> Optional<T> ask(
      MemberId member, BiFunction<MemberRows, MemberRows.Person, T> question) {
    return database.read(
        tx -> {
          MemberRows rows = new MemberRows(tx);
          return rows.person(member).map(person -> question.apply(rows, person));
        });
  }

  private static int bounded(int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " rows");
    }
    return most;
  }
}
