package dev.tillwright.loyalty;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.LedgerTender;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.tier.Tiers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** A whole till with points for tests: real books in a real file, and a clock that is set. */
public final class PointsTill implements AutoCloseable {
  public static final Currency GBP = Currency.getInstance("GBP");
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public final Till till;
  public final LedgerQueries ledger;
  private OperatorSession ann;
  private final SetClock clock;

  private PointsTill(Path folder, Program program, Instant now) {
    Database database = Database.sqlite(folder.resolve("till.db"));
    clock = new SetClock(now);
    ledger = new LedgerQueries(database);
    till =
        Till.builder("till-01")
            .database(database)
            .merchant(Merchant.named("Shop"))
            .currency(GBP)
            .zone(ZoneId.of("Europe/London"))
            .clock(clock)
            .secrets(new PlainHasher())
            .pricingFrom(
                journal ->
                    PointsEngine.of(program)
                        .circumstances(Tiers.following(journal, PATIENCE).circumstances())
                        .build())
            .points(
                new PointsLedger(),
                journal -> new LedgerTender(journal, new LedgerQueries(database), program))
            .background(false)
            .open();
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    ann = logOn();
  }

  private OperatorSession logOn() {
    return till.logOn("ann", "4711".toCharArray()).orThrow();
  }

  /** Opens the books in a folder, those of an earlier run where there are any. */
  public static PointsTill open(Path folder, Program program, Instant now) {
    return new PointsTill(folder, program, now);
  }

  /** It is later now, and ann begins her shift. */
  public void at(Instant now) {
    clock.now = now;
    ann = logOn();
  }

  public OperatorSession ann() {
    return ann;
  }

  public static Item item(String code, String category, String price) {
    return new Item(
        code, code, category, UnitPrice.parse(price, GBP), TaxRate.included("A", Percent.of(20)));
  }

  public static Money pounds(String decimal) {
    return Money.parse(decimal, GBP);
  }

  /** A basket of one piece of each. */
  public Ticket basket(String member, Item... items) {
    Ticket ticket = till.sale(ann).member(member);
    for (Item item : items) {
      ticket.add(item, Quantity.of(1));
    }
    return ticket;
  }

  /** Pays what is due in cash. */
  public CompletedSale paid(Ticket ticket) {
    return finished(till.pay(ticket, Tender.cash(ticket.due())));
  }

  /** A sale of one piece, paid in cash. */
  public CompletedSale sell(String member, String price) {
    return paid(basket(member, item("tea", "food", price)));
  }

  public static CompletedSale finished(Outcome outcome) {
    return outcome.match(
        approved -> approved.sale().orElseThrow(),
        declined -> {
          throw new AssertionError(declined.toString());
        },
        unknown -> {
          throw new AssertionError(unknown.toString());
        });
  }

  /** The ledger has read all that was written. */
  public LedgerQueries settled() {
    till.journal().awaitFollowers(PATIENCE);
    return ledger;
  }

  /** All entries of a kind, oldest first. */
  public List<Entry> entries(String kind) {
    List<Entry> found = new ArrayList<>();
    till.journal()
        .read(
            1,
            till.journal().headSeq(),
            entry -> {
              if (entry.kind().equals(kind)) {
                found.add(entry);
              }
            });
    return found;
  }

  @Override
  public void close() {
    till.close();
  }

  private static final class SetClock extends Clock {
    private volatile Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Not a hash; tests of access use the real one. */
  private static final class PlainHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return new String(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return stored.equals(new String(secret));
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }
}
