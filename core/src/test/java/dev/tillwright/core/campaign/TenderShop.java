package dev.tillwright.core.campaign;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.host.Iso8583Config;
import dev.tillwright.core.host.Iso8583Host;
import dev.tillwright.core.host.stored.Gifts;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredPolicy;
import dev.tillwright.core.host.stored.StoredValueHost;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.GiftLine;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.GiftDesk;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Cards and gift cards beside the wallets of a {@link WalletShop}, and gift cards that are sold.
 */
final class TenderShop implements WalletShop.Others {
  private static final int NUMBERS = 8;

  private final Path ledger;
  private final int port;
  private final Random random;
  private final List<GiftNumber> numbers = new ArrayList<>();

  TenderShop(Path ledger, int port, Random random) {
    this.ledger = ledger;
    this.port = port;
    this.random = random;
    try {
      // The same in each life: a shop's cards outlive its till.
      SecureRandom fixed = SecureRandom.getInstance("SHA1PRNG");
      fixed.setSeed(4711);
      for (int i = 0; i < NUMBERS; i++) {
        numbers.add(GiftNumber.random(fixed));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static StoredLedger ledger(Path file) {
    return StoredLedger.open(
        Database.of(Gifts.sqlite(file)), StoredPolicy.usual(), InstantSource.system());
  }

  @Override
  public void hosts(TillBuilder builder) {
    FixedCards cards = new FixedCards();
    Iso8583Config acquirer =
        Iso8583Config.builder(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), cards, "T1", "M1")
            .zone(ZoneId.of("Asia/Shanghai"))
            .capabilities(HostKind.ALL.can())
            .connectDeadline(Duration.ofSeconds(2))
            .backOff(Duration.ofMillis(40))
            .build();
    builder
        .cards(cards)
        .host(TenderKind.CARD, Iso8583Host.connect(acquirer))
        .giftCards(Gifts.CARDS)
        .host(TenderKind.GIFT, StoredValueHost.at(() -> ledger(ledger)))
        .giftsOffline(OfflineLimits.upTo(fen(2_000), 3, fen(4_000)));
  }

  private static Money fen(long minor) {
    return Money.ofMinor(minor, WalletShop.CNY);
  }

  private GiftNumber any() {
    return numbers.get(random.nextInt(NUMBERS));
  }

  @Override
  public Outcome pay(Till till, Ticket ticket, Supplier<Tender> wallet) {
    switch (random.nextInt(3)) {
      case 0 -> {
        try (CardRead card = FixedCards.read(random.nextInt(4))) {
          return till.pay(ticket, Tender.card(card));
        }
      }
      case 1 -> {
        return till.pay(ticket, Tender.gift(any()));
      }
      default -> {
        return till.pay(ticket, wallet.get());
      }
    }
  }

  /** Sells value for a card, new or not: what is refused goes back. */
  @Override
  public void besides(Till till, OperatorSession session) {
    if (random.nextInt(3) > 0) {
      return;
    }
    GiftDesk desk = till.giftCards(session);
    Ticket ticket = till.sale(session);
    Money value = fen(1_000 + random.nextInt(9_000));
    if (random.nextBoolean()) {
      desk.sell(ticket, any(), value);
    } else {
      desk.load(ticket, any(), value);
    }
    try (CardRead card = FixedCards.read(random.nextInt(4))) {
      Tender tender =
          random.nextBoolean() ? Tender.card(card) : Tender.cash(ticket.sale().cashDue());
      if (!(till.pay(ticket, tender) instanceof Outcome.Approved)) {
        till.voidSale(ticket, "customer left");
      }
    } catch (RefusedException e) {
      // A payment of it is not at its end yet; it is left.
    }
    desk.outstanding().stream()
        .filter(it -> it.state() == GiftLine.State.REFUSED)
        .findFirst()
        .ifPresent(it -> goesBack(till, session, it));
  }

  private static void goesBack(Till till, OperatorSession session, GiftLine line) {
    try {
      CompletedSale sale = till.find(SaleId.parse(line.sale())).orElseThrow();
      Ticket back = till.giveBack(session, sale.id(), "");
      back.giveBack(line.line(), Quantity.of(1));
      till.payOut(back);
    } catch (RefusedException e) {
      // It came back before, or a return of it is under way.
    }
  }

  @Override
  public boolean settled(Till till, OperatorSession session) {
    return till.giftCards(session).outstanding().stream()
        .allMatch(it -> it.state() == GiftLine.State.REFUSED);
  }
}
