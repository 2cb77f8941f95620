package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.money.Money;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentTerminal;
import dev.tillwright.device.spi.TerminalReply;
import dev.tillwright.device.spi.TerminalReply.Reason;
import java.time.Duration;
import java.util.Currency;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What holds of a payment terminal: money moves once, and unknown is never declined. */
final class TerminalChecks {
  private TerminalChecks() {}

  static Deed act(TerminalBench bench, PaymentTerminal terminal, Duration limit) {
    bench.presentGoodCard();
    TerminalReply reply = terminal.sale(Ids.fresh(), Money.ofMinor(1_230, bench.currency()), limit);
    return reply.match(it -> Deed.DONE, it -> Deed.NOT_DONE, it -> Deed.UNKNOWN);
  }

  static void add(Checks<Scene<TerminalBench, PaymentTerminal>> kit) {
    kit.add(
            "approvedSale_movesItsAmountOnce",
            "an approved sale moved just its amount, also when its id is asked again",
            TerminalChecks::approved)
        .add(
            "declinedSale_movesNothing",
            "a card that is refused is declined, and nothing moved",
            TerminalChecks::declined)
        .addUnless(
            Scene.needs(Trouble.REPLY_LOST),
            "lostReply_isUnknown_andResolvedById",
            "a sale whose answer was lost is unknown, and the query by its id tells the truth",
            TerminalChecks::lostReply)
        .addUnless(
            Scene.needs(Trouble.SILENT),
            "silence_isUnknown_neverDeclined",
            "a terminal that took a sale and says nothing gives unknown",
            TerminalChecks::silence)
        .add(
            "queryOfWhatNeverCame_isNeverReceived",
            "an id the terminal never had is declined as never received",
            TerminalChecks::never)
        .add(
            "foreignCurrency_isRefusedBeforeItIsSent",
            "a currency that is not declared fails as unsupported",
            TerminalChecks::foreign)
        .addUnless(
            scene -> declares(scene.device().capabilities().reverses(), "reversals"),
            "reversal_undoesASale_once",
            "a sale that was reversed moved nothing, and is not undone twice",
            TerminalChecks::reversal)
        .addUnless(
            scene -> declares(scene.device().capabilities().refunds(), "refunds"),
            "refund_givesItsAmountBack",
            "an approved refund moved its amount back",
            TerminalChecks::refund)
        .add(
            "whatIsNotDeclared_isUnsupported",
            "refund and reversal fail as unsupported where they are not declared",
            TerminalChecks::undeclared)
        .add(
            "cancel_isAnsweredByTheCall",
            "a sale that is cancelled while it waits for a card ends, and moved nothing or all",
            TerminalChecks::cancelled);
  }

  private static Optional<String> declares(boolean so, String what) {
    return so ? Optional.empty() : Optional.of("the terminal does not declare " + what);
  }

  private static Money money(Scene<TerminalBench, PaymentTerminal> scene, long minor) {
    return Money.ofMinor(minor, scene.bench().currency());
  }

  private static TerminalReply sale(
      Scene<TerminalBench, PaymentTerminal> scene, String id, long minor, Duration limit) {
    TerminalReply reply =
        scene.timed(limit, () -> scene.device().sale(id, money(scene, minor), limit));
    Expect.equal(reply.id(), id, "the id of the answer");
    scene.hear("a reply", reply);
    return reply;
  }

  private static TerminalReply query(Scene<TerminalBench, PaymentTerminal> scene, String id) {
    Duration limit = scene.bench().deadline();
    TerminalReply reply = scene.timed(limit, () -> scene.device().queryResult(id, limit));
    Expect.equal(reply.id(), id, "the id of the answer to a query");
    return reply;
  }

  private static void expectMoved(
      Scene<TerminalBench, PaymentTerminal> scene, String id, long minor) {
    scene
        .bench()
        .movedMinor(id)
        .ifPresent(moved -> Expect.equal(moved, minor, "what the books say of the payment"));
  }

  private static void expectApproved(TerminalReply reply, Money amount, String what) {
    TerminalReply.Approved approved = Expect.isA(reply, TerminalReply.Approved.class, what);
    Expect.equal(approved.amount(), amount, "the amount of " + what);
  }

  private static void approved(Scene<TerminalBench, PaymentTerminal> scene) {
    String id = Ids.fresh();
    scene.bench().presentGoodCard();
    expectApproved(sale(scene, id, 1_230, scene.bench().deadline()), money(scene, 1_230), "a sale");
    expectMoved(scene, id, 1_230);
    expectApproved(
        sale(scene, id, 1_230, scene.bench().deadline()), money(scene, 1_230), "the same sale");
    expectApproved(query(scene, id), money(scene, 1_230), "the query");
    expectMoved(scene, id, 1_230);
    scene.another();
    expectApproved(query(scene, id), money(scene, 1_230), "the query by another driver");
    scene.expectNoSecret();
  }

  private static void declined(Scene<TerminalBench, PaymentTerminal> scene) {
    String id = Ids.fresh();
    scene.bench().presentBadCard();
    TerminalReply reply = sale(scene, id, 1_240, scene.bench().deadline());
    Expect.isA(reply, TerminalReply.Declined.class, "a sale with a card that is refused");
    expectMoved(scene, id, 0);
    Expect.isA(query(scene, id), TerminalReply.Declined.class, "the query of a declined sale");
  }

