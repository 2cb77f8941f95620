package dev.tillwright.core.campaign;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.host.stored.Gifts;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredPolicy;
import dev.tillwright.core.host.stored.StoredValueHost;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.shared.CentralReturns;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.core.till.Guards;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/**
 * A till among several, whose customers bring goods back that any of them sold. What was sold is
 * told to the others through a file, as slips in customers' hands are.
 */
final class SharedShop implements AutoCloseable {
  static final Currency GBP = Currency.getInstance("GBP");
  static final int PIECES = 2;

  final Till till;
  private final FarStore returns;
  private final OperatorSession manager;
  private final Random dice;
  private final Path slips;
  private final List<GiftNumber> gifts;

  /**
   * @param url of the store, perhaps over a line that breaks
   * @param slips the file of all that was sold
   * @param gifts cards that customers pay with, at any till
   */
  SharedShop(
      String terminal,
      Path file,
      String url,
      Path slips,
      List<GiftNumber> gifts,
      Random dice,
      Clock clock) {
    this.dice = dice;
    this.slips = slips;
    this.gifts = gifts;
    this.returns = new FarStore("returns", () -> store(url), Duration.ofMillis(50), null);
    this.till =
        Till.builder(terminal)
            .database(Database.sqlite(file))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .zone(ZoneId.of("Europe/London"))
            .clock(clock)
            .secrets(new WalletShop.PlainSecrets())
            .giftCards(Gifts.CARDS)
            .host(TenderKind.GIFT, StoredValueHost.at(() -> ledger(url)))
            .times(new PaymentTimes(Duration.ofSeconds(2), Duration.ofSeconds(30)))
            .central(
                () -> store(url),
                new ShippingPolicy(
                    64, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(1)))
            .guards(
                Guards.usual()
                    .returns(CentralReturns.at(returns).refusing().build(), Duration.ofSeconds(2)))
            .open();
    if (till.access().operators().isEmpty()) {
      till.access().enrolFirst(new Operator("max", "Max", "manager"), "secret".toCharArray());
    }
    this.manager = till.logOn("max", "secret".toCharArray()).orThrow();
    till.recovery().open().forEach(this::leftOver);
  }

  static StoredLedger ledger(String url) {
    return StoredLedger.open(store(url), StoredPolicy.usual(), InstantSource.system());
  }

  static Database store(String url) {
    return Database.of(source(url), Duration.ofMillis(1_500));
  }

  static DataSource source(String url) {
    return (DataSource)
        Proxy.newProxyInstance(
            SharedShop.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection(url));
  }

  /** What a kill left is ended: paid out after all, or given up. */
  private void leftOver(SaleId sale) {
    try {
      Ticket ticket = till.resume(manager, sale);
      if (!ticket.sale().kind().isReturn() || dice.nextBoolean() || !paidOut(ticket)) {
        till.voidSale(ticket, "left by a kill");
      }
    } catch (RefusedException e) {
      // It is left for the next life.
    }
  }

  /** One customer. */
  void serve() throws IOException {
    List<String> sold = Files.exists(slips) ? Files.readAllLines(slips) : List.of();
    boolean elsewhere = dice.nextInt(3) > 0;
    List<String> some =
        sold.stream().filter(it -> it.startsWith(till.journal().terminal()) != elsewhere).toList();
    if (sold.size() < 2 || dice.nextInt(25) == 0) {
      sell();
    } else if (!some.isEmpty()) {
      // Of the newest: so that tills meet at the same sale.
      takeBack(some.get(some.size() - 1 - dice.nextInt(Math.min(3, some.size()))));
    }
  }

  void sell() throws IOException {
    UnitPrice price = UnitPrice.parse(Money.ofMinor(1 + dice.nextInt(500), GBP).decimal(), GBP);
    Item tea = new Item("1", "Tea", "", price, TaxRate.included("A", Percent.of(20)));
    Ticket ticket = till.sale(manager).add(tea, Quantity.of(PIECES));
    if (dice.nextInt(3) > 0) {
      Outcome outcome = till.pay(ticket, Tender.gift(gifts.get(dice.nextInt(gifts.size()))));
      if (outcome instanceof Outcome.Approved) {
        System.out.println("gift");
      } else if (outcome instanceof Outcome.Unknown && till.resolve() > 0) {
        return; // left open: the next life or the end finds out
      }
    }
    if (ticket.sale().completed().isPresent()
        || till.pay(ticket, Tender.cash(ticket.sale().cashDue())) instanceof Outcome.Approved) {
      Files.writeString(
          slips, ticket.id() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      System.out.println("sold");
    }
  }

  private void takeBack(String slip) {
    try {
      Ticket ticket = till.giveBack(manager, SaleId.parse(slip), "");
      boolean any = false;
      try {
        ticket.giveBack(1, Quantity.of(1 + dice.nextInt(PIECES)));
        any = true;
      } catch (RefusedException e) {
        // More than is left of it.
      }
      if (!any || !paidOut(ticket)) {
        till.voidSale(ticket, "not given back");
      }
    } catch (RefusedException | IllegalArgumentException e) {
      // Not known at the store yet, nobody answers, or half a line of a till that was killed.
    }
  }

  private boolean paidOut(Ticket ticket) {
    Outcome outcome = till.payOut(ticket);
    System.out.println(outcome instanceof Outcome.Approved ? "back" : "refused");
    return outcome instanceof Outcome.Approved;
  }

  /** Takes back all that is left of a sale; answers how many pieces that were. */
  int takeAll(SaleId sale) {
    Ticket ticket = till.giveBack(manager, sale, "");
    int pieces = 0;
    while (pieces < PIECES) {
      try {
        ticket.giveBack(1, Quantity.of(1));
        pieces++;
      } catch (RefusedException all) {
        break;
      }
    }
    till.resolve();
    Outcome end = pieces == 0 ? till.voidSale(ticket, "nothing left") : till.payOut(ticket);
    if (!(end instanceof Outcome.Approved)) {
      throw new AssertionError("not given back: " + end);
    }
    return pieces;
  }

  @Override
  public void close() {
    till.close();
    returns.close();
  }
}
