package dev.tillwright.core.risk.act;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The acts of sales. What is about to happen and what the journal says has happened come out of the
 * same functions, so that a rule decides the same before an act and in a dry run over it.
 */
public final class SaleActs {
  /** So many categories, and so many reasons of discounts, of one sale are told apart. */
  static final int MOST_PARTS = 16;

  static final String OFFLINE = "offline";
  private static final int SHARE_DIGITS = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ActMemory memory;

  /**
   * @param memory of what was before
   */
  public SaleActs(ActMemory memory) {
    this.memory = memory;
  }

  /** A tender that is asked for, or was taken. */
  public Act tender(Sale sale, TenderLine line, Instant at) {
    Act.Builder act =
        card(begin(ActKind.TENDER, sale, line.charged(), at), line)
            .tender(line.kind().name())
            .share(share(byHand(sale), sale.totals().subtotal()));
    if (line.payment() != null && memory.recall(OFFLINE, line.payment()).isPresent()) {
      act.trait(Trait.OFFLINE);
    }
    return act.build();
  }

  /**
   * A return that is paid out.
   *
   * @param due what goes out
   * @param tenders by which it went, or is going to
   */
  public Act refund(
      SaleId id,
      @Nullable SaleId origin,
      String operator,
      @Nullable String member,
      Money due,
      List<TenderLine> tenders,
      Instant at) {
    Act.Builder act =
        Act.of(ActKind.REFUND, at, id.terminal(), operator, due).sale(id.toString()).member(member);
    TenderLine first = tenders.isEmpty() ? null : tenders.get(0);
    if (first != null) {
      card(act, first).tender(first.kind().name());
    }
    if (origin == null) {
      return act.trait(Trait.WITHOUT_RECEIPT).build();
    }
    Optional<PastDeal> deal = deal(origin);
    pointingBack(act, origin, deal, operator, at);
    if (deal.isPresent()) {
      Set<String> cards = new HashSet<>(deal.get().cards());
      List<String> kinds = deal.get().kinds();
      if (tenders.stream().map(PastDeal::token).anyMatch(it -> it != null && !cards.contains(it))) {
        act.trait(Trait.OTHER_CARD);
      }
      boolean cash = tenders.stream().anyMatch(it -> it.kind() == TenderKind.CASH);
      boolean onlyCards =
          !kinds.isEmpty() && kinds.stream().allMatch(it -> TenderKind.valueOf(it).byHost());
      if (cash && onlyCards) {
        act.trait(Trait.CASH_FOR_CARD);
      }
    }
    return act.build();
  }

  /**
   * A return that is about to be paid out: by the card that paid, where one did.
   *
   * @param due what goes out
   */
  public Act payOut(Sale sale, Money due, Instant at) {
    SaleId origin = sale.origin().orElse(null);
    String member = sale.member().orElse(null);
    Act act = refund(sale.id(), origin, sale.operator(), member, due, List.of(), at);
    Optional<PastDeal> deal = origin == null ? Optional.empty() : deal(origin);
    String card =
        deal.map(PastDeal::cards).filter(it -> !it.isEmpty()).map(it -> it.get(0)).orElse(null);
    String kind = deal.map(PastDeal::kinds).flatMap(SaleActs::first).orElse(TenderKind.CASH.name());
    return known(act.with().tender(kind), card).build();
  }

  /** By which kind goes out first: cards, then as it was paid. */
  private static Optional<String> first(List<String> kinds) {
    return kinds.stream()
        .filter(it -> TenderKind.valueOf(it).byHost())
        .findFirst()
        .or(() -> kinds.stream().findFirst());
  }

  /** A completed sale that is taken back whole. */
  public Act voiding(SaleId id, SaleId origin, String operator, Money otherwise, Instant at) {
    Optional<PastDeal> deal = deal(origin);
    Act.Builder act =
        Act.of(
                ActKind.CANCEL,
                at,
                id.terminal(),
                operator,
                deal.map(PastDeal::total).orElse(otherwise))
            .sale(id.toString())
            .member(deal.map(PastDeal::member).orElse(null))
            .trait(Trait.COMPLETED)
            .trait(Trait.PAID);
    deal.ifPresent(
        it -> {
          act.tender(it.kinds().isEmpty() ? null : it.kinds().get(0));
          known(act, it.cards().isEmpty() ? null : it.cards().get(0));
        });
    pointingBack(act, origin, deal, operator, at);
    return act.build();
  }

  /** An open sale that is given up. */
  public Act givenUp(Sale sale, Instant at) {
    Money total = sale.total();
    Act.Builder act = begin(ActKind.CANCEL, sale, total.isNegative() ? total.negate() : total, at);
    memory
        .recall("paid", sale.id().toString())
        .ifPresent(
            fact -> {
              JsonIn in = JsonIn.parse(fact);
              act.trait(Trait.PAID).tender(in.text("tender"));
              known(act, in.optionalText("card").orElse(null));
            });
    return act.build();
  }

