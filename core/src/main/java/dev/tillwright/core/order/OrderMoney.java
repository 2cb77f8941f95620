package dev.tillwright.core.order;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;
import java.util.Objects;

/**
 * Money that a channel holds for the shop: what was paid to it of goods that were collected, less
 * what it gave back of goods that came back.
 *
 * @param order whose
 * @param payment the channel's reference of the payment
 * @param sale the sale or the return
 * @param amount positive when the channel owes it to the shop, negative when it gave it back
 */
public record OrderMoney(OrderId order, String payment, SaleId sale, Money amount) {
  public OrderMoney {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(payment, "payment");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(amount, "amount");
  }

  /** How a tender names the payment of a channel. */
  public static String key(String channel, String payment) {
    return channel + ":" + payment;
  }

  /** The channel's reference of the payment behind a tender. */
  public static String reference(TenderLine tender) {
    String key = Objects.requireNonNull(tender.payment(), "payment");
    return key.substring(key.indexOf(':') + 1);
  }

  /** What a finished sale or return moves of it. */
  static List<OrderMoney> of(CompletedSale sale) {
    return sale.tenders().stream()
        .filter(it -> it.kind() == TenderKind.CHANNEL)
        .map(it -> of(sale, it))
        .toList();
  }

  private static OrderMoney of(CompletedSale sale, TenderLine tender) {
    String channel = Objects.requireNonNull(sale.channel(), "channel");
    return new OrderMoney(
        new OrderId(channel, tender.authorizationCode()),
        reference(tender),
        sale.id(),
        sale.paidOut() ? tender.amount().negate() : tender.amount());
  }
}
