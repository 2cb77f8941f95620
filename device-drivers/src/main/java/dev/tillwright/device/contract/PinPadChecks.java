package dev.tillwright.device.contract;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PinPad;
import dev.tillwright.device.spi.PinPad.PinFormat;
import dev.tillwright.device.spi.PinPad.PinOutcome;
import dev.tillwright.device.spi.PinPad.PinRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What holds of a PIN pad: no PIN comes out in clear, and an entry has one outcome. */
final class PinPadChecks {
  private PinPadChecks() {}

  static Deed act(PinPadBench bench, PinPad pad, Duration limit) {
    bench.enter();
    try (Pan pan = bench.pan()) {
      return pad.enterPin(request(pad, Ids.fresh(), pan), limit)
          .match(
              it -> {
                it.block().close();
                return Deed.DONE;
              },
              it -> Deed.NOT_DONE,
              it -> Deed.UNKNOWN);
    }
  }

  private static PinRequest request(PinPad pad, String id, Pan pan) {
    PinFormat format = pad.capabilities().formats().iterator().next();
    return new PinRequest(id, pan, format, 4, 12, Optional.empty());
  }

  static void add(Checks<Scene<PinPadBench, PinPad>> kit) {
    kit.add(
            "pin_comesOutEncryptedOnly",
            "an entry gives a block of the format that was asked, with its key, and no PIN",
            PinPadChecks::entered)
        .add(
            "sameId_asksNobodyAgain",
            "the same id gives the same block; the query by it, too",
            PinPadChecks::repeated)
        .add(
            "refused_isNotEntered",
            "a cardholder who presses cancel is a refusal, not an error",
            PinPadChecks::refused)
        .add(
            "nobody_isNotEntered_orUnknown",
            "when nobody enters a PIN the call ends in time without one",
            PinPadChecks::nobody)
        .add("cancel_endsTheEntry", "cancel from another thread ends it", PinPadChecks::cancelled)
        .add(
            "queryOfWhatNeverCame_isNeverAsked",
            "an id the pad never had is not entered, as never asked",
            PinPadChecks::never)
        .add(
            "formatThatIsNotDeclared_isUnsupported",
            "a format the pad lacks is refused before anybody is asked",
            PinPadChecks::format)
        .add(
            "mac_asDeclared",
            "a pad that makes no MAC says so; one that does makes the same of the same",
            PinPadChecks::mac)
        .addUnless(
            Scene.needs(Trouble.REPLY_LOST),
            "lostReply_isUnknown_andResolvedById",
            "an entry whose answer was lost is unknown, and the query by its id gives the block",
            PinPadChecks::lostReply);
  }

  private static PinOutcome enter(Scene<PinPadBench, PinPad> scene, String id, Duration limit) {
    try (Pan pan = scene.bench().pan()) {
      PinOutcome outcome =
          scene.timed(
              limit, () -> scene.device().enterPin(request(scene.device(), id, pan), limit));
      scene.hear("an outcome", outcome);
      return outcome;
    }
  }

