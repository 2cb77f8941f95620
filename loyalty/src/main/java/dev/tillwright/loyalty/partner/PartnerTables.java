package dev.tillwright.loyalty.partner;

import dev.tillwright.core.store.Migration;
import java.util.List;

/** The tables of the view. */
final class PartnerTables {
  /** In an order in which they can be emptied. */
  static final List<String> NAMES = List.of("partner_exchange", "partner_line");

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table partner_exchange (terminal text not null, id text not null,"
                  + " seq bigint not null, direction text not null, partner text not null,"
                  + " member text not null, account text not null, asked bigint not null,"
                  + " ours bigint not null, theirs bigint not null, state text not null,"
                  + " reason text not null, primary key (terminal, id))",
              "create index partner_exchange_state on partner_exchange (state, terminal, seq)",
              "create table partner_line (terminal text not null, id text not null,"
                  + " part integer not null, at_ms bigint not null, partner text not null,"
                  + " issued bigint not null, redeemed bigint not null,"
                  + " primary key (terminal, id, part))",
              "create index partner_line_at on partner_line (at_ms)"));

  private PartnerTables() {}
}
