package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.Expiry;
import dev.tillwright.loyalty.program.Terms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The ledger again, by plain lists that are searched from end to end; an oracle for tests. */
final class NaiveLedger {
  final Terms terms;
  final ZoneId zone;
  final Map<String, Person> people = new TreeMap<>();
  final Map<String, Held> holds = new HashMap<>();
  final Map<String, Sold> sales = new HashMap<>();
  final Map<String, Done> done = new HashMap<>();

  private static final long UNIT = 500; // what each piece of goods costs

  NaiveLedger(Terms terms, ZoneId zone) {
    this.terms = terms;
    this.zone = zone;
  }

  static final class Bag {
    final String id;
    final Instant earned;
    final Instant free;
    Instant end;
    long left;
    long gone;

    Bag(String id, Instant earned, Instant free, Instant end, long left) {
      this.id = id;
      this.earned = earned;
      this.free = free;
      this.end = end;
      this.left = left;
    }
  }

  static final class Person {
    final List<Bag> bags = new ArrayList<>();
    final List<Instant> visits = new ArrayList<>();
    final Map<Account, Long> outside = new EnumMap<>(Account.class);
    long debt;
  }

  /** Points of a bag; without one they were owed. */
  record Part(@Nullable Bag in, long points) {
    Bag bag() {
      return Objects.requireNonNull(in, "owed");
    }
  }

  static final class Held {
    String member = "";
    Instant until = Instant.MAX;
    boolean open;
    List<Part> parts = new ArrayList<>();
  }

  static final class Sold {
    String member = "";
    @Nullable Bag bag;
    final Map<Integer, long[]> lines = new HashMap<>(); // points, quantity, returned, clawed
    final List<Part> burned = new ArrayList<>();
    final List<Long> given = new ArrayList<>();
    long total;
    long spend;
    long points;
    final List<Came> came = new ArrayList<>(); // what stands of its returns
  }

  record Came(long total, long spend, long points) {}

  /** One movement, so that it can be undone: taken from a member, or given. */
  record Move(boolean gave, String member, @Nullable Bag in, Account other, long points) {
    Bag bag() {
      return Objects.requireNonNull(in, "owed");
    }
  }

  static final class Done {
    final List<Move> moves = new ArrayList<>();
    final List<Runnable> undoNotes = new ArrayList<>();
    final List<Runnable> redoNotes = new ArrayList<>();
    final List<BooleanSupplier> room = new ArrayList<>(); // to do it once more
    boolean undoes;
    boolean undone;
  }

  private Person of(String member) {
    return people.computeIfAbsent(member, key -> new Person());
  }

  private static void out(Person person, Account account, long points) {
    person.outside.merge(account, points, Long::sum);
  }

  private static List<Bag> ordered(Person person) {
    List<Bag> bags = new ArrayList<>(person.bags);
    bags.sort(
        Comparator.comparing((Bag bag) -> bag.end)
            .thenComparing(bag -> bag.earned)
            .thenComparing(bag -> bag.id));
    return bags;
  }

  private static boolean live(Bag bag, Instant at) {
    return bag.end.isAfter(at);
  }

  private static boolean free(Bag bag, Instant at) {
    return live(bag, at) && !bag.free.isAfter(at);
  }

  private Instant end(Person person, Instant earned) {
    if (terms.expiry().isEmpty()) {
      return Lot.NEVER;
    }
    Expiry expiry = terms.expiry().get();
    Instant end = expiry.of(earned, zone);
    if (expiry.basis() == Expiry.Basis.ACTIVITY) {
      for (Instant visit : person.visits.stream().sorted().toList()) {
        if (visit.isAfter(earned) && visit.isBefore(end)) {
          Instant moved = expiry.of(visit, zone);
          end = moved.isAfter(end) ? moved : end;
        }
      }
    }
    return end;
  }

  /** Whoever owes and has live points gives them, free ones first. */
  private void settle(Person person, Instant at) {
    person.debt -= taken(force(person, at, person.debt));
  }

  private static long taken(List<Part> parts) {
    return parts.stream().mapToLong(Part::points).sum();
  }

