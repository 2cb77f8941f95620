package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.CardRange;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentNotice;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.device.spi.PaymentAnnouncer;
import dev.tillwright.device.spi.PaymentTerminal;
import dev.tillwright.device.till.AnnouncerPort;
import dev.tillwright.device.till.TerminalHost;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Card payments that wait, or whose end is not known. The page docs/payments.md shows it, and a
 * test runs it.
 */
public final class PaymentsTour {
  private final Till till;
  private final OperatorSession ann;

  /**
   * @param ann logged on, may do everything
   */
  public PaymentsTour(Till till, OperatorSession ann) {
    this.till = till;
    this.ann = ann;
  }

  /** What may be taken while the host is out of reach, and who hears how it ended. */
  public static TillBuilder prepared(
      TillBuilder builder, Currency currency, Consumer<PaymentNotice> told) {
    // docs: prepare
    builder
        .offline(
            OfflineLimits.upTo(Money.parse("30.00", currency), 20, Money.parse("300.00", currency))
                .whileOldestIsUnder(Duration.ofHours(8))
                .neverCards(CardRange.of("34"), CardRange.of("37")))
        .onPaymentEnd(told);
    // docs: end
    return builder;
  }

  /** A payment terminal that reads the card itself. */
  public static TerminalHost terminal(TillBuilder builder, PaymentTerminal device) {
    // docs: terminal
    TerminalHost terminal = TerminalHost.of(device); // device.till, around any PaymentTerminal
    builder.host(TenderKind.TERMINAL, terminal);
    // docs: end
    return terminal;
  }

  /** Who says aloud that a payment arrived. */
  public static void announced(TillBuilder builder, PaymentAnnouncer speaker) {
    // docs: announced
    builder.announcer(AnnouncerPort.of(speaker), Locale.UK); // device.till, any PaymentAnnouncer
    // docs: end
  }

  /** A card that the customer presents there. */
  public Outcome payAtTerminal(Ticket ticket) {
    // docs: atTerminal
    Outcome outcome = till.pay(ticket, Tender.terminal());
    // docs: end
    return outcome;
  }

  /** The three answers. */
  public String pay(Ticket ticket, Tender tender) {
    // docs: answers
    Outcome outcome = till.pay(ticket, tender);
    return outcome.match(
        approved -> approved.offline() ? "thank you (the bank is told later)" : "thank you",
        declined -> "another way to pay? " + declined.reason(),
        unknown -> "one moment: " + unknown.reason()); // never "declined"
    // docs: end
  }

  /** What waits, and an attempt to end it. */
  public List<Attempt> lookAfter() {
    // docs: waiting
    till.forwardNow(); // what was taken offline, oldest first
    till.resolve(); // that, and whatever has no known end
    List<Attempt> left = till.paymentsInFlight();
    // docs: end
    return left;
  }

  /** What somebody should look at. */
  public List<String> alarms() {
    // docs: alarms
    till.monitor().onAlarm(alarm -> page(alarm.subject() + ": " + alarm.sentence()));
    return till.monitor().standing().stream().map(Alarm::code).toList();
    // docs: end
  }

  private static void page(String text) {
    System.err.println(text);
  }

  /** A person found out what no machine can. */
  public boolean settle(PaymentKey payment) {
    // docs: hand
    return till.settleByHand(ann, payment, true, "called the acquirer, it is in their file");
    // docs: end
  }
}