  /** What a finished sale counts as. */
  List<Act> completed(@Nullable Sale open, CompletedSale sale, long seq, Instant at) {
    List<Act> acts = new ArrayList<>();
    if (sale.paidOut()) {
      List<TenderLine> moved =
          sale.tenders().stream().filter(it -> it.kind() != TenderKind.WITHHELD).toList();
      Money out = Money.zero(sale.total().currency());
      for (TenderLine each : moved) {
        out = out.plus(each.amount());
      }
      acts.add(
          refund(sale.id(), sale.origin(), sale.operator(), sale.member(), out, moved, at)
              .with()
              .seq(seq)
              .build());
      return acts;
    }
    TenderLine first = sale.tenders().isEmpty() ? null : sale.tenders().get(0);
    Act.Builder whole = begin(ActKind.SALE, sale, sale.total(), seq, at);
    if (first != null) {
      card(whole, first).tender(first.kind().name());
    }
    List<Discount> promotions = open == null ? List.of() : open.promotions();
    Map<String, Money> reasons = byHand(sale.discounts(), promotions);
    acts.add(whole.share(share(sum(reasons, sale.total()), sale.subtotal())).build());
    goods(sale)
        .forEach(
            (category, amount) ->
                acts.add(begin(ActKind.GOODS, sale, amount, seq, at).category(category).build()));
    reasons.forEach(
        (reason, amount) ->
            acts.add(
                begin(ActKind.DISCOUNT, sale, amount, seq, at)
                    .reason(reason)
                    .share(share(amount, sale.subtotal()))
                    .build()));
    return acts;
  }

  private static Map<String, Money> goods(CompletedSale sale) {
    Map<String, Money> goods = new LinkedHashMap<>();
    for (CompletedLine line : sale.lines()) {
      String category = line.priced().line().item().category();
      if (!sale.cameBack(line)
          && line.priced().total().isPositive()
          && (goods.containsKey(category) || goods.size() < MOST_PARTS)) {
        goods.merge(category, line.priced().total(), Money::plus);
      }
    }
    return goods;
  }

  private static Money byHand(Sale sale) {
    return sum(byHand(sale.totals().discounts(), sale.promotions()), sale.totals().total());
  }

  /** By reason, what somebody gave: no coupon and no promotion. */
  private static Map<String, Money> byHand(
      List<AppliedDiscount> discounts, List<Discount> promotions) {
    Map<String, Money> byReason = new LinkedHashMap<>();
    for (AppliedDiscount each : discounts) {
      Discount discount = each.discount();
      if (discount.coupon() == null
          && each.amount().isPositive()
          && !promotions.contains(discount)
          && (byReason.containsKey(discount.reason()) || byReason.size() < MOST_PARTS)) {
        byReason.merge(discount.reason(), each.amount(), Money::plus);
      }
    }
    return byReason;
  }

  private static Money sum(Map<String, Money> parts, Money like) {
    Money sum = Money.zero(like.currency());
    for (Money part : parts.values()) {
      sum = sum.plus(part);
    }
    return sum;
  }

  private static BigDecimal share(Money part, Money of) {
    return of.isPositive()
        ? BigDecimal.valueOf(part.minor())
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(of.minor()), SHARE_DIGITS, RoundingMode.DOWN)
        : BigDecimal.ZERO;
  }

  private static Act.Builder begin(ActKind kind, Sale sale, Money amount, Instant at) {
    return Act.of(kind, at, sale.id().terminal(), sale.operator(), amount)
        .sale(sale.id().toString())
        .member(sale.member().orElse(null));
  }

  private static Act.Builder begin(
      ActKind kind, CompletedSale sale, Money amount, long seq, Instant at) {
    return Act.of(kind, at, sale.id().terminal(), sale.operator(), amount)
        .seq(seq)
        .sale(sale.id().toString())
        .member(sale.member());
  }

  private Act.Builder card(Act.Builder act, TenderLine line) {
    String token = PastDeal.token(line);
    if (line.card() != null) {
      act.entry(line.card().entryMode());
    }
    return known(act, token);
  }

  /** A card by its token, with what was noted when it was read. */
  Act.Builder known(Act.Builder act, @Nullable String token) {
    act.card(token);
    if (token != null) {
      memory
          .recall(CardFacts.ABOUT, token)
          .map(it -> CardFacts.read(JsonIn.parse(it)))
          .ifPresent(
              facts -> {
                act.bin(facts.bin().orElse(null));
                if (facts.fallback()) {
                  act.trait(Trait.FALLBACK);
                }
              });
    }
    return act;
  }

  private void pointingBack(
      Act.Builder act, SaleId origin, Optional<PastDeal> deal, String operator, Instant at) {
    if (memory.recall("receipt", origin.toString()).isPresent()) {
      act.trait(Trait.AFTER_RECEIPT);
    }
    if (deal.isEmpty()) {
      act.trait(Trait.UNKNOWN_SALE);
      return;
    }
    Duration since = Duration.between(deal.get().at(), at);
    // A clock that was set back makes a sale of the future: no time has passed then.
    act.since(since.isNegative() ? Duration.ZERO : since);
    if (deal.get().operator().equals(operator)) {
      act.trait(Trait.OWN_SALE);
    }
  }

  private Optional<PastDeal> deal(SaleId sale) {
    return memory.recall(PastDeal.ABOUT, sale.toString()).map(PastDeal::read);
  }
}
