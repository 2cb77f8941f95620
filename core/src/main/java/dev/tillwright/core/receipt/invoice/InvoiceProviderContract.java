package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.contract.BrokenPromise;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.SaleId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@link InvoiceProvider} as a list of checks, for whoever writes one.
 *
 * <p><b>What it proves.</b> On this bench, each promise of the port. <b>Not</b> that documents are
 * lawful: only the tax office says so.
 *
 * <p>Checks issue invoices: never run them against a live provider.
 */
public final class InvoiceProviderContract {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final LocalDate DAY = LocalDate.of(2025, 3, 3);

  private InvoiceProviderContract() {}

  /** All checks, over benches that are opened so, one a check. */
  public static List<Check> checks(Checks.Subject<? extends InvoiceBench> benches) {
    Checks<Scene> kit = Checks.on(() -> new Scene(benches.open())).within(LONGEST);
    orders(kit);
    corrections(kit);
    return kit.list();
  }

  private static void orders(Checks<Scene> kit) {
    kit.add(
        "order_isAccepted_andNothingIsIssued",
        "an order without a buyer waits for the customer",
        scene -> {
          InvoiceOrder order = scene.order(1_000, null);
          scene.expectAccepted(scene.request(order), order.number(), 1_000);
          scene.expectAccepted(scene.status(order), order.number(), 1_000);
          scene.expectIssued(order, 0);
        });
    kit.add(
        "orderAgain_hasOneEffectAndOneAnswer",
        "the same number is the same request, however often it comes",
        scene -> {
          InvoiceOrder order = scene.order(1_000, scene.bench.buyer());
          InvoiceReply.Issued first = scene.issued(order);
          for (int i = 0; i < 3; i++) {
            Expect.equal(scene.request(order), first, "a repeated answer");
          }
          scene.expectIssued(order, 1_000);
        });
    kit.add(
        "orderAgain_withOtherContent_isRefused",
        "a number that comes again with another content is refused",
        scene -> {
          InvoiceOrder order = scene.order(1_000, null);
          scene.request(order);
          scene.expectRefused(
              scene.request(scene.order(order.sale().number(), 2_000, null)), InvoiceReply.OTHER);
          scene.expectAccepted(scene.status(order), order.number(), 1_000);
        });
    kit.add(
        "statusOfAnUnknownOrder_isRefused",
        "what never came is known as that",
        scene ->
            scene.expectRefused(
                scene.status(scene.order(1_000, null)), InvoiceReply.UNKNOWN_NUMBER));
    kit.addUnless(
        InvoiceProviderContract::customer,
        "code_issuesOnce",
        "a customer who enters the code gets one invoice, however often he does",
        scene -> {
          InvoiceOrder order = scene.order(1_000, null);
          scene.request(order);
          Optional<String> document = scene.claim(order);
          Expect.that(document.isPresent(), "the code should issue an invoice");
          Expect.equal(scene.claim(order), document, "the invoice of the same code");
          InvoiceReply.Issued seen =
              Expect.isA(scene.status(order), InvoiceReply.Issued.class, "the state of the order");
          Expect.equal(seen.document(), document.get(), "the invoice that the till is told");
          scene.expectIssued(order, 1_000);
        });
    kit.addUnless(
        InvoiceProviderContract::customer,
        "anotherCode_issuesNothing",
        "a code that is not that of an order issues nothing",
        scene -> {
          InvoiceOrder order = scene.order(1_000, null);
          scene.request(order);
          String wrong = scene.bench.code(order.number() + "x", order.total());
          Expect.equal(
              scene.bench.claim(wrong, scene.bench.buyer()), Optional.empty(), "a wrong code");
          scene.expectIssued(order, 0);
        });
    kit.add(
        "lostAnswer_isNotKnown_andTheRepeatHasOneEffect",
        "an answer that got lost is asked for again, and nothing is issued twice",
        scene -> {
          InvoiceOrder order = scene.order(1_000, scene.bench.buyer());
          if (scene.bench.loseNextAnswer()) {
            Expect.isA(scene.request(order), InvoiceReply.Unknown.class, "a lost answer");
          }
          scene.issued(order);
          scene.expectIssued(order, 1_000);
        });
  }

