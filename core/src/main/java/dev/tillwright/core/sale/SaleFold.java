package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.Sale.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sale while events are folded into it. It refuses only what cannot have happened: the rules may
 * have been others when the events were written.
 */
final class SaleFold {
  final SaleEvent.Opened opened;
  State state = State.OPEN;
  String operator;
  Basket basket;

  /** On an exchange, the lines that come back. */
  Basket back;

  int lastLine;
  final Map<Integer, Integer> originLines = new HashMap<>();
  @Nullable String member;
  final List<String> coupons = new ArrayList<>();

  /** While the basket is locked, what it was before its promotions. */
  @Nullable Basket unpromoted;

  List<Discount> promotions = List.of();
  PointsQuote quote = PointsQuote.NOTHING;
  final List<TenderLine> tenders = new ArrayList<>();
  @Nullable CompletedSale completed;
  @Nullable String exemption;
  @Nullable LayawayPlan plan;
  @Nullable Money fee;
  final List<TenderLine> paidBack = new ArrayList<>();
  @Nullable Pause pause;
  final Set<Verification> shown = EnumSet.noneOf(Verification.class);

  /** While it is paused, where it goes back to. */
  State before = State.OPEN;

  SaleFold(SaleEvent.Opened opened) {
    this.opened = opened;
    this.operator = opened.operator();
    this.basket = Basket.empty(opened.currency(), opened.terms().taxes());
    this.back = Basket.empty(opened.currency());
  }

  SaleFold(Sale sale) {
    this.opened = sale.opened();
    this.state = sale.state();
    this.operator = sale.operator();
    this.basket = sale.basket();
    this.back = sale.back();
    this.exemption = sale.exemption().orElse(null);
    this.plan = sale.plan().orElse(null);
    this.fee = sale.fee().orElse(null);
    this.paidBack.addAll(sale.paidBack());
    this.lastLine = sale.lastLine();
    this.originLines.putAll(sale.originLines());
    this.member = sale.member().orElse(null);
    this.coupons.addAll(sale.coupons());
    this.promotions = sale.promotions();
    this.unpromoted = sale.unpromoted();
    this.quote = sale.quote();
    this.tenders.addAll(sale.tenders());
    this.completed = sale.completed().orElse(null);
    this.pause = sale.lastPause();
    this.shown.addAll(sale.shown());
    this.before = sale.underneath();
  }

  SaleFold fold(SaleEvent event) {
    if (!event.sale().equals(opened.sale())) {
      throw new IllegalArgumentException("an event of another sale");
    }
    if (event instanceof SaleEvent.LineAdded it) {
      in(State.OPEN);
      basket = basket.withLine(it.line());
      lastLine = next(it.line().number());
    } else if (event instanceof SaleEvent.LineReturned it) {
      in(State.OPEN);
      int number = it.line().priced().line().number();
      if (opened.kind() == SaleKind.EXCHANGE) {
        back = back.withSettled(it.line().priced());
      } else {
        basket = basket.withSettled(it.line().priced());
      }
      lastLine = next(number);
      originLines.put(number, it.line().originLine());
    } else if (event instanceof SaleEvent.LineVoided it) {
      in(State.OPEN);
      if (back.has(it.line())) {
        back = back.without(it.line());
      } else {
        basket = basket.without(it.line());
      }
      originLines.remove(it.line());
    } else if (event instanceof SaleEvent.Discounted it) {
      in(State.OPEN);
      basket = basket.withDiscount(it.discount());
    } else if (event instanceof SaleEvent.MemberIdentified it) {
      in(State.OPEN);
      member = it.member();
    } else if (event instanceof SaleEvent.CouponShown it) {
      in(State.OPEN);
      coupons.add(it.coupon());
    } else if (event instanceof SaleEvent.TaxExempted it) {
      in(State.OPEN);
      exemption = it.reason();
      basket = basket.taxExempt();
    } else if (event instanceof SaleEvent.Suspended) {
      in(State.OPEN);
      state = State.SUSPENDED;
    } else if (event instanceof SaleEvent.Resumed it) {
      in(State.SUSPENDED);
      operator = it.operator();
      state = State.OPEN;
    } else {
      foldPayment(event);
    }
    return this;
  }

