package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.stored.Gifts;
import dev.tillwright.core.host.stored.StoredCard;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredPolicy;
import dev.tillwright.core.host.stored.StoredValueHost;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.BalanceReply;
import dev.tillwright.core.payment.GiftLiability;
import dev.tillwright.core.payment.GiftLine;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.report.Outstanding;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gift cards that are sold: value on its card once, untaxed, and off again when it comes back. */
class GiftSalesTest {
  private final GiftNumber card = GiftNumber.random(new SecureRandom());
  @TempDir Path folder;
  private StoredLedger ledger;
  private Line line = Line.SOUND;
  private Bench bench;
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

  /** What the line to the ledger does to loads, and to questions about them. */
  private enum Line {
    SOUND,
    DOWN,
    WORDY,
    LOST_BEFORE,
    LOST_AFTER
  }

  @BeforeEach
  void open() {
    ledger =
        StoredLedger.open(
            Database.of(Gifts.sqlite(folder.resolve("stored.db"))),
            StoredPolicy.usual(),
            InstantSource.system());
    bench =
        new Bench(folder, builder -> builder.giftCards(Gifts.CARDS).host(TenderKind.GIFT, host()));
  }

  private PaymentHost host() {
    StoredValueHost real = StoredValueHost.over(ledger);
    HostReply lost = new HostReply.Unknown(HostReply.Cause.CONNECTION_LOST);
    return (PaymentHost)
        Proxy.newProxyInstance(
            PaymentHost.class.getClassLoader(),
            new Class<?>[] {PaymentHost.class},
            (proxy, method, arguments) -> {
              boolean load = method.getName().equals("load");
              if (load) {
                loads.incrementAndGet();
                meanwhile.getAndSet(() -> {}).run();
              }
              if (load && line == Line.DOWN) {
                return new HostReply.Unreachable(HostReply.Cause.NO_CONNECTION);
              } else if (load && line == Line.WORDY) {
                return new HostReply.Declined("x".repeat(200), "no");
              } else if (load && line == Line.LOST_BEFORE) {
                return lost;
              } else if (method.getName().equals("status") && line != Line.SOUND) {
                return new StatusReply.Unanswered(HostReply.Cause.TIMEOUT);
              }
              try {
                Object answer = method.invoke(real, arguments);
                return load && line == Line.LOST_AFTER ? lost : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void close() {
    bench.close();
    assertThat(ledger.check().faults()).isEmpty();
    ledger.close();
  }

  private GiftDesk desk() {
    return bench.till.giftCards(bench.manager);
  }

  private static CardToken token(GiftNumber number) {
    return Gifts.CARDS.protect(number).token();
  }

  private Money balance() {
    return ledger.card(token(card)).map(StoredCard::balance).orElse(Bench.pounds("0.00"));
  }

  private Ticket selling(String pounds) {
    Ticket ticket = bench.till.sale(bench.manager);
    desk().sell(ticket, card, Bench.pounds(pounds));
    return ticket;
  }

  private GiftLine.State state(CompletedSale sale) {
    return desk().of(sale.id()).get(0).state();
  }

  private GiftLiability liability() {
    return desk().liability().get(0);
  }

  @Test
  void aCardIsSold_itsValueIsOnIt_untaxed_andNoRevenue() {
    Ticket ticket = selling("25.00");
    ticket.add("4006381333931", 1);
    ticket.discount(Discount.percent(10, "regular"));
    assertThat(ticket.due()).isEqualTo(Bench.pounds("36.25")); // no discount on the value

    CompletedSale sale = bench.cash(ticket);

    assertThat(state(sale)).isEqualTo(GiftLine.State.LOADED);
    assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
    assertThat(sale.taxes()).hasSize(1);
    assertThat(sale.taxes().get(0).net().plus(sale.taxes().get(0).tax()))
        .isEqualTo(Bench.pounds("11.25"));
    assertThat(bench.slip(sale)).contains("Gift card ************" + card.last4());
    assertThat(bench.x().gross()).isEqualTo(Bench.pounds("11.25"));
    assertThat(bench.x().charges().giftSold()).isEqualTo(Bench.pounds("25.00"));
    assertThat(bench.x().cash().taken()).isEqualTo(Bench.pounds("36.25"));
    assertThat(liability().open()).isEqualTo(Bench.pounds("25.00"));
    String digits = card.reveal(SecretAccess.forPurpose("test"));
    assertThat(bench.entries()).noneMatch(it -> it.payload().contains(digits));
    assertThat(bench.till.closeDay(bench.manager).currencies().get(0).charges().giftSold())
        .isEqualTo(Bench.pounds("25.00"));
  }

  @Test
  void valueIsSpent_expired_andTheJournalSaysWhatIsOwed() {
    bench.cash(selling("25.00"));
    Ticket more = bench.till.sale(bench.manager);
    desk().load(more, card, Bench.pounds("5.00"));
    bench.cash(more);
    Bench.finished(bench.till.pay(bench.pens(1), Tender.gift(card)));
    desk().expired(Bench.pounds("2.00"), 1);

    assertThat(liability().sold()).isEqualTo(Bench.pounds("30.00"));
    assertThat(liability().redeemed()).isEqualTo(Bench.pounds("12.50"));
    assertThat(liability().open()).isEqualTo(Bench.pounds("15.50"));
    assertThat(balance()).isEqualTo(Bench.pounds("17.50"));
    assertThat(bench.till.journal().database().read(Outstanding::gifts))
        .containsExactly(new Outstanding(2, Bench.pounds("15.50")));
  }

  @Test
  void theSameCardTwice_discountsOnValue_andValueWithoutACard_areRefused() {
    Ticket ticket = selling("25.00");
    assertThatThrownBy(() -> desk().sell(ticket, card, Bench.pounds("5.00")))
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo("gift.twice"));
    assertThatThrownBy(() -> ticket.discount(Discount.percent(10, "regular").onLine(1)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            it -> assertThat(it.code()).isEqualTo("sale.noDiscountOnValue"));
    assertThatThrownBy(
            () -> ticket.add(Item.storedValue("G", "Gift", Bench.pounds("5.00")), Quantity.of(1)))
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo("gift.needsCard"));
  }

  @Test
  void giftCardsAreNotBoughtWithGiftCards() {
    bench.cash(selling("25.00"));
    Ticket other = bench.till.sale(bench.manager);
    desk().sell(other, GiftNumber.random(new SecureRandom()), Bench.pounds("10.00"));
    assertThat(bench.till.pay(other, Tender.gift(card)))
        .isInstanceOfSatisfying(
            Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("gift.notForGift"));
    assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
  }

  @Test
  void anUnusedCardComesBack_itsValueIsOff_andTheMoneyOut() {
    CompletedSale sale = bench.cash(selling("25.00"));
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(1, Quantity.of(1));

    CompletedSale returned = Bench.finished(bench.till.payOut(back));

    assertThat(returned.total()).isEqualTo(Bench.pounds("25.00"));
    assertThat(ledger.card(token(card)).orElseThrow().state()).isEqualTo(StoredCard.State.VOID);
    assertThat(state(sale)).isEqualTo(GiftLine.State.UNLOADED);
    assertThat(liability().open()).isEqualTo(Bench.pounds("0.00"));
    assertThat(bench.x().charges().giftBack()).isEqualTo(Bench.pounds("25.00"));
    assertThat(bench.x().refunded()).isEqualTo(Bench.pounds("0.00"));
  }

  @Test
  void aCardThatWasUsed_doesNotComeBack_norIsItsSaleVoided() {
    CompletedSale sale = bench.cash(selling("25.00"));
    CompletedSale spent = Bench.finished(bench.till.pay(bench.pens(1), Tender.gift(card)));
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(1, Quantity.of(1));
    Outcome no = new Outcome.Declined("host.spent", "value of this card was spent already");
    assertThat(bench.till.payOut(back)).isEqualTo(no);
    assertThat(bench.till.voidCompleted(bench.manager, sale.id(), "wrong")).isEqualTo(no);
    assertThat(balance()).isEqualTo(Bench.pounds("12.50"));

    bench.till.voidCompleted(bench.manager, spent.id(), "wrong");
    Bench.finished(bench.till.payOut(back)); // all of it is on the card again
    assertThat(balance()).isEqualTo(Bench.pounds("0.00"));
  }

  @Test
  void aReturnThatIsGivenUp_putsTheValueBack() throws Exception {
    try (Bench cards =
        new Bench(
            "till-02",
            Files.createDirectory(folder.resolve("cards")),
            builder -> builder.giftCards(Gifts.CARDS).host(TenderKind.GIFT, host()))) {
      Ticket ticket = cards.till.sale(cards.manager);
      cards.till.giftCards(cards.manager).sell(ticket, card, Bench.pounds("25.00"));
      CompletedSale sale = Bench.finished(cards.payByCard(ticket));
      Ticket back = cards.till.giveBack(cards.manager, sale.id(), "");
      back.giveBack(1, Quantity.of(1));
      cards.host.script(message -> Behaviour.decline("05"));
      assertThat(cards.till.payOut(back)).isInstanceOf(Outcome.Declined.class);
      assertThat(balance()).isEqualTo(Bench.pounds("0.00"));

      cards.till.voidSale(back, "keeps it");

      assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
    }
  }

  private static String code(Outcome outcome) {
    return outcome.match(approved -> "approved", Outcome.Declined::code, unknown -> "unknown");
  }

  private Bench cards() throws Exception {
    Path its = Files.createDirectory(folder.resolve("cards"));
    return new Bench(
        "till-02", its, builder -> builder.giftCards(Gifts.CARDS).host(TenderKind.GIFT, host()));
  }

  private CompletedSale soldByCard(Bench at) {
    Ticket ticket = at.till.sale(at.manager);
    at.till.giftCards(at.manager).sell(ticket, card, Bench.pounds("25.00"));
    return Bench.finished(at.payByCard(ticket));
  }

  private static Ticket back(Bench at, CompletedSale sale, int line) {
    Ticket back = at.till.giveBack(at.manager, sale.id(), "");
    back.giveBack(line, Quantity.of(1));
    return back;
  }

  @Test
  void whileAReturnHasTakenTheValue_noOtherPaysItsMoneyOut() throws Exception {
    try (Bench cards = cards()) {
      CompletedSale sale = soldByCard(cards);
      Ticket first = back(cards, sale, 1);
      cards.host.script(message -> Behaviour.decline("05"));
      assertThat(cards.till.payOut(first)).isInstanceOf(Outcome.Declined.class);
      cards.host.script(message -> Behaviour.usual());
      Ticket second = back(cards, sale, 1);

      assertThat(code(cards.till.payOut(second))).isEqualTo("gift.underway");

      cards.till.voidSale(first, "keeps it"); // the value is on the card, and no money went out
      assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
      Bench.finished(cards.till.payOut(second));
      assertThat(balance()).isEqualTo(Bench.pounds("0.00"));
    }
  }

  @Test
  void aReturnOfValueThatIsStillDue_whenItIsGivenUp_leavesItDue() throws Exception {
    try (Bench cards = cards()) {
      line = Line.DOWN;
      CompletedSale sale = soldByCard(cards);
      Ticket back = back(cards, sale, 1);
      cards.host.script(message -> Behaviour.decline("05"));
      assertThat(cards.till.payOut(back)).isInstanceOf(Outcome.Declined.class);
      cards.till.voidSale(back, "keeps it");
      line = Line.SOUND;

      cards.till.resolve();

      assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
    }
  }

  @Test
  void valueComesBackWhole() {
    CompletedSale sale = bench.cash(selling("25.00"));
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    assertThatThrownBy(() -> back.giveBack(1, Quantity.parse("0.5")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            it -> assertThat(it.code()).isEqualTo("sale.valueComesBackWhole"));
  }

  @Test
  void whatIsBeingPutOnItsCard_doesNotComeBackAtThatMoment() {
    GiftNumber other = GiftNumber.random(new SecureRandom());
    line = Line.DOWN;
    Ticket ticket = selling("25.00");
    desk().sell(ticket, other, Bench.pounds("10.00"));
    CompletedSale sale = bench.cash(ticket);
    line = Line.SOUND;
    Ticket back = back(bench, sale, 2);
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    meanwhile.set(() -> outcome.set(bench.till.payOut(back))); // while the first is loaded

    bench.till.resolve();

    assertThat(code(Objects.requireNonNull(outcome.get()))).isEqualTo("gift.notCertain");
    assertThat(ledger.card(token(other)).orElseThrow().balance()).isEqualTo(Bench.pounds("10.00"));
  }

  @Test
  void outOfReach_aRoundAsksOnce_howeverMuchIsDue() {
    line = Line.DOWN;
    for (int i = 0; i < 3; i++) {
      Ticket ticket = bench.till.sale(bench.manager);
      desk().sell(ticket, GiftNumber.random(new SecureRandom()), Bench.pounds("10.00"));
      bench.cash(ticket);
    }
    loads.set(0);

    bench.till.resolve();
    assertThat(loads).hasValue(1);

    line = Line.SOUND;
    bench.till.resolve();
    assertThat(desk().outstanding()).isEmpty();
  }

  @Test
  void twoValuesOfOneSale_doNotGoOnOneCard() {
    GiftNumber other = GiftNumber.random(new SecureRandom());
    line = Line.WORDY;
    Ticket ticket = selling("25.00");
    desk().sell(ticket, other, Bench.pounds("10.00"));
    CompletedSale sale = bench.cash(ticket);
    List<GiftLine> refused = desk().of(sale.id());
    assertThat(refused).allMatch(it -> it.because().equals("x".repeat(64)));

    assertThatThrownBy(() -> desk().replace(sale.id(), 1, other, true, "it is the other one"))
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo("gift.twice"));
  }

  @Test
  void outOfReach_valueIsPutOnItsCardWhenTheLedgerIsBack() {
    line = Line.DOWN;
    CompletedSale sale = bench.cash(selling("25.00"));
    assertThat(state(sale)).isEqualTo(GiftLine.State.DUE);
    assertThat(liability().due()).isEqualTo(Bench.pounds("25.00"));
    assertThat(desk().outstanding()).hasSize(1);

    line = Line.SOUND;
    bench.till.resolve();

    assertThat(state(sale)).isEqualTo(GiftLine.State.LOADED);
    assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
    assertThat(desk().outstanding()).isEmpty();
  }

  @Test
  void lostAnswers_areAskedAbout_andSentAgain_andTheValueIsThereOnce() {
    for (Line lost : new Line[] {Line.LOST_BEFORE, Line.LOST_AFTER}) {
      GiftNumber other = GiftNumber.random(new SecureRandom());
      line = lost;
      Ticket ticket = bench.till.sale(bench.manager);
      desk().sell(ticket, other, Bench.pounds("25.00"));
      CompletedSale sale = bench.cash(ticket);
      assertThat(state(sale)).isEqualTo(GiftLine.State.LOADING);
      Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
      back.giveBack(1, Quantity.of(1));
      assertThat(bench.till.payOut(back))
          .isInstanceOfSatisfying(
              Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("gift.notCertain"));

      line = Line.SOUND;
      bench.reopen();

      assertThat(state(sale)).isEqualTo(GiftLine.State.LOADED);
      assertThat(ledger.card(token(other)).orElseThrow().balance())
          .isEqualTo(Bench.pounds("25.00"));
      assertThat(bench.till.paymentsInFlight()).isEmpty();
    }
  }

  @Test
  void whatDiesBeforeTheLoad_isTakenUpByTheNextOpening() {
    line = Line.DOWN; // as a kill right after the sale is durable leaves it
    CompletedSale sale = bench.cash(selling("25.00"));
    line = Line.SOUND;
    bench.reopen();
    assertThat(state(sale)).isEqualTo(GiftLine.State.LOADED);
    bench.reopen();
    assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
  }

  @Test
  void aRefusedCard_isShown_andAnotherTakesTheValue_orTheMoneyGoesBack() {
    bench.cash(selling("25.00"));
    CompletedSale sale = bench.cash(selling("10.00")); // the same card again
    GiftLine refused = desk().outstanding().get(0);
    assertThat(refused.state()).isEqualTo(GiftLine.State.REFUSED);
    assertThat(refused.because()).isEqualTo("alreadyActive");

    GiftNumber other = GiftNumber.random(new SecureRandom());
    GiftLine now = desk().replace(sale.id(), 1, other, true, "the card was sold before");
    assertThat(now.state()).isEqualTo(GiftLine.State.LOADED);
    assertThat(ledger.card(token(other)).orElseThrow().balance()).isEqualTo(Bench.pounds("10.00"));

    CompletedSale third = bench.cash(selling("7.00"));
    Ticket back = bench.till.giveBack(bench.manager, third.id(), "");
    back.giveBack(1, Quantity.of(1));
    Bench.finished(bench.till.payOut(back));
    assertThat(state(third)).isEqualTo(GiftLine.State.CANCELLED);
    assertThat(balance()).isEqualTo(Bench.pounds("25.00"));
  }

  @Test
  void balancesAreTold_andEachQuestionIsAnEntry() {
    bench.cash(selling("25.00"));
    assertThat(desk().balance(card))
        .isInstanceOfSatisfying(
            BalanceReply.Known.class,
            it -> assertThat(it.balance()).isEqualTo(Bench.pounds("25.00")));
    assertThat(desk().balance(GiftNumber.random(new SecureRandom())))
        .isEqualTo(new BalanceReply.Refused("notValid", "this card cannot be used"));
    assertThat(bench.kinds()).contains("gift.balanceAsked");
  }

  @Test
  void aCardThatIsSpentRightAfterItWasLoaded_isFoundByRiskRules() throws Exception {
    RiskRules rules =
        RiskRules.parse(
            """
            {"schema": 1, "set": "gifts", "version": 1, "status": "APPROVED",
             "zone": "Europe/London", "currency": "GBP",
             "measures": [
               {"id": "gift-loads", "by": ["CARD"], "over": "PT20M", "kinds": ["LOAD"]}],
             "rules": [
               {"id": "load-and-redeem", "version": 1, "on": ["TENDER"],
                "when": {"type": "all", "of": [
                  {"type": "in", "field": "tender", "values": ["GIFT"]},
                  {"type": "sum", "measure": "gift-loads", "atLeast": "20.00"}]},
                "then": {"outcome": "BLOCK"},
                "text": "A gift card is spent right after it was loaded."}]}
            """);
    assertThat(rules.findings()).isEmpty();
    try (Bench guarded =
        new Bench(
            "till-03",
            Files.createDirectory(folder.resolve("guarded")),
            it -> it.risk(rules).giftCards(Gifts.CARDS).host(TenderKind.GIFT, host()))) {
      for (String value : new String[] {"19.99", "20.00"}) {
        GiftNumber number = GiftNumber.random(new SecureRandom());
        Ticket ticket = guarded.till.sale(guarded.manager);
        guarded.till.giftCards(guarded.manager).sell(ticket, number, Bench.pounds(value));
        guarded.cash(ticket);
        Outcome spent = guarded.till.pay(guarded.pens(1), Tender.gift(number));
        assertThat(spent instanceof Outcome.Approved).isEqualTo(value.equals("19.99"));
      }
    }
  }

  @Test
  void aLineThatWasTakenOut_putsNothingOnACard() {
    Ticket ticket = selling("25.00");
    ticket.add("4006381333931", 1);
    ticket.remove(1);
    CompletedSale sale = bench.cash(ticket);
    assertThat(state(sale)).isEqualTo(GiftLine.State.OPEN);
    assertThat(ledger.card(token(card))).isEmpty();
  }
}
