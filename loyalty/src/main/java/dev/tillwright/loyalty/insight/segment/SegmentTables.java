package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.store.Migration;
import java.util.List;

/** The tables of the view. */
final class SegmentTables {
  static final List<String> NAMES =
      List.of(
          "segment_rules",
          "segment_member",
          "segment_visit",
          "segment_goods",
          "segment_parked",
          "segment_void",
          "segment_gone",
          "segment_alias");

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table segment_rules (at_ms bigint not null, terminal text not null,"
                  + " seq bigint not null, json text not null, primary key (at_ms, terminal, seq))",
              "create table segment_member (currency text not null, member text not null,"
                  + " primary key (currency, member))",
              "create index segment_member_member on segment_member (member)",
              // A row for each sale and return, with the sums up to and with it.
              "create table segment_visit (currency text not null, member text not null,"
                  + " at_ms bigint not null, terminal text not null, seq bigint not null,"
                  + " part integer not null, bought integer not null, minor bigint not null,"
                  + " sale text not null, named text not null, purchases bigint not null,"
                  + " spent bigint not null,"
                  + " primary key (currency, member, at_ms, terminal, seq, part))",
              "create index segment_visit_sale on segment_visit (sale)",
              "create table segment_goods (member text not null, at_ms bigint not null,"
                  + " terminal text not null, seq bigint not null, code text not null,"
                  + " category text not null, named text not null,"
                  + " primary key (member, at_ms, terminal, seq, code, category))",
              // What came back of a sale that this database has not seen yet.
              "create table segment_parked (sale text not null, terminal text not null,"
                  + " seq bigint not null, part integer not null, at_ms bigint not null,"
                  + " currency text not null, minor bigint not null,"
                  + " primary key (sale, terminal, seq, part))",
              "create table segment_void (sale text not null, primary key (sale))",
              "create table segment_gone (member text not null, primary key (member))",
              "create table segment_alias (member text not null, into_member text not null,"
                  + " primary key (member))",
              "create index segment_alias_into on segment_alias (into_member)"));

  private SegmentTables() {}
}
