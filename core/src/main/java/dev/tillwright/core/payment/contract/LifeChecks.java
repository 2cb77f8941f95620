package dev.tillwright.core.payment.contract;

import dev.tillwright.core.contract.BrokenPromise;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What holds over a host's life: what it declares, many callers, late answers, closing. */
final class LifeChecks {
  private static final int CALLERS = 8;
  private static final int CALLS = 12;

  private LifeChecks() {}

  static void add(Checks<Scene> kit) {
    kit.add(
            "capabilities_areTheSameEachTime",
            "what a host declares does not change",
            LifeChecks::capabilities)
        .addUnless(
            Scene.needs(HostCapability.AT_TERMINAL),
            "terminal_isAskedByItsId",
            "a host that reads cards itself declares that it can be asked, and knows keys again",
            LifeChecks::asked)
        .add(
            "whatIsNotDeclared_isRefusedAtOnce",
            "a call of what the host does not declare is misuse, and throws",
            LifeChecks::undeclared)
        .add(
            "answers_neverCross",
            "many callers at once get each its own answer",
            LifeChecks::crossing)
        .addUnless(
            Scene.needs(Trouble.REPLY_LATE),
            "lateAnswer_tellsTheTruth",
            "whoever listens to late answers is told of the right payment, and rightly, or nothing",
            LifeChecks::late)
        .addUnless(
            Scene.needs(Trouble.REQUEST_LOST),
            "close_endsCallsUnderWay",
            "a call that waits when the host is closed ends at once, and does not know",
            LifeChecks::closing)
        .add(
            "closedHost_sendsNothing",
            "a host that is closed moves nothing and says so, and may be closed again",
            LifeChecks::closed);
  }

  private static void capabilities(Scene scene) {
    HostCapabilities first = scene.host().capabilities();
    scene.purchase(scene.key(), 100);
    Expect.that(
        !first.can(HostCapability.AT_PHONE)
            || first.can(HostCapability.STATUS_QUERY)
                && first.can(HostCapability.REVERSAL)
                && first.can(HostCapability.DEDUPLICATION),
        "a wallet does not declare all of STATUS_QUERY, REVERSAL and DEDUPLICATION");
    Expect.equal(scene.host().capabilities(), first, "what the host declares");
  }

  private static void asked(Scene scene) {
    Expect.that(
        scene.can(HostCapability.STATUS_QUERY) && scene.can(HostCapability.DEDUPLICATION),
        "a terminal declares neither STATUS_QUERY nor DEDUPLICATION, or one of them alone");
  }

  private static void undeclared(Scene scene) {
    PaymentKey key = scene.key();
    Map<HostCapability, Runnable> calls =
        Map.of(
            HostCapability.REVERSAL, () -> scene.reverse(AttemptKind.PURCHASE, key, 100, false),
            HostCapability.STATUS_QUERY, () -> scene.status(key, 100),
            HostCapability.SEPARATE_CAPTURE, () -> scene.capture(scene.key(), key, 1, true, false),
            HostCapability.INCREMENT, () -> scene.increment(scene.key(), key, 1, false));
    calls.forEach(
        (capability, call) -> {
          if (!scene.can(capability)) {
            scene.expectMisuse(call, "a call that needs " + capability);
          }
        });
    scene.expectMoved(key, 0, "a key that was only misused");
  }

  private static void crossing(Scene scene) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS, LifeChecks::daemon);
    Map<PaymentKey, Long> asked = new ConcurrentHashMap<>();
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        long base = 1_000L * (caller + 1);
        all.add(
            () -> {
              for (int i = 0; i < CALLS; i++) {
                PaymentKey key = scene.key();
                asked.put(key, base + i);
                scene.expectApproved(scene.purchase(key, base + i), base + i, "one of many");
              }
              return null;
            });
      }
      for (Future<Void> each : callers.invokeAll(all)) {
        ended(each, scene.bench().deadline().multipliedBy(CALLS));
      }
    } finally {
      callers.shutdownNow();
    }
    asked.forEach((key, minor) -> scene.expectMoved(key, minor, "one purchase of many"));
  }

  private static void late(Scene scene) {
    List<LateAnswer> told = new CopyOnWriteArrayList<>();
    scene.host().onLateAnswer(told::add);
    PaymentKey key = scene.key();
    scene.trouble(Trouble.REPLY_LATE);
    HostReply reply = scene.askInVain(scene.asking(Manner.PURCHASE, key, 1_610));
    Expect.isA(reply, HostReply.Unknown.class, "the answer");
    scene.expectNextIsFine();
    scene.bench().arrive();
    Expect.that(told.size() <= 1, "one late answer was told " + told.size() + " times");
    for (LateAnswer answer : told) {
      Expect.equal(answer.key(), key, "the key of a late answer");
      scene.expectApproved(answer.reply(), 1_610, "a late answer");
    }
  }

  private static void closing(Scene scene) throws Exception {
    scene.trouble(Trouble.REQUEST_LOST);
    CountDownLatch asking = new CountDownLatch(1);
    ExecutorService caller = Executors.newSingleThreadExecutor(LifeChecks::daemon);
    try {
      Future<HostReply> waiting =
          caller.submit(
              () -> {
                asking.countDown();
                return scene
                    .host()
                    .authorize(
                        scene.asking(Manner.PURCHASE, scene.key(), 1_620),
                        scene.bench().slack().multipliedBy(10));
              });
      asking.await();
      Thread.sleep(scene.bench().shortDeadline().toMillis());
      scene.host().close();
      HostReply reply = ended(waiting, scene.bench().slack());
      Expect.isA(reply, HostReply.Unknown.class, "a call that waited when the host was closed");
    } finally {
      caller.shutdownNow();
    }
  }

  private static <T> T ended(Future<T> call, Duration most) throws InterruptedException {
    try {
      return call.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BrokenPromise("a call did not end within " + most);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof BrokenPromise broken) {
        throw broken;
      }
      throw new BrokenPromise("a call threw " + (cause == null ? e : cause).getClass().getName());
    }
  }

  private static void closed(Scene scene) {
    scene.expectNextIsFine();
    scene.host().close();
    scene.host().close();
    PaymentKey key = scene.key();
    HostReply reply = scene.purchase(key, 1_630);
    Expect.that(
        reply instanceof HostReply.Unreachable || reply instanceof HostReply.Unknown,
        "a closed host answered");
    scene.expectMoved(key, 0, "a purchase after closing");
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "payment-host-contract");
    thread.setDaemon(true);
    return thread;
  }
}