  private static List<Part> force(Person person, Instant at, long points) {
    List<Part> parts = new ArrayList<>();
    for (boolean wantFree : new boolean[] {true, false}) {
      for (Bag bag : ordered(person)) {
        long part = Math.min(points - taken(parts), bag.left);
        if (part > 0 && live(bag, at) && free(bag, at) == wantFree) {
          bag.left -= part;
          parts.add(new Part(bag, part));
        }
      }
    }
    return parts;
  }

  Bag give(
      String member,
      Account from,
      Instant earned,
      Instant free,
      Instant end,
      long points,
      String id,
      Instant at) {
    Person person = of(member);
    Bag bag = new Bag(id, earned, free, end, points);
    person.bags.add(bag);
    out(person, from, -points);
    settle(person, at);
    return bag;
  }

  void sale(
      String id,
      String member,
      Map<Integer, long[]> lines,
      String hold,
      long spent,
      String lot,
      Instant at) {
    Person person = of(member);
    Sold sold = new Sold();
    sold.member = member;
    if (spent > 0) {
      capture(sold, hold, spent, at);
    }
    if (terms.expiry().filter(it -> it.basis() == Expiry.Basis.ACTIVITY).isPresent()) {
      person.visits.add(at);
      for (Bag bag : person.bags) {
        Instant end = end(person, bag.earned);
        bag.end = live(bag, at) && end.isAfter(bag.end) ? end : bag.end;
      }
    }
    long points = lines.values().stream().mapToLong(line -> line[0]).sum();
    if (points > 0) {
      Instant free = at.atZone(zone).plus(terms.pending()).toInstant();
      sold.bag = give(member, Account.ISSUED, at, free, end(person, at), points, lot, at);
    }
    lines.forEach((n, line) -> sold.lines.put(n, new long[] {line[0], line[1], 0, 0}));
    sold.total = UNIT * lines.values().stream().mapToLong(line -> line[1]).sum();
    sold.spend = sold.total - spent;
    sold.points = points;
    sales.put(id, sold);
    settle(person, at);
  }

  private void capture(Sold sold, String hold, long spent, Instant at) {
    Held held = holds.get(hold);
    long left = spent;
    if (held != null && held.open && at.isBefore(held.until)) {
      held.open = false;
      for (Part part : held.parts) {
        long used = Math.min(left, part.points());
        left -= used;
        part.bag().left += part.points() - used;
        if (used > 0) {
          sold.burned.add(new Part(part.bag(), used));
          sold.given.add(0L);
        }
      }
    } else if (held != null && held.open) {
      letGo(held);
    }
    Person person = of(sold.member);
    for (Part part : force(person, at, left)) {
      left -= part.points();
      sold.burned.add(part);
      sold.given.add(0L);
    }
    if (left > 0) {
      person.debt += left;
      sold.burned.add(new Part(null, left));
      sold.given.add(0L);
    }
    out(person, Account.BURNED, spent);
  }

  private void letGo(Held held) {
    held.open = false;
    held.parts.forEach(part -> part.bag().left += part.points());
  }

  void lapse(Instant at) {
    holds.values().stream().filter(h -> h.open && !h.until.isAfter(at)).forEach(this::letGo);
    people.values().forEach(person -> settle(person, at));
  }

  private void lapse(String member, Instant at) {
    holds.values().stream()
        .filter(h -> h.open && h.member.equals(member) && !h.until.isAfter(at))
        .forEach(this::letGo);
    settle(of(member), at);
  }

  long spendable(String member, Instant at) {
    Person person = of(member);
    return person.bags.stream().filter(bag -> free(bag, at)).mapToLong(bag -> bag.left).sum()
        - person.debt;
  }

  private List<Part> spend(String member, long points, Instant at) {
    List<Part> parts = new ArrayList<>();
    for (Bag bag : ordered(of(member))) {
      long part = Math.min(points - taken(parts), bag.left);
      if (part > 0 && free(bag, at)) {
        bag.left -= part;
        parts.add(new Part(bag, part));
      }
    }
    return parts;
  }

  boolean hold(String id, String member, long points, Instant at) {
    lapse(member, at);
    Held held = new Held();
    held.member = member;
    held.until = terms.hold().map(at::plus).orElse(Instant.MAX);
    holds.put(id, held);
    if (spendable(member, at) < points) {
      return false;
    }
    held.open = true;
    held.parts = spend(member, points, at);
    return true;
  }

