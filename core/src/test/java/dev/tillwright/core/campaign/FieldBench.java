package dev.tillwright.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostSimulator;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A till over a real file and a real socket, and a host that writes down what it is asked. */
final class FieldBench implements AutoCloseable {
  /** Long enough for a host that answers on a busy machine. */
  static final Duration DEADLINE = Duration.ofMillis(450);

  final HostSimulator host = HostSimulator.start(0);
  final Path file;

  /** Each request for money or reversal, as {@code "0200 till-01/1/1 …"}, in order of arrival. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  Till till;
  OperatorSession max;
  private final HostKind kind;
  private UnaryOperator<TillBuilder> extras;

  FieldBench(Path folder) {
    this(folder, builder -> builder);
  }

  FieldBench(Path folder, UnaryOperator<TillBuilder> extras) {
    this(folder, HostKind.NO_STATUS_QUERY, extras);
  }

  FieldBench(Path folder, HostKind kind, UnaryOperator<TillBuilder> extras) {
    this.kind = kind;
    this.file = folder.resolve("till.db");
    this.extras = extras;
    script(request -> Behaviour.usual());
    open();
  }

  void open() {
    TillBuilder builder =
        CampaignTill.builder(file, host.port(), kind)
            .times(new PaymentTimes(DEADLINE, Duration.ofSeconds(20)))
            .background(false)
            .receipts((job, document, deadline) -> PrintResult.PRINTED);
    till = extras.apply(builder).open();
    max = CampaignTill.manager(till);
  }

  /** Opens the till as another program would be: with other extras. */
  void open(UnaryOperator<TillBuilder> other) {
    extras = other;
    open();
  }

  void reopen(UnaryOperator<TillBuilder> other) {
    till.close();
    open(other);
  }

  void reopen() {
    reopen(extras);
  }

  void script(Function<IsoMessage, Behaviour> behaviour) {
    host.script(
        request -> {
          asked.add(request.mti() + " " + request.text(48));
          return behaviour.apply(request);
        });
  }

  /** Does this to the first so many requests of a type, and the usual to all others. */
  void script(String mti, int first, Behaviour behaviour) {
    int[] left = {first};
    script(request -> request.mti().equals(mti) && left[0]-- > 0 ? behaviour : Behaviour.usual());
  }

  /** A ticket of so many pieces at 12.50. */
  Ticket pens(long pieces) {
    return till.sale(max).add("4", pieces);
  }

  Ticket of(String item, long pieces) {
    return till.sale(max).add(item, pieces);
  }

  Outcome byCard(Ticket ticket) {
    try (CardRead card = FixedCards.read(0)) {
      return till.pay(ticket, Tender.card(card));
    }
  }

  Outcome byCard(Ticket ticket, Money part) {
    try (CardRead card = FixedCards.read(0)) {
      return till.pay(ticket, Tender.card(card, part));
    }
  }

  Outcome inCash(Ticket ticket) {
    return till.pay(ticket, Tender.cash(ticket.due()));
  }

  Ticket giveBack(CompletedSale sale, long pieces) {
    return till.giveBack(max, sale.id(), "").giveBack(1, Quantity.of(pieces));
  }

  static CompletedSale finished(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    return ((Outcome.Approved) outcome).sale().orElseThrow();
  }

  /** How many entries of a kind the journal holds. */
  long entries(String kind) {
    long[] count = {0};
    till.journal()
        .read(1, till.journal().headSeq(), entry -> count[0] += entry.kind().equals(kind) ? 1 : 0);
    return count[0];
  }

  /**
   * What the host has taken once everything has come to its end: a machine may be so busy that a
   * payment was taken offline.
   */
  long charged() {
    for (int tries = 0; tries < 5 && till.resolve() > 0; tries++) {
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(till.unfinishedPayments()).isZero();
    return host.approvedMinor();
  }

  /** Requests of a type that arrived. */
  long asked(String mti) {
    synchronized (asked) {
      return asked.stream().filter(line -> line.startsWith(mti)).count();
    }
  }

  @Override
  public void close() {
    till.close();
    host.close();
  }
}
