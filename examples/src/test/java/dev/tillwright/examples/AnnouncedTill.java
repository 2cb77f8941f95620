package dev.tillwright.examples;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.wire.WireAnnouncer;
import dev.tillwright.device.wire.WireTerminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/** A till in a JVM of its own, which sells until it is killed: DATABASE TERMINAL ANNOUNCER. */
final class AnnouncedTill {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private AnnouncedTill() {}

  public static void main(String[] arguments) {
    Currency pounds = Currency.getInstance("GBP");
    WireTerminal terminal =
        WireTerminal.of("front", to(arguments[1]), Set.of(pounds), Clock.systemUTC());
    WireAnnouncer announcer =
        WireAnnouncer.of(
            "speaker", to(arguments[2]), Set.of(Locale.UK), Set.of(pounds), Clock.systemUTC());
    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(Path.of(arguments[0])))
            .merchant(Merchant.named("Test shop"))
            .currency(pounds)
            .secrets(new TerminalBench.CheapHasher())
            .times(new PaymentTimes(AMPLE, AMPLE, AMPLE))
            .background(false);
    var unused = PaymentsTour.terminal(builder, terminal);
    PaymentsTour.announced(builder, announcer);
    Till till = builder.open();
    if (till.access().operators().isEmpty()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "secret".toCharArray());
    }
    OperatorSession ann = till.logOn("ann", "secret".toCharArray()).orThrow();
    Item tea =
        new Item(
            "tea",
            "tea",
            "",
            UnitPrice.parse("3.40", pounds),
            TaxRate.included("A", Percent.of(20)));
    System.out.println("selling");
    while (true) {
      till.pay(till.sale(ann).add(tea, Quantity.of(1)), Tender.terminal());
    }
  }

  private static TcpTransport to(String port) {
    return TcpTransport.of("127.0.0.1", Integer.parseInt(port));
  }
}
