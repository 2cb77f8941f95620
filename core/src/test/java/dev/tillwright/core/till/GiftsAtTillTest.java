package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.host.stored.Gifts;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredMove;
import dev.tillwright.core.host.stored.StoredPolicy;
import dev.tillwright.core.host.stored.StoredValueHost;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PartialChoice;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gift card as a tender of a till (G6). */
class GiftsAtTillTest {
  @TempDir Path folder;
  private StoredLedger ledger;
  private boolean away;
  private Bench bench;
  private long issued;

  @BeforeEach
  void open() {
    ledger = ledger("stored.db");
    bench = new Bench(folder, this::gifts);
  }

  private StoredLedger ledger(String file) {
    return StoredLedger.open(
        Database.of(Gifts.sqlite(folder.resolve(file))),
        StoredPolicy.usual(),
        InstantSource.system());
  }

  private void gifts(TillBuilder builder) {
    builder
        .giftCards(Gifts.CARDS)
        .host(TenderKind.GIFT, StoredValueHost.at(this::reached))
        .giftsOffline(OfflineLimits.upTo(Bench.pounds("20.00"), 3, Bench.pounds("40.00")));
  }

  /** The store, which may be out of reach when a till opens it. */
  private StoredLedger reached() {
    if (away) {
      throw new IllegalStateException("out of reach");
    }
    return ledger("stored.db");
  }

  @AfterEach
  void close() {
    bench.close();
    assertThat(ledger.check().faults()).isEmpty();
    ledger.close();
  }

  private GiftNumber issued(String pounds) {
    GiftNumber number = GiftNumber.random(new SecureRandom());
    StoredMove activation =
        StoredMove.of(
            new PaymentKey("office", 1, ++issued),
            StoredMove.Kind.ACTIVATION,
            token(number),
            Bench.pounds(pounds));
    assertThat(ledger.move(activation).approves()).isTrue();
    return number;
  }

  private static CardToken token(GiftNumber number) {
    return Gifts.CARDS.protect(number).token();
  }

  private Money balance(GiftNumber number) {
    return ledger.card(token(number)).orElseThrow().balance();
  }

  @Test
  void giftCard_pays_andTheSlipSaysWhatIsLeft_andNoNumberStandsAnywhere() {
    GiftNumber number = issued("20.00");
    CompletedSale sale = Bench.finished(bench.till.pay(bench.pens(1), Tender.gift(number)));

    assertThat(balance(number)).isEqualTo(Bench.pounds("7.50"));
    assertThat(sale.tenders().get(0).kind()).isEqualTo(TenderKind.GIFT);
    assertThat(bench.slip(sale))
        .contains("Gift card ************" + number.last4())
        .containsPattern("Left on the card +7.50");
    String digits = number.reveal(SecretAccess.forPurpose("test"));
    assertThat(bench.entries().stream().map(Entry::payload).toList())
        .noneMatch(it -> it.contains(digits));
    assertThat(Tender.gift(number).toString()).doesNotContain(digits.substring(0, 16));
    assertThat(bench.x().tenders())
        .extracting(it -> it.kind() + " " + it.in().minor())
        .contains("GIFT 1250");
  }

  @Test
  void whatIsOnTheCard_isTaken_cashPaysTheRest_andEachComesBackWhereItWas() {
    GiftNumber number = issued("10.00");
    Ticket ticket = bench.pens(2);
    Outcome part = bench.till.pay(ticket, Tender.gift(number));
    assertThat(part).isInstanceOf(Outcome.Approved.class);
    assertThat(ticket.due()).isEqualTo(Bench.pounds("15.00"));
    CompletedSale sale = bench.cash(ticket);
    assertThat(balance(number)).isEqualTo(Bench.pounds("0.00"));

    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(sale.lines().get(0).priced().line().number(), Quantity.of(2));
    CompletedSale returned = Bench.finished(bench.till.payOut(back));

    assertThat(returned.tenders())
        .extracting(line -> line.kind() + " " + line.amount().minor())
        .containsExactly("GIFT 1000", "CASH 1500");
    assertThat(balance(number)).isEqualTo(Bench.pounds("10.00"));
    assertThat(new TextRenderer(42).render(bench.till.receipt(returned.id())))
        .containsPattern("Left on the card +10.00");
  }

