package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.Sale.State;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which command fits which sale. Each rule gives one event, or the first reason against it. */
final class SaleRules {
  /** A price with its taxes is at most so many times the price: a tax of 1,000 percent. */
  private static final BigDecimal MAX_TAXED = BigDecimal.valueOf(11);

  private SaleRules() {}

  static Decision open(SaleCommand.Open command) {
    Refusal against = againstOpening(command);
    if (against != null) {
      return new Decision.Refused(against);
    }
    SaleEvent.Opened opened =
        new SaleEvent.Opened(
            command.sale(),
            command.kind(),
            command.operator(),
            command.currency(),
            command.reference(),
            command.origin(),
            command.terms(),
            command.channel());
    return new Decision.Accepted(List.of(opened), Sale.replay(List.of(opened)));
  }

  private static @Nullable Refusal againstOpening(SaleCommand.Open command) {
    if (command.currency().getDefaultFractionDigits() < 0) {
      return Refusal.CURRENCY_NOT_USABLE;
    }
    if (!Wording.says(command.operator(), Wording.CODE)
        || !Wording.fits(command.reference(), Wording.REFERENCE)
        || command.channel() != null && !command.channel().matches(Sale.CHANNEL)) {
      return Refusal.TEXT_NOT_ALLOWED;
    }
    Money coin = command.terms().cash().smallest();
    if (coin != null && !coin.currency().equals(command.currency())) {
      return Refusal.CURRENCY_DIFFERS;
    }
    if (coin != null && coin.minor() > Sale.MAX_AMOUNT) {
      return Refusal.AMOUNT_TOO_LARGE;
    }
    if (command.kind().hasOrigin()) {
      return command.origin() == null ? Refusal.ORIGIN_MISSING : null;
    }
    return command.origin() != null ? Refusal.ORIGIN_NOT_ALLOWED : null;
  }

  static Decision decide(Sale sale, SaleCommand command) {
    if (command instanceof SaleCommand.Open && !ended(sale)) {
      return refuse(Refusal.ALREADY_OPENED);
    }
    return switch (sale.state()) {
      case OPEN -> whileOpen(sale, command);
      case SUSPENDED -> whileSuspended(sale, command);
      case TENDERING -> whileTendering(sale, command);
      case LAID_AWAY -> LayawayRules.whileLaidAway(sale, command);
      case CANCELLING -> LayawayRules.whileCancelling(sale, command);
      case VERIFYING -> PauseRules.whileVerifying(sale, command);
      case COMPLETED -> refuse(Refusal.ALREADY_COMPLETED);
      case VOIDED -> refuse(Refusal.ALREADY_VOIDED);
    };
  }

