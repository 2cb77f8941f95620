package dev.tillwright.core.journal;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.function.Consumer;

/** A view whose bytes depend on the order and the number of times of every entry it was given. */
final class Sums implements Follower {
  private final String name;
  private final Consumer<Entry> before;

  Sums(String name) {
    this(name, entry -> {});
  }

  Sums(String name, Consumer<Entry> before) {
    this.name = name;
    this.before = before;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Migration> migrations() {
    return List.of(
        Migration.of(
            1,
            "create table sums_"
                + name
                + " (slot integer not null primary key, count bigint"
                + " not null, total bigint not null, rolling bigint not null)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    long n = JsonIn.parse(entry.payload()).number("n");
    int slot = (int) (n % 7);
    tx.insertIfAbsent("insert into sums_" + name + " values (?, 0, 0, 0)", slot);
    before.accept(entry);
    tx.update(
        "update sums_"
            + name
            + " set count = count + 1, total = total + ?,"
            + " rolling = (rolling * 31 + ?) % 1000000007 where slot = ?",
        n,
        n,
        slot);
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from sums_" + name);
  }

  /** The whole view as text. */
  static List<String> dump(Database database, String name) {
    return database.read(
        tx ->
            tx.list(
                "select slot || ' ' || count || ' ' || total || ' ' || rolling from sums_"
                    + name
                    + " order by slot",
                row -> row.text(1)));
  }

  /** What the view must be, by plain code. */
  static List<String> expected(List<Entry> entries) {
    long[][] slots = new long[7][3];
    for (Entry entry : entries) {
      long n = JsonIn.parse(entry.payload()).number("n");
      long[] slot = slots[(int) (n % 7)];
      slot[0]++;
      slot[1] += n;
      slot[2] = (slot[2] * 31 + n) % 1_000_000_007;
    }
    List<String> lines = new java.util.ArrayList<>();
    for (int i = 0; i < 7; i++) {
      if (slots[i][0] > 0) {
        lines.add(i + " " + slots[i][0] + " " + slots[i][1] + " " + slots[i][2]);
      }
    }
    return lines;
  }
}
