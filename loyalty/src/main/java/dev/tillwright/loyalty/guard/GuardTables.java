package dev.tillwright.loyalty.guard;

import dev.tillwright.core.store.Migration;
import java.util.List;

/** The tables of the view. */
final class GuardTables {
  /** In an order in which they can be emptied. */
  static final List<String> NAMES =
      List.of(
          "guard_rules",
          "guard_staff",
          "guard_activity",
          "guard_seen",
          "guard_case",
          "guard_finding");

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table guard_rules (id integer not null, json text not null,"
                  + " primary key (id))",
              "create table guard_staff (operator text not null, member text not null,"
                  + " primary key (operator, member))",
              "create table guard_activity (terminal text not null, seq bigint not null,"
                  + " part integer not null, kind text not null, member text not null,"
                  + " at_ms bigint not null, operator text not null, minor bigint not null,"
                  + " points bigint not null, sale text not null,"
                  + " primary key (terminal, seq, part))",
              "create index guard_activity_member on guard_activity (member, at_ms)",
              "create index guard_activity_sale on guard_activity (sale)",
              "create table guard_seen (sale text not null, primary key (sale))",
              "create table guard_case (id text not null, terminal text not null,"
                  + " seq bigint not null, part integer not null, program text not null,"
                  + " outcome text not null, state text not null, held_by text not null,"
                  + " held bigint not null, decided_by text not null, reason text not null,"
                  + " primary key (id))",
              "create index guard_case_state on guard_case (state, terminal, seq)",
              "create table guard_finding (id text not null, part integer not null,"
                  + " signal text not null, reason text not null, primary key (id, part))"));

  private GuardTables() {}
}
