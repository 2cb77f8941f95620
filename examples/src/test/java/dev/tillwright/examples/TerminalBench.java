package dev.tillwright.examples;

import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.device.contract.TroubledTransport;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentTerminal.Progress;
import dev.tillwright.device.spi.PaymentTerminal.Step;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.till.TerminalHost;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.transport.Transport;
import dev.tillwright.device.virtual.VirtualTerminal;
import dev.tillwright.device.wire.WireTerminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** A till with a payment terminal on a troubled cable, which outlives the till. */
@SuppressWarnings("NullAway.Init")
final class TerminalBench implements AutoCloseable {
  static final Currency GBP = Currency.getInstance("GBP");
  private static final Duration AMPLE = Duration.ofSeconds(20);

  final VirtualTerminal peer = VirtualTerminal.start();
  final TroubledTransport cable =
      TroubledTransport.around(TcpTransport.of("127.0.0.1", peer.port()));
  final Semaphore cardsWanted = new Semaphore(0);
  volatile boolean shut;
  TerminalHost terminal;
  Till till;
  OperatorSession ann;

  /** Opens a till whose terminal is waited for so long. */
  void open(Path database, Duration host, Duration cardholder) {
    WireTerminal device = WireTerminal.of("front", new Gate(cable), Set.of(GBP), Clock.systemUTC());
    device.subscribe(
        event -> {
          if (event instanceof Progress it && it.step() == Step.PRESENT_CARD) {
            cardsWanted.release();
          }
        });
    if (!shut) {
      device.open(AMPLE);
    }
    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(database))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .secrets(new CheapHasher())
            .times(new PaymentTimes(host, AMPLE, cardholder))
            .background(false);
    terminal = PaymentsTour.terminal(builder, device);
    till = builder.open();
    if (till.access().operators().isEmpty()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "secret".toCharArray());
    }
    LogOn logOn = till.logOn("ann", "secret".toCharArray());
    ann = logOn.orThrow();
  }

  Ticket sale(String price) {
    UnitPrice each = UnitPrice.parse(price, GBP);
    Item tea = new Item("tea", "tea", "", each, TaxRate.included("A", Percent.of(20)));
    return till.sale(ann).add(tea, Quantity.of(1));
  }

  static Money pounds(String decimal) {
    return Money.parse(decimal, GBP);
  }

  @Override
  public void close() {
    till.close();
    peer.close();
  }

  /** The cable as the till sees it: no new connection while it is shut. */
  private final class Gate implements Transport {
    private final Transport behind;

    Gate(Transport behind) {
      this.behind = behind;
    }

    @Override
    public Connection connect(Deadline deadline) {
      if (shut) {
        throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "the cable is out");
      }
      return behind.connect(deadline);
    }

    @Override
    public String toString() {
      return "Gate";
    }
  }

  /** Not a hash; tests of access use the real one. */
  static final class CheapHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return "cheap:" + Arrays.hashCode(secret);
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
}
