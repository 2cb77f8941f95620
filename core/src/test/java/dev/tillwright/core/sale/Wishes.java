package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Baskets;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.TaxRounding;
import dev.tillwright.core.money.Allocation;
import dev.tillwright.core.money.CashRounding;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.money.UnitPrice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random commands: mostly sensible for the sale as it stands, some out of turn, some absurd. */
final class Wishes {
  private static final List<String> TEXTS =
      List.of("m-1", "茶叶 \"best\" \\ 😀", "", " ", "a\u0000b", "x".repeat(300), "\udc00");

  private final RandomGenerator random;
  private final Sale sale;
  private final List<CompletedLine> sold;

  /**
   * @param sold lines that may come back
   */
  Wishes(RandomGenerator random, Sale sale, List<CompletedLine> sold) {
    this.random = random;
    this.sale = sale;
    this.sold = sold;
  }

  static SaleCommand.Open opening(RandomGenerator random, Currency currency) {
    List<SaleKind> kinds = List.of(SaleKind.SALE, SaleKind.SALE, SaleKind.EXCHANGE);
    SaleKind kind =
        random.nextBoolean()
            ? kinds.get(random.nextInt(3))
            : SaleKind.values()[random.nextInt(SaleKind.values().length)];
    SaleId origin = kind.hasOrigin() ? Sales.ORIGIN : null;
    return new SaleCommand.Open(
        Sales.ID, kind, "ann", currency, "ref " + currency, origin, terms(random, currency));
  }

  private static SaleTerms terms(RandomGenerator random, Currency currency) {
    TaxRounding taxes = TaxRounding.values()[random.nextInt(3)];
    long coin = List.of(5L, 10L, 50L, 100L).get(random.nextInt(4));
    CashRounding cash =
        random.nextBoolean() ? CashRounding.none() : CashRounding.to(new Money(coin, currency));
    return new SaleTerms(taxes, random.nextBoolean() ? cash : cash.acceptingExact());
  }

