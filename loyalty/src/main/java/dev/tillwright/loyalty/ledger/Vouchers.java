package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.program.Reward;
import dev.tillwright.loyalty.program.TermSheet;
import java.time.Instant;
import java.util.Optional;

/** Rewards that are taken for points, and vouchers: each for one sale, once. */
final class Vouchers {
  private final Books books;

  Vouchers(Books books) {
    this.books = books;
  }

  static Optional<Voucher> find(Tx tx, String code) {
    return tx.first(
        "select voucher, member, reward, state, sale, issued_ms, expires_ms from ledger_voucher"
            + " where voucher = ?",
        row ->
            new Voucher(
                row.text(1),
                row.text(2),
                row.text(3),
                Voucher.State.valueOf(row.text(4)),
                row.text(5),
                Instant.ofEpochMilli(row.number(6)),
                Instant.ofEpochMilli(row.number(7))),
        code);
  }

  void redeemed(RewardEntries.Redeemed redeemed) {
    Causes causes = new Causes(books);
    String cause = Causes.REDEEM + redeemed.key();
    if (!causes.first(cause)) {
      return;
    }
    Grants grants = new Grants(books);
    Owner owner = grants.owner("", redeemed.member());
    if (had(owner, redeemed)
        && codeIsNew(redeemed)
        && grants.spend(owner, redeemed.points(), Posting.Kind.BURN, Account.BURNED, cause)) {
      books
          .tx()
          .update(
              "insert into ledger_reward (cause, program, reward, member) values (?,?,?,?)",
              cause,
              owner.program(),
              redeemed.reward(),
              owner.member());
      redeemed.voucher().ifPresent(this::issued);
    } else {
      causes.outcome(cause, Outcome.REFUSED);
    }
  }

  /** Whether it can be had as the catalogue says; what that does not name is the application's. */
  private boolean had(Owner owner, RewardEntries.Redeemed redeemed) {
    TermSheet sheet = books.sheet(owner);
    return sheet
        .reward(redeemed.reward())
        .map(
            reward ->
                reward.points() == redeemed.points()
                    && reward.effective().at(books.at(), sheet.zone())
                    && left(owner, reward))
        .orElse(true);
  }

  private boolean left(Owner owner, Reward reward) {
    return !reward.hasStock() && !reward.hasMost()
        || Taken.of(books.tx(), owner, reward.id()).leave(reward);
  }

  /** No points go for a voucher whose code somebody has: it could not be given. */
  private boolean codeIsNew(RewardEntries.Redeemed redeemed) {
    return redeemed
        .voucher()
        .map(voucher -> find(books.tx(), voucher.voucher()).isEmpty())
        .orElse(true);
  }

  /** How many of a reward were taken, by all and by one member. */
  record Taken(long all, long own) {
    static Taken of(Tx tx, Owner owner, String reward) {
      return tx.first(
              "select count(*), coalesce(sum(case when member = ? then 1 else 0 end), 0)"
                  + " from ledger_reward where program = ? and reward = ?",
              row -> new Taken(row.number(1), row.number(2)),
              owner.member(),
              owner.program(),
              reward)
          .orElse(new Taken(0, 0));
    }

    boolean leave(Reward reward) {
      return all < reward.stock() && own < reward.each();
    }
  }

  void issued(RewardEntries.Issued issued) {
    boolean first =
        books
            .tx()
            .insertIfAbsent(
                "insert into ledger_voucher (voucher, member, reward, state, sale, issued_ms,"
                    + " expires_ms) values (?,?,?,?,'',?,?)",
                issued.voucher(),
                issued.member(),
                issued.reward(),
                Voucher.State.ISSUED.name(),
                books.at().toEpochMilli(),
                issued.expires().toEpochMilli());
    if (!first
        && find(books.tx(), issued.voucher())
            .filter(
                known ->
                    known.member().equals(issued.member())
                        && known.reward().equals(issued.reward())
                        && known.expires().equals(issued.expires()))
            .isEmpty()) {
      books.conflict(issued.voucher(), "voucher.content");
    }
  }

  void used(RewardEntries.Used used) {
    Optional<Voucher> found = find(books.tx(), used.voucher());
    if (found.isEmpty()) {
      books.conflict(used.voucher(), "voucher.unknown");
      return;
    }
    Voucher voucher = found.get();
    boolean ours = voucher.sale().equals(used.sale());
    boolean free =
        voucher.state() == Voucher.State.ISSUED && books.at().isBefore(voucher.expires());
    switch (used.use()) {
      case RESERVE -> {
        if (free) {
          state(voucher, Voucher.State.RESERVED, used.sale());
        }
      }
      case RELEASE -> {
        if (ours && voucher.state() == Voucher.State.RESERVED) {
          state(voucher, Voucher.State.ISSUED, "");
        }
      }
      case REDEEM -> {
        // What a sale had reserved in time it may take, however long it lasts.
        if (free || ours && voucher.state() == Voucher.State.RESERVED) {
          state(voucher, Voucher.State.REDEEMED, used.sale());
        } else if (!ours) {
          books.conflict(used.voucher(), "voucher.used");
        }
      }
    }
  }

  private void state(Voucher voucher, Voucher.State state, String sale) {
    books
        .tx()
        .update(
            "update ledger_voucher set state = ?, sale = ? where voucher = ?",
            state.name(),
            sale,
            voucher.code());
  }
}
