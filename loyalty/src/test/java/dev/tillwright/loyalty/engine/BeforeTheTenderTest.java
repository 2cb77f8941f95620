package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Offer;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.loyalty.Programs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row A15: the engine as the pricing of a till. */
class BeforeTheTenderTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final String RULES =
      """
      {'id':'three-for-two','scope':'LINE',
       'when':{'type':'in','field':'line.category','values':['socks']},
       'then':[{'type':'freeUnit','buy':2,'free':1}],'text':{'en':'Three for two'}},
      {'id':'five-off','scope':'BASKET','when':{'type':'all','of':[
         {'type':'in','field':'coupon','values':['FIVE']},
         {'type':'range','field':'basket.list','min':'20'}]},
       'then':[{'type':'discountBasket','amount':'5.00'}],'text':{'en':'Five pounds off'}},
      {'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':1}]}
      """;

  @Test
  void promotionsAndVouchers_areTakenOffBeforePayment_andSettledBySalesEntry(@TempDir Path folder) {
    try (Till till =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Shop"))
            .currency(GBP)
            .zone(LONDON)
            .clock(Clock.fixed(Instant.parse("2025-06-04T14:00:00Z"), LONDON))
            .secrets(new PlainHasher())
            .pricing(PointsEngine.compile(Programs.of("GBP", RULES)))
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      Ticket ticket =
          till.sale(ann)
              .member("m-1")
              .add(item("red socks", "socks", "4.00"), Quantity.of(2))
              .add(item("blue socks", "socks", "3.00"), Quantity.of(1))
              .add(item("hat", "hats", "12.00"), Quantity.of(1));
      assertThat(total(ticket.offer())).isEqualTo("20.00");
      ticket.coupon("FIVE");
      assertThat(total(ticket.offer())).isEqualTo("15.00");
      assertThat(ticket.offer().points().points()).isEqualTo(15);

      CompletedSale sale =
          till.pay(ticket, Tender.cash(Money.parse("15.00", GBP)))
              .match(
                  approved -> approved.sale().orElseThrow(),
                  declined -> {
                    throw new AssertionError(declined.toString());
                  },
                  unknown -> {
                    throw new AssertionError(unknown.toString());
                  });

      assertThat(sale.total().decimal()).isEqualTo("15.00");
      assertThat(sale.points().points()).isEqualTo(15);
      assertThat(sale.discounts().stream().map(each -> each.discount().reason()).distinct())
          .containsExactly("Three for two", "Five pounds off");
      assertThat(sale.discounts().stream().map(each -> each.discount().coupon())).contains("FIVE");
      assertThat(sale.lines()).allMatch(line -> line.priced().addsUp());
    }
  }

  private static String total(Offer offer) {
    return offer.totals().total().decimal();
  }

  private static Item item(String code, String category, String price) {
    return new Item(
        code, code, category, UnitPrice.parse(price, GBP), TaxRate.included("A", Percent.of(20)));
  }

  /** Not a hash; tests of access use the real one. */
  private static final class PlainHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return new String(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return stored.equals(new String(secret));
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }
}
