package dev.tillwright.loyalty.member;

import dev.tillwright.core.store.Migration;
import java.util.List;

/** The tables of the view. */
final class MemberTables {
  /** In an order in which they can be emptied. */
  static final List<String> NAMES =
      List.of(
          "member",
          "member_identifier",
          "member_statement",
          "member_preference",
          "member_contact",
          "member_clock");

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table member (id text not null, known integer not null,"
                  + " erased integer not null, shredded integer not null, parent text not null,"
                  + " parent_order bigint not null, newest_order bigint not null,"
                  + " enrolled_ms bigint not null, profile text not null,"
                  + " profile_order bigint not null, slots integer not null, primary key (id))",
              "create index member_parent on member (parent)",
              "create index member_erased on member (erased, shredded)",
              "create table member_identifier (kind text not null, idx text not null,"
                  + " member text not null, slot integer not null, added bigint not null,"
                  + " sealed text not null, primary key (member, slot))",
              "create index member_identifier_idx on member_identifier (kind, idx)",
              "create table member_statement (terminal text not null, seq bigint not null,"
                  + " member text not null, channel text not null, purpose text not null,"
                  + " given integer not null, order_ms bigint not null, said_ms bigint not null,"
                  + " said_by text not null, wording text not null, source text not null,"
                  + " proof text not null, primary key (terminal, seq))",
              "create index member_statement_member on member_statement"
                  + " (member, channel, purpose, order_ms)",
              "create table member_preference (terminal text not null, seq bigint not null,"
                  + " member text not null, name text not null, wanted integer not null,"
                  + " order_ms bigint not null, said_ms bigint not null, said_by text not null,"
                  + " source text not null, primary key (terminal, seq))",
              "create index member_preference_member on member_preference"
                  + " (member, name, order_ms)",
              "create table member_contact (terminal text not null, seq bigint not null,"
                  + " id text not null, attempt integer not null, member text not null,"
                  + " asked text not null, channel text not null, purpose text not null,"
                  + " wording text not null, policy text not null, at_ms bigint not null,"
                  + " outcome text not null, ended_ms bigint not null,"
                  + " primary key (terminal, seq))",
              "create index member_contact_id on member_contact (id, attempt)",
              "create index member_contact_member on member_contact (member, at_ms)",
              "create index member_contact_outcome on member_contact (outcome, terminal, seq)"),
          // What was there before counts by the wall's clock alone.
          Migration.of(
              2,
              "alter table member_contact add column passed_ms bigint not null"
                  + " default -9000000000000000",
              "create index member_contact_passed on member_contact (member, passed_ms)",
              "create table member_clock (terminal text not null, wall_ms bigint not null,"
                  + " passed_ms bigint not null, behind_ms bigint not null,"
                  + " primary key (terminal))"));

  private MemberTables() {}
}
