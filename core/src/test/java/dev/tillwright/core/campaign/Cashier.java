package dev.tillwright.core.campaign;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A cashier as they are: sells, splits, presses twice, offers another tender when a card is
 * declined, waits and tries again when the till says that it is not known yet, gives up, forgets,
 * takes goods back, pulls the plug of the host, closes the day in the middle of it.
 */
final class Cashier implements Runnable {
  private static final int MOST_TENDERS = 4;

  private final Counter counter;
  private final Till till;
  private final Pipe pipe;
  private final Random random;

  Cashier(Counter counter, Pipe pipe, Random random) {
    this.counter = counter;
    this.till = counter.till;
    this.pipe = pipe;
    this.random = random;
  }

  @Override
  public void run() {
    Act[] acts = Act.values();
    while (!pipe.stopped()) {
      act(counter.crowded() ? Act.TAKE_UP : acts[random.nextInt(acts.length)]);
      LockSupport.parkNanos(random.nextInt(2_000_000));
    }
  }

  private void act(Act act) {
    switch (act) {
      case CASH -> payInFull(basket(), true);
      case CARD -> payInFull(basket(), false);
      case SPLIT -> split(basket(), true);
      case TWO_CARDS -> split(basket(), false);
      case TWICE -> twice(basket());
      case FREE -> free(basket());
      case GIVE_UP -> giveUp(basket());
      case WALK_AWAY -> counter.leave(basket());
      case TAKE_UP -> counter.takeUp(random).ifPresent(this::takeUp);
      case RETURN -> counter.anyFinished(random).ifPresent(this::giveBack);
      case TAKE_BACK -> counter.anyFinished(random).ifPresent(this::takeBack);
      case RETURN_WITHOUT_RECEIPT -> giveBackWithoutReceipt();
      case PLUG -> withoutHost();
      case FORWARD -> left("forward", till::forwardNow);
      case RESOLVE -> left("resolve", till::resolve);
      case CLOSE_DAY -> closeDay();
    }
  }

  // --- selling ---------------------------------------------------------------------------------

  private Ticket basket() {
    Ticket ticket = till.sale(counter.session);
    int lines = 1 + random.nextInt(3);
    for (int i = 0; i < lines; i++) {
      int item = random.nextInt(CampaignTill.ITEMS.size());
      ticket.add(CampaignTill.ITEMS.get(item), Quantity.of(1 + random.nextInt(3)));
    }
    if (random.nextInt(4) == 0) {
      ticket.discount(Discount.percent(10, "regular"));
    }
    if (lines > 1 && random.nextInt(8) == 0) {
      ticket.remove(1);
    }
    return ticket;
  }

  /** Until nothing is due, with cash in the end; or gives up. */
  private void payInFull(Ticket ticket, boolean cash) {
    boolean withCash = cash;
    for (int i = 0; i < MOST_TENDERS; i++) {
      if (ticket.sale().completed().isPresent()) {
        afterwards(ticket, ticket.sale().completed().get()); // the lost answer was found
        return;
      }
      Outcome outcome = withCash ? cash(ticket) : card(ticket, null);
      if (outcome instanceof Outcome.Approved approved && approved.sale().isPresent()) {
        afterwards(ticket, approved.sale().get());
        return;
      } else if (outcome instanceof Outcome.Unknown && !patient(ticket)) {
        return;
      }
      withCash |= outcome instanceof Outcome.Declined && random.nextInt(3) > 0;
    }
    counter.leave(ticket);
  }

  /** What a cashier does who is told to wait: waits, or gives the sale up, or leaves it. */
  private boolean patient(Ticket ticket) {
    switch (random.nextInt(4)) {
      case 0 -> counter.leave(ticket);
      case 1 -> voidSale(ticket);
      default -> {
        left("resolve", till::resolve);
        return true;
      }
    }
    return false;
  }

  private void split(Ticket ticket, boolean cashFirst) {
    long due = ticket.due().minor();
    if (due > 1) {
      Money part = CampaignTill.pounds(1 + (long) (random.nextDouble() * (due - 1)));
      if (cashFirst) {
        press("cash", ticket, () -> till.pay(ticket, Tender.cash(part)));
      } else {
        card(ticket, part);
      }
    }
    if (random.nextInt(6) == 0) {
      voidSale(ticket);
    } else {
      payInFull(ticket, !cashFirst && random.nextBoolean());
    }
  }

