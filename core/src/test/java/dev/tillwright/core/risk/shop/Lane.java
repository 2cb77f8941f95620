package dev.tillwright.core.risk.shop;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One till, whose sales run through the sale's own rules into entries of its own forms. */
final class Lane {
  static final Currency GBP = Currency.getInstance("GBP");

  final List<Entry> entries = new ArrayList<>();
  private final String terminal;
  private final List<Long> acts = new ArrayList<>();
  private long sales;
  private long receipts;
  private long keys;

  Lane(String terminal) {
    this.terminal = terminal;
  }

  /** The positions of the acts that rules decide about, since the last call. */
  List<Long> taken() {
    List<Long> taken = List.copyOf(acts);
    acts.clear();
    return taken;
  }

  void write(Instant at, Draft draft) {
    long seq = entries.size() + 1L;
    entries.add(new Entry(terminal, 1, seq, at, draft.kind(), draft.payload(), "", ""));
    boolean decided =
        List.of("sale.tendered", "payment.declined", "sale.voiding", "drawer.opening")
            .contains(draft.kind());
    if (decided) {
      acts.add(seq);
    }
  }

  private void write(Instant at, String kind, java.util.function.Consumer<JsonOut> fields) {
    write(at, new Draft(kind, JsonOut.object(fields)));
  }

  static Money pence(long minor) {
    return new Money(minor, GBP);
  }

  static Item goods(String category, long pence) {
    return new Item(
        category + pence,
        category,
        category,
        UnitPrice.parse(pence(pence).decimal(), GBP),
        TaxRate.included("A", Percent.of(20)));
  }

  static ProtectedCard card(String token, EntryMode mode) {
    return new ProtectedCard(new CardToken(token), new MaskedPan("************1111"), "k", mode);
  }

  TenderLine byCard(Money amount, String token, EntryMode mode) {
    return TenderLine.card(amount, key(), card(token, mode), "A1");
  }

  TenderLine byWallet(Money amount) {
    return new TenderLine(TenderKind.WALLET, amount, amount, key(), null, "", 0);
  }

  private String key() {
    return terminal + "/1/" + ++keys;
  }

  /** A basket, before its tenders. */
  Sale basket(Instant at, String operator, @Nullable String member, Item item, int percent) {
    Sale sale = open(at, SaleKind.SALE, operator, null);
    if (member != null) {
      sale = step(at, sale, new SaleCommand.IdentifyMember(member));
    }
    sale = step(at, sale, new SaleCommand.AddLine(item, Quantity.of(1)));
    if (percent > 0) {
      sale = step(at, sale, new SaleCommand.GiveDiscount(Discount.percent(percent, "by hand")));
    }
    return step(at, sale, new SaleCommand.BeginTender(PointsQuote.NOTHING));
  }

  private Sale open(Instant at, SaleKind kind, String operator, @Nullable SaleId origin) {
    SaleId id = new SaleId(terminal, 1, ++sales);
    Decision opened =
        Sale.open(
            new SaleCommand.Open(
                id, kind, operator, GBP, "", origin, dev.tillwright.core.sale.SaleTerms.usual()));
    Decision.Accepted accepted = (Decision.Accepted) opened;
    accepted.events().forEach(it -> write(at, SaleEvents.toDraft(it)));
    return accepted.next();
  }

  Sale step(Instant at, Sale sale, SaleCommand command) {
    if (!(sale.decide(command) instanceof Decision.Accepted accepted)) {
      throw new AssertionError(command.getClass() + " on " + sale + ": " + sale.decide(command));
    }
    accepted.events().forEach(it -> write(at, SaleEvents.toDraft(it)));
    return accepted.next();
  }

  Sale tender(Instant at, Sale sale, TenderLine line) {
    return step(at, sale, new SaleCommand.Tender(line));
  }

  CompletedSale finish(Instant at, Sale sale) {
    Sale done = step(at, sale, new SaleCommand.Complete(++receipts));
    return done.completed().orElseThrow();
  }

  /** A whole sale by one tender. */
  CompletedSale sell(Instant at, Sale basket, Function<Money, TenderLine> tender) {
    return finish(at, tender(at, basket, tender.apply(basket.due())));
  }

  TenderLine cashOf(Money due) {
    return TenderLine.cash(due, due);
  }

  void print(Instant at, CompletedSale sale) {
    write(
        at,
        "receipt.printed",
        out -> out.put("sale", sale.id().toString()).put("job", "j").put("result", "PRINTED"));
  }

  /** The host declines a card. */
  void declined(Instant at, Sale sale, Money amount, String token, EntryMode mode) {
    String key = key();
    write(
        at,
        "payment.intended",
        out ->
            out.put("key", key)
                .put("kind", "PURCHASE")
                .put("tender", "CARD")
                .put("sale", sale.id().toString())
                .put("currency", "GBP")
                .put("amount", amount.minor())
                .put(
                    "card",
                    it ->
                        it.put("token", token)
                            .put("masked", "************1111")
                            .put("keyId", "k")
                            .put("entry", mode.name()))
                .put("at", at.toString()));
    write(
        at,
        "payment.declined",
        out -> out.put("key", key).put("code", "05").put("reason", "do not honour"));
  }

  /** A sale is given up, after a card paid for it. */
  void giveUp(Instant at, Sale sale) {
    Sale open = sale;
    for (TenderLine line : sale.tenders()) {
      open = step(at, open, new SaleCommand.RemoveTender(line.payment()));
    }
    step(at, open, new SaleCommand.VoidSale("changed his mind"));
  }

  /** A completed sale is taken back whole. */
  void takeBack(Instant at, CompletedSale sale, String operator) {
    Sale back = open(at, SaleKind.VOID, operator, sale.id());
    back = lines(at, back, sale);
    SaleId id = back.id();
    write(
        at,
        "sale.voiding",
        out ->
            out.put("sale", id.toString())
                .put("origin", sale.id().toString())
                .put("operator", operator)
                .put("reason", "mistake"));
    back = step(at, back, new SaleCommand.BeginTender(PointsQuote.NOTHING));
    for (TenderLine line : sale.tenders()) {
      back = tender(at, back, line);
      acts.remove(acts.size() - 1); // a void's tenders are decided with it
    }
    finish(at, back);
  }

  private Sale lines(Instant at, Sale back, CompletedSale sale) {
    Sale now = back;
    for (var line : sale.lines()) {
      now =
          step(
              at,
              now,
              new SaleCommand.ReturnLine(
                  line, line.priced().line().quantity(), Returned.nothing(GBP)));
    }
    return now;
  }

  /** Goods come back; with no original, of an item. */
  void refund(
      Instant at,
      String operator,
      @Nullable CompletedSale original,
      Item item,
      Function<Money, TenderLine> tender) {
    Sale back;
    if (original == null) {
      back = open(at, SaleKind.RETURN_WITHOUT_RECEIPT, operator, null);
      back = step(at, back, new SaleCommand.AddLine(item, Quantity.of(1)));
    } else {
      back = lines(at, open(at, SaleKind.RETURN, operator, original.id()), original);
    }
    back = step(at, back, new SaleCommand.BeginTender(PointsQuote.NOTHING));
    back = tender(at, back, tender.apply(back.due()));
    acts.remove(acts.size() - 1); // a return is one act, when it is finished
    finish(at, back);
    acts.add((long) entries.size());
  }

  void drawer(Instant at, String operator) {
    write(
        at,
        "drawer.opening",
        out -> out.put("operator", operator).put("currency", "GBP").put("reason", "change"));
  }
}