  void release(String id, Instant at) {
    Held held = holds.get(id);
    if (held != null && held.open) {
      letGo(held);
      settle(of(held.member), at);
    }
  }

  void grant(String key, String member, Bag bag, Instant at) {
    give(member, Account.GRANTED, bag.earned, bag.free, bag.end, bag.left, bag.id, at);
    Person person = of(member);
    Done grant = new Done();
    grant.moves.add(
        new Move(true, member, person.bags.get(person.bags.size() - 1), Account.GRANTED, bag.left));
    done.put(key, grant);
  }

  void take(String key, String member, long points, Instant at) {
    lapse(member, at);
    if (spendable(member, at) < points) {
      return;
    }
    Done take = new Done();
    for (Part part : spend(member, points, at)) {
      take.moves.add(new Move(false, member, part.bag(), Account.TAKEN, part.points()));
    }
    out(of(member), Account.TAKEN, points);
    done.put(key, take);
  }

  /** Takes what must be given; by the policy when it is not there. */
  private void must(
      String member,
      @Nullable Bag bag,
      long points,
      Terms.Missing missing,
      Account to,
      Instant at,
      Done into) {
    Person person = of(member);
    long left = points;
    if (bag != null) {
      long part = Math.min(left, bag.left);
      bag.left -= part;
      left -= part;
      note(into, member, bag, to, part);
      long gone = Math.min(left, bag.gone);
      bag.gone -= gone;
      left -= gone;
      out(person, Account.EXPIRED, -gone);
      if (gone > 0) {
        into.moves.add(new Move(false, "gone:" + member, bag, to, gone));
      }
    }
    for (Part part : force(person, at, left)) {
      left -= part.points();
      note(into, member, part.bag(), to, part.points());
    }
    out(person, to, points);
    if (left == 0) {
      return;
    }
    switch (missing) {
      case NEGATIVE -> {
        person.debt += left;
        note(into, member, null, to, left);
      }
      case WRITE_OFF -> shop(person, Account.WRITTEN_OFF, member, to, left, into);
      case CASH -> shop(person, Account.CASHED, member, to, left, into);
    }
  }

  private void shop(Person person, Account loss, String member, Account to, long left, Done into) {
    out(person, loss, -left);
    into.moves.add(new Move(false, loss + ":" + member, null, to, left));
  }

  private static void note(Done into, String member, @Nullable Bag bag, Account to, long points) {
    if (points > 0) {
      into.moves.add(new Move(false, member, bag, to, points));
    }
  }

  void back(
      String id, String of, Map<Integer, Long> quantities, long points, String lot, Instant at) {
    back(id, of, quantities, points, 0, lot, at);
  }

  /** With money withheld for so many points. */
  void back(
      String id,
      String of,
      Map<Integer, Long> quantities,
      long points,
      long withheld,
      String lot,
      Instant at) {
    Sold sold = Objects.requireNonNull(sales.get(of));
    Done back = new Done();
    boolean cash = terms.shortfall().policy() == Terms.Missing.CASH;
    Terms.Missing missing =
        withheld > 0 || cash ? Terms.Missing.NEGATIVE : terms.shortfall().policy();
    long before = of(sold.member).debt;
    long taken = 0;
    for (Map.Entry<Integer, Long> line : new TreeMap<>(quantities).entrySet()) {
      long[] known = sold.lines.get(line.getKey());
      if (known == null || known[0] == 0) {
        continue;
      }
      long came = Math.min(known[1] - known[2], line.getValue());
      long clawed = Math.max(0, known[0] * (known[2] + came) / known[1] - known[3]);
      known[2] += came;
      known[3] += clawed;
      taken += clawed;
      back.undoNotes.add(() -> add(known, -came, -clawed));
      back.redoNotes.add(() -> add(known, came, clawed));
      back.room.add(() -> known[2] + came <= known[1] && known[3] + clawed <= known[0]);
      must(sold.member, sold.bag, clawed, missing, Account.CLAWED_BACK, at, back);
    }
    long total = UNIT * quantities.values().stream().mapToLong(it -> it).sum();
    Came came = new Came(total, Math.max(0, total - points), taken);
    sold.came.add(came);
    back.undoNotes.add(() -> sold.came.remove(came));
    back.redoNotes.add(() -> sold.came.add(came));
    int lots = giveBack(sold, points, lot, at, back);
    settle(of(sold.member), at);
    long owes = cash && sold.bag != null ? Math.max(0, of(sold.member).debt - before) : 0;
    long cover = withheld > 0 ? withheld : owes;
    if (cover > 0) {
      Account by = withheld > 0 ? Account.CASHED : Account.WRITTEN_OFF;
      credit(sold.member, cover, by, lot + "/" + (lots + 1), at, back);
    }
    done.put(id, back);
  }

