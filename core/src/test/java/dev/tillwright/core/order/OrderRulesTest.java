package dev.tillwright.core.order;

import static dev.tillwright.core.order.ShopOrders.GBP;
import static dev.tillwright.core.order.ShopOrders.dearer;
import static dev.tillwright.core.order.ShopOrders.id;
import static dev.tillwright.core.order.ShopOrders.item;
import static dev.tillwright.core.order.ShopOrders.order;
import static dev.tillwright.core.order.ShopOrders.paid;
import static dev.tillwright.core.order.ShopOrders.part;
import static dev.tillwright.core.order.ShopOrders.pounds;
import static dev.tillwright.core.order.ShopOrders.teas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.SaleTerms;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every state of an order against everything one may wish of it. */
class OrderRulesTest {
  /** Columns: said the same, said otherwise, paid the same, paid otherwise, paid more, too much. */
  private static final String SAID =
      """
      TAKEN            ok order.conflict ok order.conflict ok          order.paidTooMuch
      COLLECTING       ok order.conflict ok order.conflict ok          order.paidTooMuch
      PARTLY_COLLECTED ok order.conflict ok order.conflict ok          order.paidTooMuch
      COLLECTED        ok order.conflict ok order.conflict order.ended order.ended
      CANCELLED        ok order.conflict ok order.conflict order.ended order.ended
      REST_CANCELLED   ok order.conflict ok order.conflict order.ended order.ended
      """;

  /** Columns: collect all, one tea, three teas, a line that is not there; give up. */
  private static final String DONE =
      """
      TAKEN            ok ok order.notLeft order.notLeft ok
      COLLECTING       order.beingCollected order.beingCollected order.beingCollected \
      order.beingCollected order.beingCollected
      PARTLY_COLLECTED ok ok order.notLeft order.notLeft ok
      COLLECTED        order.collected order.collected order.collected order.collected \
      order.collected
      CANCELLED        order.cancelled order.cancelled order.cancelled order.cancelled \
      order.cancelled
      REST_CANCELLED   order.cancelled order.cancelled order.cancelled order.cancelled \
      order.cancelled
      """;

  private static final OrderRules RULES = new OrderRules(GBP, SaleTerms.usual());
  private static final ChannelOrder PLACED = teas("1", paid("PAY-1", "6.00"));
  private int sales;

  @Test
  void everyState_answersEveryWish_byTheTable() {
    Map<Order.State, Order> states = states();
    assertThat(states.keySet()).containsExactly(Order.State.values());
    for (Map.Entry<Order.State, Order> each : states.entrySet()) {
      Order order = each.getValue();
      assertThat(order.state()).isEqualTo(each.getKey());
      List<String> said =
          List.of(
              code(RULES.intake(order, PLACED)),
              code(RULES.intake(order, dearer(PLACED))),
              code(RULES.pay(order, paid("PAY-1", "6.00"))),
              code(RULES.pay(order, paid("PAY-1", "6.01"))),
              code(RULES.pay(order, paid("PAY-2", "1.00"))),
              code(RULES.pay(order, paid("PAY-2", "100.00"))));
      assertThat(said).as("said to " + order).isEqualTo(row(SAID, each.getKey()));
      List<String> done =
          List.of(
              code(RULES.collect(order, List.of()).refusal()),
              code(RULES.collect(order, List.of(part(1, 1))).refusal()),
              code(RULES.collect(order, List.of(part(1, 3))).refusal()),
              code(RULES.collect(order, List.of(part(9, 1))).refusal()),
              code(RULES.cancel(order)));
      assertThat(done).as("done with " + order).isEqualTo(row(DONE, each.getKey()));
      assertThat(OrderSnapshot.read(OrderSnapshot.write(order))).isEqualTo(order);
    }
  }

  private Map<Order.State, Order> states() {
    Order taken = Order.of(PLACED);
    Order partly = collected(taken, List.of(part(1, 1)));
    OrderEvent cancelled = new OrderEvent.Cancelled(id("1"), "max", "no stock");
    Map<Order.State, Order> states = new LinkedHashMap<>();
    states.put(Order.State.TAKEN, taken);
    states.put(Order.State.COLLECTING, begun(taken, List.of(part(1, 1)), sale()));
    states.put(Order.State.PARTLY_COLLECTED, partly);
    states.put(Order.State.COLLECTED, collected(partly, partly.left()));
    states.put(Order.State.CANCELLED, taken.apply(cancelled, 7));
    states.put(Order.State.REST_CANCELLED, partly.apply(cancelled, 7));
    return states;
  }

