package dev.tillwright.examples.day;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.shop.House;
import dev.tillwright.examples.shop.Step;
import java.util.function.ToLongFunction;

/**
 * What the default shop shows beside plain sales: a tender split between cash and card, a wallet
 * that is refused where none is taken, a spell without the payment host, points as a tender. Each
 * chapter is bound to the place of a sale in the plan, so a replay after a crash tells the same
 * story.
 */
final class Story {
  private static final int SPLIT_FROM = 40;
  private static final int WALLET_FROM = 80;
  private static final int OFFLINE_FROM = 600;
  private static final int OFFLINE_TO = 625;
  private static final int POINTS_FROM = 1_500;
  private static final int MOST_REDEMPTIONS = 3;
  private static final long POINTS = 100;

  private final boolean wallets;
  private final Money part;
  private final Outside outside;
  private final ToLongFunction<String> available;
  private int place;
  private boolean split;
  private boolean wallet;
  private int redemptions;
  private Chapter chapter = Chapter.PLAIN;

  private enum Chapter {
    PLAIN,
    SPLIT,
    WALLET,
    OFFLINE,
    POINTS
  }

  /**
   * @param available how many points a member may spend
   */
  Story(House house, Outside outside, ToLongFunction<String> available) {
    this.wallets = house.takesWallets();
    this.part = house.money("2.00");
    this.outside = outside;
    this.available = available;
  }

  /** Turns the page: to be called for every sale of the plan, also for those that are skipped. */
  void turnTo(Step.Sale sale) {
    place++;
    boolean member = sale.customer() != null;
    boolean large = sale.total().compareTo(part) > 0;
    chapter = Chapter.PLAIN;
    if (place >= OFFLINE_FROM && place < OFFLINE_TO) {
      chapter = Chapter.OFFLINE;
    } else if (place >= POINTS_FROM && redemptions < MOST_REDEMPTIONS && member && large) {
      chapter = Chapter.POINTS;
    } else if (!split && place >= SPLIT_FROM && member && large) {
      split = true;
      chapter = Chapter.SPLIT;
    } else if (!wallets && !wallet && place >= WALLET_FROM && !member) {
      wallet = true;
      chapter = Chapter.WALLET;
    }
  }

  /** The tenders that come before the plain one. */
  void beforePayment(Till till, Ticket ticket) {
    switch (chapter) {
      case SPLIT -> {
        paid(till.pay(ticket, Tender.cash(part)));
        outside.tell(
            "split tender: "
                + part
                + " in cash, the remaining "
                + ticket.due()
                + (wallets ? " by telephone or card" : " by card"));
      }
      case WALLET ->
          outside.tell(
              till.pay(ticket, Tender.wallet("281111111111111111"))
                  .match(
                      approved -> "wallet: approved",
                      declined -> "wallet refused: " + declined.reason(),
                      unknown -> "wallet: " + unknown.reason()));
      case POINTS -> spendPoints(till, ticket);
      case OFFLINE -> {
        if (place == OFFLINE_FROM) {
          outside.hostOnline(false);
          outside.tell("the payment host is off the network; sales go on offline");
        }
      }
      case PLAIN -> {
        // nothing beside the sale
      }
    }
  }

  /** Whether the host is off the network, so that a card above the floor limit is refused. */
  boolean offline() {
    return chapter == Chapter.OFFLINE;
  }

  /** What comes after the sale is finished. */
  void afterSale(Till till) {
    if (place == OFFLINE_TO - 1) {
      int waiting = till.unfinishedPayments();
      outside.hostOnline(true);
      int left = till.forwardNow();
      outside.tell(
          "the payment host is back; "
              + (waiting - left)
              + " of "
              + waiting
              + " payments forwarded");
    }
  }

  private void spendPoints(Till till, Ticket ticket) {
    String member = ticket.sale().member().orElse("");
    if (available.applyAsLong(member) < POINTS) {
      return;
    }
    Money before = ticket.due();
    if (till.pay(ticket, Tender.points(POINTS)) instanceof Outcome.Approved approved) {
      redemptions++;
      outside.tell(POINTS + " points as tender: " + before.minus(approved.due()) + " of " + before);
    }
  }

  private static void paid(Outcome outcome) {
    if (!(outcome instanceof Outcome.Approved)) {
      throw new ExampleException("a part payment did not go through");
    }
  }
}
