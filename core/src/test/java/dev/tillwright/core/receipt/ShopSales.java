package dev.tillwright.core.receipt;

import dev.tillwright.core.basket.Baskets;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random finished sales and returns of a shop, made by the sale itself. */
public final class ShopSales {
  public static final Currency GBP = Currency.getInstance("GBP");
  public static final ProtectedCard CARD =
      new ProtectedCard(
          new CardToken("tok_7f3a"), new MaskedPan("************1111"), "k-1", EntryMode.CHIP);
  private static final List<String> NAMES =
      List.of(
          "Tea", "White hanging heart T-light holder", "铁观音茶叶礼盒装", "Käse & <b>Brot</b>", "茶 tea");

  private final RandomGenerator random;
  private final List<CompletedSale> returnable = new ArrayList<>();
  private long number;

  public ShopSales(RandomGenerator random) {
    this.random = random;
  }

  public CompletedSale next() {
    number++;
    int pick = random.nextInt(10);
    if (pick == 0 && !returnable.isEmpty()) {
      return back(returnable.remove(random.nextInt(returnable.size())));
    }
    boolean sells = pick > 1;
    Currency currency = random.nextInt(12) == 0 ? Currency.getInstance("JPY") : GBP;
    CompletedSale sale = fresh(sells ? SaleKind.SALE : SaleKind.RETURN_WITHOUT_RECEIPT, currency);
    if (sells) {
      returnable.add(sale);
    }
    return sale;
  }

  private CompletedSale fresh(SaleKind kind, Currency currency) {
    Sale sale = open(kind, currency, null);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      sale = after(sale, new SaleCommand.AddLine(item(currency), Baskets.quantity(random)));
    }
    if (random.nextInt(3) > 0) {
      sale = after(sale, new SaleCommand.IdentifyMember("m-" + random.nextInt(8)));
    }
    for (int i = kind == SaleKind.SALE ? random.nextInt(3) : 0; i > 0; i--) {
      sale = after(sale, new SaleCommand.GiveDiscount(discount(currency)));
    }
    return paid(after(sale, new SaleCommand.BeginTender(quote(sale))));
  }

  private CompletedSale back(CompletedSale sold) {
    Sale sale = open(SaleKind.RETURN, sold.total().currency(), sold.id());
    Returned nothing = Returned.nothing(sold.total().currency());
    for (var line : sold.lines()) {
      Quantity all = line.priced().line().quantity();
      sale = after(sale, new SaleCommand.ReturnLine(line, all, nothing));
    }
    return paid(after(sale, new SaleCommand.BeginTender(PointsQuote.NOTHING)));
  }

  private Sale open(SaleKind kind, Currency currency, @Nullable SaleId origin) {
    SaleId id = new SaleId("till-01", 1, number);
    String operator = random.nextInt(3) == 0 ? "bob" : "ann";
    return next(Sale.open(new SaleCommand.Open(id, kind, operator, currency, "", origin)));
  }

  private Item item(Currency currency) {
    int code = random.nextInt(30);
    return new Item(
        "c" + code,
        NAMES.get(code % NAMES.size()),
        code % 4 == 0 ? "" : "cat" + code % 4,
        new UnitPrice(BigDecimal.valueOf(random.nextInt(9_000), random.nextInt(4)), currency),
        Baskets.RATES.get(random.nextInt(Baskets.RATES.size())));
  }

  private Discount discount(Currency currency) {
    Discount discount =
        random.nextBoolean()
            ? Discount.percent(random.nextInt(101), "regular")
            : Discount.amount(Money.ofMinor(random.nextInt(500), currency), "dented");
    Discount placed = random.nextBoolean() ? discount.onLine(1) : discount;
    return random.nextInt(4) == 0 ? placed.forCoupon("C" + random.nextLong()) : placed;
  }

  private PointsQuote quote(Sale sale) {
    if (sale.member().isEmpty() || sale.kind().isReturn()) {
      return PointsQuote.NOTHING;
    }
    PricedLine line = sale.totals().lines().get(0);
    int at = line.line().number();
    long points = random.nextInt(200);
    return new PointsQuote(
        "corner-club/3",
        "",
        points,
        List.of(new PointsQuote.Reason("spend", points, List.of(at), "1 point a pound: " + points)),
        List.of(new PointsQuote.Share(at, points)));
  }

  private CompletedSale paid(Sale tendering) {
    Sale sale = tendering;
    for (int part = 0; !sale.due().isZero(); part++) {
      Money due = sale.due();
      Money amount =
          part < 3 ? Money.ofMinor(1 + random.nextLong(due.minor()), due.currency()) : due;
      sale = after(sale, new SaleCommand.Tender(tender(amount, due, part)));
    }
    return after(sale, new SaleCommand.Complete(number)).completed().orElseThrow();
  }

  private TenderLine tender(Money amount, Money due, int part) {
    String key = "till-01.1." + number + "." + part;
    return switch (random.nextInt(4)) {
      case 0 -> TenderLine.card(amount, key, CARD, "A1B2C3");
      case 1 -> TenderLine.points(amount, key, 1 + random.nextInt(500));
      default -> TenderLine.cash(due, due);
    };
  }

  private static Sale after(Sale sale, SaleCommand command) {
    return next(sale.decide(command));
  }

  private static Sale next(Decision decision) {
    return decision.match(
        Decision.Accepted::next,
        refused -> {
          throw new AssertionError("refused: " + refused.refusal());
        });
  }

  /** The entry of a draft at a place of no journal. */
  public static Entry entry(Draft draft) {
    String hash = "3f2a91bc04de77a1c0de" + "5".repeat(44);
    Instant at = Instant.parse("2026-11-24T12:06:37Z");
    return new Entry("till-01", 3, 1742, at, draft.kind(), draft.payload(), "0".repeat(64), hash);
  }
}
