package dev.tillwright.core.sale;

import static dev.tillwright.core.sale.Sales.after;
import static dev.tillwright.core.sale.Sales.pence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.money.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which tenders are taken: by kind, amount, item, operator, customer and risk (A4). */
class TenderPolicyTest {
  private final Sale sale =
      after(
          Sales.open(SaleKind.SALE),
          Sales.add("10.00", 1),
          new SaleCommand.IdentifyMember("17850"),
          Sales.begin());

  private TenderPolicy.Offer offer(TenderLine line) {
    return new TenderPolicy.Offer(sale, line, "ann");
  }

  private static TenderLine cash(long amount) {
    return TenderLine.cash(pence(amount), pence(amount));
  }

  private static TenderLine card(long amount) {
    return TenderLine.card(pence(amount), "till-01/3/1", Sales.CARD, "A1B2C3");
  }

  private static TenderLine card(long amount, long cashback, long tip) {
    TenderExtras extras =
        TenderExtras.none(Sales.GBP).withCashback(pence(cashback)).withTip(pence(tip));
    return TenderLine.card(pence(amount), extras, "till-01/3/1", Sales.CARD, "A1B2C3");
  }

  private String said(TenderPolicy policy, TenderLine line) {
    return policy.restricts(offer(line)).map(TenderPolicy.Restriction::code).orElse("ok");
  }

  @Test
  void usual_takesEverything_withoutCashback() {
    assertThat(said(TenderPolicy.usual(), cash(1_000))).isEqualTo("ok");
    assertThat(said(TenderPolicy.usual(), card(1_000))).isEqualTo("ok");
    assertThat(said(TenderPolicy.usual(), card(1_000, 1, 0))).isEqualTo("tender.noCashback");
  }

  @Test
  void kindsAndAmounts_areBounded() {
    TenderPolicy policy =
        TenderPolicy.only(Set.of(TenderKind.CASH, TenderKind.CARD))
            .and(TenderPolicy.atLeast(TenderKind.CARD, pence(500)))
            .and(TenderPolicy.atMost(TenderKind.CASH, pence(999)));
    assertThat(said(policy, card(500))).isEqualTo("ok");
    assertThat(said(policy, card(499))).isEqualTo("tender.tooLittle");
    assertThat(said(policy, cash(499))).isEqualTo("ok");
    assertThat(said(policy, cash(1_000))).isEqualTo("tender.tooMuch");
    assertThat(said(policy, TenderLine.points(pence(100), "h", 100)))
        .isEqualTo("tender.notAccepted");
  }

  @Test
  void atMost_countsWhatMovesBesides() {
    TenderPolicy policy = TenderPolicy.atMost(TenderKind.CARD, pence(1_200));
    assertThat(said(policy, card(1_000, 200, 0))).isEqualTo("ok");
    assertThat(said(policy, card(1_000, 200, 1))).isEqualTo("tender.tooMuch");
  }

  @Test
  void itemsOperatorsAndCustomers_areRestricted() {
    TenderPolicy items =
        TenderPolicy.notForItems(TenderKind.CARD, it -> it.item().category().equals("gifts"));
    assertThat(said(items, card(1_000))).isEqualTo("tender.notForItem");
    assertThat(said(items, cash(1_000))).isEqualTo("ok");
    assertThat(said(TenderPolicy.onlyBy(TenderKind.CARD, Set.of("bob")), card(1_000)))
        .isEqualTo("tender.notByOperator");
    assertThat(said(TenderPolicy.onlyBy(TenderKind.CARD, Set.of("ann")), card(1_000)))
        .isEqualTo("ok");
    assertThat(said(TenderPolicy.onlyFor(TenderKind.CARD, Optional::isEmpty), card(1_000)))
        .isEqualTo("tender.notForCustomer");
    assertThat(said(TenderPolicy.onlyFor(TenderKind.CARD, Optional::isPresent), card(1_000)))
        .isEqualTo("ok");
  }

  @Test
  void cashbackAndTips_haveBounds() {
    TenderPolicy policy =
        TenderPolicy.cashbackAtMost(pence(2_000)).and(TenderPolicy.tipAtMost(Percent.of(15)));
    assertThat(said(policy, card(1_000, 2_000, 150))).isEqualTo("ok");
    assertThat(said(policy, card(1_000, 2_001, 150))).isEqualTo("tender.cashbackTooMuch");
    assertThat(said(policy, card(1_000, 0, 151))).isEqualTo("tender.tipTooMuch");
  }

  @Test
  void riskIsOneMorePolicy_askedOnlyWhenTheOthersAreSilent() {
    List<String> asked = new ArrayList<>();
    TenderPolicy risk =
        offer -> {
          asked.add(offer.tender().kind() + " by " + offer.operator());
          return Optional.of(new TenderPolicy.Restriction("risk.velocity", "too many today"));
        };
    TenderPolicy policy = TenderPolicy.only(Set.of(TenderKind.CARD)).and(risk);
    assertThat(said(policy, cash(1_000))).isEqualTo("tender.notAccepted");
    assertThat(said(policy, card(1_000))).isEqualTo("risk.velocity");
    assertThat(asked).containsExactly("CARD by ann");
  }
}
