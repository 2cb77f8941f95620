package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The double entry: what a card gets, another account gives. */
final class Postings {
  private Postings() {}

  /**
   * Two postings that sum to zero.
   *
   * @param part 1 for a move, 3 for what undoes it
   * @param minor what the card gets; negative for what it gives
   */
  static void post(
      String entry,
      int part,
      CardToken card,
      Account contra,
      Currency currency,
      long minor,
      long now,
      Tx tx) {
    one(entry, part, Account.CARDS, card, currency, minor, now, tx);
    one(entry, part + 1, contra, card, currency, Math.negateExact(minor), now, tx);
  }

  private static void one(
      String entry,
      int part,
      Account account,
      CardToken card,
      Currency currency,
      long minor,
      long now,
      Tx tx) {
    tx.update(
        "insert into stored_posting (entry, part, account, card, currency, amount, at)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        entry,
        part,
        account.name(),
        card.value(),
        currency.getCurrencyCode(),
        minor,
        now);
  }

  /** What moved, one a currency, by code. */
  static List<StoredTotals> totals(Tx tx) {
    Map<String, Map<Account, Long>> sums = new TreeMap<>();
    tx.each(
        "select currency, account, sum(amount) from stored_posting group by currency, account",
        row ->
            sums.computeIfAbsent(row.text(1), any -> new EnumMap<>(Account.class))
                .put(Account.valueOf(row.text(2)), row.number(3)));
    return sums.entrySet().stream()
        .map(
            each -> {
              Currency currency = Currency.getInstance(each.getKey());
              Map<Account, Long> sum = each.getValue();
              return new StoredTotals(
                  Money.ofMinor(-sum.getOrDefault(Account.SOLD, 0L), currency),
                  Money.ofMinor(sum.getOrDefault(Account.REDEEMED, 0L), currency),
                  Money.ofMinor(-sum.getOrDefault(Account.GRANTED, 0L), currency),
                  Money.ofMinor(sum.getOrDefault(Account.EXPIRED, 0L), currency),
                  Money.ofMinor(sum.getOrDefault(Account.CARDS, 0L), currency));
            })
        .toList();
  }

  /** What does not add up: entries, currencies, cards, and moves against their postings. */
  static List<String> faults(Tx tx) {
    List<String> faults = new ArrayList<>();
    tx.each(
        "select currency from stored_posting group by currency having sum(amount) <> 0",
        row -> add(faults, "the postings in " + row.text(1) + " do not sum to zero"));
    tx.each(
        "select entry from stored_posting group by entry, currency having sum(amount) <> 0",
        row -> add(faults, "the postings of " + row.text(1) + " do not sum to zero"));
    tx.each(
        "select c.card, c.balance, coalesce(sum(p.amount), 0) from stored_card c"
            + " left join stored_posting p on p.card = c.card and p.account = 'CARDS'"
            + " and p.currency = c.currency group by c.card, c.balance"
            + " having c.balance <> coalesce(sum(p.amount), 0) or c.balance < 0",
        row -> add(faults, "card " + row.text(1) + " does not hold what was posted"));
    tx.each(
        "select p.card from stored_posting p left join stored_card c on c.card = p.card"
            + " and c.currency = p.currency where c.card is null group by p.card",
        row -> add(faults, "postings are of no card: " + row.text(1)));
    tx.each(
        "select m.payment, m.kind, m.moved, m.undone, coalesce(sum(p.amount), 0)"
            + " from stored_move m left join stored_posting p on p.entry = m.payment"
            + " and p.account = 'CARDS' group by m.payment, m.kind, m.moved, m.undone",
        row -> {
          int sign = StoredMove.Kind.valueOf(row.text(2)).sign();
          long stands = row.number(4) != 0 ? 0 : sign * row.number(3);
          if (row.number(5) != stands) {
            add(faults, "payment " + row.text(1) + " is posted otherwise");
          }
        });
    return faults;
  }

  private static void add(List<String> faults, String fault) {
    if (faults.size() < StoredCheck.MOST_FAULTS) {
      faults.add(fault);
    }
  }
}
