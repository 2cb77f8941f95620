package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Row E9: why a rule gave nothing, and the nearest reward. */
class ReasonsTest {
  private static final String RULES =
      """
      {'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':10,'full':true}]},
      {'id':'wine','scope':'LINE','group':'g','when':{'type':'all','of':[
         {'type':'in','field':'line.category','values':['wine']},
         {'type':'in','field':'member.tier','values':['GOLD']}]},
       'then':[{'type':'earnFixed','points':5}],'text':{'en':'Wine for gold'}},
      {'id':'any-wine','scope':'LINE','group':'g','priority':3,
       'when':{'type':'in','field':'line.category','values':['wine']},
       'then':[{'type':'earnFixed','points':6}],'text':{'en':'Wine'}},
      {'id':'big','scope':'BASKET','when':{'type':'range','field':'basket.total','min':'50.00'},
       'then':[{'type':'earnFixed','points':25}],'text':{'en':'A large sale','de':'Großer Einkauf'}},
      {'id':'many','scope':'BASKET','when':{'type':'aggregate','measure':'QUANTITY','min':3,
         'of':{'type':'in','field':'line.category','values':['wine']}},
       'then':[{'type':'earnFixed','points':7}],'text':{'en':'Three bottles'}},
      {'id':'used-up','scope':'BASKET','then':[{'type':'earnFixed','points':9}],
       'limits':[{'per':'EVER','points':9}]},
      {'id':'old','scope':'BASKET','status':'RETIRED','then':[{'type':'earnFixed','points':9}]},
      {'id':'past','scope':'BASKET','effective':{'to':'2020-01-01T00:00'},
       'then':[{'type':'earnFixed','points':9}]},
      {'id':'little','scope':'BASKET','then':[{'type':'earnPerUnit','points':'0.01'}]},
      {'id':'none','scope':'LINE','when':{'type':'in','field':'line.category','values':['gifts']},
       'then':[{'type':'exclude'}]}
      """;
  private static final PointsEngine ENGINE = engine(Locale.ENGLISH);

  private static PointsEngine engine(Locale language) {
    return PointsEngine.compile(
        Programs.of("EUR", "'groups':[{'id':'g','pick':'PRIORITY','per':'LINE'}],", RULES),
        language);
  }

  private static Purchase.Builder wine() {
    return Purchase.of(
            Baskets.in("EUR").line("w", "wine", "1", "42.50").totals(),
            Instant.parse("2025-06-04T14:00:00Z"))
        .member(Shopper.of("m"));
  }

  private static List<String> why(Purchase purchase, String rule) {
    return ENGINE.whyNot(purchase, rule).stream().map(Miss::text).toList();
  }

