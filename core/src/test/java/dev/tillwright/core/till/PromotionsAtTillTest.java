package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row A15: promotions and coupons are taken off before the tender, and bounded by the sale. */
class PromotionsAtTillTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made by open
  private Bench bench;

  private final Shelf shelf = new Shelf();

  /** Takes off what the test says. */
  private static final class Shelf implements Pricing {
    final List<Discount> off = new ArrayList<>();
    final List<Request> asked = new ArrayList<>();

    @Override
    public PointsQuote quote(Request request) {
      long points = request.totals().total().minor() / 100;
      return new PointsQuote(
          "club/1",
          "",
          points,
          List.of(new PointsQuote.Reason("r", points, List.of(1), "one a pound")),
          points == 0 ? List.of() : List.of(new PointsQuote.Share(1, points)));
    }

    @Override
    public List<Discount> promotions(Request request) {
      asked.add(request);
      return request.coupons().contains("TEN") || !off.isEmpty()
          ? off.isEmpty()
              ? List.of(Discount.percent(10, "Ten off").forCoupon("TEN"))
              : List.copyOf(off)
          : List.of();
    }
  }

  @BeforeEach
  void open() {
    bench = new Bench(folder, builder -> builder.pricing(shelf));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void coupon_isTakenOffBeforeTheSaleIsPaid_andPointsCountOnWhatIsLeft() {
    Ticket ticket = bench.sale("10.50").member("m-1").coupon("TEN");
    assertThat(ticket.due()).isEqualTo(pounds("10.50"));
    Offer offer = ticket.offer();
    assertThat(offer.totals().total()).isEqualTo(pounds("9.45"));
    assertThat(offer.points().points()).isEqualTo(9);

    Outcome outcome = bench.till.pay(ticket, Tender.cash(pounds("20.00")));

    CompletedSale sale = Bench.finished(outcome);
    assertThat(sale.total()).isEqualTo(pounds("9.45"));
    assertThat(sale.tax()).isEqualTo(pounds("1.57"));
    assertThat(sale.points().points()).isEqualTo(9);
    assertThat(((Outcome.Approved) outcome).change()).isEqualTo(pounds("10.55"));
    assertThat(sale.discounts())
        .extracting(each -> each.discount().coupon() + " " + each.amount())
        .containsExactly("TEN 1.05 GBP");
    assertThat(bench.slip(sale)).contains("Ten off");
    assertThat(ticket.offer().promotions()).hasSize(1);
  }

  @Test
  void couponShownTwice_isRefused() {
    Ticket ticket = bench.sale("10.00").coupon("TEN");
    assertThatThrownBy(() -> ticket.coupon("TEN"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("sale.couponUsed"));
  }

  @Test
  void promotions_neverTakeMoreThanThereIs() {
    shelf.off.add(Discount.amount(pounds("7.00"), "much").onLine(1));
    shelf.off.add(Discount.amount(pounds("99.00"), "too much"));
    Ticket ticket = bench.sale("10.00");
    assertThat(ticket.offer().totals().total().isZero()).isTrue();
    shelf.off.remove(1);
    CompletedSale sale = bench.cash(ticket);
    assertThat(sale.total()).isEqualTo(pounds("3.00"));
  }

  @Test
  void promotionsThatDoNotFit_stopTheTender_andLeaveTheBasketOpen() {
    Ticket ticket = bench.sale("10.00");
    shelf.off.add(Discount.amount(pounds("1.00"), "where").onLine(7));
    assertThatThrownBy(() -> bench.till.pay(ticket, Tender.cash(pounds("10.00"))))
        .isInstanceOf(RefusedException.class);
    shelf.off.set(0, Discount.amount(Money.parse("1.00", Currency.getInstance("EUR")), "foreign"));
    assertThatThrownBy(() -> bench.till.pay(ticket, Tender.cash(pounds("10.00"))))
        .isInstanceOf(RefusedException.class);
    assertThat(ticket.sale().state()).isEqualTo(Sale.State.OPEN);
    shelf.off.clear();
    assertThat(bench.cash(ticket).total()).isEqualTo(pounds("10.00"));
  }

  @Test
  void basketThatIsOpenedAgain_losesItsPromotions_andIsAskedAnew() {
    Ticket ticket = bench.sale("10.00").coupon("TEN");
    try (var card = Bench.card()) {
      bench.till.pay(ticket, Tender.card(card, pounds("50.00"))); // too much: declined
    } catch (RefusedException e) {
      assertThat(e.code()).isNotEmpty();
    }
    assertThat(ticket.due()).isEqualTo(pounds("9.00"));
    ticket.decide(new SaleCommand.ReopenBasket());
    assertThat(ticket.due()).isEqualTo(pounds("10.00"));
    assertThat(ticket.sale().promotions()).isEmpty();
    ticket.add(Bench.item("tea", "5.00"), Quantity.of(2));
    CompletedSale sale = bench.cash(ticket);
    assertThat(sale.total()).isEqualTo(pounds("18.00"));
    assertThat(sale.discounts()).hasSize(1);
  }

  @Test
  void lockedBasket_isReplayedWithItsPromotions() {
    Ticket ticket = bench.sale("10.00").coupon("TEN");
    bench.cash(ticket);
    List<SaleEvent> events = new ArrayList<>();
    bench.entries().forEach(entry -> SaleEvents.read(entry).ifPresent(events::add));
    Sale replayed = Sale.replay(events);
    assertThat(replayed).isEqualTo(ticket.sale());
    assertThat(replayed.totals().total()).isEqualTo(pounds("9.00"));
    assertThat(replayed.coupons()).containsExactly("TEN");
  }
}
