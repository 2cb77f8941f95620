package dev.tillwright.core.host;

import dev.tillwright.core.host.HostLedgerEntry.Kind;
import dev.tillwright.core.host.HostLedgerEntry.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The books of the simulated host: one account a key, so that a repeat changes nothing and a
 * reversal takes back once, also when it comes before its original.
 */
final class HostLedger {
  /** So many keys are kept; then the simulator declines, for it must not forget one. */
  static final int MAX_KEYS = 1_000_000;

  private static final String NOT_ALLOWED = "12";
  private static final String WRONG_AMOUNT = "13";
  private static final String SEEN_OTHERWISE = "94";
  private static final String FAULT = "96";

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Long> charged = new HashMap<>();
  private final Map<String, Long> given = new HashMap<>();

  private static final class Account {
    private final Movement movement;
    private final Ruling ruling;
    private long refunded;
    private boolean reversed;

    Account(Movement movement, Ruling ruling) {
      this.movement = movement;
      this.ruling = ruling;
    }

    boolean counts() {
      return !reversed && ruling.approves();
    }
  }

  /**
   * What is asked.
   *
   * @param original the purchase that a refund gives back; empty when it names none
   */
  record Movement(String key, Kind kind, String original, long minor, String currency) {}

  /** What the host would say if it were free to; empty leaves it to the ledger. */
  record Wish(String declineCode, long atMost) {
    static final Wish NONE = new Wish("", Long.MAX_VALUE);
  }

  /** What the host answers, and how much it approved. */
  record Ruling(String response, String authorization, long minor) {
    static Ruling of(String response) {
      return new Ruling(response, "", 0);
    }

    boolean approves() {
      return !authorization.isEmpty();
    }
  }

  synchronized Ruling move(Movement asked, Wish wish) {
    Account known = accounts.get(asked.key);
    if (known != null) {
      if (known.reversed) {
        return Ruling.of(NOT_ALLOWED); // its reversal was first: it never counts
      }
      return known.movement.equals(asked) ? known.ruling : Ruling.of(SEEN_OTHERWISE);
    }
    if (accounts.size() >= MAX_KEYS) {
      return Ruling.of(FAULT);
    }
    Account account = new Account(asked, rule(asked, wish));
    accounts.put(asked.key, account);
    if (account.ruling.approves()) {
      book(account, account.ruling.minor);
    }
    return account.ruling;
  }

  private Ruling rule(Movement asked, Wish wish) {
    String decline = wish.declineCode;
    if (decline.isEmpty() && asked.kind == Kind.REFUND && !asked.original.isEmpty()) {
      decline = refusal(asked);
    }
    if (!decline.isEmpty()) {
      return Ruling.of(decline);
    }
    String authorization = String.format(Locale.ROOT, "%06d", (accounts.size() + 1) % 1_000_000);
    return asked.minor > wish.atMost
        ? new Ruling(ResponseCodes.PARTIAL, authorization, wish.atMost)
        : new Ruling(ResponseCodes.APPROVED, authorization, asked.minor);
  }

  private String refusal(Movement refund) {
    Account purchase = accounts.get(refund.original);
    if (purchase == null || purchase.movement.kind != Kind.PURCHASE) {
      return ResponseCodes.NOT_FOUND;
    }
    long left = (purchase.counts() ? purchase.ruling.minor : 0) - purchase.refunded;
    boolean fits = refund.minor <= left && refund.currency.equals(purchase.movement.currency);
    return fits ? "" : WRONG_AMOUNT;
  }

  private void book(Account account, long minor) {
    Movement movement = account.movement;
    boolean refund = movement.kind == Kind.REFUND;
    (refund ? given : charged).merge(movement.currency, minor, Long::sum);
    Account purchase = refund ? accounts.get(movement.original) : null;
    if (purchase != null) {
      purchase.refunded += minor;
    }
  }

  synchronized Ruling reverse(String key) {
    Account account = accounts.get(key);
    if (account == null) {
      if (accounts.size() >= MAX_KEYS) {
        return Ruling.of(FAULT);
      }
      account =
          new Account(
              new Movement(key, Kind.UNSEEN, "", 0, ""), Ruling.of(ResponseCodes.NOT_FOUND));
      accounts.put(key, account);
    }
    if (account.counts()) {
      book(account, -account.ruling.minor);
    }
    account.reversed = true;
    return Ruling.of(
        account.movement.kind == Kind.UNSEEN ? ResponseCodes.NOT_FOUND : ResponseCodes.APPROVED);
  }

  /** What counts, by currency (ISO 4217, three digits). */
  synchronized Map<String, Long> sums(Kind kind) {
    return Map.copyOf(kind == Kind.REFUND ? given : charged);
  }

  /** What one key moved, after reversal; 0 for an unknown one. */
  synchronized long moved(String key) {
    Account account = accounts.get(key);
    return account == null || !account.counts() ? 0 : account.ruling.minor;
  }

  synchronized List<HostLedgerEntry> entries() {
    List<HostLedgerEntry> entries = new ArrayList<>(accounts.size());
    accounts.values().forEach(it -> entries.add(entry(it)));
    return entries;
  }

  private static HostLedgerEntry entry(Account account) {
    State state =
        account.reversed
            ? State.REVERSED
            : account.ruling.approves() ? State.APPROVED : State.DECLINED;
    Movement movement = account.movement;
    return new HostLedgerEntry(
        movement.key, movement.kind, account.ruling.minor, movement.currency, state);
  }
}