  private static void corrections(Checks<Scene> kit) {
    kit.add(
        "correction_beforeTheInvoice_needsNoDocument",
        "what is not issued yet is issued for less",
        scene -> {
          InvoiceOrder order = scene.order(1_000, null);
          scene.request(order);
          InvoiceCorrection part = scene.correction(order, 1, 400, false);
          scene.expectAccepted(scene.correct(part), part.number(), 400);
          if (scene.bench.hasCustomer()) {
            Expect.that(scene.claim(order).isPresent(), "the rest should be issued");
            scene.expectIssued(order, 600);
          }
        });
    kit.add(
        "correction_ofAnInvoice_hasADocument_once",
        "what is issued gets a credit note, one for a number",
        scene -> {
          InvoiceOrder order = scene.order(1_000, scene.bench.buyer());
          scene.issued(order);
          InvoiceCorrection part = scene.correction(order, 1, 400, false);
          InvoiceReply.Issued note =
              Expect.isA(scene.correct(part), InvoiceReply.Issued.class, "a correction");
          Expect.equal(note.of(), part.number(), "what the correction is of");
          Expect.equal(note.total(), part.total(), "what the correction is about");
          Expect.equal(scene.correct(part), note, "a repeated correction");
          scene.expectIssued(order, 600);
          scene.correct(scene.correction(order, 2, 600, true));
          scene.expectIssued(order, 0);
        });
    kit.add(
        "correction_ofMoreThanIsLeft_isRefused",
        "nothing is taken back twice",
        scene -> {
          InvoiceOrder order = scene.order(1_000, scene.bench.buyer());
          scene.issued(order);
          scene.correct(scene.correction(order, 1, 1_000, true));
          Expect.isA(
              scene.correct(scene.correction(order, 2, 1, true)),
              InvoiceReply.Refused.class,
              "one too many");
          scene.expectIssued(order, 0);
        });
    kit.add(
        "correctionOfAnUnknownOrder_isRefused",
        "what never came is not corrected",
        scene ->
            scene.expectRefused(
                scene.correct(scene.correction(scene.order(1_000, null), 1, 400, false)),
                InvoiceReply.UNKNOWN_NUMBER));
    kit.addUnless(
        InvoiceProviderContract::customer,
        "wholeCorrection_beforeTheInvoice_killsTheCode",
        "of an order that was taken back whole nothing is issued",
        scene -> {
          InvoiceOrder order = scene.order(1_000, null);
          scene.request(order);
          scene.correct(scene.correction(order, 1, 1_000, true));
          Expect.equal(scene.claim(order), Optional.empty(), "the invoice of a dead code");
          scene.expectIssued(order, 0);
        });
  }

  private static Optional<String> customer(Scene scene) {
    return scene.bench.hasCustomer() ? Optional.empty() : Optional.of("the bench has no customer");
  }

  /** A bench with what checks do on it. */
  private static final class Scene implements AutoCloseable {
    private final InvoiceBench bench;

    private Scene(InvoiceBench bench) {
      this.bench = bench;
    }

    private InvoiceOrder order(long minor, @Nullable InvoiceBuyer buyer) {
      return order(bench.nextSale(), minor, buyer);
    }

    private InvoiceOrder order(long number, long minor, @Nullable InvoiceBuyer buyer) {
      SaleId sale = new SaleId("check", 1, number);
      String id = sale + ".I1";
      Money total = money(minor);
      InvoiceLine line = line(minor);
      return new InvoiceOrder(
          id, sale, number, bench.code(id, total), DAY, total, line.tax(), List.of(line), buyer);
    }

    private InvoiceLine line(long minor) {
      return new InvoiceLine(
          1,
          "tea",
          "Tea",
          Quantity.of(1),
          "",
          List.of(TaxRate.included("A", Percent.of(13))),
          money(minor),
          money(minor * 13 / 113));
    }

    private InvoiceCorrection correction(InvoiceOrder of, int nth, long minor, boolean whole) {
      InvoiceLine line = line(minor);
      return new InvoiceCorrection(
          of.number() + ".C" + nth,
          of.number(),
          InvoiceCorrection.Cause.RETURN,
          whole,
          line.gross(),
          line.tax(),
          List.of(line));
    }

    private Money money(long minor) {
      return Money.ofMinor(minor, bench.currency());
    }

    private Optional<String> claim(InvoiceOrder order) {
      return bench.claim(order.code(), bench.buyer());
    }

    private InvoiceReply request(InvoiceOrder order) {
      return timed(() -> bench.provider().request(order, bench.deadline()));
    }

    private InvoiceReply correct(InvoiceCorrection correction) {
      return timed(() -> bench.provider().correct(correction, bench.deadline()));
    }

    private InvoiceReply status(InvoiceOrder order) {
      return timed(() -> bench.provider().status(order, bench.deadline()));
    }

    /** Issued at once, or when it is asked after. */
    private InvoiceReply.Issued issued(InvoiceOrder order) {
      InvoiceReply reply = request(order);
      if (reply instanceof InvoiceReply.Accepted) {
        reply = status(order);
      }
      InvoiceReply.Issued issued =
          Expect.isA(reply, InvoiceReply.Issued.class, "an order with a buyer");
      Expect.equal(issued.of(), order.number(), "what the invoice is of");
      Expect.equal(issued.total(), order.total(), "what the invoice is about");
      return issued;
    }

    private InvoiceReply timed(Supplier<InvoiceReply> call) {
      long from = System.nanoTime();
      InvoiceReply reply;
      try {
        reply = call.get();
      } catch (RuntimeException e) {
        throw new BrokenPromise("a call threw " + e.getClass().getName());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - from);
      Expect.that(took.compareTo(bench.deadline().plus(bench.slack())) <= 0, "a call took " + took);
      Expect.that(reply != null, "a call answered null");
      return reply;
    }

    private void expectAccepted(InvoiceReply reply, String of, long minor) {
      InvoiceReply.Accepted accepted =
          Expect.isA(reply, InvoiceReply.Accepted.class, "what is not issued yet");
      Expect.equal(accepted.of(), of, "what the answer is of");
      Expect.equal(accepted.total(), money(minor), "what the answer is about");
    }

    private void expectRefused(InvoiceReply reply, String code) {
      InvoiceReply.Refused refused =
          Expect.isA(reply, InvoiceReply.Refused.class, "what cannot be done");
      Expect.equal(refused.code(), code, "the code of the refusal");
    }

    private void expectIssued(InvoiceOrder order, long minor) {
      bench
          .issuedMinor(order.number())
          .ifPresent(it -> Expect.equal(it, minor, "what the documents of the order come to"));
    }

    @Override
    public void close() {
      bench.close();
    }
  }
}
