package dev.tillwright.core.order;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.SaleTerms;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to an order. Pure: each rule looks at the order and at what is wished, and gives
 * what will be, or the first reason against it. Nothing throws, whatever an order holds.
 *
 * @param currency of the till
 * @param terms how its sales count
 */
public record OrderRules(Currency currency, SaleTerms terms) {
  /** An order is collected in at most so many parts. */
  public static final int MAX_COLLECTIONS = 100;

  /** And has at most so many refunds, refused ones included. */
  public static final int MAX_REFUNDS = 200;

  private static final SaleId ANY = new SaleId("order", 1, 1);

  public OrderRules {
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(terms, "terms");
  }

  /**
   * What speaks against an order as its channel says it.
   *
   * @param known what is known under its name; {@code null} for nothing
   * @return empty when it is new and fits, or is just what is known
   */
  public Optional<OrderRefusal> intake(@Nullable Order known, ChannelOrder said) {
    if (known == null) {
      return Optional.ofNullable(against(said));
    }
    String differs = OrderDifference.of(known.placed(), said);
    return differs.isEmpty()
        ? Optional.empty()
        : refuse(
            "order.conflict", differs, "an order of this name was taken in with other content");
  }

  private @Nullable OrderRefusal against(ChannelOrder order) {
    if (!order.total().currency().equals(currency)) {
      return refusal("order.currencyDiffers", "currency", "the till counts in another currency");
    }
    if (order.lines().isEmpty()) {
      return refusal("order.empty", "lines", "an order has a line");
    }
    if (order.lines().size() > ChannelOrder.MAX_LINES) {
      return refusal("order.tooManyLines", "lines", "the order has too many lines");
    }
    OrderRefusal goods = againstGoods(order);
    return goods == null ? againstPayments(order) : goods;
  }

