package dev.tillwright.core.campaign;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.host.wallet.WalletDisplay;
import dev.tillwright.core.host.wallet.WalletHost;
import dev.tillwright.core.host.wallet.WalletNumbers;
import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletLedger;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** A shop whose customers pay with wallets, and a cashier who takes whatever comes. */
final class WalletShop implements AutoCloseable {
  static final Currency CNY = Currency.getInstance("CNY");
  private static final int MOST_FINISHED = 200;

  final Till till;
  final WalletHost wallets;
  private final OperatorSession manager;
  private final Random random;
  private final Others others;
  private final List<CompletedSale> finished = new ArrayList<>();
  private long codes;

  /**
   * @param codes where the customers' codes begin, so that none is shown twice
   */
  WalletShop(Path file, URI simulator, WalletKeys keys, Random random, long codes) {
    this(file, simulator, keys, random, codes, new Others() {});
  }

  /**
   * The same.
   *
   * @param others other tenders beside wallets
   */
  WalletShop(Path file, URI simulator, WalletKeys keys, Random random, long codes, Others others) {
    this.others = others;
    this.random = random;
    this.codes = codes;
    this.wallets =
        WalletHost.builder("S1")
            .wallet("alipay", WalletSimulator.alipay(simulator, keys, CNY))
            .wallet("wechat", WalletSimulator.wechat(simulator, keys, CNY))
            .display(new NoDisplay())
            .polls(Duration.ofMillis(5), 6)
            .answersWithin(Duration.ofMillis(800))
            .settledAfter(Duration.ofMillis(1_500))
            .build();
    TillBuilder builder =
        Till.builder(CampaignTill.TERMINAL)
            .database(Database.sqlite(file))
            .merchant(Merchant.named("Test shop"))
            .currency(CNY)
            .zone(ZoneId.of("Asia/Shanghai"))
            .secrets(new PlainSecrets())
            .host(TenderKind.WALLET, wallets)
            .times(
                new PaymentTimes(
                    Duration.ofMillis(1_500), Duration.ofSeconds(30), Duration.ofSeconds(1)))
            .background(false);
    others.hosts(builder);
    this.till = builder.open();
    if (till.access().operators().isEmpty()) {
      till.access().enrolFirst(new Operator("max", "Max", "manager"), "secret".toCharArray());
    }
    this.manager = till.logOn("max", "secret".toCharArray()).orThrow();
  }

  /** What a shop takes beside wallets; nothing by default. */
  interface Others {
    default void hosts(TillBuilder builder) {}

    /** Pays with this wallet, or with something else. */
    default Outcome pay(Till till, Ticket ticket, Supplier<Tender> wallet) {
      return till.pay(ticket, wallet.get());
    }

    /** Between two customers. */
    default void besides(Till till, OperatorSession session) {}

    /** Whether nothing of it hangs. */
    default boolean settled(Till till, OperatorSession session) {
      return true;
    }
  }

  private static Item item(long fen) {
    UnitPrice price = UnitPrice.parse(Money.ofMinor(fen, CNY).decimal(), CNY);
    return new Item("1", "Tea", "", price, TaxRate.included("A", Percent.of(13)));
  }

  /** One customer. */
  void serve() {
    others.besides(till, manager);
    Ticket ticket = till.sale(manager).add(item(1 + random.nextInt(5_000)), Quantity.of(1));
    Tender first = tender();
    if (random.nextInt(5) == 0 && ticket.due().minor() > 1) {
      Money part = Money.ofMinor(1 + random.nextInt((int) ticket.due().minor() - 1), CNY);
      till.pay(ticket, ((Tender.Wallet) first).of(part));
    }
    for (int tries = 0; tries < 3 && ticket.due().isPositive(); tries++) {
      Outcome outcome = others.pay(till, ticket, this::tender);
      if (outcome instanceof Outcome.Approved approved && approved.sale().isPresent()) {
        afterwards(approved.sale().get());
        return;
      } else if (outcome instanceof Outcome.Unknown) {
        till.resolve();
      }
    }
    givesUp(ticket);
  }