  private static Decision whileOpen(Sale sale, SaleCommand command) {
    if (command instanceof SaleCommand.AddLine it) {
      return addLine(sale, it);
    }
    if (command instanceof SaleCommand.ReturnLine it) {
      return ReturnRules.returnLine(sale, it);
    }
    if (command instanceof SaleCommand.VoidLine it) {
      return sale.basket().has(it.line()) || sale.back().has(it.line())
          ? accept(sale, new SaleEvent.LineVoided(sale.id(), it.line()))
          : refuse(Refusal.NO_SUCH_LINE);
    }
    if (command instanceof SaleCommand.GiveDiscount it) {
      return discount(sale, it.discount());
    }
    if (command instanceof SaleCommand.IdentifyMember it) {
      return Wording.says(it.member(), Wording.CODE)
          ? accept(sale, new SaleEvent.MemberIdentified(sale.id(), it.member()))
          : refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    if (command instanceof SaleCommand.ShowCoupon it) {
      return coupon(sale, it.coupon());
    }
    if (command instanceof SaleCommand.BeginTender it) {
      return TenderRules.begin(sale, it);
    }
    return aroundBasket(sale, command);
  }

  private static Decision aroundBasket(Sale sale, SaleCommand command) {
    if (command instanceof SaleCommand.ExemptFromTax it) {
      return exempt(sale, it);
    }
    if (command instanceof SaleCommand.Suspend it) {
      return Wording.fits(it.label(), Wording.REFERENCE)
          ? accept(sale, new SaleEvent.Suspended(sale.id(), it.label()))
          : refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    if (command instanceof SaleCommand.VoidSale it) {
      return voidSale(sale, it);
    }
    return refuse(elsewhere(command, Refusal.NOT_TENDERING));
  }

  /** Why a command of another state does not fit. */
  static Refusal elsewhere(SaleCommand command, Refusal otherwise) {
    if (command instanceof SaleCommand.Resume) {
      return Refusal.NOT_SUSPENDED;
    }
    if (command instanceof SaleCommand.CancelLayaway) {
      return Refusal.NOT_LAID_AWAY;
    }
    if (command instanceof SaleCommand.Verify || command instanceof SaleCommand.DropVerification) {
      return Refusal.NOT_VERIFYING;
    }
    return command instanceof SaleCommand.PayBack ? Refusal.NOT_CANCELLING : otherwise;
  }

  private static Decision whileSuspended(Sale sale, SaleCommand command) {
    if (command instanceof SaleCommand.Resume it) {
      return Wording.says(it.operator(), Wording.CODE)
          ? accept(sale, new SaleEvent.Resumed(sale.id(), it.operator()))
          : refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    return command instanceof SaleCommand.VoidSale it
        ? voidSale(sale, it)
        : refuse(Refusal.SUSPENDED);
  }

  private static Decision exempt(Sale sale, SaleCommand.ExemptFromTax command) {
    if (sale.kind().isReturn()) {
      return refuse(Refusal.NO_EXEMPTION_ON_RETURN);
    }
    if (sale.exemption().isPresent()) {
      return refuse(Refusal.ALREADY_EXEMPT);
    }
    return Wording.says(command.reason(), Wording.REASON)
        ? accept(sale, new SaleEvent.TaxExempted(sale.id(), command.reason()))
        : refuse(Refusal.TEXT_NOT_ALLOWED);
  }

  private static Decision whileTendering(Sale sale, SaleCommand command) {
    if (command instanceof SaleCommand.Tender it) {
      return TenderRules.tender(sale, it.tender());
    }
    if (command instanceof SaleCommand.RemoveTender it) {
      return SaleFold.lastTender(sale.tenders(), it.payment()) < 0
          ? refuse(Refusal.NO_SUCH_TENDER)
          : accept(sale, new SaleEvent.TenderRemoved(sale.id(), it.payment()));
    }
    if (command instanceof SaleCommand.ReopenBasket) {
      return sale.tenders().isEmpty()
          ? accept(sale, new SaleEvent.Reopened(sale.id()))
          : refuse(Refusal.TENDERS_LEFT);
    }
    if (command instanceof SaleCommand.Complete it) {
      return TenderRules.complete(sale, it.receipt());
    }
    if (command instanceof SaleCommand.VoidSale it) {
      return voidSale(sale, it);
    }
    if (command instanceof SaleCommand.LayAway it) {
      return LayawayRules.layAway(sale, it.plan());
    }
    if (command instanceof SaleCommand.AskVerification it) {
      return PauseRules.ask(sale, it.pause());
    }
    return refuse(elsewhere(command, Refusal.ALREADY_TENDERING));
  }

  private static Decision addLine(Sale sale, SaleCommand.AddLine command) {
    Item item = command.item();
    Quantity quantity = command.quantity();
    if (sale.kind().hasOrigin() && !sale.kind().sells()) {
      return refuse(Refusal.ONLY_RETURNED_LINES);
    }
    if (!quantity.isPositive()) {
      return refuse(Refusal.QUANTITY_NOT_POSITIVE);
    }
    if (quantity.compareTo(Sale.MAX_QUANTITY) > 0) {
      return refuse(Refusal.QUANTITY_TOO_LARGE);
    }
    if (item.isStoredValue() && !(sale.kind().sells() && quantity.equals(Quantity.of(1)))) {
      return refuse(Refusal.VALUE_IS_SOLD_ALONE);
    }
    BigDecimal exact = item.price().value().multiply(quantity.value());
    Refusal against =
        againstItem(
            sale, sale.basket(), item, exact.movePointRight(digits(sale.basket().currency())));
    if (against != null) {
      return refuse(against);
    }
    Line line = new Line(sale.lastLine() + 1, item, quantity);
    return accept(sale, new SaleEvent.LineAdded(sale.id(), line));
  }

  /** What speaks against one more line of this item, at this list price in minor units. */
  static @Nullable Refusal againstItem(Sale sale, Basket basket, Item item, BigDecimal list) {
    if (sale.lastLine() >= Sale.MAX_LINES) {
      return Refusal.TOO_MANY_LINES;
    }
    if (!item.price().currency().equals(basket.currency())) {
      return Refusal.CURRENCY_DIFFERS;
    }
    if (!Wording.says(item.code(), Wording.CODE)
        || !Wording.fits(item.name(), Wording.NAME)
        || !Wording.fits(item.category(), Wording.CATEGORY)
        || item.taxes().stream().anyMatch(it -> !Wording.fits(it.code(), Wording.TAX_CODE))) {
      return Refusal.TEXT_NOT_ALLOWED;
    }
    // Eight taxes on each other at the bound of one would be more than a number holds.
    BigDecimal together = BigDecimal.ONE;
    for (TaxRate rate : item.taxes()) {
      together = together.multiply(BigDecimal.ONE.add(rate.rate().fraction()));
    }
    if (together.compareTo(MAX_TAXED) > 0) {
      return Refusal.TAX_TOO_HIGH;
    }
    BigDecimal room = BigDecimal.valueOf(Sale.MAX_AMOUNT - basket.subtotal().minor());
    return list.compareTo(room) > 0 ? Refusal.AMOUNT_TOO_LARGE : null;
  }

  private static Decision discount(Sale sale, Discount discount) {
    Basket basket = sale.basket();
    if (sale.kind().isReturn()) {
      return refuse(Refusal.NO_DISCOUNT_ON_RETURN);
    }
    if (basket.discounts().size() >= Sale.MAX_DISCOUNTS) {
      return refuse(Refusal.TOO_MANY_DISCOUNTS);
    }
    Refusal against = against(basket, discount);
    if (against != null) {
      return refuse(against);
    }
    String coupon = discount.coupon();
    if (coupon != null
        && basket.discounts().stream().anyMatch(given -> coupon.equals(given.coupon()))) {
      return refuse(Refusal.COUPON_USED);
    }
    return accept(sale, new SaleEvent.Discounted(sale.id(), discount));
  }

  /** What speaks against a discount on this basket. */
  static @Nullable Refusal against(Basket basket, Discount discount) {
    if (!Wording.fits(discount.reason(), Wording.REASON)
        || discount.coupon() != null && !Wording.says(discount.coupon(), Wording.CODE)) {
      return Refusal.TEXT_NOT_ALLOWED;
    }
    Money amount = discount.amount();
    if (amount != null && !amount.currency().equals(basket.currency())) {
      return Refusal.CURRENCY_DIFFERS;
    }
    Integer line = discount.line();
    if (line == null) {
      return null;
    }
    if (!basket.has(line)) {
      return Refusal.NO_SUCH_LINE;
    }
    return basket.lines().stream().anyMatch(it -> it.number() == line && it.item().isStoredValue())
        ? Refusal.NO_DISCOUNT_ON_VALUE
        : null;
  }

  private static Decision coupon(Sale sale, String coupon) {
    if (sale.kind().isReturn()) {
      return refuse(Refusal.NO_DISCOUNT_ON_RETURN);
    }
    if (!Wording.says(coupon, Wording.CODE)) {
      return refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    if (sale.coupons().size() >= Sale.MAX_COUPONS) {
      return refuse(Refusal.TOO_MANY_DISCOUNTS);
    }
    return sale.coupons().contains(coupon)
        ? refuse(Refusal.COUPON_USED)
        : accept(sale, new SaleEvent.CouponShown(sale.id(), coupon));
  }

  private static Decision voidSale(Sale sale, SaleCommand.VoidSale command) {
    if (!Wording.says(command.reason(), Wording.REASON)) {
      return refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    return sale.tenders().stream().allMatch(it -> endsWith(sale, it.kind()))
        ? accept(sale, new SaleEvent.Voided(sale.id(), command.reason()))
        : refuse(Refusal.TENDERS_LEFT);
  }

  /**
   * Cash is handed back, what is withheld moved nothing, and what a channel holds stays with it;
   * anything else must first be reversed or released where it was taken.
   */
  private static boolean endsWith(Sale sale, TenderKind kind) {
    return kind == TenderKind.CASH
        || kind == TenderKind.WITHHELD
        || kind == TenderKind.CHANNEL && !sale.paysOut();
  }

  private static boolean ended(Sale sale) {
    return sale.state() == State.COMPLETED || sale.state() == State.VOIDED;
  }

  static Decision accept(Sale sale, SaleEvent event) {
    return new Decision.Accepted(List.of(event), sale.apply(event));
  }

  static Decision refuse(Refusal refusal) {
    return new Decision.Refused(refusal);
  }

  private static int digits(Currency currency) {
    return currency.getDefaultFractionDigits();
  }
}
