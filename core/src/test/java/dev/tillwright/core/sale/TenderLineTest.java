package dev.tillwright.core.sale;

import static dev.tillwright.core.sale.Sales.pence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Seeded;
import org.junit.jupiter.api.Test;

/** What moves by a tender, whole and in part (A2). */
class TenderLineTest {
  private static TenderLine line(long amount, long cashback, long tip, long surcharge) {
    TenderExtras extras =
        TenderExtras.none(Sales.GBP)
            .withCashback(pence(cashback))
            .withTip(pence(tip))
            .with(surcharge == 0 ? null : new Surcharge(pence(surcharge), "card fee"));
    return TenderLine.card(pence(amount), extras, "till-01/3/1", Sales.CARD, "A1B2C3");
  }

  @Test
  void charged_isTheAmountAndWhatMovesBesides() {
    assertThat(line(1_000, 2_000, 100, 15).charged()).isEqualTo(pence(3_115));
    assertThat(line(1_000, 2_000, 100, 15).change().isZero()).isTrue();
    TenderLine cash = TenderLine.cash(pence(1_002), pence(2_000), pence(-2));
    assertThat(cash.charged()).isEqualTo(pence(1_000));
    assertThat(cash.change()).isEqualTo(pence(1_000));
    assertThatThrownBy(() -> TenderLine.cash(pence(1), pence(0), pence(-2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What was approved is exactly what moves; goods come first, then the tip, then the cash. */
  @Test
  void part_movesExactlyWhatWasApproved_andNeverMoreOfAnythingThanAsked() {
    Seeded.cases(
        5_000,
        random -> {
          TenderLine asked =
              line(
                  1 + random.nextInt(2_000),
                  random.nextInt(3_000),
                  random.nextInt(300),
                  random.nextInt(60));
          Money approved = pence(1 + random.nextInt((int) asked.charged().minor() + 50));
          TenderLine part = asked.limitedTo(approved).orElse(null);
          if (part == null) {
            // One penny may go to the surcharge alone, and then nothing is covered.
            assertThat(approved).isLessThanOrEqualTo(pence(60));
            return;
          }
          assertThat(part.charged()).isEqualTo(approved.min(asked.charged()));
          assertThat(part.amount()).isLessThanOrEqualTo(asked.amount());
          TenderExtras less = part.extras();
          assertThat(less.tip()).isLessThanOrEqualTo(asked.extras().tip());
          assertThat(less.cashback()).isLessThanOrEqualTo(asked.extras().cashback());
          assertThat(less.surcharged()).isLessThanOrEqualTo(asked.extras().surcharged());
          if (less.cashback().isPositive()) {
            assertThat(part.amount()).isEqualTo(asked.amount());
            assertThat(less.tip()).isEqualTo(asked.extras().tip());
          }
        });
  }
}
