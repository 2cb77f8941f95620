package dev.tillwright.examples.day;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.StockAdjustment;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.shop.Catalogue;
import dev.tillwright.examples.shop.Step;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Enters a shop's invoices at a till, one after the other. Each is found again by its number, so
 * the whole plan can be entered again after a crash: what is done is skipped.
 */
final class Replay {
  private static final int TRIES = 5;

  private final Shop shop;
  private final Till till;
  private final Catalogue catalogue;
  private final Optional<Story> story;
  private final Function<String, CardRead> cards;
  private boolean beyondTheBooks;

  /**
   * @param cards reads a member's card, for the replay to close
   */
  Replay(Shop shop, Catalogue catalogue, Optional<Story> story, Function<String, CardRead> cards) {
    this.shop = shop;
    this.till = shop.till();
    this.catalogue = catalogue;
    this.story = story;
    this.cards = cards;
  }

  /** Enters one step, unless it is in the books already. */
  boolean enter(Step step) {
    if (step instanceof Step.Sale sale) {
      story.ifPresent(it -> it.turnTo(sale));
      return sell(sale);
    } else if (step instanceof Step.Return it) {
      return giveBack(it);
    }
    return adjust((Step.Adjustment) step);
  }

  private boolean sell(Step.Sale sale) {
    if (isDone(sale.invoice())) {
      return false;
    }
    Ticket ticket = till.sale(shop.cashier(), sale.invoice());
    String customer = sale.customer();
    if (customer != null) {
      ticket.member(customer);
    }
    for (Step.Goods goods : sale.lines()) {
      ticket.add(item(goods), Quantity.of(goods.quantity()));
    }
    story.ifPresent(it -> it.beforePayment(till, ticket));
    if (shop.house().takesWallets() && paysByTelephone(sale) && ticket.due().isPositive()) {
      payByTelephone(ticket);
    }
    if (customer != null && ticket.due().isPositive()) {
      payByCard(ticket, customer);
    }
    if (ticket.due().isPositive()) {
      pay(ticket, Tender.cash(ticket.due()));
    }
    story.ifPresent(it -> it.afterSale(till));
    return true;
  }

  /** Four sales of five. Half of the others are paid by members' cards, the rest in cash. */
  private static boolean paysByTelephone(Step.Sale sale) {
    return Math.floorMod(sale.invoice().hashCode(), 5) != 0;
  }

  /** A customer who changes his mind pays by card or in cash. */
  private void payByTelephone(Ticket ticket) {
    SaleId sale = ticket.id();
    // Alipay's codes begin with 25 to 30, WeChat's with 10 to 15; each pays once.
    String wallet = sale.number() % 5 < 3 ? "28" : "13";
    String code = wallet + String.format(Locale.ROOT, "%04d%012d", sale.epoch(), sale.number());
    if (till.pay(ticket, Tender.wallet(code)) instanceof Outcome.Unknown) {
      till.resolve();
    }
  }

  private void payByCard(Ticket ticket, String customer) {
    try (CardRead card = cards.apply(customer)) {
      if (story.isPresent() && story.get().offline()) {
        till.pay(ticket, Tender.card(card)); // above the floor limit: the rest is paid in cash
      } else {
        pay(ticket, Tender.card(card));
      }
    }
  }

  private void pay(Ticket ticket, Tender tender) {
    Outcome outcome = till.pay(ticket, tender);
    for (int tries = 1; tries < TRIES && !(outcome instanceof Outcome.Approved); tries++) {
      till.resolve();
      outcome = till.pay(ticket, tender);
    }
    finished(outcome, ticket);
  }

  private boolean giveBack(Step.Return it) {
    boolean entered = false;
    int part = 0;
    for (Step.OnSale onSale : it.matched()) {
      String reference = it.invoice() + "/" + ++part;
      if (!isDone(reference)) {
        Ticket ticket = till.giveBack(shop.cashier(), sold(onSale.sale()), reference);
        for (Step.Goods goods : onSale.lines()) {
          ticket.giveBack(goods.line(), Quantity.of(goods.quantity()));
        }
        payOut(ticket);
        entered = true;
      }
    }
    String reference = it.invoice() + "/" + ++part;
    if (!it.unmatched().isEmpty() && !isDone(reference)) {
      Ticket ticket = till.giveBackWithoutReceipt(shop.manager(), reference);
      for (Step.Goods goods : it.unmatched()) {
        ticket.add(item(goods), Quantity.of(goods.quantity()));
      }
      payOut(ticket);
      entered = true;
    }
    return entered;
  }

  private void payOut(Ticket ticket) {
    Outcome outcome = till.payOut(ticket);
    for (int tries = 1; tries < TRIES && !(outcome instanceof Outcome.Approved); tries++) {
      till.resolve();
      outcome = till.payOut(ticket);
    }
    finished(outcome, ticket);
  }

  private static void finished(Outcome outcome, Ticket ticket) {
    outcome.match(
        approved -> approved,
        declined -> {
          throw new ExampleException(
              "invoice " + ticket.sale().reference() + " was declined: " + declined.reason());
        },
        unknown -> {
          throw new ExampleException(
              "invoice " + ticket.sale().reference() + " has no known end: " + unknown.reason());
        });
  }

  private boolean adjust(Step.Adjustment step) {
    String reference = step.wholeInvoice() ? step.invoice() : step.invoice() + "/stock";
    if (!beyondTheBooks && till.adjusted(reference)) {
      return false;
    }
    List<StockAdjustment> lines =
        step.lines().stream()
            .map(line -> new StockAdjustment(line.code(), BigDecimal.valueOf(line.quantity())))
            .toList();
    till.adjustStock(shop.manager(), reference, step.kind().name(), lines);
    return true;
  }

  /** Steps are entered in order, so after the first that is new all are. */
  private boolean isDone(String reference) {
    if (!beyondTheBooks && till.find(reference).isEmpty()) {
      beyondTheBooks = true;
    }
    return !beyondTheBooks;
  }

  private SaleId sold(String invoice) {
    List<CompletedSale> sales = till.find(invoice);
    if (sales.isEmpty()) {
      throw new ExampleException("invoice " + invoice + " is not in the books");
    }
    return sales.get(0).id();
  }

  private Item item(Step.Goods goods) {
    String name = goods.description().isBlank() ? goods.code() : goods.description();
    return new Item(
        goods.code(), name, catalogue.category(goods.code()), goods.price(), shop.house().tax());
  }
}
