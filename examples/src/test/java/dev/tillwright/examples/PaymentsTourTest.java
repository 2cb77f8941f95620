package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.PaymentNotice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/payments.md shows is compiled and run. */
class PaymentsTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TempDir Path folder;
  private final List<PaymentNotice> told = new CopyOnWriteArrayList<>();

  private @Nullable Till opened;

  @SuppressWarnings("NullAway.Init") // made by open
  private Till till;

  @SuppressWarnings("NullAway.Init") // made by open
  private PaymentsTour tour;

  @SuppressWarnings("NullAway.Init") // made by open
  private OperatorSession ann;

  private void open(MemoryHost host) {
    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .cards(new Unsealed())
            .secrets(new Argon2idHasher())
            .host(TenderKind.CARD, host)
            .background(false);
    opened = PaymentsTour.prepared(builder, GBP, told::add).open();
    till = opened;
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    ann = till.logOn("ann", "4711".toCharArray()).orThrow();
    tour = new PaymentsTour(till, ann);
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private String pay(String price) {
    Item coat =
        new Item(
            "coat", "coat", "", UnitPrice.parse(price, GBP), TaxRate.included("A", Percent.of(20)));
    Ticket ticket = till.sale(ann).add(coat, Quantity.of(1));
    try (CardRead card =
        CardRead.of(Pan.of("4111111111111111"), YearMonth.of(2030, 12), EntryMode.CHIP)) {
      return tour.pay(ticket, Tender.card(card));
    }
  }

  @Test
  void whatIsTakenOffline_isSentWhenAsked_andToldHowItEnded() throws Exception {
    MemoryHost host = MemoryHost.create();
    open(host);
    assertThat(pay("12.00")).isEqualTo("thank you");
    host.offline(true);
    assertThat(pay("12.00")).isEqualTo("thank you (the bank is told later)");
    assertThat(pay("40.00")).as("above the floor limit").startsWith("another way to pay?");
    assertThat(tour.lookAfter()).hasSize(1);
    host.offline(false);
    assertThat(tour.lookAfter()).isEmpty();
    assertThat(host.ledger().takenMinor(GBP)).isEqualTo(2400);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (told.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(told).singleElement().matches(PaymentNotice::moved);
    assertThat(tour.alarms()).isEmpty();
  }

  @Test
  void whatNoMachineCanEnd_isSettledByHand() {
    // Knows a repeated key, but for no time that is worth anything.
    MemoryHost host =
        MemoryHost.of(
            HostCapabilities.of(HostCapability.DEDUPLICATION).remembering(Duration.ofNanos(1)),
            Instant::now);
    open(host);
    host.play(
        Script.builder()
            .times(1, HostRequest.Kind.PURCHASE, Behaviour.fault(Behaviour.Fault.DROP_REPLY))
            .build());
    assertThat(pay("12.00")).startsWith("one moment");
    List<Attempt> left = tour.lookAfter();
    assertThat(tour.alarms()).contains("payment.needsPerson");
    assertThat(tour.settle(left.get(0).key())).isTrue();
    assertThat(till.unfinishedPayments()).isZero();
    assertThat(tour.alarms()).isEmpty();
  }

  @Test
  void thePage_showsTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("PaymentsTour", 8, "payments.md");
  }

  /** A host in memory looks at no card, so nothing is kept of it. */
  private static final class Unsealed implements CardProtector {
    @Override
    public ProtectedCard protect(CardRead read) {
      return new ProtectedCard(
          new CardToken("tok_1"), read.card().pan().masked(), "none", read.entryMode());
    }

    @Override
    public Card reveal(CardToken token, SecretAccess access) {
      throw new IllegalStateException("nobody asks for it");
    }
  }
}