  private void twice(Ticket ticket) {
    Thread impatient = new Thread(() -> card(ticket, null), "twice");
    impatient.start();
    card(ticket, null);
    try {
      impatient.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (ticket.due().isPositive()) {
      payInFull(ticket, true);
    } else {
      card(ticket, null); // and once more, on a sale that is paid
    }
  }

  private void free(Ticket ticket) {
    ticket.discount(Discount.percent(100, "gift"));
    press("finish", ticket, () -> till.finish(ticket));
  }

  private void giveUp(Ticket ticket) {
    if (random.nextBoolean()) {
      long due = ticket.due().minor();
      card(ticket, CampaignTill.pounds(Math.max(1, due / 2)));
    }
    voidSale(ticket);
  }

  private void takeUp(Ticket ticket) {
    if (ticket.sale().completed().isPresent()) {
      counter.finished(ticket.sale().completed().get()); // while nobody looked
    } else if (random.nextInt(3) == 0) {
      voidSale(ticket);
    } else if (ticket.sale().kind().isReturn()) {
      payOut(ticket);
    } else if (ticket.due().isZero()) {
      press("finish", ticket, () -> till.finish(ticket));
    } else {
      payInFull(ticket, random.nextBoolean());
    }
  }

  private void afterwards(Ticket ticket, CompletedSale sale) {
    counter.finished(sale);
    for (int copies = random.nextInt(3); copies > 0; copies--) {
      long step = pipe.about("print", sale.id().toString());
      pipe.shown(step, "print " + till.print(ticket.id()));
    }
  }

  // --- taking back -----------------------------------------------------------------------------

  private void giveBack(CompletedSale sale) {
    Ticket ticket = till.giveBack(counter.session, sale.id(), "");
    CompletedLine line = sale.lines().get(random.nextInt(sale.lines().size()));
    try {
      ticket.giveBack(line.priced().line().number(), Quantity.of(1));
    } catch (RefusedException e) { // all of it came back before
      voidSale(ticket);
      return;
    }
    payOut(ticket);
  }

  private void takeBack(CompletedSale sale) {
    long step = pipe.about("undo", sale.id().toString());
    try {
      pipe.shown(
          step,
          till.voidCompleted(counter.session, sale.id(), "wrong customer")
              .match(
                  approved -> approved.sale().isPresent() ? "undone" : "begun",
                  declined -> "declined " + declined.code(),
                  unknown -> "unknown " + unknown.key()));
    } catch (RefusedException e) { // of an earlier day, or some of it came back
      pipe.shown(step, "refused " + e.code());
    }
  }

  private void giveBackWithoutReceipt() {
    payOut(
        till.giveBackWithoutReceipt(counter.session, "")
            .add(CampaignTill.ITEMS.get(0), Quantity.of(1)));
  }

  private void payOut(Ticket ticket) {
    for (int i = 0; i < MOST_TENDERS && ticket.sale().completed().isEmpty(); i++) {
      Outcome outcome = press("payout", ticket, () -> till.payOut(ticket));
      if (outcome instanceof Outcome.Approved approved && approved.sale().isPresent()) {
        return;
      }
      left("resolve", till::resolve);
    }
    counter.leave(ticket);
  }

  // --- the host and the day --------------------------------------------------------------------

  /** Sells while the host cannot be reached, and goes on selling while the queue drains. */
  private void withoutHost() {
    pipe.ask("offline");
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      payInFull(basket(), false);
    }
    if (random.nextBoolean()) {
      counter.anyFinished(random).ifPresent(this::giveBack);
    }
    pipe.ask("online");
    Thread drain = new Thread(() -> left("forward", till::forwardNow), "drain");
    drain.start();
    payInFull(basket(), false);
    try {
      drain.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void left(String what, Supplier<Integer> call) {
    long step = pipe.about(what, "-");
    pipe.shown(step, "left " + call.get());
  }

  private void closeDay() {
    if (random.nextInt(4) > 0) {
      return;
    }
    long step = pipe.about("close", "-");
    DayTotals day = till.closeDay(counter.session);
    long gross = day.currencies().stream().map(SalesTotals::gross).mapToLong(Money::minor).sum();
    pipe.shown(step, "closed " + day.number() + " " + gross);
  }

  // --- tenders ---------------------------------------------------------------------------------

  private Outcome cash(Ticket ticket) {
    Money given = ticket.due().plus(CampaignTill.pounds(1 + random.nextInt(500)));
    return press("cash", ticket, () -> till.pay(ticket, Tender.cash(given)));
  }

  /** A card for a part, or for all that is due. */
  private Outcome card(Ticket ticket, Money part) {
    try (CardRead read = FixedCards.read(random.nextInt(4))) {
      Tender tender = part == null ? Tender.card(read) : Tender.card(read, part);
      return press("card", ticket, () -> till.pay(ticket, tender));
    }
  }

  private void voidSale(Ticket ticket) {
    Outcome outcome = press("void", ticket, () -> till.voidSale(ticket, "customer left"));
    if (outcome instanceof Outcome.Declined declined && declined.code().equals("payment.waits")) {
      counter.leave(ticket);
    }
  }

  /** Tells what is about to be done, does it, and tells what came of it. */
  private Outcome press(String what, Ticket ticket, Supplier<Outcome> call) {
    long step = pipe.about(what, ticket.id().toString());
    Outcome outcome;
    try {
      outcome = call.get();
    } catch (RefusedException e) {
      pipe.shown(step, "refused " + e.code());
      return new Outcome.Declined(e.code(), "refused");
    }
    pipe.shown(
        step,
        outcome.match(
            approved -> approved(approved, ticket),
            declined -> "declined " + declined.code(),
            unknown -> "unknown " + unknown.key()));
    return outcome;
  }

  /**
   * What the screen shows after an approval: what was paid so far, and the receipt if there is one.
   */
  private static String approved(Outcome.Approved approved, Ticket ticket) {
    Optional<CompletedSale> sale = approved.sale();
    long paid =
        sale.map(CompletedSale::tenders).orElseGet(() -> ticket.sale().tenders()).stream()
            .map(TenderLine::amount)
            .mapToLong(Money::minor)
            .sum();
    return "approved "
        + paid
        + " "
        + sale.map(CompletedSale::receipt).orElse(0L)
        + " "
        + sale.map(it -> it.total().minor()).orElse(0L)
        + (approved.offline() ? " offline" : "");
  }
}
