package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Migration;
import java.util.List;

/** The tables of the view. */
final class Tables {
  /** In an order in which they can be emptied. */
  static final List<String> NAMES =
      List.of(
          "points_posting",
          "points_account",
          "points_award",
          "points_award_line",
          "points_reason",
          "points_hold",
          "points_burn",
          "points_sale",
          "points_conflict");

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table points_posting (terminal text not null, seq bigint not null,"
                  + " part integer not null, at_ms bigint not null, kind text not null,"
                  + " member text not null, from_account text not null, to_account text not null,"
                  + " points bigint not null, sale text not null, line integer not null,"
                  + " hold text not null, primary key (terminal, seq, part))",
              "create index points_posting_member on points_posting (member, at_ms)",
              "create table points_account (member text not null, account text not null,"
                  + " points bigint not null, primary key (member, account))",
              "create table points_award (sale text not null, terminal text not null,"
                  + " seq bigint not null, member text not null, program text not null,"
                  + " digest text not null, points bigint not null, primary key (sale))",
              "create table points_award_line (sale text not null, line integer not null,"
                  + " points bigint not null, quantity text not null, total_minor bigint not null,"
                  + " returned text not null, clawed_back bigint not null,"
                  + " primary key (sale, line))",
              "create table points_reason (sale text not null, part integer not null,"
                  + " rule text not null, points bigint not null, said text not null,"
                  + " primary key (sale, part))",
              "create table points_hold (hold text not null, sale text not null,"
                  + " member text not null, points bigint not null, state text not null,"
                  + " available bigint not null, primary key (hold))",
              "create table points_burn (sale text not null, member text not null,"
                  + " points bigint not null, given_back bigint not null, primary key (sale))",
              "create table points_sale (sale text not null, terminal text not null,"
                  + " seq bigint not null, content text not null, primary key (sale))",
              "create table points_conflict (terminal text not null, seq bigint not null,"
                  + " part integer not null, subject text not null, what text not null,"
                  + " primary key (terminal, seq, part))"));

  private Tables() {}
}
