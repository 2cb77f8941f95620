package dev.tillwright.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AcquirerIds;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.CardholderCheck;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.tlv.TlvObjects;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slips of single payments, whatever became of them. */
class PaymentSlipTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final SaleReceipt SHOP =
      SaleReceipt.of(Merchant.named("Corner Shop"), LONDON, Labels.ENGLISH);
  private static final SaleReceipt CHINESE =
      SaleReceipt.of(Merchant.named("街角小店"), LONDON, Labels.SIMPLIFIED_CHINESE);
  private static final PaymentKey KEY = new PaymentKey("till-01", 3, 18);

  /** As a kernel gives it: an application, a label, a Greek name, a PIN the issuer checked. */
  private static final String CHIP =
      "8407A0000000041010"
          + "500A4D415354455243415244"
          + "9F110107"
          + "9F1204CAC1D1D4"
          + "9F3403420302"
          + "95050000048000"
          + "9B02E800"
          + "9F26081122334455667788"
          + "9F270140"
          + "9F360200AB";

  private static final CardFacts FACTS =
      new CardFacts(
          new AcquirerIds("CORNERSHOP", "TILL01", "000018"), "525000000018", "", chip(CHIP));

  static ChipFacts chip(String hex) {
    return ChipFacts.from(TlvObjects.parse(HexFormat.of().parseHex(hex)));
  }

  private static PaymentSlip slip(AttemptState state, AttemptKind kind, CardFacts facts) {
    Money asked = Money.ofMinor(1250, ShopSales.GBP);
    Money nothing = Money.zero(ShopSales.GBP);
    AttemptEvent.Intended intent =
        new AttemptEvent.Intended(
            KEY,
            kind,
            TenderKind.CARD,
            "till-01.3.17",
            null,
            new Charge(asked, nothing, Money.ofMinor(50, ShopSales.GBP), nothing),
            nothing,
            ShopSales.CARD,
            Instant.EPOCH,
            false,
            true);
    String reason = state == AttemptState.DECLINED ? "not sufficient funds" : "";
    Attempt attempt =
        new Attempt(
            intent,
            state,
            1,
            state.counts() ? asked : nothing,
            nothing,
            state.counts() ? "A1B2C3" : "",
            new Attempt.Because("51", reason),
            null);
    return new PaymentSlip(attempt, ShopSales.entry(new Draft("payment.x", "{}")), facts);
  }

  private static String text(PaymentSlip slip) {
    return new TextRenderer(42).render(SHOP.payment(slip, false));
  }

  @Test
  void approvedSlip_saysItAll() {
    assertThat(text(slip(AttemptState.CAPTURED, AttemptKind.PURCHASE, FACTS)))
        .isEqualTo(
            """
                           Corner Shop
            ------------------------------------------
                         *** APPROVED ***
            Date            2026-11-24 12:06:37 +00:00
            Sale                          till-01.3.17
            ------------------------------------------
              Tip                                 0.50
            AMOUNT                           12.50 GBP
            Card ************1111
              ΚΑΡΤ                                chip
              AID                       A0000000041010
              Verified by                  PIN, online
              TC                      1122334455667788
              ATC                                 00AB
              TVR 0000048000                  TSI E800
              Authorization                     A1B2C3
              MID CORNERSHOP                TID TILL01
              STAN 000018             RRN 525000000018
              Payment                     till-01/3/18
            ------------------------------------------
                            Thank you.
            ------------------------------------------
            Journal                     till-01/3/1742
            Proof             3f2a-91bc-04de-77a1-c0de
            [tillwright:1/till-01/3/1742/3f2a91bc04de7
            7a1c0de55555555555555555555555555555555555
                            555555555]
            """);
  }

  @ParameterizedTest
  @EnumSource(AttemptState.class)
  void everyState_hasASlip_thatSaysWhetherMoneyMoved(AttemptState state) {
    Set<AttemptState> nothing =
        EnumSet.of(
            AttemptState.DECLINED,
            AttemptState.FORWARD_DECLINED,
            AttemptState.CANCELLED,
            AttemptState.NOT_SENT);
    for (AttemptKind kind : AttemptKind.values()) {
      PaymentSlip slip = slip(state, kind, FACTS);
      String text = text(slip);
      assertThat(text.contains("Nothing was charged.")).isEqualTo(nothing.contains(state));
      assertThat(text.contains("*** APPROVED")).isEqualTo(state.counts());
      assertThat(text.contains("*** REFUND ***")).isEqualTo(kind == AttemptKind.REFUND);
      assertThat(text.contains("NOT CERTAIN"))
          .isEqualTo(state.unresolved() && !text.contains("BEING REVERSED"));
      for (int columns : List.of(32, 42, 48)) {
        for (SaleReceipt shop : List.of(SHOP, CHINESE)) {
          assertThat(new TextRenderer(columns).lines(shop.payment(slip, true)))
              .allMatch(line -> Columns.width(line) <= columns)
              .anyMatch(line -> line.contains("COPY") || line.contains("副本"))
              .anyMatch(line -> line.contains("1122334455667788"))
              .noneMatch(line -> line.contains("tok_7f3a"));
        }
      }
    }
  }

  @Test
  void declinedSlip_saysWhy() {
    CardFacts facts = new CardFacts(AcquirerIds.NONE, "", "51", null);
    assertThat(text(slip(AttemptState.DECLINED, AttemptKind.PURCHASE, facts)))
        .contains("*** DECLINED ***", "Reason: not sufficient funds", "Nothing was charged.")
        .contains("Response                              51", "3f2a-91bc-04de-77a1-c0de");
  }

  @Test
  void chip_withoutWhatItNeedNotSay_isStillRead() {
    ChipFacts bare = chip("4F07A0000000031010" + "9F34030000" + "01");
    assertThat(bare.aid()).isEqualTo("A0000000031010");
    assertThat(bare.name()).isEmpty();
    assertThat(bare.check()).isEqualTo(CardholderCheck.UNKNOWN);
    assertThat(chip("8407A0000000031010" + "9F3403" + "1E0300").check().signs()).isTrue();
    assertThat(chip("8407A0000000031010" + "9F3403" + "410301").check())
        .isEqualTo(CardholderCheck.FAILED);
    assertThat(bare.with(CardholderCheck.DEVICE).check()).isEqualTo(CardholderCheck.DEVICE);
    assertThatThrownBy(() -> chip("9F360200AB")).hasMessageContaining("aid");
  }
}
