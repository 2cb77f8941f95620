package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The tables of a vault, and its rows as records. */
final class VaultTables {
  static final String COMPONENT = "vault";
  static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table vault_setting (name text not null primary key, value text not null)",
              "create table vault_key (key_id text not null primary key,"
                  + " messages bigint not null)",
              "create table vault_card (domain text not null, token text not null,"
                  + " card_index text not null, seal_key text not null, version integer not null,"
                  + " sealed text not null, revision bigint not null,"
                  + " primary key (domain, token), unique (domain, card_index))",
              "create table vault_access (number bigint not null primary key,"
                  + " at_millis bigint not null, domain text not null, token text not null,"
                  + " purpose text not null, result text not null)",
              "create index vault_access_token on vault_access (domain, token, number)"),
          Migration.of(
              2,
              "alter table vault_card add column form text not null default 'card'",
              "alter table vault_card add column space text not null default ''",
              "alter table vault_card add column slot bigint",
              "alter table vault_card add column status text not null default 'ACTIVE'",
              "alter table vault_card add column single_use integer not null default 0",
              "alter table vault_card add column expires_millis bigint not null"
                  + " default 9223372036854775807",
              "alter table vault_access add column who text not null default 'till'",
              "create index vault_card_slot on vault_card (domain, space, slot)",
              "create index vault_card_expiry on vault_card (domain, status, expires_millis)",
              "create index vault_card_key on vault_card (domain, seal_key, token)"));

  static final String SELECT =
      "select domain, token, form, space, slot, card_index, seal_key, version, sealed, status,"
          + " single_use, expires_millis, revision from vault_card";

  private static final long NEVER = Long.MAX_VALUE;
  private static final int ATTEMPTS = 16;

  private VaultTables() {}

  static boolean insert(Tx tx, VaultRecord record) {
    OptionalLong slot = record.place().slot();
    return tx.insertIfAbsent(
        "insert into vault_card (domain, token, form, space, slot, card_index, seal_key, version,"
            + " sealed, status, single_use, expires_millis, revision)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        record.domain().name(),
        record.token().value(),
        record.place().form(),
        record.place().space(),
        slot.isPresent() ? (Object) slot.getAsLong() : null,
        record.index(),
        record.key(),
        record.version(),
        record.sealed(),
        record.life().status().name(),
        record.life().singleUse(),
        millis(record.life().expires()),
        record.revision());
  }

  static boolean replace(Tx tx, VaultRecord expected, VaultRecord next) {
    return tx.update(
            "update vault_card set card_index = ?, seal_key = ?, version = ?, sealed = ?,"
                + " status = ?, revision = ? where domain = ? and token = ? and revision = ?",
            next.index(),
            next.key(),
            next.version(),
            next.sealed(),
            next.life().status().name(),
            next.revision(),
            expected.domain().name(),
            expected.token().value(),
            expected.revision())
        == 1;
  }

  /** Makes sure, until the transaction ends, that the revision stays. */
  static boolean hold(Tx tx, VaultRecord expected) {
    return tx.update(
            "update vault_card set revision = revision"
                + " where domain = ? and token = ? and revision = ?",
            expected.domain().name(),
            expected.token().value(),
            expected.revision())
        == 1;
  }

  static void append(Tx tx, AccessRecord access) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long number =
          tx.first("select coalesce(max(number), 0) + 1 from vault_access", row -> row.number(1))
              .orElseThrow();
      if (tx.insertIfAbsent(
          "insert into vault_access (number, at_millis, domain, token, who, purpose, result)"
              + " values (?, ?, ?, ?, ?, ?, ?)",
          number,
          access.at().toEpochMilli(),
          access.domain().name(),
          access.token().value(),
          access.who(),
          access.purpose(),
          access.result().name())) {
        return;
      }
    }
    throw new TillwrightException("vault.busy", true, "others keep recording accesses");
  }

  static VaultRecord record(Tx.Row row) {
    return read(
        () ->
            new VaultRecord(
                TokenDomain.of(row.text(1)),
                new Token(row.text(2)),
                new VaultRecord.Place(
                    row.text(3),
                    row.text(4),
                    row.optionalText(5)
                        .map(Long::parseLong)
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty)),
                row.text(6),
                row.text(7),
                Math.toIntExact(row.number(8)),
                row.text(9),
                new VaultRecord.Life(
                    TokenStatus.valueOf(row.text(10)),
                    row.number(11) == 1,
                    instant(row.number(12))),
                row.number(13)));
  }

  static long millis(Instant instant) {
    return instant.equals(Instant.MAX) ? NEVER : instant.toEpochMilli();
  }

  private static Instant instant(long millis) {
    return millis == NEVER ? Instant.MAX : Instant.ofEpochMilli(millis);
  }

  /** What a row holds is checked as strictly as what a caller passes. */
  static <T> T read(Supplier<T> row) {
    try {
      return row.get();
    } catch (IllegalArgumentException | ArithmeticException notOurs) {
      throw new TillwrightException(
          "vault.damaged", false, "a row of the vault is not one of ours");
    }
  }
}