  @Test
  void whatTheChannelHolds_isUsedFirst_andWhatIsLeftOfItIsOwedBack() {
    Order order = collected(Order.of(PLACED), List.of(part(2, 1)));
    assertThat(order.held()).isEqualTo(pounds("2.00"));
    assertThat(order.payable()).isEqualTo(pounds("16.00"));
    assertThat(order.dueHere()).isEqualTo(pounds("16.00"));
    Order ended = order.apply(new OrderEvent.Cancelled(id("1"), "max", "no stock"), 9);
    assertThat(ended.owedBack()).containsExactly(paid("PAY-1", "2.00"));
    Order byChannel = order.apply(new OrderEvent.Cancelled(id("1"), "", "channel"), 9);
    assertThat(byChannel.owedBack()).isEmpty();

    OrderEvent.Refunding refund =
        new OrderEvent.Refunding(id("1"), "PAY-1", pounds("2.00"), null, null, 0);
    Order sending = ended.apply(refund, 10);
    assertThat(sending.owedBack()).isEmpty();
    Order refused = sending.apply(new OrderEvent.Told(id("1"), 10, false, "closed"), 11);
    assertThat(refused.owedBack()).as("somebody decides").isEmpty();
    assertThat(refused.refund(10).orElseThrow().state()).isEqualTo(OrderRefund.State.REFUSED);
    OrderEvent.Refunding again =
        new OrderEvent.Refunding(id("1"), "PAY-1", pounds("2.00"), null, null, 10);
    Order replaced = refused.apply(again, 12).apply(new OrderEvent.Told(id("1"), 12, true, ""), 13);
    assertThat(replaced.refunds())
        .extracting(OrderRefund::state)
        .containsExactly(OrderRefund.State.REPLACED, OrderRefund.State.DONE);
    assertThat(replaced.held()).isEqualTo(pounds("0.00"));
  }

  @Test
  void ordersThatDoNotFit_areRefusedWithTheField() {
    refused("order.empty lines", order("1", List.of()));
    refused("order.totalDiffers total", withTotal(PLACED, "22.01"));
    refused("order.paidTooMuch payments/1/amount", teas("1", paid("A", "20"), paid("B", "2.01")));
    refused("order.paymentTwice payments/1/reference", teas("1", paid("A", "1"), paid("A", "1")));
    Line tea = new Line(1, item("tea", "5.00"), Quantity.of(1));
    refused("order.lineTwice lines/1/line", withLines(List.of(tea, tea)));
    Line bell = new Line(2, item("\u0007", "5.00"), Quantity.of(1));
    refused("sale.textNotAllowed lines/1", order("1", List.of(tea, bell)));
    refused(
        "sale.textNotAllowed member",
        new ChannelOrder(id("1"), PLACED.lines(), PLACED.total(), List.of(), "\u0007"));
    Money euros = Money.parse("22.00", Currency.getInstance("EUR"));
    refused(
        "order.currencyDiffers currency",
        new ChannelOrder(id("1"), PLACED.lines(), euros, List.of(), null));
    assertThat(RULES.intake(null, PLACED)).isEmpty();
  }

  @Test
  void whereTwoOrdersDiffer_isNamed() {
    differs("lines/0/price", dearer(PLACED));
    differs("lines/2", withLines(moreLines()));
    differs("total", withTotal(PLACED, "22.01"));
    differs("payments/0", teas("1"));
    differs("payments/0/amount", teas("1", paid("PAY-1", "5.00")));
    differs("payments/0/reference", teas("1", paid("PAY-9", "6.00")));
    differs("payments/1", teas("1", paid("PAY-1", "6.00"), paid("PAY-2", "1.00")));
    differs(
        "member",
        new ChannelOrder(id("1"), PLACED.lines(), PLACED.total(), PLACED.payments(), "m-1"));
  }

  @Test
  void partThatRoundingWouldTear_isRefused() {
    TaxRate added = new TaxRate("S", Percent.parse("8.25"), false, false);
    Item nut = new Item("nut", "nut", "", UnitPrice.parse("0.99", GBP), added);
    Line line = new Line(1, nut, Quantity.of(2));
    ChannelOrder placed = order("1", List.of(line));
    assertThat(RULES.intake(null, placed)).isEmpty();
    Order order = Order.of(placed);
    // 1.98 and 0.16 are 2.14 together; 0.99 and 0.08 are 1.07, twice.
    assertThat(code(RULES.collect(order, List.of(part(1, 1))).refusal())).isEqualTo("ok");
    Line three = new Line(1, nut, Quantity.of(3));
    Order torn = Order.of(order("1", List.of(three)));
    // 2.97 and 0.25 are 3.22; 1.07 and 2.14 are 3.21.
    assertThat(code(RULES.collect(torn, List.of(part(1, 1))).refusal()))
        .isEqualTo("order.partNotExact");
    assertThat(RULES.collect(torn, List.of()).total()).isEqualTo(pounds("3.22"));
  }

