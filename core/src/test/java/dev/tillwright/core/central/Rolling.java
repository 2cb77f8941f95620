package dev.tillwright.core.central;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A view whose bytes depend on the order and the number of times of each terminal's entries. */
final class Rolling implements Follower {
  private static final long MODULUS = 1_000_000_007;

  private final Consumer<Entry> before;

  Rolling(Consumer<Entry> before) {
    this.before = before;
  }

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public List<Migration> migrations() {
    return List.of(
        Migration.of(
            1,
            "create table rolling (terminal text not null primary key, n bigint not null,"
                + " total bigint not null)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    tx.insertIfAbsent("insert into rolling values (?, 0, 0)", entry.terminal());
    tx.update(
        "update rolling set n = n + 1, total = (total * 31 + ?) % 1000000007 where terminal = ?",
        value(entry), entry.terminal());
    before.accept(entry);
  }

  private static long value(Entry entry) {
    return Long.parseLong(entry.hash().substring(0, 6), 16);
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from rolling");
  }

  static List<String> dump(Database database) {
    return database.read(
        tx ->
            tx.list(
                "select terminal || ' ' || n || ' ' || total from rolling order by terminal",
                row -> row.text(1)));
  }

  /** What the view must be, by plain code. */
  static List<String> expected(Map<String, List<Entry>> journals) {
    return new TreeMap<>(journals)
        .entrySet().stream()
            .map(
                journal -> {
                  long total = 0;
                  for (Entry entry : journal.getValue()) {
                    total = (total * 31 + value(entry)) % MODULUS;
                  }
                  return journal.getKey() + " " + journal.getValue().size() + " " + total;
                })
            .toList();
  }
}
