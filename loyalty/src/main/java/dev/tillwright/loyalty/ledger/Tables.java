package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Migration;
import java.util.List;

/** The tables of the view. */
final class Tables {
  /** In an order in which they can be emptied. */
  static final List<String> NAMES =
      List.of(
          "ledger_posting",
          "ledger_account",
          "ledger_member",
          "ledger_lot",
          "ledger_award",
          "ledger_award_line",
          "ledger_reason",
          "ledger_hold",
          "ledger_hold_lot",
          "ledger_burn",
          "ledger_given",
          "ledger_sale",
          "ledger_return",
          "ledger_return_total",
          "ledger_waiting",
          "ledger_activity",
          "ledger_qualify",
          "ledger_voucher",
          "ledger_reward",
          "ledger_review",
          "ledger_cause",
          "ledger_terms",
          "ledger_house",
          "ledger_conflict");

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table ledger_posting (terminal text not null, seq bigint not null,"
                  + " part integer not null, at_ms bigint not null, day text not null,"
                  + " kind text not null, program text not null, member text not null,"
                  + " from_account text not null, to_account text not null,"
                  + " points bigint not null, cause text not null, sale text not null,"
                  + " line integer not null, hold text not null, lot text not null,"
                  + " primary key (terminal, seq, part))",
              "create index ledger_posting_member on ledger_posting (member, program, at_ms)",
              "create index ledger_posting_cause on ledger_posting (cause)",
              "create table ledger_account (program text not null, member text not null,"
                  + " account text not null, points bigint not null,"
                  + " primary key (program, member, account))",
              "create table ledger_member (program text not null, member text not null,"
                  + " version bigint not null, debt bigint not null,"
                  + " primary key (program, member))",
              "create table ledger_lot (lot text not null, program text not null,"
                  + " member text not null, earned_ms bigint not null,"
                  + " available_ms bigint not null, expires_ms bigint not null,"
                  + " points bigint not null, remaining bigint not null, expired bigint not null,"
                  + " matured integer not null, primary key (lot))",
              "create index ledger_lot_member on ledger_lot (member, program, expires_ms)",
              "create index ledger_lot_expiry on ledger_lot (expires_ms)",
              "create index ledger_lot_maturity on ledger_lot (matured, available_ms)",
              "create table ledger_award (sale text not null, terminal text not null,"
                  + " seq bigint not null, program text not null, member text not null,"
                  + " named text not null, digest text not null, points bigint not null,"
                  + " lot text not null, clawed_back bigint not null, primary key (sale))",
              "create table ledger_award_line (sale text not null, line integer not null,"
                  + " points bigint not null, quantity text not null, total_minor bigint not null,"
                  + " returned text not null, clawed_back bigint not null,"
                  + " primary key (sale, line))",
              "create table ledger_reason (sale text not null, part integer not null,"
                  + " rule text not null, points bigint not null, said text not null,"
                  + " primary key (sale, part))",
              "create table ledger_hold (hold text not null, sale text not null,"
                  + " program text not null, member text not null, points bigint not null,"
                  + " state text not null, available bigint not null, at_ms bigint not null,"
                  + " until_ms bigint not null, primary key (hold))",
              "create index ledger_hold_state on ledger_hold (state, until_ms)",
              "create index ledger_hold_member on ledger_hold (member, program, state)",
              "create table ledger_hold_lot (hold text not null, part integer not null,"
                  + " lot text not null, points bigint not null, primary key (hold, part))",
              "create table ledger_burn (sale text not null, part integer not null,"
                  + " program text not null, member text not null, lot text not null,"
                  + " points bigint not null, given_back bigint not null,"
                  + " primary key (sale, part))",
              "create table ledger_given (cause text not null, part integer not null,"
                  + " sale text not null, points bigint not null, primary key (cause, part))",
              "create table ledger_sale (sale text not null, program text not null,"
                  + " member text not null, at_ms bigint not null, total_minor bigint not null,"
                  + " spend_minor bigint not null, returned_minor bigint not null,"
                  + " primary key (sale))",
              "create table ledger_return (cause text not null, line integer not null,"
                  + " sale text not null, quantity text not null, points bigint not null,"
                  + " primary key (cause, line))",
              "create table ledger_waiting (cause text not null, sale text not null,"
                  + " terminal text not null, seq bigint not null, payload text not null,"
                  + " primary key (cause))",
              "create index ledger_waiting_sale on ledger_waiting (sale)",
              "create table ledger_activity (program text not null, member text not null,"
                  + " at_ms bigint not null, primary key (program, member, at_ms))",
              "create table ledger_qualify (terminal text not null, seq bigint not null,"
                  + " part integer not null, program text not null, member text not null,"
                  + " counts_ms bigint not null, at_ms bigint not null, cause text not null,"
                  + " spend bigint not null, points bigint not null, visits bigint not null,"
                  + " primary key (terminal, seq, part))",
              "create index ledger_qualify_member on ledger_qualify (member, program, at_ms)",
              "create index ledger_qualify_cause on ledger_qualify (cause)",
              "create table ledger_voucher (voucher text not null, member text not null,"
                  + " reward text not null, state text not null, sale text not null,"
                  + " issued_ms bigint not null, expires_ms bigint not null,"
                  + " primary key (voucher))",
              "create table ledger_cause (cause text not null, terminal text not null,"
                  + " seq bigint not null, content text not null, outcome text not null,"
                  + " root text not null, sign integer not null, undone integer not null,"
                  + " primary key (cause))",
              "create table ledger_terms (digest text not null, program text not null,"
                  + " version integer not null, sheet text not null, primary key (digest))",
              "create table ledger_house (one integer not null, program text not null,"
                  + " digest text not null, primary key (one))",
              "create table ledger_conflict (terminal text not null, seq bigint not null,"
                  + " part integer not null, subject text not null, what text not null,"
                  + " primary key (terminal, seq, part))"),
          Migration.of(
              2,
              "create table ledger_reward (cause text not null, program text not null,"
                  + " reward text not null, member text not null, primary key (cause))",
              "create index ledger_reward_taken on ledger_reward (program, reward, member)"),
          Migration.of(
              3,
              "create table ledger_return_total (cause text not null, sale text not null,"
                  + " total_minor bigint not null, primary key (cause, sale))"),
          Migration.of(
              4,
              "create table ledger_review (cause text not null, lot text not null,"
                  + " points bigint not null, primary key (cause))",
              "create index ledger_review_lot on ledger_review (lot)"));

  private Tables() {}
}
