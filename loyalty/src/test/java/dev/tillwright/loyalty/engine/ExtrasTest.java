package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.ExpressionLanguage;
import dev.tillwright.loyalty.program.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Rows E1 and E3: what a rule gives besides points, expressions, and trying a program out. */
class ExtrasTest {
  private static Purchase.Builder basket() {
    return Purchase.of(
            Baskets.in("EUR").line("a1", "x", "1", "60.00").line("b2", "x", "2", "8.00").totals(),
            Instant.parse("2025-06-04T22:30:00Z"))
        .member(Shopper.of("m"));
  }

  @Test
  void couponsVouchersAndReviews_standInTheQuote_withTheirReasons() {
    PointsEngine engine =
        PointsEngine.compile(
            Programs.of(
                "EUR",
                "'zone':'Europe/Berlin',",
                """
                {'id':'again','scope':'BASKET','when':{'type':'range','field':'basket.total','min':60},
                 'then':[{'type':'issueCoupon','coupon':'AGAIN','days':30},
                         {'type':'issueVoucher','amount':'5.00'},
                         {'type':'review','reason':'large.sale'}],
                 'text':{'en':'Come again','de':'Bis bald'}}
                """));
    PointsQuote quote = engine.award(basket().build()).quote();
    // Half past midnight in Berlin: the fifth of June is the first of the thirty days.
    assertThat(quote.grants())
        .containsExactly(
            new PointsQuote.Grant("again", "AGAIN", null, LocalDate.of(2025, 7, 4)),
            new PointsQuote.Grant(
                "again", "", Money.parse("5.00", Currency.getInstance("EUR")), null));
    assertThat(quote.reviews()).containsExactly("large.sale");
    assertThat(quote.explanation())
        .isEqualTo(
            "Come again: a coupon AGAIN, good for 30 days, a voucher of 5.00 EUR and looked at by"
                + " a person before it counts");
    assertThat(engine.award(basket().build()).quote(Locale.GERMAN).explanation())
        .startsWith("Bis bald: ein Coupon AGAIN, gültig 30 Tage");
    Purchase small =
        Purchase.of(
                Baskets.in("EUR").line("a", "x", "1", "59.99").totals(),
                Instant.parse("2025-06-04T22:30:00Z"))
            .build();
    assertThat(engine.award(small).grants()).isEmpty();
  }

  @Test
  void aCoupon_canBeHadOnceAMonth() {
    PointsEngine engine =
        PointsEngine.compile(
            Programs.of(
                "EUR",
                """
                {'id':'monthly','scope':'BASKET','when':{'type':'counter','of':'AWARDS',
                 'period':'MONTH','below':1},'then':[{'type':'issueCoupon','coupon':'JUNE'}]}
                """));
    TallyBook book = new TallyBook();
    for (int sale = 1; sale <= 3; sale++) {
      Purchase purchase = basket().tallies(book).build();
      Award award = engine.award(purchase);
      assertThat(award.grants()).as("sale %s", sale).hasSize(sale == 1 ? 1 : 0);
      assertThat(award.byRule()).isEmpty();
      book.record("s-" + sale, purchase, award);
    }
  }

  /** {@code "line.code b"}: a text field begins so. {@code "basket.total 50"}: at least so much. */
  private static final ExpressionLanguage STARTS =
      new ExpressionLanguage() {
        @Override
        public String name() {
          return "starts";
        }

        @Override
        public Compiled compile(String text) {
          String[] words = text.split(" ");
          if (words.length != 2) {
            throw new IllegalArgumentException("two words");
          }
          return words[0].startsWith("line.")
              ? facts ->
                  facts.texts(Field.LINE_CODE).stream().anyMatch(it -> it.startsWith(words[1]))
              : facts -> facts.number(Field.BASKET_TOTAL).compareTo(new BigDecimal(words[1])) >= 0;
        }
      };

  private static PointsEngine expression(String text, boolean line) {
    return PointsEngine.of(
            Programs.of(
                "EUR",
                "{'id':'e','scope':'"
                    + (line ? "LINE" : "BASKET")
                    + "','when':{'type':'expression','language':'starts','text':'"
                    + text
                    + "','line':"
                    + line
                    + "},'then':[{'type':'earnPerUnit','points':1}]}"))
        .expressions(STARTS)
        .build();
  }

  @Test
  void expressions_areOfALanguageThatTheApplicationBrings() {
    assertThat(expression("line.code b", true).award(basket().build()).points()).isEqualTo(2);
    assertThat(expression("basket.total 68", false).award(basket().build()).points()).isEqualTo(3);
    assertThat(expression("basket.total 69", false).award(basket().build()).points()).isZero();
    assertThatThrownBy(() -> expression("nonsense", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PointsEngine.compile(expression("line.code b", true).program()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("starts");
  }

  @Test
  void draftRulesAndOtherTimes_countOnlyWhenSimulating() {
    var program =
        Programs.of(
            "EUR",
            "'effective':{'from':'2030-01-01T00:00'},",
            "{'id':'a','scope':'BASKET','then':[{'type':'earnFixed','points':5}]},"
                + "{'id':'b','status':'DRAFT','scope':'BASKET','then':"
                + "[{'type':'earnFixed','points':7}]}");
    assertThat(PointsEngine.compile(program).award(basket().build()).points()).isZero();
    assertThat(PointsEngine.of(program).simulating().build().award(basket().build()).points())
        .isEqualTo(12);
    Purchase later =
        Purchase.of(basket().build().totals(), Instant.parse("2030-01-01T00:00:00Z"))
            .member(Shopper.of("m"))
            .build();
    assertThat(PointsEngine.compile(program).award(later).points()).isEqualTo(5);
  }
}