  @Test
  void ruleThatGave_hasNoReason() {
    assertThat(ENGINE.whyNot(wine().build(), "any-wine")).isEmpty();
    assertThat(ENGINE.whyNot(wine().build(), "spend")).isEmpty();
    assertThatThrownBy(() -> ENGINE.whyNot(wine().build(), "nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachReason_isSaid() {
    assertThat(why(wine().build(), "wine"))
        .containsExactly("it counts only: for members of tier GOLD");
    assertThat(why(wine().build(), "big"))
        .containsExactly("it counts only: sale of at least 50.00 EUR; 7.50 EUR missing");
    assertThat(why(wine().build(), "many"))
        .containsExactly("it counts only: units of (wine) of at least 3; 2 units missing");
    assertThat(why(wine().build(), "old")).containsExactly("the rule is not approved");
    assertThat(why(wine().build(), "past")).containsExactly("the rule is not in force now");
    assertThat(why(wine().member(null).build(), "spend"))
        .containsExactly("the sale names no member");
    assertThat(why(wine().build(), "little")).containsExactly("it comes to less than one point");
    assertThat(why(wine().member(Shopper.of("m").inTier("GOLD")).build(), "wine"))
        .containsExactly("another rule counts instead: Wine");
  }

  @Test
  void limitThatLeftNothing_isSaid() {
    TallyBook book = new TallyBook();
    Purchase first = wine().tallies(book).build();
    assertThat(book.record("1", first, ENGINE.award(first))).isTrue();
    assertThat(book.record("1", first, ENGINE.award(first))).isFalse();
    assertThat(why(wine().tallies(book).build(), "used-up"))
        .containsExactly("At most 9 points in all from this rule: 9 fewer");
  }

  @Test
  void ruleThatGaveSomethingElseThanPoints_hasNoReason() {
    PointsEngine engine =
        PointsEngine.compile(
            Programs.of(
                "EUR",
                "'groups':[{'id':'g','pick':'PRIORITY','per':'BASKET'}],",
                """
                {'id':'off','scope':'LINE','when':{'type':'in','field':'line.category',
                 'values':['wine']},'then':[{'type':'discountLine','percent':'10'}]},
                {'id':'out','scope':'LINE','when':{'type':'in','field':'line.category',
                 'values':['wine']},'then':[{'type':'exclude','from':'POINTS'}],'status':'DRAFT'},
                {'id':'coupon','scope':'BASKET','group':'g','priority':2,
                 'then':[{'type':'issueCoupon','coupon':'A'}],'text':{'en':'A coupon'}},
                {'id':'other','scope':'BASKET','group':'g','priority':1,
                 'then':[{'type':'issueCoupon','coupon':'B'}]}
                """));
    assertThat(engine.whyNot(wine().build(), "off")).isEmpty();
    assertThat(engine.whyNot(wine().member(null).build(), "off")).isEmpty();
    assertThat(engine.whyNot(wine().build(), "coupon")).isEmpty();
    assertThat(engine.whyNot(wine().build(), "other"))
        .extracting(Miss::text)
        .containsExactly("another rule counts instead: A coupon");
    assertThat(ENGINE.whyNot(gift(), "none")).as("it excluded what it is for").isEmpty();
    assertThat(why(wine().build(), "none")).hasSize(1);
  }

  @Test
  void limitOfTheProgramThatLeftNothing_isSaidOfItsRules() {
    PointsEngine engine =
        PointsEngine.compile(
            Programs.of(
                "EUR",
                "'limits':[{'per':'TRANSACTION','points':9,'cut':'WHOLE'}],",
                "{'id':'ten','scope':'BASKET','then':[{'type':'earnFixed','points':10}]}"));
    assertThat(engine.award(wine().build()).points()).isZero();
    assertThat(engine.whyNot(wine().build(), "ten"))
        .extracting(Miss::kind)
        .containsExactly(Miss.Kind.LIMIT);
  }

  @Test
  void outsideTheProgramsTime_nothingIsNear() {
    PointsEngine engine =
        PointsEngine.compile(
            Programs.of(
                "EUR",
                "'effective':{'to':'2025-06-01T00:00'},",
                RULES.replace("'group':'g',", "")));
    assertThat(engine.award(wine().build()).points()).isZero();
    assertThat(engine.nearest(wine().build(), 3)).isEmpty();
  }

  @Test
  void whatIsExcludedWhole_isSaid() {
    assertThat(why(gift(), "spend")).containsExactly("nothing that was bought takes part");
  }

  private static Purchase gift() {
    return Purchase.of(
            Baskets.in("EUR").line("g", "gifts", "1", "5.00").totals(),
            Instant.parse("2025-06-04T14:00:00Z"))
        .member(Shopper.of("m"))
        .build();
  }

  @Test
  void nearestRewards_comeWithWhatIsMissing() {
    assertThat(ENGINE.nearest(wine().build(), 3))
        .extracting(Nearby::rule, near -> String.valueOf(near.amount()), Nearby::text)
        .containsExactly(
            tuple("big", "7.50 EUR", "7.50 EUR more: A large sale"),
            tuple("spend", "7.50 EUR", "7.50 EUR more: 1 point per full 10.00 EUR"),
            tuple("many", "null", "2 units more: Three bottles"));
    assertThat(engine(Locale.GERMAN).nearest(wine().build(), 1))
        .extracting(Nearby::text)
        .containsExactly("noch 7.50 EUR: Großer Einkauf");
  }
}
