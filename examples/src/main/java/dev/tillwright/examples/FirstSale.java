package dev.tillwright.examples;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.host.HostSimulator;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.till.Items;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.device.virtual.VirtualPrinter;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Currency;
import java.util.Optional;

/** The first sale at a new till, with a played host and printer. The README shows it. */
public final class FirstSale {
  private FirstSale() {}

  /**
   * Sells two pens and prints the receipt.
   *
   * @param folder for the books
   * @param paper where the receipt's picture goes
   * @return what the customer is told
   */
  public static String run(Path folder, Program program, Clock clock, Path paper) {
    try (HostSimulator host = HostSimulator.start(0);
        VirtualPrinter printer = VirtualPrinter.start();
        Wiring shop =
            new Wiring(
                folder,
                "correct horse battery".toCharArray(),
                host.address(),
                printer.port(),
                program,
                pens(),
                clock)) {
      String said = sell(shop.till());
      printer.awaitPaper(1, Duration.ofSeconds(10)).writeTo(paper);
      return said;
    }
  }

  private static String sell(Till till) {
    // README: begin
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();

    Ticket ticket =
        till.sale(ann)
            .member("10007")
            .add("4006381333931", 2)
            .discount(Discount.percent(10, "regular"));

    Outcome paid; // durable before it returns
    try (CardRead card = readCard()) { // from your reader; wiped when closed
      paid = till.pay(ticket, Tender.card(card));
    }
    till.print(ticket.id());

    return paid.match(
        approved -> "thank you: " + approved.points().explanation(),
        declined -> "not paid: " + declined.reason(),
        unknown -> "being resolved: " + unknown.reason());
    // README: end
  }

  /** A public test number in place of a reader. */
  private static CardRead readCard() {
    return CardRead.of(Pan.of("4111111111111111"), YearMonth.of(2030, 12), EntryMode.CONTACTLESS);
  }

  private static Items pens() {
    Item pen =
        new Item(
            "4006381333931",
            "Fountain pen, blue",
            "stationery",
            UnitPrice.parse("12.50", Currency.getInstance("GBP")),
            TaxRate.included("A", Percent.of(20)));
    return code -> code.equals(pen.code()) ? Optional.of(pen) : Optional.empty();
  }
}
