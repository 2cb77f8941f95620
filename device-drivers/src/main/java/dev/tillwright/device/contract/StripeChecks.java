package dev.tillwright.device.contract;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.StripeRead;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What holds of a stripe reader. */
final class StripeChecks {
  private StripeChecks() {}

  static Deed act(StripeBench bench, MagstripeReader reader, Duration limit) {
    bench.swipe();
    reader.awaitSwipe(limit).close();
    return Deed.DONE;
  }

  static void add(Checks<Scene<StripeBench, MagstripeReader>> kit) {
    kit.add(
            "swipe_asDeclared",
            "a swipe gives declared tracks, in clear or encrypted as declared",
            StripeChecks::honest)
        .add(
            "card_isTheOneSwiped",
            "a reader that gives numbers gives the card's; one that encrypts gives none",
            StripeChecks::card)
        .add(
            "noCard_isATimeout",
            "when nobody swipes the call fails in time, and the next card is read",
            StripeChecks::nobody)
        .add("cancel_endsTheWait", "cancel from another thread ends it", StripeChecks::cancelled)
        .addUnless(
            scene ->
                scene.bench().swipeBadly()
                    ? Optional.empty()
                    : Optional.of("the bench has no card that cannot be read"),
            "badSwipe_isABadRead",
            "a card that cannot be read is a bad read, and the next one is good",
            StripeChecks::bad);
  }

  private static StripeRead swipe(Scene<StripeBench, MagstripeReader> scene) {
    scene.bench().swipe();
    Duration limit = scene.bench().deadline();
    StripeRead read = scene.timed(limit, () -> scene.device().awaitSwipe(limit));
    scene.hear("a swipe", read);
    return read;
  }

  private static void honest(Scene<StripeBench, MagstripeReader> scene) {
    var declared = scene.device().capabilities();
    try (StripeRead read = swipe(scene)) {
      Expect.equal(
          read.encrypted().isPresent(), declared.encrypts(), "whether a swipe is encrypted");
      Expect.that(declared.modes().contains(read.mode()), "the way of reading is not declared");
      for (var kind : dev.tillwright.core.card.Track.Kind.values()) {
        Expect.that(
            declared.tracks().contains(kind) || read.track(kind).isEmpty(),
            "track " + kind + " is not declared");
      }
    }
    scene.expectNoSecret();
  }

  private static void card(Scene<StripeBench, MagstripeReader> scene) {
    Duration limit = scene.bench().deadline();
    if (scene.device().capabilities().encrypts()) {
      scene.fails(
          "a number in clear of a reader that encrypts",
          limit,
          () -> scene.device().awaitCard(limit).close(),
          Fault.UNSUPPORTED);
      return;
    }
    scene.bench().swipe();
    try (Pan expected = Pan.of(scene.bench().number());
        CardRead card = scene.timed(limit, () -> scene.device().awaitCard(limit))) {
      scene.hear("a card", card);
      Expect.that(card.card().pan().equals(expected), "the number is another one");
    }
    scene.expectNoSecret();
  }

  private static void nobody(Scene<StripeBench, MagstripeReader> scene) {
    scene.works("before");
    Duration limit = scene.bench().shortDeadline();
    scene.fails(
        "a wait for nobody", limit, () -> scene.device().awaitSwipe(limit).close(), Fault.TIMEOUT);
    scene.works("after nobody came");
  }

  private static void cancelled(Scene<StripeBench, MagstripeReader> scene)
      throws InterruptedException {
    scene.works("before");
    scene.device().cancel();
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            scene.device().awaitSwipe(scene.bench().deadline()).close();
            waiting.complete(true);
          } catch (Throwable e) {
            waiting.completeExceptionally(e);
          }
        });
    scene.underWay();
    scene.device().cancel();
    scene.until("a cancelled wait ended", waiting::isDone);
    expectCancelled(waiting);
    scene.works("after a cancelled wait");
  }

  /** A wait that was cancelled failed as such. */
  static void expectCancelled(CompletableFuture<?> waiting) {
    try {
      waiting.join();
    } catch (CompletionException e) {
      DeviceException failure =
          Expect.isA(e.getCause(), DeviceException.class, "the failure of a cancelled wait");
      Expect.equal(failure.fault(), Fault.CANCELLED, "the failure of a cancelled wait");
      return;
    }
    Expect.that(false, "a cancelled wait should fail and did not");
  }

  private static void bad(Scene<StripeBench, MagstripeReader> scene) {
    // The bench was asked already whether somebody swipes badly, and that somebody waits.
    Duration limit = scene.bench().deadline();
    scene.fails(
        "a card that cannot be read",
        limit,
        () -> scene.device().awaitSwipe(limit).close(),
        Fault.BAD_READ);
    scene.works("after a bad read");
  }
}