  private Tender tender() {
    codes++;
    return switch (random.nextInt(5)) {
      case 0, 1 -> Tender.wallet("28" + String.format("%016d", codes));
      case 2, 3 -> Tender.wallet("13" + String.format("%016d", codes));
      default -> Tender.walletShown(random.nextBoolean() ? "alipay" : "wechat");
    };
  }

  private void givesUp(Ticket ticket) {
    if (ticket.sale().completed().isPresent()) {
      return;
    }
    try {
      Outcome end =
          random.nextBoolean() && ticket.due().isPositive()
              ? till.pay(ticket, Tender.cash(ticket.sale().cashDue()))
              : till.voidSale(ticket, "customer left");
      if (end instanceof Outcome.Unknown) {
        till.resolve();
      }
    } catch (RefusedException e) {
      // A payment of it is not at its end yet; it is left.
    }
  }

  private void afterwards(CompletedSale sale) {
    if (finished.size() < MOST_FINISHED) {
      finished.add(sale);
    }
    if (random.nextInt(4) > 0) {
      return;
    }
    CompletedSale any = finished.remove(random.nextInt(finished.size()));
    try {
      if (random.nextBoolean()) {
        till.voidCompleted(manager, any.id(), "wrong customer");
      } else {
        Ticket back = till.giveBack(manager, any.id(), "");
        back.giveBack(any.lines().get(0).priced().line().number(), Quantity.of(1));
        till.payOut(back);
      }
    } catch (RefusedException e) {
      // It came back before, or a payment of it is under way.
    }
  }

  /** Until nothing is in flight; how much is left. */
  int settle() {
    for (int tries = 0; tries < 30 && till.unfinishedPayments() > 0; tries++) {
      till.forwardNow();
      till.resolve();
    }
    for (int tries = 0; tries < 5 && !others.settled(till, manager); tries++) {
      till.resolve();
    }
    return others.settled(till, manager) ? till.unfinishedPayments() : 1;
  }

  @Override
  public void close() {
    till.close();
  }

  /** What the journal says that each payment moved: taken positive, given back negative. */
  static Map<String, Long> journal(DiskBooks books) {
    Map<String, Long> all = new HashMap<>();
    books.sales.values().stream()
        .filter(sale -> !sale.voided)
        .forEach(
            sale ->
                sale.cards.forEach(
                    (key, amount) -> all.put(key, sale.isReturn ? -amount : amount)));
    all.keySet().removeIf(key -> books.takenBack.contains(key));
    return all;
  }

  /** What the wallets say: what was given back to undo a payment is set off against it. */
  static Map<String, Long> wallets(WalletLedger ledger) {
    Map<String, Long> all = new HashMap<>();
    ledger
        .moved()
        .forEach(
            (number, minor) -> {
              String its =
                  number.endsWith("_U") ? number.substring(0, number.length() - 2) : number;
              all.merge(key(its), minor, Long::sum);
            });
    all.values().removeIf(minor -> minor == 0);
    return all;
  }

  private static String key(String number) {
    return new WalletNumbers("S1")
        .keyOf(number)
        .map(PaymentKey::toString)
        .orElseThrow(() -> new AssertionError("the wallets hold a number of nobody"));
  }

  /** Not a hash; tests of access use the real one. */
  static final class PlainSecrets implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return "plain:" + Arrays.hashCode(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return hash(secret).equals(stored);
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }

  private static final class NoDisplay implements WalletDisplay {
    @Override
    public void show(PaymentKey payment, String wallet, Money amount, String content) {
      // A customer reads it who is part of the simulator.
    }

    @Override
    public void clear(PaymentKey payment) {
      // Nothing is shown.
    }
  }
}
