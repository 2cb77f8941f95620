package dev.tillwright.loyalty.member;

import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the view says of a person, over all numbers that were merged. */
final class MemberRows {
  /** So many numbers are one person at most. */
  static final int MAX_NUMBERS = 16;

  private final Tx tx;

  MemberRows(Tx tx) {
    this.tx = tx;
  }

  /** A row of the table. */
  record Row(
      MemberId id,
      boolean known,
      boolean erased,
      String parent,
      long newest,
      Instant enrolled,
      String profile,
      int slots) {
    Row {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * A person.
   *
   * @param root the row of the number that stays
   * @param numbers all of the person's, the root first
   */
  record Person(Row root, List<MemberId> numbers) {
    Person {
      numbers = List.copyOf(numbers);
    }

    MemberId id() {
      return root.id();
    }

    private String marks() {
      return numbers.stream().map(each -> "?").collect(Collectors.joining(",", "(", ")"));
    }

    private Object[] with(Object... more) {
      return Stream.concat(numbers.stream().map(MemberId::value), Stream.of(more)).toArray();
    }
  }

  Optional<Row> row(MemberId member) {
    return tx.first(
        "select id, known, erased, parent, newest_order, enrolled_ms, profile, slots from member"
            + " where id = ?",
        row ->
            new Row(
                MemberId.of(row.text(1)),
                row.number(2) == 1,
                row.number(3) == 1,
                row.text(4),
                row.number(5),
                Instant.ofEpochMilli(row.number(6)),
                row.text(7),
                (int) row.number(8)),
        member.value());
  }

  /** The person whose number this is or was; none when nobody was enrolled under it. */
  Optional<Person> person(MemberId member) {
    Optional<Row> row = row(member);
    Set<String> seen = new TreeSet<>();
    while (row.isPresent() && !row.get().parent().isEmpty() && seen.add(row.get().id().value())) {
      row = row(MemberId.of(row.get().parent()));
    }
    // Two terminals that merge two numbers into each other make a ring: its least number stays.
    if (row.isPresent() && seen.contains(row.get().id().value())) {
      row = row(MemberId.of(ring(row.get()).first()));
    }
    return row.filter(Row::known).map(root -> new Person(root, numbers(root.id())));
  }

  private SortedSet<String> ring(Row in) {
    SortedSet<String> ring = new TreeSet<>();
    for (Row at = in; ring.add(at.id().value()); ) {
      at = row(MemberId.of(at.parent())).orElseThrow();
    }
    return ring;
  }

  private List<MemberId> numbers(MemberId root) {
    Set<MemberId> numbers = new LinkedHashSet<>(List.of(root));
    List<MemberId> next = new ArrayList<>(numbers);
    while (!next.isEmpty()) {
      List<MemberId> below = new ArrayList<>();
      for (MemberId each : next) {
        below.addAll(
            tx.list(
                "select id from member where parent = ? order by id",
                row -> MemberId.of(row.text(1)),
                each.value()));
      }
      below.removeIf(each -> !numbers.add(each));
      next = below;
    }
    return List.copyOf(numbers);
  }

  /** Who was erased and whose key may still be there. */
  List<MemberId> unshredded(int most) {
    return tx.list(
        "select id from member where erased = 1 and shredded = 0 order by id limit ?",
        row -> MemberId.of(row.text(1)),
        most);
  }

  /** Of these, who was not erased. */
  List<MemberId> unerased(List<MemberId> of) {
    return of.stream().filter(each -> row(each).filter(Row::erased).isEmpty()).toList();
  }

  /** Of these, who was erased and whose key may still be there. */
  List<MemberId> unshredded(List<MemberId> of) {
    String sql = "select 1 from member where id = ? and erased = 1 and shredded = 0";
    return of.stream()
        .filter(each -> tx.first(sql, row -> true, each.value()).isPresent())
        .toList();
  }

  /** Numbers of members who have an identifier of this index. */
  Set<MemberId> holders(IdentifierKind kind, String idx) {
    return new LinkedHashSet<>(
        tx.list(
            "select member from member_identifier where kind = ? and idx = ?"
                + " order by added, member",
            row -> MemberId.of(row.text(1)),
            kind.name(),
            idx));
  }

  Optional<Integer> slot(MemberId member, IdentifierKind kind, String idx) {
    return tx.first(
        "select slot from member_identifier where member = ? and kind = ? and idx = ?",
        row -> (int) row.number(1),
        member.value(),
        kind.name(),
        idx);
  }

  long identifiers(Person person) {
    return tx.first(
            "select count(*) from member_identifier where member in " + person.marks(),
            row -> row.number(1),
            person.with())
        .orElse(0L);
  }

  /** What was said last under the number that stays counts, unless another took it back. */
  ConsentState consent(Person person, Channel channel, Purpose purpose) {
    ConsentState own = ConsentState.NEVER;
    for (MemberId each : person.numbers()) {
      Optional<Boolean> said =
          tx.first(
              "select given from member_statement where member = ? and channel = ?"
                  + " and purpose = ? order by order_ms desc, given, terminal, seq limit 1",
              row -> row.number(1) == 1,
              each.value(),
              channel.name(),
              purpose.name());
      if (said.isPresent() && !said.get()) {
        return ConsentState.WITHDRAWN;
      }
      if (said.isPresent() && each.equals(person.id())) {
        own = ConsentState.GIVEN;
      }
    }
    return own;
  }

  /** What forbids holds when any number says so; what permits, when the one that stays does. */
  boolean wants(Person person, Preference preference) {
    boolean own = false;
    for (MemberId each : person.numbers()) {
      Optional<Boolean> said =
          tx.first(
              "select wanted from member_preference where member = ? and name = ?"
                  + " order by order_ms desc, "
                  + (preference.forbids() ? "wanted desc" : "wanted")
                  + ", terminal, seq limit 1",
              row -> row.number(1) == 1,
              each.value(),
              preference.name());
      if (preference.forbids() && said.orElse(false)) {
        return true;
      }
      if (!preference.forbids() && said.isPresent() && !said.get()) {
        return false;
      }
      if (each.equals(person.id())) {
        own = said.orElse(false);
      }
    }
    return own;
  }

  /** A terminal's clock of contacts as it stands. */
  ContactClock clock(String terminal) {
    return tx.first(
            "select wall_ms, passed_ms, behind_ms from member_clock where terminal = ?",
            row -> new ContactClock(row.number(1), row.number(2), row.number(3)),
            terminal)
        .orElse(ContactClock.START);
  }

  /** When a contact was made, as {@link #contacts(Person, Cap, String, Instant)} counts it. */
  Instant madeAt(ContactView contact, String terminal, Instant now) {
    long passed = clock(terminal).at(now.toEpochMilli()).passed();
    return tx.first(
            "select passed_ms from member_contact where terminal = ? and id = ? and attempt = ?",
            row -> now.minusMillis(passed - row.number(1)),
            terminal,
            contact.key(),
            contact.attempt())
        .filter(at -> at.isAfter(contact.at()))
        .orElse(contact.at());
  }

  /**
   * The times of a person's newest contacts that a cap counts, newest first. A contact is as old as
   * the wall's clock says, or as the time says that passed at the terminal since, whichever is
   * less.
   */
  List<Instant> contacts(Person person, Cap cap, String terminal, Instant now) {
    long wall = now.toEpochMilli();
    long passed = clock(terminal).at(wall).passed();
    long within = cap.within().toMillis();
    String at =
        "case when terminal = ? and passed_ms + ? > at_ms then passed_ms + ? else at_ms end";
    String sql =
        "select "
            + at
            + " from member_contact where ((member in "
            + person.marks()
            + " and at_ms > ?) or (member in "
            + person.marks()
            + " and passed_ms > ? and terminal = ?))"
            + " and outcome <> 'NOT_SENT' and channel in "
            + names(cap.channels())
            + " and purpose in "
            + names(cap.purposes())
            + " order by 1 desc limit ?";
    List<Object> with = new ArrayList<>(List.of(terminal, wall - passed, wall - passed));
    with.addAll(List.of(person.with(wall - within)));
    with.addAll(List.of(person.with(passed - within, terminal, cap.most())));
    return tx.list(sql, row -> Instant.ofEpochMilli(row.number(1)), with.toArray());
  }

  /** Names of enum constants may stand in a statement: they are ours. */
  private static String names(Set<? extends Enum<?>> of) {
    return of.stream()
        .map(each -> "'" + each.name() + "'")
        .sorted()
        .collect(Collectors.joining(",", "(", ")"));
  }

  private static final String CONTACT =
      "select terminal, seq, id, attempt, asked, member, channel, purpose, wording, at_ms,"
          + " outcome"
          + " from member_contact ";

  private static ContactView contact(Tx.Row row) {
    return new ContactView(
        ContactRows.name(row.text(1), row.number(2)),
        row.text(3),
        (int) row.number(4),
        MemberId.of(row.text(5)),
        MemberId.of(row.text(6)),
        Channel.valueOf(row.text(7)),
        Purpose.valueOf(row.text(8)),
        row.text(9),
        Instant.ofEpochMilli(row.number(10)),
        row.text(11).isEmpty()
            ? Optional.empty()
            : Optional.of(ContactOutcome.valueOf(row.text(11))));
  }

  /** The newest attempt of a key. */
  Optional<ContactView> byKey(String key) {
    return tx.first(
        CONTACT + "where id = ? order by attempt desc, terminal, seq limit 1",
        MemberRows::contact,
        key);
  }

  Optional<ContactView> byName(String terminal, long seq) {
    return tx.first(CONTACT + "where terminal = ? and seq = ?", MemberRows::contact, terminal, seq);
  }

  /** Attempts of a terminal that have this outcome, behind a position, oldest first. */
  List<ContactView> with(String terminal, String outcome, long after, int most) {
    return tx.list(
        CONTACT + "where outcome = ? and terminal = ? and seq > ? order by seq limit ?",
        MemberRows::contact,
        outcome,
        terminal,
        after,
        most);
  }

  List<ContactView> contacts(Person person, int most) {
    return tx.list(
        CONTACT
            + "where member in "
            + person.marks()
            + " order by at_ms desc, terminal desc, seq desc limit ?",
        MemberRows::contact,
        person.with(most));
  }

  List<Statement> statements(Person person, int most) {
    return tx.list(
        "select member, given, channel, purpose, wording, source, said_ms, said_by"
            + " from member_statement where member in "
            + person.marks()
            + " order by order_ms desc, terminal desc, seq desc limit ?",
        row ->
            new Statement(
                MemberId.of(row.text(1)),
                row.number(2) == 1,
                Channel.valueOf(row.text(3)),
                Purpose.valueOf(row.text(4)),
                row.text(5),
                ConsentSource.valueOf(row.text(6)),
                Instant.ofEpochMilli(row.number(7)),
                row.text(8)),
        person.with(most));
  }
}