  @Test
  void theWholeOrNothing_whereTheCustomerWantsItSo_andAVoidGivesItBack() {
    GiftNumber number = issued("20.00");
    Ticket ticket = bench.pens(2);
    Tender whole = Tender.gift(number).withPartial(PartialChoice.NEVER);
    assertThat(bench.till.pay(ticket, whole))
        .isEqualTo(new Outcome.Declined("host.notEnough", "there is not enough on the card"));
    bench.till.pay(ticket, Tender.gift(number).of(Bench.pounds("5.00")));
    assertThat(balance(number)).isEqualTo(Bench.pounds("15.00"));

    bench.till.voidSale(ticket, "changed his mind");

    assertThat(balance(number)).isEqualTo(Bench.pounds("20.00"));
    CompletedSale sale = Bench.finished(bench.till.pay(bench.pens(1), Tender.gift(number)));
    bench.till.voidCompleted(bench.manager, sale.id(), "wrong customer");
    assertThat(balance(number)).isEqualTo(Bench.pounds("20.00"));
  }

  @Test
  void unknownAndBlockedCards_areDeclinedAlike() {
    GiftNumber blocked = issued("20.00");
    ledger.block(token(blocked), "office", "stolen");
    Outcome one = bench.till.pay(bench.pens(1), Tender.gift(blocked));
    Outcome two = bench.till.pay(bench.pens(1), Tender.gift(GiftNumber.random(new SecureRandom())));
    assertThat(one)
        .isEqualTo(two)
        .isEqualTo(new Outcome.Declined("host.notValid", "this card cannot be used"));
  }

  @Test
  void outOfReach_aCardPaysUpToItsCap_andTheRestShowsWhenTheStoreIsBack() {
    GiftNumber number = issued("15.00");
    bench.till.close();
    away = true;
    bench.reopen();
    Ticket first = bench.sale("12.00");
    assertThat(bench.till.pay(first, Tender.gift(number)))
        .isInstanceOfSatisfying(Outcome.Approved.class, it -> assertThat(it.offline()).isTrue());
    // Together with the first it would be more than one card may spend here.
    assertThat(bench.till.pay(bench.sale("9.00"), Tender.gift(number)))
        .isInstanceOf(Outcome.Declined.class);
    Ticket second = bench.sale("8.00");
    Bench.finished(bench.till.pay(second, Tender.gift(number)));
    Tender withCode = Tender.gift(issued("15.00")).withCode("1234");
    assertThat(bench.till.pay(bench.sale("1.00"), withCode)).isInstanceOf(Outcome.Declined.class);

    away = false;
    bench.till.forwardNow();

    assertThat(balance(number)).isEqualTo(Bench.pounds("3.00"));
    PaymentKey lost =
        PaymentKey.parse(
            Objects.requireNonNull(
                second.sale().completed().orElseThrow().tenders().get(0).payment()));
    assertThat(bench.till.payment(lost).orElseThrow().state())
        .isEqualTo(AttemptState.FORWARD_DECLINED);
    assertThat(bench.till.monitor().standing())
        .anyMatch(
            it ->
                it.code().equals("payment.forwardDeclined")
                    && it.subject().equals(lost.toString()));
    assertThat(ledger.overspent(10)).containsExactly(lost);
  }

  @Test
  void withoutAHostOrAnIndex_thereAreNoGiftCards() {
    try (Bench plain = new Bench(() -> Database.sqlite(folder.resolve("plain.db")))) {
      assertThat(plain.till.pay(plain.pens(1), Tender.gift(issued("20.00"))))
          .isEqualTo(
              new Outcome.Declined(
                  "tender.notAccepted",
                  "this till takes no gift cards: no host is set up for them"));
    }
    TillBuilder builder = Till.builder("till-02");
    StoredValueHost host = StoredValueHost.over(ledger);
    assertThatThrownBy(() -> builder.host(TenderKind.CARD, host))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