  SaleCommand next() {
    if (random.nextInt(12) == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> forOpen();
        case 1 -> forLocked();
        case 2 -> forLaidAway();
        default -> new SaleCommand.Resume(text());
      };
    }
    return switch (sale.state()) {
      case OPEN, COMPLETED, VOIDED -> forOpen();
      case SUSPENDED ->
          random.nextInt(6) == 0 ? new SaleCommand.VoidSale(text()) : new SaleCommand.Resume("bob");
      case TENDERING -> forLocked();
      case LAID_AWAY, CANCELLING -> forLaidAway();
      case VERIFYING -> forPaused();
    };
  }

  private SaleCommand forPaused() {
    Verification[] all = Verification.values();
    Verification any = all[random.nextInt(all.length)];
    return switch (random.nextInt(8)) {
      case 0 -> new SaleCommand.DropVerification("another way " + text());
      case 1 -> new SaleCommand.Verify(any, text(), "ann");
      case 2 -> forLocked();
      default ->
          new SaleCommand.Verify(
              random.nextInt(6) == 0 ? any : sale.pause().orElseThrow().asked().iterator().next(),
              "customer",
              "ann");
    };
  }

  private SaleCommand ask() {
    Set<Verification> asked = EnumSet.of(Verification.values()[random.nextInt(5)]);
    if (random.nextInt(4) == 0) {
      asked.add(Verification.values()[random.nextInt(5)]);
    }
    TenderLine tender = tender();
    boolean payOut = random.nextInt(4) == 0;
    boolean card = !payOut && tender.card() != null;
    List<String> reasons = List.of("limit.card", random.nextInt(8) == 0 ? text() : "risk.velocity");
    return new SaleCommand.AskVerification(
        new Pause(
            payOut ? null : tender.kind(),
            random.nextInt(12) == 0 ? amount() : tender.charged(),
            card ? Sales.CARD.token() : null,
            asked,
            reasons));
  }

  private SaleCommand forLaidAway() {
    boolean cancelling = sale.state() == Sale.State.CANCELLING ^ random.nextInt(12) == 0;
    if (cancelling) {
      return new SaleCommand.PayBack(tender());
    }
    int pick = random.nextInt(8);
    if (random.nextInt(20) == 0) {
      return ask();
    }
    if (pick < 4) {
      return new SaleCommand.CancelLayaway("changed mind " + text());
    }
    return pick < 6 ? new SaleCommand.Tender(tender()) : new SaleCommand.Complete(1);
  }

  private SaleCommand layAway() {
    long total = Math.max(1, Math.abs(sale.total().minor()));
    long first = 1 + random.nextLong(total);
    List<LayawayPlan.Instalment> instalments = new ArrayList<>();
    LocalDate due = LocalDate.of(2026, 12, 1);
    instalments.add(new LayawayPlan.Instalment(due, new Money(first, currency())));
    if (first < total || random.nextInt(8) == 0) {
      LocalDate later = random.nextInt(8) == 0 ? due : due.plusDays(9);
      Money rest = new Money(total - first, anyCurrency());
      instalments.add(new LayawayPlan.Instalment(later, rest));
    }
    Money fixed = new Money(random.nextInt(300), currency());
    Percent share = Percent.of(random.nextInt(101));
    return new SaleCommand.LayAway(
        new LayawayPlan(instalments, new LayawayPlan.Fee("fee " + text(), fixed, share)));
  }

  private SaleCommand forOpen() {
    int pick = random.nextInt(18);
    if (pick < 7) {
      boolean back =
          sale.kind() == SaleKind.EXCHANGE
              ? random.nextBoolean()
              : sale.kind().hasOrigin() ^ random.nextInt(20) == 0;
      return back && !sold.isEmpty() ? returnLine() : addLine();
    } else if (pick < 9) {
      return new SaleCommand.VoidLine(random.nextInt(6));
    } else if (pick < 12) {
      return new SaleCommand.GiveDiscount(discount());
    } else if (pick < 13) {
      return new SaleCommand.IdentifyMember(text());
    } else if (pick < 15) {
      return new SaleCommand.BeginTender(quote());
    }
    if (pick < 17) {
      return random.nextBoolean()
          ? new SaleCommand.Suspend(text())
          : new SaleCommand.ExemptFromTax(text());
    }
    return random.nextInt(8) == 0 ? new SaleCommand.VoidSale(text()) : opening(random, currency());
  }

  private SaleCommand forLocked() {
    int pick = random.nextInt(12);
    if (random.nextInt(40) == 0) {
      return ask();
    }
    if (sale.tenders().isEmpty() && random.nextInt(4) == 0) {
      return layAway();
    }
    if (pick < 6) {
      return new SaleCommand.Tender(tender());
    } else if (pick < 8) {
      return new SaleCommand.RemoveTender(payment());
    } else if (pick < 9) {
      return new SaleCommand.ReopenBasket();
    } else if (pick < 11) {
      return new SaleCommand.Complete(random.nextInt(10) - 1L);
    }
    return new SaleCommand.VoidSale(text());
  }

  private SaleCommand addLine() {
    if (random.nextInt(12) > 0) {
      Item item = Baskets.item(random, currency());
      return new SaleCommand.AddLine(
          random.nextInt(3) == 0 ? Baskets.taxed(random, item) : item, Baskets.quantity(random));
    }
    TaxRate tax = new TaxRate(text(), Percent.of(Seeded.upTo(random, 2_000)), random.nextBoolean());
    UnitPrice price =
        UnitPrice.parse(
            Long.toString(Seeded.upTo(random, 999_999_999_999_999_999L)), anyCurrency());
    Item item = new Item("c", text(), text(), price, tax);
    long pieces = Seeded.upTo(random, 999_999_999_999_999_999L);
    return new SaleCommand.AddLine(item, Quantity.of(random.nextBoolean() ? pieces : -pieces));
  }

  private SaleCommand returnLine() {
    CompletedLine line = sold.get(random.nextInt(sold.size()));
    Returned already = Returned.nothing(currency());
    if (random.nextInt(12) == 0) {
      already = new Returned(absurd(), amount(), amount(), amount());
      PricedLine priced = line.priced();
      line =
          new CompletedLine(
              new PricedLine(priced.line(), amount(), amount(), amount(), priced.total()), 0);
    }
    return new SaleCommand.ReturnLine(line, Quantity.of(1 + random.nextInt(3)), already);
  }

  private Discount discount() {
    Discount discount = Baskets.discount(random, anyCurrency(), sale.basket().lines());
    if (random.nextInt(6) == 0) {
      discount = discount.onLine(random.nextInt(5) - 1);
    }
    return random.nextInt(4) == 0 ? discount.forCoupon("C" + random.nextInt(3)) : discount;
  }

  private PointsQuote quote() {
    if (sale.kind().isReturn() || sale.basket().lines().isEmpty() || random.nextInt(4) == 0) {
      return PointsQuote.NOTHING;
    }
    long points = random.nextInt(5_000);
    long[] weights = sale.totals().lines().stream().mapToLong(it -> it.total().minor()).toArray();
    long[] parts = Allocation.byWeights(points, weights);
    List<PointsQuote.Share> shares = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      int line = sale.basket().lines().get(i).number();
      lines.add(line);
      shares.add(new PointsQuote.Share(line, parts[i]));
    }
    long cut = random.nextInt(20) == 0 ? 1 : 0;
    return new PointsQuote(
        "club/1",
        "d",
        points,
        List.of(
            new PointsQuote.Reason("base", points + 7, lines, "1 a pound – \"fair\""),
            new PointsQuote.Reason("cap", -7 - cut, List.of(), "at most so many")),
        shares);
  }

  private TenderLine tender() {
    long due = sale.due().minor();
    long most = random.nextInt(5) == 0 ? due + 10 : due;
    long wanted = random.nextBoolean() ? most : Seeded.upTo(random, Math.max(1, most));
    Money amount = new Money(Math.max(1, wanted), currency());
    return switch (random.nextInt(6)) {
      case 0 -> TenderLine.card(amount, key(), Sales.CARD, "A1B2C3");
      case 1 -> TenderLine.points(amount, key(), random.nextInt(100));
      case 2 ->
          new TenderLine(
              TenderKind.values()[random.nextInt(5)], amount, amount, payment(), null, "", 0);
      case 3 -> TenderLine.card(amount, extras(), key(), Sales.CARD, "A1B2C3");
      case 4 -> {
        Money given = sale.cashDue().plus(new Money(random.nextInt(3) * 100L, currency()));
        yield due == 0 ? TenderLine.cash(amount, amount) : sale.cashTender(given);
      }
      default ->
          TenderLine.cash(amount, amount.plus(new Money(Seeded.upTo(random, 500), currency())));
    };
  }

  private TenderExtras extras() {
    TenderExtras extras = TenderExtras.none(currency());
    if (random.nextBoolean()) {
      extras = extras.withCashback(new Money(random.nextInt(3_000), currency()));
    }
    if (random.nextBoolean()) {
      extras = extras.withTip(new Money(random.nextInt(300), currency()));
    }
    Money fee = new Money(1 + random.nextInt(90), currency());
    return random.nextBoolean() ? extras : extras.with(new Surcharge(fee, "fee " + text()));
  }

  private String key() {
    return "till-01/3/" + (1 + random.nextInt(9));
  }

  private @Nullable String payment() {
    return random.nextInt(3) == 0 ? null : key();
  }

  private String text() {
    return TEXTS.get(random.nextBoolean() ? random.nextInt(2) : random.nextInt(TEXTS.size()));
  }

  private Money amount() {
    long size = Seeded.upTo(random, Long.MAX_VALUE);
    return new Money(random.nextInt(4) == 0 ? -size : size, anyCurrency());
  }

  private Quantity absurd() {
    return Quantity.of(Seeded.upTo(random, 999_999_999_999_999_999L));
  }

  private Currency currency() {
    return sale.basket().currency();
  }

  private Currency anyCurrency() {
    return random.nextInt(20) == 0 ? Currency.getInstance("EUR") : currency();
  }
}