  private static PinOutcome query(Scene<PinPadBench, PinPad> scene, String id) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().queryResult(id, limit));
  }

  /** What became of an entry; its question may still be on its way when it is asked about. */
  private static PinOutcome settled(Scene<PinPadBench, PinPad> scene, String id) {
    long end = System.nanoTime() + scene.bench().deadline().toNanos();
    PinOutcome outcome = query(scene, id);
    while (outcome instanceof PinOutcome.NotEntered no
        && no.reason() == PinOutcome.Reason.NEVER_ASKED
        && System.nanoTime() < end) {
      outcome = query(scene, id);
    }
    return outcome;
  }

  private static PinOutcome.Entered expectEntered(PinOutcome outcome, String what) {
    PinOutcome.Entered entered = Expect.isA(outcome, PinOutcome.Entered.class, what);
    int length = entered.format() == PinFormat.ISO_4 ? 16 : 8;
    Expect.equal(entered.block().length(), length, "the bytes of a block " + entered.format());
    Expect.that(!entered.keySerial().isBlank(), "a block without the name of its key");
    return entered;
  }

  private static void expectReason(PinOutcome outcome, PinOutcome.Reason reason, String what) {
    Expect.equal(
        Expect.isA(outcome, PinOutcome.NotEntered.class, what).reason(), reason, "why, of " + what);
  }

  private static void entered(Scene<PinPadBench, PinPad> scene) {
    scene.device().subscribe(event -> scene.hear("an event", event));
    scene.bench().enter();
    PinOutcome.Entered entered =
        expectEntered(enter(scene, Ids.fresh(), scene.bench().deadline()), "an entry");
    Expect.that(
        scene.device().capabilities().formats().contains(entered.format()),
        "the format of the block is not declared");
    entered.block().close();
    scene.listen();
    scene.device().close();
    scene.expectNoSecret();
  }

  private static void repeated(Scene<PinPadBench, PinPad> scene) {
    String id = Ids.fresh();
    scene.bench().enter();
    PinOutcome.Entered first =
        expectEntered(enter(scene, id, scene.bench().deadline()), "an entry");
    int asked = scene.bench().asked();
    PinOutcome.Entered second =
        expectEntered(enter(scene, id, scene.bench().deadline()), "the same id");
    PinOutcome.Entered third = expectEntered(query(scene, id), "the query");
    Expect.that(first.block().equals(second.block()), "the same id gave another block");
    Expect.that(first.block().equals(third.block()), "the query gave another block");
    Expect.equal(scene.bench().asked(), asked, "how often the cardholder was asked");
  }

  private static void refused(Scene<PinPadBench, PinPad> scene) {
    scene.bench().refuse();
    expectReason(
        enter(scene, Ids.fresh(), scene.bench().deadline()),
        PinOutcome.Reason.REFUSED,
        "an entry that was refused");
  }

  private static void nobody(Scene<PinPadBench, PinPad> scene) {
    scene.works("before");
    PinOutcome outcome = enter(scene, Ids.fresh(), scene.bench().shortDeadline());
    if (outcome instanceof PinOutcome.NotEntered) {
      expectReason(outcome, PinOutcome.Reason.TIMEOUT, "an entry without a cardholder");
    } else {
      Expect.isA(outcome, PinOutcome.Unknown.class, "an entry without a cardholder");
    }
    scene.works("after nobody came");
  }

  private static void cancelled(Scene<PinPadBench, PinPad> scene) throws InterruptedException {
    scene.works("before");
    CompletableFuture<PinOutcome> waiting = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            waiting.complete(enter(scene, Ids.fresh(), scene.bench().deadline()));
          } catch (Throwable e) {
            waiting.completeExceptionally(e);
          }
        });
    scene.underWay();
    scene.device().cancel();
    scene.until("a cancelled entry ended", waiting::isDone);
    Expect.that(!waiting.isCompletedExceptionally(), "a cancelled entry threw");
    expectReason(waiting.join(), PinOutcome.Reason.CANCELLED, "a cancelled entry");
    scene.works("after a cancelled entry");
  }

  private static void never(Scene<PinPadBench, PinPad> scene) {
    scene.works("before");
    expectReason(
        query(scene, Ids.fresh()), PinOutcome.Reason.NEVER_ASKED, "the query of what never came");
  }

  private static void format(Scene<PinPadBench, PinPad> scene) {
    Optional<PinFormat> lacking =
        Arrays.stream(PinFormat.values())
            .filter(it -> !scene.device().capabilities().formats().contains(it))
            .findFirst();
    if (lacking.isEmpty()) {
      return;
    }
    try (Pan pan = scene.bench().pan()) {
      PinRequest request = new PinRequest(Ids.fresh(), pan, lacking.get(), 4, 12, Optional.empty());
      Duration limit = scene.bench().shortDeadline();
      scene.fails(
          "a format that is not declared",
          limit,
          () -> scene.device().enterPin(request, limit),
          Fault.UNSUPPORTED);
    }
  }

  private static void mac(Scene<PinPadBench, PinPad> scene) {
    Duration limit = scene.bench().deadline();
    int longest = scene.device().capabilities().longestMessage();
    byte[] tooLong = new byte[longest + 1];
    scene.fails(
        "a MAC of a message that is too long",
        limit,
        () -> scene.device().mac(tooLong, limit),
        Fault.UNSUPPORTED);
    if (longest > 0) {
      byte[] message = {1};
      byte[] first = scene.timed(limit, () -> scene.device().mac(message, limit));
      Expect.that(first.length >= 4, "a MAC has four bytes and more");
    }
  }

  private static void lostReply(Scene<PinPadBench, PinPad> scene) {
    scene.works("before");
    scene.bench().begin(Trouble.REPLY_LOST);
    scene.bench().enter();
    String id = Ids.fresh();
    PinOutcome outcome = enter(scene, id, scene.bench().deadline());
    Expect.isA(outcome, PinOutcome.Unknown.class, "an entry whose answer was lost");
    scene.bench().end();
    expectEntered(settled(scene, id), "the query of an entry in the dark").block().close();
  }
}
