package dev.tillwright.core.host.stored;

import dev.tillwright.core.store.Migration;
import java.util.List;

/**
 * The tables. {@code stored_move} remembers each key with its answer, for good; {@code
 * stored_posting} is the double entry, never changed; {@code stored_card} has what is on a card now
 * and cannot go below zero; {@code stored_guard} counts tries.
 */
final class StoredTables {
  static final String COMPONENT = "stored-value";

  /** Stands for never. */
  static final long NEVER = Long.MAX_VALUE;

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table stored_card (card varchar(64) not null primary key,"
                  + " last4 varchar(4) not null, currency varchar(3) not null,"
                  + " balance bigint not null check (balance >= 0), state varchar(8) not null,"
                  + " activated bigint not null, used bigint not null, expires bigint not null,"
                  + " floor bigint not null, code_hash varchar(512))",
              "create index stored_card_expires on stored_card (expires)",
              "create table stored_move (payment varchar(64) not null primary key,"
                  + " terminal varchar(16) not null, kind varchar(16) not null,"
                  + " card varchar(64) not null, currency varchar(3) not null,"
                  + " asked bigint not null, original varchar(64), code varchar(16) not null,"
                  + " moved bigint not null, authorization_code varchar(6) not null,"
                  + " rest bigint not null, undone bigint not null, forwarded bigint not null,"
                  + " at bigint not null)",
              "create index stored_move_original on stored_move (original)",
              "create index stored_move_card on stored_move (card, at)",
              "create table stored_posting (entry varchar(128) not null, part bigint not null,"
                  + " account varchar(8) not null, card varchar(64) not null,"
                  + " currency varchar(3) not null, amount bigint not null, at bigint not null,"
                  + " primary key (entry, part))",
              "create index stored_posting_card on stored_posting (card)",
              "create table stored_note (card varchar(64) not null, at bigint not null,"
                  + " what varchar(8) not null, who varchar(64) not null,"
                  + " why varchar(200) not null, primary key (card, at, what))",
              "create table stored_guard (subject varchar(80) not null primary key,"
                  + " since bigint not null, tries bigint not null, trips bigint not null,"
                  + " until bigint not null)"));

  private StoredTables() {}
}
