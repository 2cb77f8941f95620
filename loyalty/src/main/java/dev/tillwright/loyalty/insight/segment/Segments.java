package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which segment, as of any instant, by the rules that were in force then. It says what
 * {@link SegmentFollower} has read so far. Any number of threads at once.
 *
 * <p>One member costs a few look-ups by key, however long his history is. Everybody costs as much
 * for each member; rows are handed over one by one and none is kept.
 */
public final class Segments {
  /** A list has at most so many members; hand over to a consumer what may be more. */
  public static final int MOST_LISTED = 10_000;

  private static final int MOST_CHANGE_DAYS = 400;

  private final Database database;

  /** Reads the view that is in this database. */
  public Segments(Database database) {
    this.database = database;
  }

  /** The rules in force at an instant; none before any were adopted. */
  public Optional<SegmentRules> rules(Instant at) {
    return database.read(tx -> rules(tx, at));
  }

  private static Optional<SegmentRules> rules(Tx tx, Instant at) {
    return tx.first(
            "select json from segment_rules where at_ms <= ?"
                + " order by at_ms desc, terminal desc, seq desc limit 1",
            row -> row.text(1),
            at.toEpochMilli())
        .map(SegmentRules::parse);
  }

  /** Where a member stands; none before the first purchase, or without rules. */
  public Optional<Standing> standing(String member, Instant at) {
    return database.read(tx -> rules(tx, at).flatMap(rules -> standing(tx, rules, member, at)));
  }

  /** The names of the segments a member is in; none before the first purchase. */
  public Set<String> of(String member, Instant at) {
    return standing(member, at).map(Standing::segments).orElse(Set.of());
  }

  private static Optional<Standing> standing(Tx tx, SegmentRules rules, String member, Instant at) {
    Judge judge = judge(tx, rules, member, at);
    return judge == null ? Optional.empty() : Optional.of(judge.standing(member));
  }

  private static @Nullable Judge judge(Tx tx, SegmentRules rules, String member, Instant at) {
    StoredHistory history = new StoredHistory(tx, rules.currency().getCurrencyCode(), member, at);
    Optional<Instant> first = history.first();
    Optional<Instant> last = history.last();
    return first.isEmpty() || last.isEmpty()
        ? null
        : new Judge(rules, history, at, first.get(), last.get());
  }

  /** All numbers of the person whose number this is, by mergers; first the one that stays. */
  public List<String> numbers(String member) {
    return database.read(
        tx -> {
          Owners owners = new Owners(tx);
          return List.copyOf(owners.numbers(owners.owner(member)));
        });
  }

  /** Hands over everybody who had bought by then, in the order of the members' ids. */
  public void everybody(Instant at, Consumer<Standing> consumer) {
    database.read(
        tx -> {
          rules(tx, at)
              .ifPresent(
                  rules ->
                      members(
                          tx,
                          rules,
                          member -> standing(tx, rules, member, at).ifPresent(consumer)));
          return true;
        });
  }

  /**
   * Hands over the ids of those in a segment, in order.
   *
   * @param segment a name of the rules, or of a stage
   * @throws IllegalArgumentException when the rules have no such segment
   */
  public void members(String segment, Instant at, Consumer<String> consumer) {
    database.read(
        tx -> {
          rules(tx, at).ifPresent(rules -> members(tx, rules, segment, at, consumer));
          return true;
        });
  }

  /** As above, as a list of the first ones, at most {@value #MOST_LISTED}. */
  public List<String> members(String segment, Instant at) {
    List<String> found = new ArrayList<>();
    members(
        segment,
        at,
        member -> {
          if (found.size() < MOST_LISTED) {
            found.add(member);
          }
        });
    return found;
  }

