package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.CardReader.CardInserted;
import dev.tillwright.device.spi.CardReader.CardRemoved;
import dev.tillwright.device.spi.CardSession;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What holds of a chip reader: one session with one card, and no other card in its place. */
final class ChipChecks {
  private ChipChecks() {}

  static Deed act(ChipBench bench, CardReader reader, Duration limit) {
    bench.insert();
    try (CardSession session = reader.awaitCard(limit)) {
      byte[] response = session.transmit(bench.command(), limit);
      return Arrays.equals(response, bench.response()) ? Deed.DONE : Deed.UNKNOWN;
    }
  }

  static void add(Checks<Scene<ChipBench, CardReader>> kit) {
    kit.add(
            "session_speaksWithTheCard",
            "a session has an answer to reset and a declared contact, and gives the card's answers",
            ChipChecks::speaks)
        .add(
            "removedCard_isNoCard",
            "once the card is out every call of its session says so, also when one is in again",
            ChipChecks::removed)
        .add(
            "secondSession_isRefused",
            "while a session is open there is no other",
            ChipChecks::second)
        .add(
            "closedSession_isClosed",
            "a session that was closed sends nothing, and may be closed again",
            ChipChecks::closed)
        .add("noCard_isATimeout", "without a card the wait fails in time", ChipChecks::nobody)
        .add("cancel_endsTheWait", "cancel from another thread ends it", ChipChecks::cancelled)
        .add(
            "longCommand_asDeclared",
            "a command longer than declared is refused before it is sent",
            ChipChecks::longCommand)
        .add(
            "cardEvents_areTold",
            "a card that comes and goes during sessions is told of, in order",
            ChipChecks::events);
  }

  private static CardSession session(Scene<ChipBench, CardReader> scene) {
    scene.bench().insert();
    Duration limit = scene.bench().deadline();
    CardSession session = scene.timed(limit, () -> scene.device().awaitCard(limit));
    scene.hear("a session", session);
    return session;
  }

  private static byte[] ask(Scene<ChipBench, CardReader> scene, CardSession session) {
    return scene.timed(scene.bench().deadline(), () -> send(scene, session));
  }

  private static byte[] send(Scene<ChipBench, CardReader> scene, CardSession session) {
    return session.transmit(scene.bench().command(), scene.bench().deadline());
  }

  private static void speaks(Scene<ChipBench, CardReader> scene) {
    try (CardSession session = session(scene)) {
      Expect.that(
          scene.device().capabilities().contacts().contains(session.contact()),
          "the card's contact is not declared");
      Expect.that(session.atr().length >= 2, "an answer to reset has two bytes and more");
      for (int i = 0; i < 5; i++) {
        Expect.that(
            Arrays.equals(ask(scene, session), scene.bench().response()),
            "the card's answer is another one");
      }
    }
    scene.works("in the next session");
    scene.expectNoSecret();
  }

  private static void removed(Scene<ChipBench, CardReader> scene) {
    try (CardSession session = session(scene)) {
      ask(scene, session);
      scene.bench().remove();
      scene.fails(
          "a command without a card",
          scene.bench().deadline(),
          () -> send(scene, session),
          Fault.NO_CARD);
      scene.bench().insert();
      scene.fails(
          "a command to another card",
          scene.bench().deadline(),
          () -> send(scene, session),
          Fault.NO_CARD);
    }
    scene.works("with the card in again");
  }

  private static void second(Scene<ChipBench, CardReader> scene) {
    Duration limit = scene.bench().shortDeadline();
    try (CardSession session = session(scene)) {
      scene.fails(
          "a second session", limit, () -> scene.device().awaitCard(limit).close(), Fault.BUSY);
      ask(scene, session);
    }
    scene.works("after the first session");
  }

  private static void closed(Scene<ChipBench, CardReader> scene) {
    CardSession session = session(scene);
    session.close();
    session.close();
    scene.fails(
        "a command of a closed session",
        scene.bench().deadline(),
        () -> send(scene, session),
        Fault.CLOSED);
    scene.works("after a closed session");
  }

  private static void nobody(Scene<ChipBench, CardReader> scene) {
    scene.bench().remove();
    Duration limit = scene.bench().shortDeadline();
    scene.fails(
        "a wait without a card",
        limit,
        () -> scene.device().awaitCard(limit).close(),
        Fault.TIMEOUT);
    scene.works("with a card");
  }

  private static void cancelled(Scene<ChipBench, CardReader> scene) throws InterruptedException {
    scene.works("before");
    scene.bench().remove();
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            scene.device().awaitCard(scene.bench().deadline()).close();
            waiting.complete(true);
          } catch (Throwable e) {
            waiting.completeExceptionally(e);
          }
        });
    scene.underWay();
    scene.device().cancel();
    scene.until("a cancelled wait ended", waiting::isDone);
    StripeChecks.expectCancelled(waiting);
    scene.works("after a cancelled wait");
  }

  private static void longCommand(Scene<ChipBench, CardReader> scene) {
    try (CardSession session = session(scene)) {
      byte[] tooLong = new byte[scene.device().capabilities().longestCommand() + 1];
      Duration limit = scene.bench().deadline();
      scene.fails(
          "a command longer than declared",
          limit,
          () -> session.transmit(tooLong, limit),
          Fault.UNSUPPORTED);
      ask(scene, session);
    }
  }

  private static void events(Scene<ChipBench, CardReader> scene) throws InterruptedException {
    List<DeviceEvent> told = new CopyOnWriteArrayList<>();
    scene
        .device()
        .subscribe(
            event -> {
              scene.hear("an event", event);
              if (event instanceof CardInserted || event instanceof CardRemoved) {
                told.add(event);
              }
            });
    try (CardSession session = session(scene)) {
      scene.until("a card was told of", () -> !told.isEmpty());
      scene.bench().remove();
      scene.fails("a command without a card", scene.bench().deadline(), () -> send(scene, session));
      scene.until("its leaving was told of", () -> told.size() > 1);
    }
    Expect.isA(told.get(0), CardInserted.class, "what was told first");
    Expect.isA(told.get(1), CardRemoved.class, "what was told then");
  }
}
