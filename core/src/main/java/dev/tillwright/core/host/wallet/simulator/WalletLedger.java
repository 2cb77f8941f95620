package dev.tillwright.core.host.wallet.simulator;

import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Customer;
import dev.tillwright.core.host.wallet.simulator.WalletTrade.State;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The books of the simulated wallets, apart from whatever the till writes: what tests compare money
 * with.
 *
 * <p><b>Guarantees.</b> A number is paid once; a repeat moves nothing, and with another amount is
 * refused; a customer's code pays one number; a cancel gives back once, also when it comes before
 * its payment, which then never counts; refunds never exceed what was paid, and a refund's number
 * moves money once.
 *
 * <p><b>Threads.</b> Any.
 */
public final class WalletLedger {
  /** So many payments are kept; then the wallets fail, for they must not forget one. */
  public static final int MAX_TRADES = 1_000_000;

  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final InstantSource clock;
  private final Consumer<WalletTrade> paid;
  private final Map<String, WalletTrade> trades = new LinkedHashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private long limit = Long.MAX_VALUE;

  /**
   * @param paid is told of each payment, within the lock
   */
  WalletLedger(InstantSource clock, Consumer<WalletTrade> paid) {
    this.clock = clock;
    this.paid = paid;
  }

  /** What the books say of a question. */
  record Ruling(String refusal, @Nullable WalletTrade trade) {
    static Ruling refused(String why) {
      return new Ruling(why, null);
    }

    static Ruling of(WalletTrade trade) {
      return new Ruling("", trade);
    }
  }

  /** The same words for all wallets; each peer says them in its own. */
  static final String CLOSED = "closed";

  static final String OTHER = "otherwise";
  static final String CODE_USED = "codeUsed";
  static final String TOO_MUCH = "tooMuch";
  static final String UNKNOWN = "unknown";
  static final String DECLINED = "declined";
  static final String FULL = "full";
  static final String PAID = "paid";

  synchronized void limit(long minor) {
    limit = minor;
  }

  synchronized Ruling begin(
      String wallet, String number, Money amount, @Nullable String code, WalletBehaviour how) {
    WalletTrade known = trades.get(key(wallet, number));
    if (known != null) {
      if (known.state == State.CLOSED) {
        return Ruling.refused(CLOSED);
      }
      return known.amount().equals(amount) ? Ruling.of(known) : Ruling.refused(OTHER);
    }
    if (trades.size() >= MAX_TRADES) {
      return Ruling.refused(FULL);
    }
    if (code != null && codes.putIfAbsent(code, number) != null) {
      return Ruling.refused(CODE_USED); // one code pays once, even when it failed
    }
    WalletTrade trade =
        new WalletTrade(
            wallet, number, tradeNumber(wallet), amount, clock.instant(), code == null, how);
    trades.put(key(wallet, number), trade);
    if (amount.minor() > limit) {
      trade.state = State.CLOSED;
      return Ruling.refused(TOO_MUCH);
    } else if (how.customer() == Customer.DECLINES) {
      trade.state = State.CLOSED;
      return Ruling.refused(DECLINED);
    } else if (how.customer() == Customer.PAYS && code != null) {
      pays(trade);
    } else {
      paid.accept(trade); // who forges does not wait for it to be paid
    }
    return Ruling.of(trade);
  }

  private void pays(WalletTrade trade) {
    trade.state = State.PAID;
    trade.wasPaid = true;
    paid.accept(trade);
  }