  private void foldPayment(SaleEvent event) {
    if (event instanceof SaleEvent.Tendering it) {
      in(State.OPEN);
      quote = it.quote();
      unpromoted = basket;
      promotions = it.promotions();
      for (Discount promotion : promotions) {
        basket = basket.withDiscount(promotion);
      }
      state = State.TENDERING;
    } else if (event instanceof SaleEvent.Tendered it) {
      in(State.TENDERING);
      tenders.add(it.tender());
      usedUp();
    } else if (event instanceof SaleEvent.TenderRemoved it) {
      in(State.TENDERING);
      int place = lastTender(tenders, it.payment());
      if (place < 0) {
        throw new IllegalArgumentException("there is no such tender");
      }
      tenders.remove(place);
    } else if (event instanceof SaleEvent.Reopened) {
      in(State.TENDERING);
      endPause();
      quote = PointsQuote.NOTHING;
      basket = unpromoted == null ? basket : unpromoted;
      unpromoted = null;
      promotions = List.of();
      state = State.OPEN;
    } else if (event instanceof SaleEvent.Completed it) {
      in(State.TENDERING, State.LAID_AWAY);
      completed = it.completed();
      state = State.COMPLETED;
    } else if (event instanceof SaleEvent.Voided) {
      in(State.OPEN, State.SUSPENDED, State.TENDERING, State.CANCELLING);
      state = State.VOIDED;
    } else {
      foldLayaway(event);
    }
  }

  private void foldLayaway(SaleEvent event) {
    if (event instanceof SaleEvent.LaidAway it) {
      in(State.TENDERING);
      plan = it.plan();
      state = State.LAID_AWAY;
    } else if (event instanceof SaleEvent.Deposited it) {
      in(State.LAID_AWAY);
      tenders.add(it.tender());
      usedUp();
    } else if (event instanceof SaleEvent.LayawayCancelled it) {
      in(State.LAID_AWAY);
      fee = it.fee();
      endPause();
      state = State.CANCELLING;
    } else if (event instanceof SaleEvent.DepositReturned it) {
      in(State.CANCELLING);
      paidBack.add(it.tender());
    } else {
      foldPause(event);
    }
  }

  private void foldPause(SaleEvent event) {
    if (event instanceof SaleEvent.VerificationAsked it) {
      in(State.TENDERING, State.LAID_AWAY);
      endPause();
      pause = it.pause();
      before = state;
      state = State.VERIFYING;
    } else if (event instanceof SaleEvent.Verified it) {
      in(State.VERIFYING);
      shown.add(it.verification());
      if (pause == null || shown.containsAll(pause.asked())) {
        state = before;
      }
    } else if (event instanceof SaleEvent.VerificationDropped) {
      in(State.VERIFYING);
      endPause();
      state = before;
    } else {
      throw cannot();
    }
  }

  /** What was shown for one tender does not hold for the next; a pay-out may take several. */
  private void usedUp() {
    if (pause != null && pause.kind() != null) {
      endPause();
    }
  }

  private void endPause() {
    pause = null;
    shown.clear();
  }

  /** Where the tender of this payment, or without one the latest cash, stands; -1 for nowhere. */
  static int lastTender(List<TenderLine> tenders, @Nullable String payment) {
    for (int i = tenders.size() - 1; i >= 0; i--) {
      if (Objects.equals(tenders.get(i).payment(), payment)) {
        return i;
      }
    }
    return -1;
  }

  private int next(int number) {
    if (number <= lastLine) {
      throw new IllegalArgumentException("line number " + number + " was used before");
    }
    return number;
  }

  private void in(State... needed) {
    if (!List.of(needed).contains(state)) {
      throw cannot();
    }
  }

  private IllegalArgumentException cannot() {
    return new IllegalArgumentException("this cannot have happened to a sale that is " + state);
  }
}
