package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.stored.StoredMove.Kind;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.contract.PaymentHostBench;
import dev.tillwright.core.payment.contract.Trouble;
import dev.tillwright.core.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** The host of stored value over a wire that breaks, and its books over one that does not. */
final class StoredBench implements PaymentHostBench {
  private static final AtomicLong SEQ = new AtomicLong();
  // One lane for each, so that what one tries wrong does not close the door of the next.
  private final String terminal = "till-" + SEQ.incrementAndGet();
  private final boolean sqlite;
  private final StoredWire wire;
  private final StoredLedger books;
  private final StoredValueHost host;
  private final ProtectedCard rich;

  StoredBench(DataSource wired, Database direct, boolean sqlite) {
    this.sqlite = sqlite;
    wire = new StoredWire(wired, sqlite);
    books = StoredLedger.open(direct, StoredPolicy.usual(), InstantSource.system());
    rich = issued(10_000_000);
    host =
        StoredValueHost.at(
            () ->
                StoredLedger.open(
                    Database.of(wire.source()), StoredPolicy.usual(), InstantSource.system()));
  }

  private ProtectedCard issued(long minor) {
    ProtectedCard card = Gifts.card();
    PaymentKey key = new PaymentKey("office", 1, SEQ.incrementAndGet());
    Money value = Gifts.pence(minor);
    if (!books.move(StoredMove.of(key, Kind.ACTIVATION, card.token(), value)).approves()) {
      throw new AssertionError("not issued");
    }
    return card;
  }

  @Override
  public PaymentHost host() {
    return host;
  }

  @Override
  public ProtectedCard card() {
    return rich;
  }

  @Override
  public Optional<ProtectedCard> cardWorth(Money most) {
    return Optional.of(issued(most.minor()));
  }

  @Override
  public Optional<ProtectedCard> blankCard() {
    return Optional.of(Gifts.card());
  }

  @Override
  public Currency currency() {
    return Gifts.GBP;
  }

  @Override
  public PaymentKey nextKey() {
    return new PaymentKey(terminal, 3, SEQ.incrementAndGet());
  }

  @Override
  public long movedMinor(PaymentKey key) {
    return books.movedMinor(key);
  }

  @Override
  public boolean can(Trouble trouble) {
    return switch (trouble) {
      case UNREACHABLE, REPLY_LOST -> true;
      case REQUEST_LOST, REPLY_LATE -> sqlite; // the same code; once is enough
      case REPLY_BROKEN, REPLY_GARBLED -> false; // a driver reads its wire itself
      case REPLY_TWICE, REPLY_TO_OTHER -> false;
    };
  }

  @Override
  public Duration shortDeadline() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void next(Trouble trouble) {
    if (trouble == Trouble.UNREACHABLE) {
      wire.away = true;
    } else {
      wire.next(trouble);
    }
  }

  @Override
  public void calm() {
    wire.away = false;
  }

  @Override
  public void arrive() {
    wire.release();
  }

  @Override
  public void close() {
    wire.release();
    StoredCheck check = books.check();
    host.close();
    books.close();
    if (!check.isSound()) {
      throw new AssertionError(check.faults().toString());
    }
  }
}
