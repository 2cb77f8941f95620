package dev.tillwright.core.access;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The tables of shared limits at the central store. {@code shared_reserved} is written by the tills
 * and is no view; the rest is the {@link LimitBook} over all terminals.
 */
final class SharedTables {
  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table shared_moved (terminal varchar(32) not null, seq bigint not null,"
                  + " part bigint not null, what varchar(8) not null, of_seq bigint not null,"
                  + " sale varchar(64) not null, kind varchar(16) not null, payment varchar(64),"
                  + " card varchar(64), member varchar(64), currency varchar(3) not null,"
                  + " amount bigint not null, at bigint not null,"
                  + " primary key (terminal, seq, part))",
              "create index shared_card on shared_moved (card, at)",
              "create index shared_member on shared_moved (member, at)",
              "create index shared_sale_moved on shared_moved (sale, seq)",
              "create table shared_sale (sale varchar(64) not null primary key,"
                  + " member varchar(64), origin varchar(64))",
              "create table shared_clock (terminal varchar(32) not null primary key,"
                  + " latest bigint not null)",
              "create table shared_shown (sale varchar(64) not null, code varchar(64) not null,"
                  + " primary key (sale, code))",
              "create table shared_reserved (limit_name varchar(32) not null,"
                  + " subject varchar(64) not null, terminal varchar(32) not null,"
                  + " sale varchar(64) not null, currency varchar(3) not null,"
                  + " amount bigint not null, at bigint not null, until bigint not null,"
                  + " primary key (limit_name, subject, terminal, sale))",
              "create index shared_reserved_sale on shared_reserved (sale)"),
          Migration.of(
              2,
              "create index shared_at on shared_moved (terminal, at)",
              "create index shared_reserved_until on shared_reserved (terminal, until)"));

  private static final String FIELD = "limit.subject";

  private SharedTables() {}

  /** How a subject stands at the central store. */
  static String subject(KeyedIndex index, String subject) {
    return index.of(FIELD, subject.getBytes(StandardCharsets.UTF_8));
  }

  /** Remembers above which limits a sale was asked to show more: that is no overshoot. */
  static void shown(Entry entry, Tx tx) {
    if (!entry.kind().equals("check.found")) {
      return;
    }
    JsonIn in = JsonIn.parse(entry.payload());
    String sale = in.optionalText("sale").orElse("");
    if (sale.isEmpty() || !in.text("verdict").equals(Verdict.Kind.STEP_UP.name())) {
      return;
    }
    for (JsonIn reason : in.objects("reasons")) {
      String code = reason.text("code");
      if (code.startsWith("limit.")) {
        tx.insertIfAbsent("insert into shared_shown (sale, code) values (?, ?)", sale, code);
      }
    }
  }
}