  private static void add(long[] line, long came, long clawed) {
    line[2] += came;
    line[3] += clawed;
  }

  private int giveBack(Sold sold, long points, String lot, Instant at, Done back) {
    int count = sold.burned.size();
    long[] room = new long[count];
    long all = 0;
    for (int i = 0; i < count; i++) {
      room[i] = sold.burned.get(i).points() - sold.given.get(i);
      all += room[i];
    }
    long give = Math.min(points, all);
    long[] shares = new long[count];
    long left = give;
    if (terms.giveBack().order() == Terms.GiveBack.Order.PRORATA && all > 0) {
      for (int i = 0; i < count; i++) {
        shares[i] = give * room[i] / all;
        left -= shares[i];
      }
      while (left > 0) {
        int best = -1;
        for (int i = 0; i < count; i++) { // the later burn wins a tie, for it comes first in order
          long rest = give * room[i] % all;
          boolean raised = shares[i] > give * room[i] / all;
          if (!raised && rest > 0 && (best < 0 || rest >= give * room[best] % all)) {
            best = i;
          }
        }
        shares[best]++;
        left--;
      }
    } else {
      for (int i = count - 1; i >= 0; i--) {
        shares[i] = Math.min(left, room[i]);
        left -= shares[i];
      }
    }
    int lots = 0;
    for (int i = count - 1; i >= 0; i--) {
      if (shares[i] > 0) {
        lots += giveBack(sold, i, shares[i], lot + "/" + (lots + 1), at, back);
      }
    }
    return lots;
  }

  private int giveBack(Sold sold, int i, long points, String lot, Instant at, Done back) {
    Person person = of(sold.member);
    Bag bag = sold.burned.get(i).in();
    sold.given.set(i, sold.given.get(i) + points);
    back.undoNotes.add(() -> sold.given.set(i, sold.given.get(i) - points));
    back.redoNotes.add(() -> sold.given.set(i, sold.given.get(i) + points));
    back.room.add(() -> sold.given.get(i) + points <= sold.burned.get(i).points());
    boolean again = terms.giveBack().expired() == Terms.GiveBack.Expired.REISSUE;
    if (bag == null || !live(bag, at) && again) {
      return credit(sold.member, points, Account.GIVEN_BACK, lot, at, back);
    }
    out(person, Account.GIVEN_BACK, -points);
    if (live(bag, at)) {
      bag.left += points;
    } else {
      bag.gone += points;
      out(person, Account.EXPIRED, points);
    }
    back.moves.add(new Move(true, sold.member, bag, Account.GIVEN_BACK, points));
    return 0;
  }

  private int credit(String member, long points, Account from, String lot, Instant at, Done into) {
    Person person = of(member);
    long owed = Math.min(points, person.debt);
    person.debt -= owed;
    out(person, from, -points);
    if (owed > 0) {
      into.moves.add(new Move(true, member, null, from, owed));
    }
    if (points == owed) {
      return 0;
    }
    Instant end = terms.expiry().map(it -> it.of(at, zone)).orElse(Lot.NEVER);
    Bag bag = new Bag(lot, at, at, end, points - owed);
    person.bags.add(bag);
    into.moves.add(new Move(true, member, bag, from, points - owed));
    return 1;
  }