  @Test
  void json_isReadAsItWasWritten_andWrongJsonNamesThePlace() {
    assertThat(ChannelOrder.parse(PLACED.json())).isEqualTo(PLACED);
    wrong("/lines/0/price", PLACED.json().replace("\"5.00\"", "\"five\""));
    wrong("/payments/0/amount", PLACED.json().replace(":600", ":-600"));
    wrong("/channel", PLACED.json().replace("\"web\"", "\"Web shop\""));
    wrong("/number", PLACED.json().replace("\"number\":\"1\"", "\"number\":\"a b\""));
    assertThat(OrderId.parse("web:a:b")).isEqualTo(id("a:b"));
  }

  private static void wrong(String pointer, String json) {
    assertThatThrownBy(() -> ChannelOrder.parse(json))
        .isInstanceOfSatisfying(
            JsonException.class, it -> assertThat(it.pointer()).isEqualTo(pointer));
  }

  private static List<Line> moreLines() {
    List<Line> more = new ArrayList<>(PLACED.lines());
    more.add(new Line(3, item("pot", "9.00"), Quantity.of(1)));
    return more;
  }

  private static ChannelOrder withTotal(ChannelOrder order, String total) {
    return new ChannelOrder(order.id(), order.lines(), pounds(total), order.payments(), null);
  }

  private static ChannelOrder withLines(List<Line> lines) {
    return new ChannelOrder(id("1"), lines, pounds("10.00"), PLACED.payments(), null);
  }

  private static void differs(String field, ChannelOrder said) {
    assertThat(OrderDifference.of(PLACED, said)).isEqualTo(field);
    assertThat(RULES.intake(Order.of(PLACED), said).orElseThrow().field()).isEqualTo(field);
  }

  private static void refused(String codeAndField, ChannelOrder said) {
    OrderRefusal refusal = RULES.intake(null, said).orElseThrow();
    assertThat(refusal.code() + " " + refusal.field()).isEqualTo(codeAndField);
  }

  private static String code(Optional<OrderRefusal> refusal) {
    return code(refusal.orElse(null));
  }

  private static String code(@Nullable OrderRefusal refusal) {
    return refusal == null ? "ok" : refusal.code();
  }

  private static List<String> row(String table, Order.State state) {
    List<String> cells =
        table
            .lines()
            .map(it -> List.of(it.trim().split("\\s+")))
            .filter(it -> it.get(0).equals(state.name()))
            .findFirst()
            .orElseThrow();
    return cells.subList(1, cells.size());
  }

  private SaleId sale() {
    return new SaleId("till-01", 1, ++sales);
  }

  private static Order begun(Order order, List<OrderPart> parts, SaleId sale) {
    OrderRules.Plan plan = RULES.collect(order, parts);
    return order.apply(
        new OrderEvent.Collecting(order.id(), sale, plan.total(), parts, plan.used()), 5);
  }

  private Order collected(Order order, List<OrderPart> parts) {
    SaleId id = sale();
    OrderRules.Plan plan = RULES.collect(order, parts);
    Order begun = begun(order, parts, id);
    Sale sale =
        next(
            Sale.open(
                new SaleCommand.Open(
                    id, SaleKind.SALE, "max", GBP, "1", null, SaleTerms.usual(), "web")));
    for (Line line : plan.lines()) {
      sale = next(sale.decide(new SaleCommand.AddLine(line.item(), line.quantity())));
    }
    sale = next(sale.decide(new SaleCommand.BeginTender(PointsQuote.NOTHING)));
    for (OrderPayment used : plan.used()) {
      TenderLine line = TenderLine.channel(used.amount(), "web:" + used.reference(), "1");
      sale = next(sale.decide(new SaleCommand.Tender(line)));
    }
    if (sale.due().isPositive()) {
      sale = next(sale.decide(new SaleCommand.Tender(TenderLine.cash(sale.due(), sale.due()))));
    }
    CompletedSale done = next(sale.decide(new SaleCommand.Complete(1))).completed().orElseThrow();
    OrderEvent.Collecting pending = begun.pending();
    assertThat(pending).isNotNull();
    return begun.collected(Objects.requireNonNull(pending), done);
  }

  private static Sale next(Decision decision) {
    return ((Decision.Accepted) decision).next();
  }
}
