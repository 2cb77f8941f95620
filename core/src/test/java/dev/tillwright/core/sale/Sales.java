package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Sales, their parts, and what a test wants of a decision. */
final class Sales {
  static final Currency GBP = Currency.getInstance("GBP");
  static final TaxRate VAT = TaxRate.included("A", Percent.of(20));
  static final TaxRate ADDED = TaxRate.added("S", Percent.parse("8.875"));
  static final SaleId ID = new SaleId("till-01", 3, 17);
  static final SaleId ORIGIN = new SaleId("till-01", 2, 5);
  static final ProtectedCard CARD =
      new ProtectedCard(
          new CardToken("tok_7f3a"), new MaskedPan("************1111"), "k-1", EntryMode.CHIP);

  private Sales() {}

  static SaleCommand.Open opening(SaleKind kind) {
    return new SaleCommand.Open(ID, kind, "ann", GBP, "536365", kind.hasOrigin() ? ORIGIN : null);
  }

  static Sale open(SaleKind kind) {
    return next(Sale.open(opening(kind)));
  }

  static Item item(String price) {
    return item(price, VAT);
  }

  static Item item(String price, TaxRate tax) {
    return new Item("85123A", "heart holder", "gifts", UnitPrice.parse(price, GBP), tax);
  }

  /** Two added taxes, the second on the first. */
  static Item taxedTwice(String price) {
    TaxRate gst = TaxRate.added("G", Percent.of(5));
    return item(price, gst).withTaxes(TaxRate.added("Q", Percent.parse("9.975")).onTaxes());
  }

  /** Weekly instalments; a pound and ten percent are kept. */
  static LayawayPlan plan(long... instalments) {
    LocalDate due = LocalDate.of(2026, 12, 1);
    List<LayawayPlan.Instalment> all = new ArrayList<>();
    for (long each : instalments) {
      all.add(new LayawayPlan.Instalment(due, pence(each)));
      due = due.plusWeeks(1);
    }
    return new LayawayPlan(all, new LayawayPlan.Fee("layaway fee", pence(100), Percent.of(10)));
  }

  /** A card tender of 7.00 with 20.00 cashback, a tip, a surcharge and a conversion. */
  static TenderLine everyExtra() {
    TenderExtras extras =
        TenderExtras.none(GBP)
            .withCashback(pence(2_000))
            .withTip(pence(70))
            .with(Surcharge.quote(pence(700), Percent.parse("1.5"), "card fee 1.5 %").chosen())
            .with(
                new Conversion.Quote(
                        "q-1",
                        pence(2_781),
                        Money.ofMinor(5_562, Currency.getInstance("JPY")),
                        new BigDecimal("200.0000"),
                        Percent.parse("3.5"),
                        "pay in yen, or in pounds without conversion")
                    .chosen());
    return TenderLine.card(pence(700), extras, "till-01/3/9", CARD, "A1B2C3");
  }

  static SaleCommand.AddLine add(String price, long pieces) {
    return new SaleCommand.AddLine(item(price), Quantity.of(pieces));
  }

  static SaleCommand.BeginTender begin() {
    return new SaleCommand.BeginTender(PointsQuote.NOTHING);
  }

  static SaleCommand.Tender cash(long amount, long given) {
    return new SaleCommand.Tender(TenderLine.cash(pence(amount), pence(given)));
  }

  static SaleCommand.Tender card(long amount, String payment) {
    return new SaleCommand.Tender(TenderLine.card(pence(amount), payment, CARD, "A1B2C3"));
  }

  static Money pence(long minor) {
    return Money.ofMinor(minor, GBP);
  }

  /** The sale after commands that must all fit. */
  static Sale after(Sale sale, SaleCommand... commands) {
    Sale next = sale;
    for (SaleCommand command : commands) {
      next = next(next.decide(command));
    }
    return next;
  }

  /** A sale that is open, then paid in cash, and completed. */
  static CompletedSale completed(Sale open) {
    Sale tendering = after(open, begin());
    long due = tendering.due().minor();
    Sale paid = due == 0 ? tendering : after(tendering, cash(due, due));
    return after(paid, new SaleCommand.Complete(1)).completed().orElseThrow();
  }

  static Sale next(Decision decision) {
    return decision.match(
        Decision.Accepted::next,
        refused -> {
          throw new AssertionError("refused: " + refused.refusal());
        });
  }

  static Refusal refusal(Decision decision) {
    return decision.match(
        accepted -> {
          throw new AssertionError("accepted: " + accepted.events());
        },
        Decision.Refused::refusal);
  }

  static Entry entry(Draft draft) {
    return entry(draft.kind(), draft.payload());
  }

  static Entry entry(String kind, String payload) {
    String none = "0".repeat(64);
    return new Entry("till-01", 3, 1, Instant.EPOCH, kind, payload, none, none);
  }
}