  /** Whether it could be undone. */
  boolean reverse(String key, String of, String lot, Instant at) {
    Done what = done.get(of);
    if (what == null || what.undone) {
      return false;
    }
    if (what.undoes && !what.room.stream().allMatch(BooleanSupplier::getAsBoolean)) {
      return false;
    }
    what.undone = true;
    Done reversal = new Done();
    int lots = 0;
    for (int i = what.moves.size() - 1; i >= 0; i--) {
      lots += undo(what.moves.get(i), lot + "/" + (lots + 1), at, reversal);
    }
    what.undoNotes.forEach(Runnable::run);
    reversal.undoNotes.addAll(what.redoNotes);
    reversal.redoNotes.addAll(what.undoNotes);
    reversal.room.addAll(what.room);
    reversal.undoes = !what.undoes;
    done.put(key, reversal);
    people.values().forEach(person -> settle(person, at));
    return true;
  }

  private int undo(Move move, String lot, Instant at, Done into) {
    String member = move.member().substring(move.member().indexOf(':') + 1);
    Person person = of(member);
    if (move.member().startsWith("shop:")) {
      Account loss = Account.valueOf(move.member().split(":")[1]);
      String whose = move.member().split(":")[2];
      out(of(whose), loss, -move.points());
      out(of(whose), move.other(), move.points());
      into.moves.add(new Move(false, loss + ":" + whose, null, move.other(), move.points()));
      return 0;
    }
    if (move.gave()) {
      must(member, move.in(), move.points(), terms.shortfall().policy(), move.other(), at, into);
      return 0;
    }
    if (move.member().startsWith("gone:")) {
      move.bag().gone += move.points();
      out(person, Account.EXPIRED, move.points());
      out(person, move.other(), -move.points());
      into.moves.add(new Move(true, member, move.bag(), move.other(), move.points()));
      return 0;
    }
    if (move.member().contains(":")) {
      Account loss = Account.valueOf(move.member().substring(0, move.member().indexOf(':')));
      out(person, loss, move.points());
      out(person, move.other(), -move.points());
      into.moves.add(
          new Move(true, "shop:" + loss + ":" + member, null, move.other(), move.points()));
      return 0;
    }
    if (move.in() == null) {
      return credit(member, move.points(), move.other(), lot, at, into);
    }
    move.bag().left += move.points();
    out(person, move.other(), -move.points());
    into.moves.add(new Move(true, member, move.bag(), move.other(), move.points()));
    return 0;
  }

  void run(Instant at) {
    lapse(at);
    for (Person person : people.values()) {
      for (Bag bag : person.bags) {
        if (!live(bag, at) && bag.left > 0) {
          out(person, Account.EXPIRED, bag.left);
          bag.gone += bag.left;
          bag.left = 0;
        }
      }
    }
  }

  /** What counts for the member's tier, counted from the sales. */
  Counts counts(String member) {
    long spend = 0;
    long points = 0;
    long visits = 0;
    for (Sold sold : sales.values()) {
      if (sold.member.equals(member)) {
        spend += sold.spend - sold.came.stream().mapToLong(Came::spend).sum();
        points += sold.points - sold.came.stream().mapToLong(Came::points).sum();
        visits += sold.came.stream().mapToLong(Came::total).sum() < sold.total ? 1 : 0;
      }
    }
    return new Counts(spend, points, visits);
  }

  /** What the member has at this instant, counted from the bags. */
  Balance balance(String member, Instant at) {
    Person person = of(member);
    Map<Account, Long> sum = new EnumMap<>(Account.class);
    sum.putAll(person.outside);
    sum.merge(Account.AVAILABLE, -person.debt, Long::sum);
    for (Bag bag : person.bags) {
      sum.merge(where(bag, at), bag.left, Long::sum);
    }
    for (Held held : holds.values()) {
      if (held.open && held.member.equals(member)) {
        for (Part part : held.parts) {
          boolean back = !held.until.isAfter(at);
          sum.merge(back ? where(part.bag(), at) : Account.HELD, part.points(), Long::sum);
        }
      }
    }
    return new Balance(sum);
  }

  private static Account where(Bag bag, Instant at) {
    if (!live(bag, at)) {
      return Account.EXPIRED;
    }
    return bag.free.isAfter(at) ? Account.PENDING : Account.AVAILABLE;
  }
}