  private static void members(
      Tx tx, SegmentRules rules, String segment, Instant at, Consumer<String> consumer) {
    boolean stage =
        java.util.Arrays.stream(Stage.values()).anyMatch(it -> Segment.of(it).equals(segment));
    if (!stage && rules.segment(segment).isEmpty()) {
      throw new IllegalArgumentException("the rules have no segment " + segment);
    }
    members(
        tx,
        rules,
        member -> {
          Judge judge = judge(tx, rules, member, at);
          if (judge != null && judge.in(segment)) {
            consumer.accept(member);
          }
        });
  }

  private static void members(Tx tx, SegmentRules rules, Consumer<String> consumer) {
    tx.each(
        "select member from segment_member where currency = ? order by member",
        row -> consumer.accept(row.text(1)),
        rules.currency().getCurrencyCode());
  }

  /** How many are in each segment; those that hold nobody are not among them. */
  public SortedMap<String, Integer> counts(Instant at) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    everybody(at, each -> each.segments().forEach(name -> counts.merge(name, 1, Integer::sum)));
    return counts;
  }

  /** Hands over how each member came up to an instant, in the order of the members' ids. */
  public void rhythms(Instant at, Consumer<Rhythm> consumer) {
    database.read(
        tx -> {
          rules(tx, at)
              .ifPresent(
                  rules -> Rhythms.read(tx, rules.currency().getCurrencyCode(), at, consumer));
          return true;
        });
  }

  /** When each terminal sold to a member last, up to an instant. */
  public Map<String, Instant> lastByTerminal(Instant at) {
    Map<String, Instant> last = new TreeMap<>();
    database.read(
        tx -> {
          tx.each(
              "select terminal, max(at_ms) from segment_visit where bought = 1 and at_ms <= ?"
                  + " group by terminal",
              row -> last.put(row.text(1), Instant.ofEpochMilli(row.number(2))),
              at.toEpochMilli());
          return true;
        });
    return last;
  }

  /**
   * How a member came from one stage to the next: looked at after each visit and at each midnight
   * of the rules' zone, within at most {@value #MOST_CHANGE_DAYS} days.
   *
   * @param from the first day
   * @param to the last one
   * @return the standing at each change, oldest first; the first is that at the beginning
   */
  public List<Standing> changes(String member, LocalDate from, LocalDate to) {
    if (to.isBefore(from) || to.toEpochDay() - from.toEpochDay() >= MOST_CHANGE_DAYS) {
      throw new IllegalArgumentException("1 to " + MOST_CHANGE_DAYS + " days");
    }
    return database.read(
        tx -> {
          List<Standing> changes = new ArrayList<>();
          Optional<SegmentRules> newest = rules(tx, Instant.ofEpochMilli(Long.MAX_VALUE));
          if (newest.isEmpty()) {
            return changes;
          }
          for (Instant at : moments(tx, newest.get(), member, from, to)) {
            Standing now = rules(tx, at).flatMap(it -> standing(tx, it, member, at)).orElse(null);
            Standing before = changes.isEmpty() ? null : changes.get(changes.size() - 1);
            if (now != null && (before == null || before.stage() != now.stage())) {
              changes.add(now);
            }
          }
          return changes;
        });
  }

  private static Set<Instant> moments(
      Tx tx, SegmentRules rules, String member, LocalDate from, LocalDate to) {
    Set<Instant> moments = new java.util.TreeSet<>();
    for (LocalDate day = from; !day.isAfter(to.plusDays(1)); day = day.plusDays(1)) {
      moments.add(day.atStartOfDay(rules.zone()).toInstant());
    }
    Instant end = to.plusDays(1).atStartOfDay(rules.zone()).toInstant();
    moments.remove(end);
    moments.add(end.minusMillis(1));
    tx.each(
        "select at_ms from segment_visit where currency = ? and member = ? and at_ms >= ?"
            + " and at_ms < ?",
        row -> moments.add(Instant.ofEpochMilli(row.number(1))),
        rules.currency().getCurrencyCode(),
        member,
        from.atStartOfDay(rules.zone()).toInstant().toEpochMilli(),
        end.toEpochMilli());
    return moments;
  }
}
