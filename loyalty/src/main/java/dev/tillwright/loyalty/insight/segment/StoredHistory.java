package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The history that the follower keeps, up to an instant. */
final class StoredHistory implements MemberHistory {
  private final Tx tx;
  private final String currency;
  private final String member;
  private final long at;
  private @Nullable Sums all;

  private record Sums(long purchases, long spent) {
    static final Sums NOTHING = new Sums(0, 0);
  }

  StoredHistory(Tx tx, String currency, String member, Instant at) {
    this.tx = tx;
    this.currency = currency;
    this.member = member;
    this.at = at.toEpochMilli();
  }

  @Override
  public Optional<Instant> first() {
    return edge("asc");
  }

  @Override
  public Optional<Instant> last() {
    return edge("desc");
  }

  private Optional<Instant> edge(String order) {
    return tx.first(
        "select at_ms from segment_visit where currency = ? and member = ? and at_ms <= ?"
            + " and bought = 1 order by at_ms "
            + order
            + " limit 1",
        row -> Instant.ofEpochMilli(row.number(1)),
        currency,
        member,
        at);
  }

  @Override
  public long purchases(Instant since) {
    return all().purchases() - upTo(since.toEpochMilli() - 1).purchases();
  }

  @Override
  public long spent(Instant since) {
    return all().spent() - upTo(since.toEpochMilli() - 1).spent();
  }

  private Sums all() {
    Sums known = all;
    if (known == null) {
      known = upTo(at);
      all = known;
    }
    return known;
  }

  private Sums upTo(long instant) {
    return tx.first(
            "select purchases, spent from segment_visit where currency = ? and member = ?"
                + " and at_ms <= ?"
                + " order by at_ms desc, terminal desc, seq desc, part desc limit 1",
            row -> new Sums(row.number(1), row.number(2)),
            currency,
            member,
            instant)
        .orElse(Sums.NOTHING);
  }

  @Override
  public long bought(SegmentQuery.Bought what, Instant since) {
    List<Object> arguments = new ArrayList<>(List.of(member, since.toEpochMilli(), at));
    List<String> either = new ArrayList<>();
    in("code", what.items(), either, arguments);
    in("category", what.categories(), either, arguments);
    return tx.first(
            "select count(*) from (select distinct terminal, seq from segment_goods"
                + " where member = ? and at_ms >= ? and at_ms <= ? and ("
                + String.join(" or ", either)
                + ")) sales",
            row -> row.number(1),
            arguments.toArray())
        .orElse(0L);
  }

  private static void in(
      String column, Iterable<String> values, List<String> either, List<Object> arguments) {
    List<String> marks = new ArrayList<>();
    for (String value : values) {
      marks.add("?");
      arguments.add(value);
    }
    if (!marks.isEmpty()) {
      either.add(column + " in (" + String.join(",", marks) + ")");
    }
  }
}