  private static void lostReply(Scene<TerminalBench, PaymentTerminal> scene)
      throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.REPLY_LOST);
    scene.bench().presentGoodCard();
    String id = Ids.fresh();
    TerminalReply reply = sale(scene, id, 1_250, scene.bench().deadline());
    Expect.isA(reply, TerminalReply.Unknown.class, "a sale whose answer was lost");
    scene.bench().end();
    expectApproved(query(scene, id), money(scene, 1_250), "the query of a sale in the dark");
    expectMoved(scene, id, 1_250);
    expectApproved(
        sale(scene, id, 1_250, scene.bench().deadline()), money(scene, 1_250), "the sale again");
    expectMoved(scene, id, 1_250);
  }

  private static void silence(Scene<TerminalBench, PaymentTerminal> scene) {
    scene.works("before");
    scene.bench().begin(Trouble.SILENT);
    String id = Ids.fresh();
    TerminalReply reply = sale(scene, id, 1_260, scene.bench().shortDeadline());
    if (reply instanceof TerminalReply.Declined declined) {
      Expect.equal(
          declined.reason(), Reason.NOT_REACHED, "why a sale to a silent terminal is declined");
    } else {
      Expect.isA(reply, TerminalReply.Unknown.class, "a sale to a silent terminal");
    }
    scene.bench().end();
    TerminalReply truth = query(scene, id);
    Expect.that(!(truth instanceof TerminalReply.Unknown), "it is not found out");
  }

  private static void never(Scene<TerminalBench, PaymentTerminal> scene) {
    scene.works("before");
    TerminalReply reply = query(scene, Ids.fresh());
    TerminalReply.Declined declined =
        Expect.isA(reply, TerminalReply.Declined.class, "the query of what never came");
    Expect.equal(declined.reason(), Reason.NEVER_RECEIVED, "why");
  }

  private static void foreign(Scene<TerminalBench, PaymentTerminal> scene) {
    Currency foreign =
        Currency.getAvailableCurrencies().stream()
            .filter(it -> it.getDefaultFractionDigits() >= 0)
            .filter(it -> !scene.device().capabilities().currencies().contains(it))
            .findFirst()
            .orElseThrow();
    Duration limit = scene.bench().shortDeadline();
    Money amount = Money.ofMinor(100, foreign);
    scene.fails(
        "a sale in a foreign currency",
        limit,
        () -> scene.device().sale(Ids.fresh(), amount, limit),
        Fault.UNSUPPORTED);
  }

  private static void reversal(Scene<TerminalBench, PaymentTerminal> scene) {
    String id = Ids.fresh();
    Duration limit = scene.bench().deadline();
    scene.bench().presentGoodCard();
    sale(scene, id, 1_270, limit);
    TerminalReply undone = scene.timed(limit, () -> scene.device().reverse(Ids.fresh(), id, limit));
    Expect.isA(undone, TerminalReply.Approved.class, "a reversal");
    expectMoved(scene, id, 0);
    Expect.isA(query(scene, id), TerminalReply.Declined.class, "the query of what was undone");
    TerminalReply again = scene.timed(limit, () -> scene.device().reverse(Ids.fresh(), id, limit));
    TerminalReply.Declined declined =
        Expect.isA(again, TerminalReply.Declined.class, "a second reversal");
    Expect.equal(declined.reason(), Reason.NOT_REVERSIBLE, "why");
    TerminalReply stray =
        scene.timed(limit, () -> scene.device().reverse(Ids.fresh(), Ids.fresh(), limit));
    Expect.isA(stray, TerminalReply.Declined.class, "a reversal of nothing");
  }

  private static void refund(Scene<TerminalBench, PaymentTerminal> scene) {
    String id = Ids.fresh();
    Duration limit = scene.bench().deadline();
    scene.bench().presentGoodCard();
    TerminalReply reply =
        scene.timed(limit, () -> scene.device().refund(id, money(scene, 450), limit));
    expectApproved(reply, money(scene, 450), "a refund");
    expectMoved(scene, id, -450);
  }

  private static void undeclared(Scene<TerminalBench, PaymentTerminal> scene) {
    Duration limit = scene.bench().shortDeadline();
    if (!scene.device().capabilities().refunds()) {
      scene.fails(
          "a refund that is not declared",
          limit,
          () -> scene.device().refund(Ids.fresh(), money(scene, 1), limit),
          Fault.UNSUPPORTED);
    }
    if (!scene.device().capabilities().reverses()) {
      scene.fails(
          "a reversal that is not declared",
          limit,
          () -> scene.device().reverse(Ids.fresh(), Ids.fresh(), limit),
          Fault.UNSUPPORTED);
    }
  }

  private static void cancelled(Scene<TerminalBench, PaymentTerminal> scene)
      throws InterruptedException {
    scene.works("before");
    String id = Ids.fresh();
    Duration limit = scene.bench().deadline();
    CompletableFuture<TerminalReply> waiting = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            waiting.complete(scene.device().sale(id, money(scene, 1_280), limit));
          } catch (RuntimeException e) {
            waiting.completeExceptionally(e);
          }
        });
    scene.underWay();
    scene.device().cancel(id);
    scene.until("a cancelled sale ended", waiting::isDone);
    Expect.that(!waiting.isCompletedExceptionally(), "a cancelled sale threw");
    TerminalReply reply = waiting.join();
    long moved = reply instanceof TerminalReply.Approved ? 1_280 : 0;
    if (!(reply instanceof TerminalReply.Unknown)) {
      expectMoved(scene, id, moved);
    }
    scene.works("after a cancelled sale");
  }
}