  private String tradeNumber(String wallet) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), CHINA);
    String made = String.format(Locale.ROOT, "%014d", trades.size() + 1);
    return (wallet.equals("wechat") ? "420000" : "") + day.toString().replace("-", "") + made;
  }

  synchronized Optional<WalletTrade> query(String wallet, String number) {
    WalletTrade trade = trades.get(key(wallet, number));
    if (trade == null || trade.amount == null) {
      return Optional.empty();
    }
    boolean waits = trade.state == State.WAITING && trade.behaviour.customer() != Customer.NEVER;
    if (waits && trade.polls-- <= 0) {
      pays(trade);
    }
    return Optional.of(trade);
  }

  /** Undoes a payment, paid or not; empty when that cannot be any more. */
  synchronized Optional<WalletTrade> cancel(String wallet, String number) {
    WalletTrade trade = trades.get(key(wallet, number));
    if (trade == null) {
      trade =
          new WalletTrade(
              wallet, number, "", null, clock.instant(), false, WalletBehaviour.usual());
      trades.put(key(wallet, number), trade);
    }
    if (trade.state == State.PAID && !trade.refunds.isEmpty()) {
      return Optional.empty(); // it would give back twice
    }
    trade.state = State.CLOSED;
    return Optional.of(trade);
  }

  /** Closes what was not paid. */
  synchronized Ruling close(String wallet, String number) {
    WalletTrade trade = trades.get(key(wallet, number));
    return trade != null && trade.state == State.PAID
        ? Ruling.refused(PAID)
        : Ruling.of(cancel(wallet, number).orElseThrow());
  }

  /** Gives back; the ruling's trade is that of the payment. */
  synchronized Ruling refund(String wallet, String number, String refund, Money amount) {
    WalletTrade trade = trades.get(key(wallet, number));
    if (trade == null || trade.state != State.PAID) {
      return Ruling.refused(trade == null ? UNKNOWN : CLOSED);
    }
    Money known = trade.refunds.get(refund);
    if (known != null) {
      return known.equals(amount) ? Ruling.of(trade) : Ruling.refused(OTHER);
    }
    if (trade.refunded() + amount.minor() > trade.amount().minor()) {
      return Ruling.refused(TOO_MUCH);
    }
    trade.refunds.put(refund, amount);
    return Ruling.of(trade);
  }

  synchronized Optional<Money> refunded(String wallet, String refund) {
    return trades.values().stream()
        .filter(trade -> trade.wallet.equals(wallet))
        .map(trade -> trade.refunds.get(refund))
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }

  /** How much a payment has been given back. */
  synchronized long back(WalletTrade trade) {
    return trade.refunded();
  }

  synchronized List<WalletTrade> of(String wallet, LocalDate day) {
    List<WalletTrade> found = new ArrayList<>();
    for (WalletTrade each : trades.values()) {
      boolean its = each.wallet.equals(wallet) && each.wasPaid;
      if (its && LocalDate.ofInstant(each.at, CHINA).equals(day)) {
        found.add(each);
      }
    }
    return found;
  }

  // --- for tests -------------------------------------------------------------------------------

  /**
   * What a number took or gave back, in minor units and positive either way, after cancels: a
   * payment's own, or a refund's.
   */
  public synchronized long movedMinor(String number) {
    for (WalletTrade trade : trades.values()) {
      if (trade.number.equals(number)) {
        return trade.state == State.PAID ? trade.amount().minor() : 0;
      }
      Money back = trade.refunds.get(number);
      if (back != null) {
        return back.minor();
      }
    }
    return 0;
  }

  /**
   * What every number moved: payments positive, refunds negative; those that moved nothing left
   * out.
   */
  public synchronized Map<String, Long> moved() {
    Map<String, Long> all = new LinkedHashMap<>();
    for (WalletTrade trade : trades.values()) {
      if (trade.state == State.PAID) {
        all.put(trade.number, trade.amount().minor());
        trade.refunds.forEach((refund, back) -> all.put(refund, -back.minor()));
      }
    }
    return all;
  }

  /** Whether any payment waits for its customer. */
  public synchronized boolean anyWaits() {
    return trades.values().stream().anyMatch(trade -> trade.state == State.WAITING);
  }

  private static String key(String wallet, String number) {
    return wallet + " " + number;
  }

  synchronized Instant now() {
    return clock.instant();
  }
}
