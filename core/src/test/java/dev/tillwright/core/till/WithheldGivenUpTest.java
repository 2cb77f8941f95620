package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.core.payment.Withheld;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A return of which a part was withheld and whose card refund did not go through (E7). */
class WithheldGivenUpTest {
  @TempDir private Path folder;

  @Test
  void aReturnThatWithheld_canBeGivenUp_andIsTakenAnew() {
    MemoryHost host = MemoryHost.create();
    try (Bench bench =
        new Bench(
            folder,
            builder ->
                builder
                    .host(TenderKind.CARD, Bench.lasting(host))
                    .points(new Nothing(), journal -> new SixtyPence()))) {
      CompletedSale sale = Bench.finished(bench.payByCard(bench.pens(1)));
      host.play(
          Script.builder().times(1, HostRequest.Kind.REFUND, Behaviour.decline("05")).build());
      Ticket first = bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1));
      Outcome declined = bench.till.payOut(first, bench.till.refund(first));
      assertThat(declined).isInstanceOf(Outcome.Declined.class);
      assertThat(first.due()).as("60 pence are withheld").isEqualTo(Bench.pounds("11.90"));

      assertThat(bench.till.voidSale(first, "no refund today"))
          .isInstanceOf(Outcome.Approved.class);

      Ticket again = bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1));
      CompletedSale back = Bench.finished(bench.till.payOut(again, bench.till.refund(again)));
      assertThat(back.tenders())
          .extracting(it -> it.kind() + " " + it.amount().decimal())
          .containsExactly("WITHHELD 0.60", "CARD 11.90");
      assertThat(host.ledger().refundedMinor(Bench.GBP)).isEqualTo(1_190);
    }
  }

  @Test
  void anotherReturnOfTheMember_waitsUntilTheOneThatWithheldIsOver() {
    MemoryHost host = MemoryHost.create();
    try (Bench bench =
        new Bench(
            folder,
            builder ->
                builder
                    .host(TenderKind.CARD, Bench.lasting(host))
                    .points(new Nothing(), journal -> new SixtyPence()))) {
      CompletedSale one = Bench.finished(bench.payByCard(bench.pens(1).member("m-1")));
      CompletedSale two = Bench.finished(bench.payByCard(bench.pens(1).member("m-1")));
      CompletedSale other = Bench.finished(bench.payByCard(bench.pens(1).member("m-2")));
      host.play(
          Script.builder().times(1, HostRequest.Kind.REFUND, Behaviour.decline("05")).build());
      Ticket first = bench.till.giveBack(bench.manager, one.id(), "").giveBack(1, Quantity.of(1));
      assertThat(bench.till.payOut(first, bench.till.refund(first)))
          .isInstanceOf(Outcome.Declined.class);

      bench.reopen();

      Ticket second = bench.till.giveBack(bench.manager, two.id(), "").giveBack(1, Quantity.of(1));
      Outcome waits = bench.till.payOut(second, bench.till.refund(second));
      assertThat(waits)
          .isInstanceOfSatisfying(
              Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("return.withholds"));
      Ticket third = bench.till.giveBack(bench.manager, other.id(), "").giveBack(1, Quantity.of(1));
      assertThat(Bench.finished(bench.till.payOut(third, bench.till.refund(third))).tenders())
          .extracting(it -> it.kind() + " " + it.amount().decimal())
          .containsExactly("WITHHELD 0.60", "CARD 11.90");
    }
  }

  /** A program by which 60 points, a penny each, are missing of every return. */
  private static final class SixtyPence implements PointsTender {
    @Override
    public Money worth(long points, Currency currency) {
      return Money.ofMinor(points, currency);
    }

    @Override
    public long pointsFor(Money amount) {
      return amount.minor();
    }

    @Override
    public HoldOutcome outcomeOf(String hold, long entrySeq, Duration deadline) {
      throw new UnsupportedOperationException("nobody pays with points here");
    }

    @Override
    public long available(String member, Duration deadline) {
      return 0;
    }

    @Override
    public Withheld withheld(CompletedSale back, long pointsBack, Money most, Duration deadline) {
      return new Withheld(60, Money.ofMinor(60, most.currency()));
    }
  }

  /** A ledger that keeps nothing. */
  private static final class Nothing implements Follower {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public List<Migration> migrations() {
      return List.of();
    }

    @Override
    public void apply(Entry entry, Tx tx) {}

    @Override
    public void reset(Tx tx) {}
  }
}
