package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.host.stored.Expiry;
import dev.tillwright.core.host.stored.StoredCheck;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredPolicy;
import dev.tillwright.core.host.stored.StoredValueHost;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.BalanceReply;
import dev.tillwright.core.payment.GiftCards;
import dev.tillwright.core.payment.GiftLiability;
import dev.tillwright.core.payment.GiftLine;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.till.GiftDesk;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;

/** Gift cards. The page docs/gift-cards.md shows it, and a test runs it. */
public final class GiftCardsTour {
  private GiftCardsTour() {}

  /** A till that takes and sells gift cards of a ledger that other tills share. */
  public static void prepared(
      TillBuilder builder, Supplier<Database> store, KeyedIndex index, Money cap, Money most) {
    // docs: prepare
    StoredPolicy policy =
        StoredPolicy.usual()
            .expiring(Expiry.afterLastUse(Period.ofYears(3), ZoneId.of("Europe/London")));
    builder
        .giftCards(GiftCards.of(index)) // crypto's HmacIndex: one key for all tills
        .host(
            TenderKind.GIFT,
            StoredValueHost.at(
                () -> StoredLedger.open(store.get(), policy, InstantSource.system())))
        .giftsOffline(OfflineLimits.upTo(cap, 10, most)); // or leave it out: refused
    // docs: end
  }

  /** A card is sold. */
  public static Outcome sell(
      Till till, OperatorSession ann, Ticket ticket, GiftNumber card, Money value, Money cash) {
    // docs: sell
    GiftDesk gifts = till.giftCards(ann);
    gifts.sell(ticket, card, value); // or gifts.load(...) for a card that is active
    Outcome outcome = till.pay(ticket, Tender.cash(cash)); // then the value is put on the card
    // docs: end
    return outcome;
  }

  /** What did not get onto its card. */
  public static List<GiftLine> outstanding(
      Till till, OperatorSession ann, CompletedSale sale, GiftNumber other) {
    // docs: outstanding
    GiftDesk gifts = till.giftCards(ann);
    for (GiftLine line : gifts.of(sale.id())) {
      if (line.state() == GiftLine.State.REFUSED) { // such a card is active already
        gifts.replace(sale.id(), line.line(), other, true, "the card was sold before");
      }
    }
    List<GiftLine> still = gifts.outstanding(); // due, not known yet, or refused
    // docs: end
    return still;
  }

  /** A card pays, all or what is on it. */
  public static Outcome pay(Till till, Ticket ticket, GiftNumber card) {
    // docs: pay
    Outcome outcome = till.pay(ticket, Tender.gift(card)); // .withCode("4711") where it has one
    // what is not on the card stays due: ticket.due()
    // docs: end
    return outcome;
  }

  /** What is on a card. */
  public static String balance(Till till, OperatorSession ann, GiftNumber card) {
    // docs: balance
    BalanceReply reply = till.giftCards(ann).balance(card);
    String said =
        reply.match(
            known -> "there are " + known.balance() + " on it",
            refused -> refused.reason(),
            unanswered -> "the ledger cannot be reached");
    // docs: end
    return said;
  }

  /** What the office does each night. */
  public static StoredCheck night(StoredLedger ledger, CardToken stolen) {
    // docs: office
    ledger.block(stolen, "office", "reported stolen");
    while (ledger.expire(1_000) == 1_000) {
      // breakage is posted in parts
    }
    StoredCheck check = ledger.check(); // all postings sum to zero, each card holds its sum
    // docs: end
    return check;
  }

  /** What the shop owes. */
  public static Money owed(Till till, OperatorSession ann) {
    // docs: owed
    GiftLiability owed = till.giftCards(ann).liability().get(0);
    Money open = owed.open(); // sold and due, less redeemed and expired
    // docs: end
    return open;
  }
}