  /** The sale it will become says whether its goods can be sold. */
  private @Nullable OrderRefusal againstGoods(ChannelOrder order) {
    Decision decision =
        Sale.open(
            new SaleCommand.Open(
                ANY, SaleKind.SALE, "-", currency, "", null, terms, order.id().channel()));
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < order.lines().size(); i++) {
      Line line = order.lines().get(i);
      String field = "lines/" + i;
      if (!numbers.add(line.number())) {
        return refusal("order.lineTwice", field + "/line", "a line's number stands there twice");
      }
      decision = then(decision, new SaleCommand.AddLine(line.item(), line.quantity()));
      if (decision instanceof Decision.Refused it) {
        return refusal(it.refusal().code(), field, it.refusal().sentence());
      }
    }
    if (order.member() != null) {
      decision = then(decision, new SaleCommand.IdentifyMember(order.member()));
      if (decision instanceof Decision.Refused it) {
        return refusal(it.refusal().code(), "member", it.refusal().sentence());
      }
    }
    decision = then(decision, new SaleCommand.BeginTender(PointsQuote.NOTHING));
    if (decision instanceof Decision.Refused it) {
      return refusal(it.refusal().code(), "lines", it.refusal().sentence());
    }
    return ((Decision.Accepted) decision).next().total().equals(order.total())
        ? null
        : refusal("order.totalDiffers", "total", "the lines do not come to the total");
  }

  private static Decision then(Decision before, SaleCommand command) {
    return before instanceof Decision.Accepted it ? it.next().decide(command) : before;
  }

  private @Nullable OrderRefusal againstPayments(ChannelOrder order) {
    if (order.payments().size() > ChannelOrder.MAX_PAYMENTS) {
      return refusal("order.tooManyPayments", "payments", "the order has too many payments");
    }
    Set<String> references = new HashSet<>();
    Money left = order.total();
    for (int i = 0; i < order.payments().size(); i++) {
      OrderPayment payment = order.payments().get(i);
      String field = "payments/" + i;
      if (!references.add(payment.reference())) {
        return refusal("order.paymentTwice", field + "/reference", "a payment stands there twice");
      }
      if (!payment.amount().currency().equals(currency)) {
        return refusal("order.currencyDiffers", field + "/amount", "a payment's currency differs");
      }
      if (payment.amount().compareTo(left) > 0) {
        return refusal("order.paidTooMuch", field + "/amount", "more was paid than the total");
      }
      left = left.minus(payment.amount());
    }
    return null;
  }

  /** The payment of this reference that is known already. */
  public static Optional<OrderPayment> known(Order order, OrderPayment said) {
    return order.payments().stream()
        .filter(it -> it.reference().equals(said.reference()))
        .findFirst();
  }

  /** What speaks against one more payment to the channel. */
  public Optional<OrderRefusal> pay(Order order, OrderPayment said) {
    Optional<OrderPayment> known = known(order, said);
    if (known.isPresent()) {
      return known.get().equals(said)
          ? Optional.empty()
          : refuse("order.conflict", "amount", "this payment is known with another amount");
    }
    if (!said.amount().currency().equals(currency)) {
      return refuse("order.currencyDiffers", "amount", "a payment's currency differs");
    }
    if (order.state().ended()) {
      return refuse("order.ended", "", "the order has ended; give this payment back");
    }
    if (order.payments().size() >= ChannelOrder.MAX_PAYMENTS) {
      return refuse("order.tooManyPayments", "reference", "the order has too many payments");
    }
    return said.amount().compareTo(order.payable()) > 0
        ? refuse("order.paidTooMuch", "amount", "more was paid than is open")
        : Optional.empty();
  }

  /** What speaks against giving up what was not collected. */
  public Optional<OrderRefusal> cancel(Order order) {
    return switch (order.state()) {
      case TAKEN, PARTLY_COLLECTED -> Optional.empty();
      case COLLECTING ->
          refuse("order.beingCollected", "", "the order is being collected; end that sale first");
      case COLLECTED -> refuse("order.collected", "", "all of the order was collected");
      case CANCELLED, REST_CANCELLED -> refuse("order.cancelled", "", "the order was given up");
    };
  }

  /**
   * How a part of an order is collected.
   *
   * @param parts how much of which lines; empty for all that is left
   */
  public Plan collect(Order order, List<OrderPart> parts) {
    Optional<OrderRefusal> against = collectable(order);
    if (against.isPresent()) {
      return new Plan(against.get(), List.of(), order.remaining(), List.of());
    }
    List<OrderPart> wanted = parts.isEmpty() ? order.left() : parts;
    Map<Integer, Quantity> left = new HashMap<>();
    order.left().forEach(it -> left.put(it.line(), it.quantity()));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      OrderPart part = wanted.get(i);
      Quantity there = left.getOrDefault(part.line(), Quantity.of(0));
      if (!part.quantity().isPositive() || part.quantity().compareTo(there) > 0) {
        return Plan.refused(
            order,
            refusal("order.notLeft", "parts/" + i, "so much of this line is not left to collect"));
      }
      left.put(part.line(), there.minus(part.quantity()));
      lines.add(line(order, part, i + 1));
    }
    Money total = total(lines);
    List<Line> rest = rest(order, left);
    boolean exact = total.plus(total(rest)).equals(order.remaining());
    if (!exact) {
      // A minor unit that rounding makes or loses would be due, or owed, for no goods.
      return Plan.refused(
          order,
          refusal(
              "order.partNotExact",
              "parts",
              "this part and the rest do not come to what was agreed; collect other lines"
                  + " together, or all"));
    }
    return new Plan(null, lines, total, used(order, total));
  }

  private static Optional<OrderRefusal> collectable(Order order) {
    Optional<OrderRefusal> ended =
        switch (order.state()) {
          case TAKEN, PARTLY_COLLECTED -> Optional.empty();
          case COLLECTING -> refuse("order.beingCollected", "", "the order is being collected");
          case COLLECTED -> refuse("order.collected", "", "all of the order was collected");
          case CANCELLED, REST_CANCELLED -> refuse("order.cancelled", "", "the order was given up");
        };
    return ended.isEmpty() && order.collections().size() >= MAX_COLLECTIONS
        ? refuse("order.tooManyParts", "", "the order was collected in too many parts")
        : ended;
  }

  private static Line line(Order order, OrderPart part, int number) {
    Line ordered =
        order.placed().lines().stream()
            .filter(it -> it.number() == part.line())
            .findFirst()
            .orElseThrow();
    return new Line(number, ordered.item(), part.quantity());
  }

  private static List<Line> rest(Order order, Map<Integer, Quantity> left) {
    List<Line> rest = new ArrayList<>();
    for (Line line : order.placed().lines()) {
      Quantity more = left.getOrDefault(line.number(), Quantity.of(0));
      if (more.isPositive()) {
        rest.add(new Line(rest.size() + 1, line.item(), more));
      }
    }
    return rest;
  }

  private Money total(List<Line> lines) {
    Basket basket = Basket.empty(currency, terms.taxes());
    for (Line line : lines) {
      basket = basket.withLine(line);
    }
    return basket.totals().total();
  }

  /** What was paid to the channel comes first. */
  private static List<OrderPayment> used(Order order, Money total) {
    List<OrderPayment> used = new ArrayList<>();
    Money left = total;
    for (OrderPayment payment : order.payments()) {
      Money amount = order.unused(payment).min(left);
      if (amount.isPositive()) {
        used.add(new OrderPayment(payment.reference(), amount));
        left = left.minus(amount);
      }
    }
    return used;
  }

  private static Optional<OrderRefusal> refuse(String code, String field, String sentence) {
    return Optional.of(refusal(code, field, sentence));
  }

  static OrderRefusal refusal(String code, String field, String sentence) {
    return new OrderRefusal(code, field, sentence);
  }

  /**
   * How it is collected.
   *
   * @param refusal why not; {@code null} when it is
   * @param lines the lines of the sale, numbered from 1 in the order of the parts
   * @param total what they come to
   * @param used what of it was paid to the channel
   */
  public record Plan(
      @Nullable OrderRefusal refusal, List<Line> lines, Money total, List<OrderPayment> used) {
    public Plan {
      lines = List.copyOf(lines);
      Objects.requireNonNull(total, "total");
      used = List.copyOf(used);
    }

    static Plan refused(Order order, OrderRefusal refusal) {
      return new Plan(refusal, List.of(), order.remaining(), List.of());
    }
  }
}
